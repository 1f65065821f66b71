//! What stands when something fails: the program itself, or the browser's second store.

use mailroom_e2e::{Options, Page};
use serde_json::json;

use crate::common::{define, with_contacts, with_contacts_in};
use crate::engines::tests;

tests! {
    [chromium firefox webkit] [folder single_file]: a_panic_ends_where_it_is_told_and_the_data_can_be_saved;
    // In WebKit a script can't put anything in the place of what the window has.
    [chromium firefox] [folder single_file]: a_store_that_the_browser_took_back_for_a_moment_ended_the_page;
    answers_of_the_mirror_that_came_before_those_in_front_left_the_page_loading_for_ever,
    a_mirror_that_could_not_be_read_for_once_was_emptied,
}

fn a_panic_ends_where_it_is_told_and_the_data_can_be_saved(options: Options) {
    let page = with_contacts_in(options, "#/contacts");
    page.text_visible("6 contacts");
    page.wait_stored();
    // The program takes it for given that a page can have elements.
    page.eval(
        "Document.prototype.createElement = () => { throw new Error('no more elements') };
         location.hash = '#/segments'",
    );
    page.role("heading", "Rescue").wait();
    page.text_visible("What the program said when it stopped");
    page.text_visible("panicked at");
    // Told for as long as the page is there.
    page.reload();
    page.text_visible("panicked at");
    page.role("button", "Save the data as a file").click();
    let file = std::fs::read_to_string(page.download()).unwrap();
    assert_eq!(file.matches("\"number\": \"CT").count(), 6, "{file}");
    page.role("button", "Open Mailroom again").click();
    page.role("link", "Contacts 6").wait();
    page.go("#/rescue");
    page.role("heading", "Rescue").wait();
    assert!(!page.shows("What the program said"));
}

fn a_store_that_the_browser_took_back_for_a_moment_ended_the_page(options: Options) {
    const DENIED: &str = "The browser lets this page save nothing.";
    let page = Page::open_with(options, "#/mailing-groups");
    define(&page, "MOVE", "Notice that we are moving");
    page.text_visible("1 code");
    page.wait_stored();
    page.eval(
        "window.given = Object.getOwnPropertyDescriptor(window, 'localStorage');
         Object.defineProperty(window, 'localStorage', { get: () => null, configurable: true })",
    );
    define(&page, "GIFT", "Christmas presents");
    page.text_visible(DENIED);
    page.text_visible("2 codes");
    page.eval(
        "if (given) Object.defineProperty(window, 'localStorage', given); else delete window.localStorage",
    );
    page.role("button", "Try again").click();
    page.text_gone(DENIED);
    page.wait_stored();
    page.reload();
    page.text_visible("2 codes");
    page.no_console_errors();
}

/// Runs a script in each page before the page does.
fn before_the_page(page: &Page, script: &str) -> String {
    page.devtools("Page.enable", json!({}));
    let added = page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
    added["identifier"].as_str().unwrap().to_owned()
}

fn answers_of_the_mirror_that_came_before_those_in_front_left_the_page_loading_for_ever() {
    let page = with_contacts("#/contacts");
    page.text_visible("6 contacts");
    page.wait_stored();
    before_the_page(
        &page,
        "const success = Object.getOwnPropertyDescriptor(IDBRequest.prototype, 'onsuccess');
         let number = 0;
         Object.defineProperty(IDBRequest.prototype, 'onsuccess', { set(told) {
             const late = number++ % 2 ? 0 : 100;
             success.set.call(this, event => setTimeout(() => told(event), late));
         } })",
    );
    page.eval("for (const key of Object.keys(localStorage)) if (/^mailroom.(log|contacts)/.test(key)) localStorage.removeItem(key)");
    page.reload();
    page.text_visible("6 contacts");
    page.no_console_errors();
}

fn a_mirror_that_could_not_be_read_for_once_was_emptied() {
    let page = with_contacts("#/contacts");
    page.text_visible("6 contacts");
    page.wait_stored();
    let script = before_the_page(
        &page,
        "IDBObjectStore.prototype.get = () => { throw new DOMException('', 'UnknownError') }",
    );
    page.eval("localStorage.clear()");
    page.reload();
    page.text_visible("No contacts yet");
    page.wait_stored();
    page.devtools("Page.removeScriptToEvaluateOnNewDocument", json!({ "identifier": script }));
    page.reload();
    page.text_visible("6 contacts");
    page.no_console_errors();
}
