//! Segments: creating one, and the steps that make its lines.

use crate::engines::tests;
use mailroom_e2e::{Options, Page};

tests! {
    g6_g7_a_segment_exists_before_its_contacts_are_chosen,
    g8_g11_steps_say_what_they_will_do_and_go_back_takes_the_last_one_off,
    m20_a_segment_is_made_of_a_group_s_members,
    an_unknown_code_never_adds_or_removes_everybody,
    of_two_conditions_a_wrong_one_is_not_dropped,
    a_text_that_is_not_taken_over_shows_no_number_and_takes_no_step,
    removing_or_keeping_all_is_never_the_primary_button,
    deleting_a_code_names_the_steps_that_use_it_and_marks_them,
    an_address_with_an_unknown_code_lists_nobody_and_says_why,
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

/// A segment with all three contacts, and a step begun.
fn begun(step: &str) -> Page {
    let page = office();
    page.go("#/segments");
    page.role("heading", "Segments").wait();
    page.press("Alt+n");
    page.role("dialog", "New segment").wait();
    page.press("Enter");
    page.role("heading", "SM00001").wait();
    page.role("button", "Add contacts").click();
    page.role("button", "Add 3 contacts").click();
    page.role("listitem", "Step 1: Add contacts, 0 → 3 lines").wait();
    page.role("button", step).click();
    page
}

fn an_unknown_code_never_adds_or_removes_everybody() {
    let page = begun("Remove");
    let card = page.role("group", "Remove");
    card.role("combobox", "Value").type_in("newz");
    page.press("Enter");
    page.text_visible("There is no newz in Mailing Groups.");
    let button = card.role("button", "Remove");
    assert!(button.is_disabled());
    button.click();
    page.press("Control+Enter");
    card.wait();
    page.role("listitem", "Step 1: Add contacts, 0 → 3 lines").wait();
    // Once it is right, the number is there.
    card.role("combobox", "Value").type_in("gift");
    page.press("Enter");
    card.role("button", "Remove 2 lines").click();
    page.role("listitem", "Step 2: Remove, 3 → 1 lines").wait();
    page.no_accessibility_faults();
    page.no_console_errors();
}

fn of_two_conditions_a_wrong_one_is_not_dropped() {
    let page = begun("Keep only");
    let card = page.role("group", "Keep only");
    card.role("combobox", "Value").type_in("gift");
    page.press("Enter");
    card.role("button", "Keep 2 lines").wait();
    card.role("button", "+ Condition").click();
    page.text_visible("Condition 2: Choose at least one value.");
    card.role("button", "Keep 2 lines").gone();
    card.role("combobox", "Value").nth(1).type_in("newz");
    page.press("Enter");
    page.text_visible("Condition 2: There is no newz in Mailing Groups.");
    assert!(card.role("button", "Keep only").is_disabled());
    card.role("button", "Remove condition").nth(1).click();
    card.role("button", "Keep 2 lines").wait();
    page.no_console_errors();
}

fn a_text_that_is_not_taken_over_shows_no_number_and_takes_no_step() {
    let page = begun("Remove");
    let card = page.role("group", "Remove");
    card.role("combobox", "Value").click();
    page.type_text("gif");
    page.text_visible("“gif” is not taken over yet. Press Enter, or clear the field.");
    assert!(card.role("button", "Remove").is_disabled());
    page.type_text("t");
    page.press("Escape");
    // The keys that take the step take the text over first; its number comes before the step.
    page.press("Control+Enter");
    card.role("button", "Remove 2 lines").wait();
    page.role("listitem", "Step 1: Add contacts, 0 → 3 lines").wait();
    page.press("Control+Enter");
    page.role("listitem", "Step 2: Remove, 3 → 1 lines").wait();
    page.no_console_errors();
}

fn removing_or_keeping_all_is_never_the_primary_button() {
    for (step, all, some) in [
        ("Remove", "Remove all 3 lines", "Remove 2 lines"),
        ("Keep only", "Keep all 3 lines", "Keep 2 lines"),
    ] {
        let page = begun(step);
        let card = page.role("group", step);
        let is_primary = |name: &str| {
            let class = card.role("button", name).script("return element.className");
            class.as_str().unwrap_or_default().split(' ').any(|class| class == "pri")
        };
        page.text_visible("Without a condition all lines match.");
        assert!(!is_primary(all), "{all}");
        card.role("combobox", "Value").type_in("gift");
        page.press("Enter");
        card.role("button", some).wait();
        assert!(is_primary(some), "{some}");
    }
}

fn deleting_a_code_names_the_steps_that_use_it_and_marks_them() {
    let page = office();
    page.role("button", "Create segment from GIFT").click();
    page.role("listitem", "Step 1: Add contacts, 0 → 2 lines").wait();
    page.go("#/mailing-groups");
    page.role("button", "Remove from 2 contacts and delete").click();
    let dialog = page.role("dialog", "Delete GIFT?");
    dialog.wait_text("SM00001");
    dialog.wait_text("1. Add contacts: Mailing Group is GIFT");
    page.no_accessibility_faults();
    dialog.role("button", "Cancel").click();
    dialog.gone();
    page.field("Code").wait_value("GIFT");
    page.role("button", "Remove from 2 contacts and delete").click();
    dialog.role("button", "Remove from 2 contacts and delete").click();
    page.text_visible("GIFT deleted, taken off 2 contacts");

    page.go("#/segments");
    page.role_with("row", "1 step switched off").wait();
    page.no_accessibility_faults();
    page.go("#/segments/SM00001");
    page.text_visible("Switched off. Mailing Group: the code no longer exists. The lines stay as they were.");
    page.role("grid", "Lines").role_with("row", "Bakeriet").wait();
    page.press("Control+z");
    page.go("#/segments");
    page.role_with("row", "SM00001").wait();
    page.role_with("row", "1 step switched off").gone();
    page.no_console_errors();
}

fn an_address_with_an_unknown_code_lists_nobody_and_says_why() {
    let page = office();
    for (address, reason) in [
        ("#/contacts?mailing_group=NEWZ", "There is no NEWZ in Mailing Groups."),
        ("#/contacts?mailing_group.not=NEWZ", "There is no NEWZ in Mailing Groups."),
        ("#/contacts?where=any(city", "This filter cannot be read: where=any(city"),
    ] {
        page.go(address);
        page.text_visible("A filter is wrong");
        page.text_visible(reason);
    }
    page.no_accessibility_faults();
    page.role("button", "Remove filter").nth(0).click();
    page.role_with("row", "Bakeriet").wait();
    page.go("#/contacts?where=none(mailing_group%3DGIFT)");
    page.role_with("row", "Musikkskolen").wait();
    page.role_with("row", "Bakeriet").gone();
    page.no_console_errors();
}
