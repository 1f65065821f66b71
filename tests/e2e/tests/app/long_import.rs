//! Long imports: how far they have come is shown, they can be cancelled, and what is too much is
//! refused before it is read.

use std::fmt::Write as _;
use std::fs::File;

use mailroom_e2e::Page;
use serde_json::Value;

use crate::common::file;
use crate::engines::tests;

tests! {
    a_long_import_shows_how_far_it_is_and_can_be_cancelled,
    a_file_of_200_megabytes_is_refused_before_it_is_read,
    three_hundred_columns_are_matched_and_imported,
}

const ROWS: usize = 100_000;

fn many() -> Vec<u8> {
    let mut text = String::from("First Name;Surname;Company Name;E-mail;City;Mailing Groups\n");
    for at in 0..ROWS {
        let _ = writeln!(text, "Ada{at};Moe;Firm {};ada{at}@m.example;Moss;G{}", at / 20, at % 7);
    }
    text.into_bytes()
}

/// Presses a button, and Cancel as soon as that can be pressed: importing takes a part of a second.
const CANCEL: &str = "
    [...document.querySelectorAll('button')].find(it => it.innerText.trim() === NAME).click();
    return new Promise(done => {
        const look = () => {
            const bar = document.querySelector('[role=progressbar]');
            const cancel = [...document.querySelectorAll('footer button')].find(it => it.innerText === 'Cancel');
            if (bar && cancel && +bar.getAttribute('aria-valuenow') > 5) {
                const seen = [bar.getAttribute('aria-label'), bar.getAttribute('aria-valuetext')];
                cancel.click();
                done(seen);
            } else {
                setTimeout(look);
            }
        };
        look();
    })";

/// Looks at the bar until work has ended; all that it has shown, and the longest rest between two
/// looks in milliseconds.
const WATCH: &str = "
    return new Promise(done => {
        const seen = []; let longest = 0, before = performance.now(), idle = 0;
        const look = () => {
            const now = performance.now();
            const bar = document.querySelector('[role=progressbar]');
            if (bar) { seen.push(+bar.getAttribute('aria-valuenow')); longest = Math.max(longest, now - before); }
            before = now;
            idle = bar || !seen.length ? 0 : idle + 1;
            if (idle > 3) done([seen, longest]); else setTimeout(look);
        };
        look();
    })";

fn cancelled(page: &Page, button: &str) -> Value {
    let seen = page.eval(&CANCEL.replace("NAME", &format!("{button:?}")));
    page.text_visible("Cancelled. Nothing was changed.");
    seen
}

/// All that is stored.
fn stored(page: &Page) -> Value {
    page.eval("return JSON.stringify(Object.entries(localStorage).sort())")
}

fn click(page: &Page, button: &str) {
    let script = "[...document.querySelectorAll('button')].find(it => it.innerText.trim() === NAME).click()";
    page.eval(&script.replace("NAME", &format!("{button:?}")));
}

fn a_long_import_shows_how_far_it_is_and_can_be_cancelled() {
    let page = Page::open("#/import");
    let (_folder, path) = file("many.csv", &many());
    page.upload(&path);
    page.text_visible("6 of 6 columns matched");

    // Checking, cancelled and done.
    let before = stored(&page);
    let seen = cancelled(&page, "Check the file");
    assert_eq!(seen[0], "Checking 100,000 lines…");
    assert!(seen[1].as_str().unwrap().ends_with("of 100,000"), "{seen}");
    page.role("button", "Check the file").wait();
    assert!(!page.shows("Trial run, nothing is saved yet."));
    click(&page, "Check the file");
    let watched = page.eval(WATCH);
    let shown: Vec<f64> = watched[0].as_array().unwrap().iter().filter_map(|it| it.as_f64()).collect();
    assert!(shown.is_sorted() && shown.len() > 3, "{shown:?}");
    page.text_visible("Trial run, nothing is saved yet.");
    page.role_with("tab", "New").wait_text("New 105,000 5,000 companies, 100,000 persons");

    // Importing, cancelled and done.
    assert_eq!(cancelled(&page, "Import 105,000 contacts")[0], "Importing 105,000 contacts…");
    page.role("link", "Contacts").wait();
    page.role("button", "Import 105,000 contacts").wait();
    assert_eq!(stored(&page), before);
    click(&page, "Import 105,000 contacts");
    page.text_visible("105,000 contacts imported");
    page.role("link", "Contacts 105,000").wait();
    page.press("Control+z");
    page.text_visible("The import was taken back");
    page.role("link", "Contacts").wait();
    page.no_console_errors();
}

fn a_file_of_200_megabytes_is_refused_before_it_is_read() {
    let page = Page::open("#/import");
    let (folder, path) = file("small.csv", b"Name;City\nMoe;Moss\n");
    let big = folder.path().join("big.csv");
    File::create(&big).unwrap().set_len(200_000_000).unwrap();
    page.role("button", "Choose a file…").wait();
    page.upload(&big);
    page.text_visible("big.csv has 200 MB. The limit is 64 MB. Split it into several files.");
    let huge = folder.path().join("huge.json");
    File::create(&huge).unwrap().set_len(300_000_000).unwrap();
    page.go("#/backup");
    page.role("heading", "Open a backup").wait();
    page.upload(&huge);
    page.text_visible("huge.json has 300 MB. A backup has 256 MB at most.");
    page.go("#/import");
    page.upload(&path);
    page.text_visible("2 of 2 columns matched");
    page.no_console_errors();
}

fn three_hundred_columns_are_matched_and_imported() {
    let page = Page::open("#/import");
    let columns = |text: &dyn Fn(usize) -> String| (0..297).map(text).collect::<Vec<_>>().join(";");
    let names = columns(&|at| format!("Extra {at}"));
    let values = columns(&|at| format!("value {at}"));
    let text = format!("Name;{names};City;E-mail\nMoe;{values};Moss;moe@m.example\n");
    let (_folder, path) = file("wide.csv", text.as_bytes());
    page.upload(&path);
    page.text_visible("3 of 300 columns matched");
    page.role("button", "Check the file").click();
    page.text_visible("Columns that are not imported: Extra 0, Extra 1");
    page.role("button", "Import 1 contact").click();
    page.text_visible("1 contact imported");
    page.go("#/contacts/CT000001");
    page.field("City").wait_value("Moss");
    page.no_console_errors();
}
