//! Importing a file: matched, checked, imported as one change, and taken back.

use std::fs;
use std::path::PathBuf;

use crate::engines::tests;
use mailroom_e2e::{Options, Page};
use tempfile::TempDir;

tests! {
    a_file_becomes_one_change_that_can_be_taken_back,
    possible_duplicates_are_decided_one_by_one,
    lines_of_which_nothing_can_be_made_are_handed_back,
    what_is_recognised_can_be_corrected,
    other_files_are_told_apart,
    an_import_that_changes_nothing_promises_no_undo,
}

const MEMBERS: &str = "Firma;Fornavn;Etternavn;Sted;Land;Epost;Grupper;Hylle\n\
    Sjømannsforening;Åse Marie;Tveit;Bergen;Norge;ase@s.example;MOVE, GIFT;ring\n\
    Sjømannsforening;Torbjørn;Aas;Bergen;Norge;ikke en adresse;JULEKORT-LANG;\n\
    ;Zoé;Rochat;Lausanne;Suisse;zoe@r.example;MOVE;\n\
    ;Zoé;Rochat;Genève;Suisse;;GIFT;\n\
    ;;;Oslo;Norge;;MOVE;\n\
    ;Ola;\"Nordmann;Oslo;Norge;;MOVE;\n\
    ;Per;Hansen;Oslo;Norge;;MOVE;\n";

/// A file of that name; it is there as long as the folder.
fn file(name: &str, content: &[u8]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    (folder, path)
}

fn checked(page: &Page) {
    let (_folder, path) = file("members.csv", MEMBERS.as_bytes());
    page.upload(&path);
    page.text_visible("7 of 8 columns matched");
    page.no_accessibility_faults();
    page.role("button", "Check the file").click();
    page.text_visible("Trial run, nothing is saved yet.");
    page.no_accessibility_faults();
}

fn a_file_becomes_one_change_that_can_be_taken_back() {
    let page = Page::open("#/import");
    checked(&page);
    page.text_visible("Columns that are not imported: Hylle");
    page.role_with("tab", "New").wait_text("New 5 1 company, 4 persons");
    page.role_with("tab", "Rejected").wait_text("Rejected 2 Left out");
    page.role("button", "Import 5 contacts").click();
    page.text_visible("5 contacts imported");
    page.role_with("link", "Contacts 5").wait();
    page.press("Control+z");
    page.text_visible("The import was taken back");
    page.role("button", "Check the file again").click();
    page.role("button", "Import 5 contacts").click();
    page.role("link", "Show them").click();
    page.wait_hash("#/contacts");
    page.text_visible("Åse Marie Tveit");
    page.no_console_errors();
}

fn an_import_that_changes_nothing_promises_no_undo() {
    let page = Page::open("#/import");
    let check = |name: &str, city: &str| {
        let (_folder, path) = file(name, format!("Navn;Sted\nKari Moe;{city}\n").as_bytes());
        page.upload(&path);
        page.role("radio", "Persons").click();
        page.role("button", "Check the file").click();
        page.text_visible("Trial run, nothing is saved yet.");
    };
    check("first.csv", "Bergen");
    page.role("button", "Import 1 contact").click();
    page.text_visible("1 contact imported");
    page.role("button", "Import another file").click();
    check("second.csv", "Oslo");
    // Only empty fields are filled, so that the update leaves the contact as it is.
    page.field("Decision for Kari Moe").choose("Same: update it");
    page.text_visible("Nothing in this file is new.");
    page.text_gone("You can undo the whole import.");
    let import = page.role("button", "Import 0 contacts");
    assert!(import.is_disabled());
    import.press("Enter");
    page.text_visible("Trial run, nothing is saved yet.");
    page.role_with("link", "Contacts 1").wait();
}

fn possible_duplicates_are_decided_one_by_one() {
    let page = Page::open("#/import");
    checked(&page);
    page.text_visible("1 possible duplicate is left out unless you decide otherwise.");
    page.field("Decision for Zoé Rochat").choose("Add as new");
    page.role("button", "Import 6 contacts").wait();
    page.field("Decision for Zoé Rochat").choose("Same: update it");
    page.role("button", "Import 5 contacts").wait();
    page.text_gone("is left out unless");
}

fn lines_of_which_nothing_can_be_made_are_handed_back() {
    let page = Page::open_with(Options::default().dark(), "#/import");
    checked(&page);
    page.role_with("tab", "Rejected").click();
    page.role_with("row", "A quotation mark is never closed").wait();
    page.no_accessibility_faults();
    page.role("button", "Save rejected lines as CSV").click();
    let saved = page.download();
    assert_eq!(saved.file_name().unwrap(), "members rejected lines.csv");
    let text = fs::read_to_string(saved).unwrap();
    assert!(text.contains(";6;Neither name nor company nor e-mail address"), "{text}");
    page.role_with("tab", "Warnings").click();
    page.role_with("row", "Not written like an e-mail address").wait();
}

fn what_is_recognised_can_be_corrected() {
    let page = Page::open("#/import");
    let (_folder, path) = file("names.csv", "Navn;Hylle\nBjørns bod;GIFT\nKari;MOVE\n".as_bytes());
    page.css(".drop").drop_file(&path);
    page.text_visible("1 of 2 columns matched");
    page.role("radio", "Companies").wait();
    page.role("radio", "Persons").click();
    page.field("Field for Hylle").choose("Mailing Groups");
    page.text_visible("2 new codes: GIFT, MOVE");
    page.field("Put all of them into a mailing group").choose("New mailing group…");
    page.field("Mailing Group Code").type_in("déménagement");
    page.text_visible("DÉMÉNAGEMENT has 12 characters. The limit is 11.");
    page.role("button", "Check the file").click();
    page.field("Mailing Group Code").type_in("nytt");
    page.role("button", "Check the file").click();
    page.role_with("tab", "New").wait_text("New 2 0 companies, 2 persons");
    page.text_visible("3 codes will be created: GIFT MOVE NYTT");
    page.role("button", "Import 2 contacts").click();
    page.role("link", "Show them").click();
    page.wait_hash("#/contacts?mailing_group=NYTT");
    page.go("#/import");
    page.upload(&path);
    page.text_visible("names.csv was imported on this device before");
}

fn other_files_are_told_apart() {
    let page = Page::open_with(Options::phone(), "#/import");
    page.role("button", "Choose a file…").wait();
    page.no_accessibility_faults();
    let (_folder, workbook) = file("members.xlsx", b"PK\x03\x04rest");
    page.upload(&workbook);
    page.text_visible("members.xlsx is an Excel workbook.");
    let (_folder, other) = file("other.json", b"{\"name\": \"somebody\"}");
    page.upload(&other);
    page.text_visible("other.json is a JSON file of another program.");
    let (_folder, empty) = file("empty.csv", b"");
    page.upload(&empty);
    page.text_visible("empty.csv is empty.");
}
