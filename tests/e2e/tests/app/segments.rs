//! Segments: creating one, and the steps that make its lines.

use crate::engines::tests;
use mailroom_e2e::{Options, Page};

tests! {
    g6_g7_a_segment_exists_before_its_contacts_are_chosen,
    g8_g11_steps_say_what_they_will_do_and_go_back_takes_the_last_one_off,
    m20_a_segment_is_made_of_a_group_s_members,
}

/// A company with a person, both new; the person is in the group GIFT.
fn office() -> Page {
    Page::open_after("segments", Options::default(), make_office, "#/mailing-groups")
}

fn make_office(page: &Page) {
    page.go("#/mailing-groups");
    page.role("heading", "Mailing Groups").wait();
    page.press("Alt+n");
    page.role("group", "New row").field("Code").wait();
    page.type_text("gift");
    page.press("Enter");
    page.press("Escape");
    for name in ["Fjord AS", "Bakeriet", "Musikkskolen"] {
        page.go("#/contacts/new?type=company");
        page.field("Name").type_in(name);
        page.role("button", "Create").click();
        page.role("heading", name).wait();
    }
    page.go("#/mailing-groups");
    for name in ["Fjord", "Bakeriet"] {
        page.role("combobox", "Add contacts…").type_in(name);
        page.press("Enter");
        page.role("complementary", "GIFT").role_with("row", name).wait();
    }
}

fn g6_g7_a_segment_exists_before_its_contacts_are_chosen() {
    let page = Page::open("#/segments");
    page.text_visible("No segments yet");
    page.press("Alt+n");
    page.field("Description").type_in("Letter about the move");
    page.press("Enter");
    page.role("heading", "SM00001").wait();
    page.wait_hash("#/segments/SM00001");
    page.field("Description").wait_value("Letter about the move");
    page.text_visible("No lines yet");
    assert!(page.role("button", "Go Back").is_disabled());
    page.field("No.").type_in("MOVE-1");
    page.press("Enter");
    page.role("heading", "MOVE-1").wait();
    page.go("#/segments");
    page.role_with("row", "Letter about the move").wait();
    page.go("#/segments/SM00099");
    page.text_visible("There is no segment SM00099.");
    page.no_accessibility_faults();
    page.no_console_errors();
}

fn g8_g11_steps_say_what_they_will_do_and_go_back_takes_the_last_one_off() {
    let page = office();
    page.go("#/segments");
    page.role("heading", "Segments").wait();
    page.press("Alt+n");
    page.role("dialog", "New segment").wait();
    page.press("Enter");
    page.role("heading", "SM00001").wait();

    page.role("button", "Add contacts").click();
    page.text_visible("3 contacts match, 3 will be added.");
    page.type_text("gift");
    page.press("Enter");
    page.text_visible("2 contacts match, 2 will be added.");
    page.no_accessibility_faults();
    page.role("button", "Add 2 contacts").click();
    page.role("listitem", "Step 1: Add contacts, 0 → 2 lines").wait();

    page.role("button", "Keep only").click();
    page.field("Field").choose("Name");
    page.role("group", "Keep only").role("combobox", "Value").type_in("bak");
    page.press("Enter");
    page.text_visible("1 of 2 match. 1 will leave.");
    page.role("button", "Keep 1 line").click();
    page.role("listitem", "Step 2: Keep only, 2 → 1 lines").wait();
    page.role("grid", "Lines").role_with("row", "Bakeriet").wait();

    page.role("button", "Hand-picked").click();
    page.role("combobox", "Pick a contact").type_in("musikk");
    page.press("Enter");
    page.role("listitem", "Step 3: Hand-picked, 1 → 2 lines").wait();
    // A run by hand is one step.
    page.role("button", "Remove Bakeriet by hand").click();
    page.role("listitem", "Step 3: Hand-picked, 1 → 1 lines").wait();

    page.role("button", "Go Back").click();
    page.role("listitem", "Step 3: Hand-picked, 1 → 1 lines").gone();
    page.role("grid", "Lines").role_with("row", "Bakeriet").wait();
    page.role("button", "Go Back").click();
    page.role("grid", "Lines").role_with("row", "Fjord AS").wait();
    page.press("Control+z");
    page.role("listitem", "Step 2: Keep only, 2 → 1 lines").wait();
    page.reload();
    page.role("listitem", "Step 2: Keep only, 2 → 1 lines").wait();
    page.no_console_errors();
}

fn m20_a_segment_is_made_of_a_group_s_members() {
    let page = office();
    page.role("button", "Create segment from GIFT").click();
    page.role("listitem", "Step 1: Add contacts, 0 → 2 lines").wait();
    page.role("button", "Delete SM00001").click();
    page.text_visible("No segments yet");
    page.press("Control+z");
    page.role("heading", "SM00001").wait();
}
