//! The texts of a language come when they are needed: with the first page, or when another
//! language is chosen.

use std::fs;

use crate::engines::tests;
use mailroom_e2e::{Options, Page};
use serde_json::json;

tests! {
    a_language_that_can_t_be_fetched_leaves_the_one_in_use,
    the_texts_come_while_the_program_is_on_its_way,
    a_start_without_texts_says_so_in_the_language_and_tries_again,
}

fn a_language_that_can_t_be_fetched_leaves_the_one_in_use() {
    let page = Page::open("#/settings");
    page.role("heading", "Settings").wait();
    page.cut_off(true);
    page.field("Language").choose("Norsk bokmål");
    page.text_visible("Check the connection to the place that Mailroom comes from.");
    page.field("Language").wait_value("en");
    page.role("heading", "Settings").wait();
    assert_eq!(page.eval("return document.documentElement.lang"), "en-GB");
    page.cut_off(false);
    page.field("Language").choose("Norsk bokmål");
    page.role("heading", "Innstillinger").wait();
    page.wait_until("the page is Norwegian", || page.eval("return document.documentElement.lang") == "nb-NO");
}

fn the_texts_come_while_the_program_is_on_its_way() {
    let page = Page::open_with(Options::default().language("nn-NO"), "");
    // A first visit again, over a line that is slow enough to see what waits for what.
    page.devtools("Network.enable", json!({}));
    page.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": true }));
    page.devtools("Network.setBypassServiceWorker", json!({ "bypass": true }));
    let slow =
        json!({ "offline": false, "latency": 0, "downloadThroughput": 500_000, "uploadThroughput": -1 });
    page.devtools("Network.emulateNetworkConditions", slow);
    page.reload();
    page.role("heading", "Hvem skal høre fra deg?").wait();
    let times = page.eval(
        "const of = part => performance.getEntriesByType('resource').filter(it => it.name.includes(part));
         return [of('split_texts_').length, of('split_texts_nb-')[0].startTime, of('/mailroom-')
            .find(it => it.name.endsWith('.wasm')).responseEnd]",
    );
    assert_eq!(times[0], 1);
    assert!(times[1].as_f64() < times[2].as_f64(), "{times}");
}

fn a_start_without_texts_says_so_in_the_language_and_tries_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut texts = None;
    for entry in fs::read_dir(xtask::process::dist()).expect("dist").flatten() {
        match entry.file_name().to_string_lossy().starts_with("split_texts_fr-") {
            true => texts = Some(entry),
            false => drop(fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("a copy")),
        }
    }
    let page = Page::open_with(Options::default().language("fr-CH").of(folder.path()), "");
    page.text_visible("Cette page n’a pas pu être chargée");
    page.no_accessibility_faults();
    let texts = texts.expect("French texts");
    fs::copy(texts.path(), folder.path().join(texts.file_name())).expect("a copy");
    page.role("button", "Réessayer").click();
    page.role("link", "Segments").wait();
    page.text_gone("Cette page n’a pas pu être chargée");
}
