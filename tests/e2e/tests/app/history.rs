//! The page that lists what was done, and goes back to any of it.

use mailroom_e2e::Options;

use crate::common::{define, with_contacts_in};
use crate::engines::tests;

tests! {
    [chromium firefox webkit] [folder]: one_can_go_back_to_any_moment_and_forth_again;
    a_line_of_history_stays_itself,
}

fn one_can_go_back_to_any_moment_and_forth_again(options: Options) {
    let page = with_contacts_in(options, "#/mailing-groups");
    page.text_visible("2 codes");
    for code in ["FIRST", "SECOND", "THIRD"] {
        define(&page, code, "For the history");
    }
    page.text_visible("5 codes");
    page.press("Escape");
    page.go("#/contacts/CT000001");
    page.field("City").type_in("Os");
    page.press("Tab");
    page.press("Control+z");
    page.field("City").wait_value("Bergen");
    page.reload();
    page.field("City").wait_value("Bergen");

    page.go("#/");
    page.role("link", "All changes").click();
    page.role("heading", "History").wait();
    page.text_visible("Undone: City of Bergen Bygg changed");
    page.text_visible("Taken back");
    page.no_accessibility_faults();
    page.role("button", "Go back to before this: Mailing Group SECOND created").click();
    page.text_visible("changes taken back to");
    page.reload();
    page.go("#/mailing-groups");
    page.text_visible("3 codes");
    page.text_visible("FIRST");
    assert!(!page.shows("SECOND"));
    // Undo shows the place of what it takes back: this page.
    page.press("Control+z");
    page.role("heading", "History").wait();
    page.role("link", "Mailing Groups 5").wait();
    // Each step alone can still be taken back.
    page.role("button", "Undo").click();
    page.text_visible("4 codes");
    page.text_visible("SECOND");
    page.reload();
    page.text_visible("4 codes");
    assert!(!page.shows("THIRD"));
    page.no_console_errors();
}

/// A button that was drawn anew between press and release, as the store was tidied, did nothing.
fn a_line_of_history_stays_itself() {
    let page = with_contacts_in(Options::default(), "#/mailing-groups");
    page.text_visible("2 codes");
    define(&page, "FIRST", "For the history");
    page.text_visible("3 codes");
    page.press("Escape");
    page.go("#/history");
    let line = page.role("button", "Go back to before this: Mailing Group FIRST created");
    line.script("element.isTheSame = true");
    line.press("Enter");
    page.text_visible("1 change taken back to");
    line.wait_focus();
    page.press("Control+z");
    page.text_visible("Undone: 1 change taken back to");
    assert!(line.script("return element.isTheSame") == true, "it was drawn anew");
}
