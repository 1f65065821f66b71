//! The overview.

use mailroom_e2e::Page;

use crate::common::{company, define};
use crate::engines::tests;

tests! {
    what_was_done_last_is_named_until_it_is_taken_back,
}

fn what_was_done_last_is_named_until_it_is_taken_back() {
    let page = Page::open("");
    company(&page, "Fjordvik AS");
    page.go("#/mailing-groups");
    define(&page, "MOVE", "Notice that we are moving");
    page.text_visible("1 code");
    page.go("#/");
    page.role_with("heading", "Recent changes").wait();
    page.no_accessibility_faults();
    let named = || page.css(".recent").text();
    let both = named();
    assert!(both.find("MOVE") < both.find("Fjordvik AS"), "{both}");
    page.press("Control+z");
    page.go("#/");
    page.wait_until("one change is left", || !named().contains("MOVE") && named().contains("Fjordvik AS"));
    page.no_console_errors();
}
