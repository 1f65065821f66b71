//! The folder edition without its server, and with a newer version on it.

use std::fs;
use std::path::Path;

use mailroom_e2e::{Options, Page};

use crate::engines::tests;

tests! {
    [chromium firefox] [folder]: after_the_first_visit_it_opens_without_its_server;
    a_new_version_waits_until_it_is_asked_for,
}

fn after_the_first_visit_it_opens_without_its_server(options: Options) {
    let page = Page::open_with(options, "");
    page.role("heading", "Who should hear from you?").wait();
    await_worker(&page);
    page.end_server();
    // As a person reloads: WebDriver's way goes past the worker in Firefox.
    page.eval("window.isOld = true; setTimeout(() => location.reload())");
    page.wait_until("the page is loaded again", || page.eval("return window.isOld === undefined") == true);
    page.role("heading", "Who should hear from you?").wait();
    // Parts that were never loaded before, too.
    page.role("link", "Segments").click();
    page.text_visible("No segments yet");
    page.role("link", "Import and backup").click();
    page.role("heading", "Import and backup").wait();
    page.role("link", "Settings").click();
    page.field("Language").choose("Français");
    page.role("heading", "Paramètres").wait();
}

fn a_new_version_waits_until_it_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    for entry in fs::read_dir(xtask::process::dist()).expect("dist").flatten() {
        fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("a copy");
    }
    let page = Page::open_with(Options::default().of(folder.path()), "");
    page.role("heading", "Who should hear from you?").wait();
    await_worker(&page);
    page.reload();
    publish_another(folder.path());
    let version = "return document.querySelector('meta[name=version]')?.content";
    page.reload();
    // The running version goes on, in this window and in a new one.
    page.text_visible("A new version of Mailroom is ready.");
    assert!(page.eval(version).is_null());
    page.role("link", "Segments").click();
    page.text_visible("No segments yet");
    page.no_accessibility_faults();
    page.role("button", "Reload").click();
    page.wait_until("the new version is there", || page.eval(version) == "2");
    page.role("heading", "Segments").wait();
    page.text_gone("A new version of Mailroom is ready.");
}

/// Until the app is kept on this device and in the hands of its worker.
fn await_worker(page: &Page) {
    page.eval("navigator.serviceWorker.ready.then(worker => { window.kept = worker.active })");
    page.wait_until("the app is kept on this device", || {
        page.eval("return window.kept?.state === 'activated'") == true
    });
}

fn publish_another(folder: &Path) {
    let change = |name: &str, from: &str, to: &str| {
        let text = fs::read_to_string(folder.join(name)).expect(name);
        assert!(text.contains(from), "{name}: {from}");
        fs::write(folder.join(name), text.replacen(from, to, 1)).expect(name);
    };
    change("index.html", "<title>", "<meta name=\"version\" content=\"2\"><title>");
    change("worker.js", "const MARK = \"", "const MARK = \"2");
}
