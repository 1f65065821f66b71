//! The main job without a pointer.

use mailroom_e2e::Page;

use crate::common::{lines, rows};
use crate::engines::tests;

tests! {
    the_main_job_needs_no_pointer,
}

/// Goes from stop to stop until one of that name has the focus, as a person would; links are
/// passed.
#[track_caller]
fn tab_to(page: &Page, name: &str) {
    const STOPS: usize = 80;
    let mut passed = Vec::new();
    for _ in 0..STOPS {
        page.press("Tab");
        let script = "const it = document.activeElement;
            if (it.tagName === 'A') return 'a link';
            const labels = [...(it.labels ?? [])].map(label => label.innerText);
            return (it.getAttribute('aria-label') ?? labels[0] ?? it.innerText ?? '').trim()";
        let focused = page.eval(script).as_str().unwrap_or_default().to_owned();
        if focused.starts_with(name) {
            return;
        }
        passed.push(focused);
    }
    panic!("no stop is called {name}: {passed:?}");
}

fn find(page: &Page, what: &str) {
    page.press("Alt+q");
    page.role("dialog", "Tell me what you want to do").wait();
    page.type_text(what);
    page.wait_until("something is found", || page.css("[role=option][aria-selected=true]").count() == 1);
    page.press("Enter");
}

fn the_main_job_needs_no_pointer() {
    let page = Page::open("");
    page.role("heading", "Who should hear from you?").wait();

    find(&page, "Mailing Groups");
    page.role("heading", "Mailing Groups").wait();
    page.press("Alt+n");
    page.role("group", "New row").field("Code").wait();
    page.type_text("move");
    page.press("Tab");
    page.type_text("Notice that we are moving");
    page.press("Enter");
    page.text_visible("1 code");

    find(&page, "Contacts");
    page.role("heading", "Contacts").wait();
    page.press("Alt+n");
    page.role("heading", "New contact").wait();
    page.type_text("Fjordvik AS");
    page.press("Control+Enter");
    page.role("heading", "Fjordvik AS").wait();
    tab_to(&page, "Mailing Groups");
    page.press("Enter");
    let dialog = page.role("dialog", "Contact Mailing Groups");
    dialog.wait();
    page.type_text("MOVE");
    page.press("Enter");
    page.press("Control+Enter");
    dialog.gone();

    find(&page, "Segments");
    page.role("heading", "Segments").wait();
    page.press("Alt+n");
    page.role("dialog", "New segment").wait();
    page.type_text("The move");
    page.press("Enter");
    page.field("Description").wait_value("The move");
    tab_to(&page, "Add contacts");
    page.press("Enter");
    page.role("group", "Add contacts").wait();
    tab_to(&page, "Field");
    page.type_text("Mailing Group");
    tab_to(&page, "Value");
    page.type_text("MOVE");
    page.press("Enter");
    page.press("Control+Enter");
    page.wait_until("the segment has its line", || lines(&page) == ["Fjordvik AS"]);

    tab_to(&page, "Export");
    page.press("Enter");
    page.role("menuitem", "1 contact as CSV for Excel").wait();
    page.press("Enter");
    let written = rows(&page.download(), b';');
    assert_eq!(written.len(), 1);
    assert_eq!(written[0]["Name"], "Fjordvik AS");
    page.no_console_errors();
}
