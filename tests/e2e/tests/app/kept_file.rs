//! A file that is kept up to date. No test can pass the browser's own dialog; the file that the
//! dialog would give is a real one, in the folder that the browser has for the page.

use mailroom_e2e::{Options, Page};
use serde_json::Value;

use crate::common::{with_contacts, with_contacts_in};
use crate::engines::tests;

tests! {
    a_chosen_file_holds_every_change_a_little_later,
    when_the_page_is_put_away_the_file_is_written_at_once,
    after_a_start_the_browser_may_want_to_be_asked_again,
    a_file_that_can_t_be_written_is_told_until_it_can,
    damaged_data_is_not_written_over_a_good_file,
    putting_the_dialog_aside_changes_nothing,
    where_the_browser_keeps_no_file_the_page_says_so,
}

/// Answers the browser's dialog with a file of the suggested name, until the page is loaded again.
fn answer_the_dialog(page: &Page) {
    page.eval(
        "window.showSaveFilePicker = async options => {
             const folder = await navigator.storage.getDirectory();
             return folder.getFileHandle(options.suggestedName, { create: true });
         }",
    );
}

fn choose(page: &Page) {
    page.go("#/backup");
    answer_the_dialog(page);
    page.role("button", "Choose a file…").click();
    page.text_visible("mailroom.json is kept up to date:");
}

/// The chosen file.
fn content(page: &Page) -> Value {
    // A file that is written over in between can't be read; then it is read once more.
    let text = page.eval(
        "return (async () => {
             const folder = await navigator.storage.getDirectory();
             const read = async () => (await (await folder.getFileHandle('mailroom.json')).getFile()).text();
             return read().catch(read);
         })()",
    );
    serde_json::from_str(text.as_str().unwrap_or_default()).unwrap_or_default()
}

fn city(page: &Page) -> Value {
    content(page)["data"]["contacts"][0]["fields"]["city"].clone()
}

fn move_to(page: &Page, city: &str) {
    page.go("#/contacts/CT000001");
    page.field("City").type_in(city);
    page.press("Tab");
    page.field("City").wait_value(city);
}

fn a_chosen_file_holds_every_change_a_little_later() {
    let page = with_contacts("");
    choose(&page);
    page.no_accessibility_faults();
    let first = content(&page);
    assert_eq!((&first["app"], &first["counts"]["contacts"]), (&"mailroom".into(), &6.into()));

    move_to(&page, "Os");
    // Not at each key: once there was a rest.
    assert_eq!(city(&page), "Bergen");
    page.wait_until("the file has the change", || city(&page) == "Os");

    // In a later visit, too.
    page.reload();
    move_to(&page, "Fana");
    page.wait_until("the file has the change", || city(&page) == "Fana");
    page.go("#/");
    page.text_visible("mailroom.json is kept up to date:");
    page.text_gone("since");

    page.go("#/backup");
    page.role("button", "Keep it up to date no more").click();
    page.role("button", "Choose a file…").wait();
    move_to(&page, "Voss");
    page.reload();
    page.field("City").wait_value("Voss");
    page.go("#/");
    page.text_visible("1 change since");
    assert_eq!(city(&page), "Fana");
    page.no_console_errors();
}

fn when_the_page_is_put_away_the_file_is_written_at_once() {
    let page = with_contacts("");
    choose(&page);
    move_to(&page, "Os");
    page.eval("window.changed = Date.now()");
    page.open_tab("#/help");
    page.switch_tab(0);
    page.wait_until("the file has the change", || city(&page) == "Os");
    let later = page.eval(
        "return (async () => {
             const folder = await navigator.storage.getDirectory();
             const file = await (await folder.getFileHandle('mailroom.json')).getFile();
             return file.lastModified - window.changed;
         })()",
    );
    assert!(later.as_f64() < Some(9_000.0), "{later} ms later");
    page.no_console_errors();
}

fn after_a_start_the_browser_may_want_to_be_asked_again() {
    let page = with_contacts("");
    choose(&page);
    page.reload();
    page.eval(
        "let state = 'prompt';
         FileSystemHandle.prototype.queryPermission = async () => state;
         FileSystemHandle.prototype.requestPermission = async () => state = 'granted'",
    );
    move_to(&page, "Os");
    page.text_visible("The browser wants to ask again before Mailroom writes to mailroom.json.");
    page.no_accessibility_faults();
    assert_eq!(city(&page), "Bergen");
    page.role("button", "Continue").click();
    page.text_gone("The browser wants to ask again");
    page.wait_until("the file has the change", || city(&page) == "Os");
    page.no_console_errors();
}

fn a_file_that_can_t_be_written_is_told_until_it_can() {
    let page = with_contacts("");
    choose(&page);
    page.eval(
        "window.real = FileSystemFileHandle.prototype.createWritable;
         FileSystemFileHandle.prototype.createWritable = async () => { throw new DOMException('', 'NotFoundError') }",
    );
    move_to(&page, "Os");
    page.text_visible("mailroom.json could not be written (NotFoundError). It is as it was before.");
    assert_eq!(city(&page), "Bergen");
    page.eval("FileSystemFileHandle.prototype.createWritable = window.real");
    page.role("button", "Try again").click();
    page.text_gone("could not be written");
    page.wait_until("the file has the change", || city(&page) == "Os");
    page.no_console_errors();
}

fn damaged_data_is_not_written_over_a_good_file() {
    let page = with_contacts("");
    choose(&page);
    // In the browser's storage and in the copy that it has of it.
    page.eval(
        "for (const key of Object.keys(localStorage))
             if (key.startsWith('mailroom.') && key !== 'mailroom.preferences')
                 localStorage.setItem(key, 'damaged');
         return new Promise(done => {
             const request = indexedDB.deleteDatabase('mailroom');
             request.onsuccess = request.onerror = () => done();
         })",
    );
    page.reload();
    page.text_visible("stored part");
    page.go("#/contacts/new?type=person");
    page.field("Name").type_in("Kari Moe");
    page.role("button", "Create").click();
    page.role("heading", "Kari Moe").wait();
    page.text_visible("mailroom.json may be the better copy and is left as it is");
    assert_eq!(content(&page)["counts"]["contacts"], 6);
    // Choosing it again is a decision.
    page.go("#/backup");
    answer_the_dialog(&page);
    page.role("button", "Choose another file…").click();
    page.wait_until("it was written over", || content(&page)["counts"]["contacts"] == 1);
}

fn putting_the_dialog_aside_changes_nothing() {
    let page = with_contacts("#/backup");
    page.eval("window.showSaveFilePicker = async () => { throw new DOMException('', 'AbortError') }");
    page.role("button", "Choose a file…").click();
    page.eval("window.showSaveFilePicker = async () => { throw new DOMException('', 'SecurityError') }");
    page.role("button", "Choose a file…").click();
    page.text_visible("This file can’t be kept up to date (SecurityError).");
    page.role("button", "Choose a file…").wait();
    page.no_console_errors();
}

fn where_the_browser_keeps_no_file_the_page_says_so() {
    let page = with_contacts_in(Options::firefox(), "#/backup");
    page.text_visible("This browser can’t keep a file up to date here.");
    assert_eq!(page.role("button", "Choose a file…").count(), 0);
}
