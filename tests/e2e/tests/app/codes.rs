//! Lists of codes: defining, renaming, deleting.

use crate::engines::tests;
use mailroom_e2e::{Options, Page};

tests! {
    m4_m11_a_group_needs_a_code_and_a_description_and_no_button,
    m5_a_second_identical_code_is_refused_with_the_text_kept,
    m7_m12_what_is_too_long_is_counted_and_a_shorter_code_is_one_click_away,
    a_code_is_renamed_in_its_row_and_deleted_by_key_with_a_way_back,
    on_a_telephone_a_row_opens_its_details,
}

fn open() -> Page {
    let page = Page::open("#/mailing-groups");
    page.role("heading", "Mailing Groups").wait();
    page
}

fn m4_m11_a_group_needs_a_code_and_a_description_and_no_button() {
    let page = open();
    page.text_visible("No mailing groups yet");
    page.press("Alt+n");
    page.role("group", "New row").field("Code").type_in("flytte");
    page.press("Tab");
    page.type_text("Vi flytter");
    // Leaving the row is enough.
    page.field("Search code or description").click();
    page.role("complementary", "FLYTTE").wait();
    page.reload();
    page.role("complementary", "FLYTTE").wait();
    page.text_visible("Vi flytter");
    page.no_accessibility_faults();
    page.no_console_errors();
}

fn m5_a_second_identical_code_is_refused_with_the_text_kept() {
    let page = open();
    page.press("Alt+n");
    page.role("group", "New row").field("Code").wait();
    page.type_text("gave");
    page.press("Enter");
    page.role("complementary", "GAVE").wait();
    page.type_text(" GaVe ");
    page.press("Enter");
    page.text_visible("Mailing Groups has the code GAVE already.");
    page.role("group", "New row").field("Code").wait_value(" GaVe ");
}

fn m7_m12_what_is_too_long_is_counted_and_a_shorter_code_is_one_click_away() {
    let page = open();
    page.press("Alt+n");
    page.role("group", "New row").field("Code").wait();
    page.type_text("Déménagement");
    page.text_visible("12 of 11");
    page.press("Tab");
    page.text_visible("DÉMÉNAGEMENT has 12 characters. The limit is 11.");
    page.role("button", "DÉMÉNAGEMNT").click();
    page.type_text("Avis");
    page.press("Enter");
    page.role("complementary", "DÉMÉNAGEMNT").wait();
    // Eleven fit.
    page.type_text("ABCDEFGHIJK");
    page.press("Enter");
    page.role("complementary", "ABCDEFGHIJK").wait();
}

fn a_code_is_renamed_in_its_row_and_deleted_by_key_with_a_way_back() {
    let page = open();
    page.press("Alt+n");
    page.role("group", "New row").field("Code").wait();
    page.type_text("gift");
    page.press("Enter");
    page.press("Escape");
    let grid = page.role("grid", "Mailing Groups");
    grid.press("F2");
    grid.field("Code").wait_focus();
    page.press("Control+a");
    page.type_text("present");
    page.press("Tab");
    page.type_text("Holiday gifts");
    page.press("Enter");
    page.press("Escape");
    page.role("complementary", "PRESENT").wait();
    page.role("grid", "Mailing Groups").press("Delete");
    page.text_visible("No mailing groups yet");
    page.press("Control+z");
    page.text_visible("PRESENT");
}

fn on_a_telephone_a_row_opens_its_details() {
    let page = Page::open_with(Options::phone(), "#/mailing-groups");
    page.role("button", "New").nth(0).click();
    page.type_text("move");
    page.press("Enter");
    page.press("Escape");
    page.role("button", "Details of MOVE").click();
    page.role("button", "Rename").click();
    page.role("complementary", "MOVE").field("Description").type_in("Notice");
    page.press("Enter");
    page.role("complementary", "MOVE").role("button", "Close").click();
    page.text_visible("Notice");
    page.no_accessibility_faults();
}
