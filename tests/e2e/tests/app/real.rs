//! Files as they come from public registers and other programs, all the way through the app.
//!
//! The files are no part of the product: the folder that holds them, with `EXPECTED.json`, is
//! named by the environment variable `MAILROOM_CORPORA`. Without it there is nothing to check.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use mailroom_e2e::Page;
use serde_json::Value;

use crate::common::{add, counted, export_for_excel, new_segment, rows};
use crate::engines::tests;

tests! {
    the_municipalities_of_norway,
    the_municipalities_of_the_netherlands,
    ten_thousand_companies,
    a_german_excel_file,
    connections_of_linkedin,
    contacts_of_hubspot,
}

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("MAILROOM_CORPORA").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: MAILROOM_CORPORA is not set");
    }
    folder
}

fn expected(folder: &Path, file: &str) -> usize {
    let text = fs::read_to_string(folder.join("EXPECTED.json")).unwrap();
    let all: Vec<Value> = serde_json::from_str(&text).unwrap();
    let entry = all.iter().find(|entry| entry["file"] == file).unwrap_or_else(|| panic!("{file}"));
    usize::try_from(entry["contacts"].as_u64().unwrap()).unwrap()
}

/// The figure on a card of the check.
fn figure(page: &Page, card: &str) -> usize {
    let text = page.role_with("tab", card).text();
    let number = text.strip_prefix(card).unwrap_or_default().trim().split(' ').next().unwrap_or_default();
    number.replace(',', "").parse().unwrap_or_else(|_| panic!("{card}: {text}"))
}

/// From file to recipients. `created` companies are no rows of the file: its persons name them.
fn through(file: &str, created: usize) {
    let Some(folder) = folder() else { return };
    let expected = expected(&folder, file);
    let page = Page::open("#/import");
    page.upload(folder.join(file));
    page.role("button", "Check the file").wait();
    page.field("Put all of them into a mailing group").choose("New mailing group…");
    page.field("Mailing Group Code").type_in("move");
    page.role("button", "Check the file").click();
    let started = Instant::now();
    page.text_visible("Trial run, nothing is saved yet.");
    let checked = started.elapsed();
    let cards = ["New", "Update", "Unchanged", "Possible duplicates", "Rejected", "Warnings"];
    let figures = cards.map(|card| format!("{card} {}", figure(&page, card)));
    println!("{file}: expected {expected}; {}", figures.join(", "));
    let (new, rejected) = (figure(&page, "New"), figure(&page, "Rejected"));
    let duplicates = figure(&page, "Possible duplicates");
    assert_eq!((new - created + duplicates, rejected), (expected, 0), "{file}");
    if duplicates > 0 {
        page.field("Decide for all").choose("Add as new");
    }
    let contacts = new + duplicates;
    let started = Instant::now();
    page.role("button", &format!("Import {}", counted(contacts, "contact"))).click();
    page.text_visible(&format!("{} imported", counted(contacts, "contact")));
    let imported = started.elapsed();
    page.role("link", &format!("Contacts {}", counted(contacts, "").trim().trim_end_matches('s'))).wait();

    new_segment(&page, "All of them");
    add(&page, "Mailing Group", "MOVE", &[], expected);
    let started = Instant::now();
    let saved = export_for_excel(&page, expected);
    println!("{file}: checked in {checked:?}, imported in {imported:?}, saved in {:?}", started.elapsed());
    let written = rows(&saved, b';');
    assert_eq!(written.len(), expected);
    assert!(written.iter().all(|row| row["Mailing Groups"].contains("MOVE")));
    let numbers: BTreeSet<&str> = written.iter().map(|row| row["No."].as_str()).collect();
    assert_eq!(numbers.len(), expected, "each contact once");
    assert!(written.iter().all(|row| !row["Name"].is_empty() || !row["Email"].is_empty()));
    page.no_console_errors();

    // The same file again has nothing new to say.
    page.go("#/import");
    if page.role("button", "Import another file").is_there() {
        page.role("button", "Import another file").click();
    }
    page.upload(folder.join(file));
    page.text_visible("was imported on this device before");
}

fn the_municipalities_of_norway() {
    through("orgs/no__kommuner.csv", 0);
}

fn the_municipalities_of_the_netherlands() {
    through("orgs/nl__gemeenten.csv", 0);
}

fn ten_thousand_companies() {
    through("orgs/datablist__organizations-10000.csv", 0);
}

fn a_german_excel_file() {
    through("csv-contacts/sci__excel-de.csv", 10);
}

fn connections_of_linkedin() {
    through("csv-contacts/linkedin__Connections.csv", 2);
}

fn contacts_of_hubspot() {
    through("csv-contacts/helix__hubspot-contacts.csv", 46);
}
