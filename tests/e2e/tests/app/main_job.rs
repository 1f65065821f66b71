//! The whole way: a file becomes contacts in a group, a segment picks the group, and the
//! recipients leave as a file.

use std::fs;

use mailroom_e2e::{Options, Page};

use crate::common::{add, export_for_excel, file, lines, new_segment, rows};
use crate::engines::tests;

const RECIPIENTS: &[u8] = include_bytes!("../../../fixtures/recipients-de.csv");

tests! {
    [chromium firefox webkit] [folder single_file]: m20_g1_g10_from_a_file_to_the_recipients_of_a_letter;
}

fn m20_g1_g10_from_a_file_to_the_recipients_of_a_letter(options: Options) {
    let page = Page::open_with(options, "#/import");
    let (_folder, path) = file("Empfänger.csv", RECIPIENTS);
    page.upload(path);
    page.text_visible("Königsbach");
    page.field("Put all of them into a mailing group").choose("New mailing group…");
    page.field("Mailing Group Code").type_in("move");
    page.role("button", "Check the file").click();
    page.role_with("tab", "New").wait_text("4 companies, 5 persons");
    page.role("button", "Import 9 contacts").click();
    page.text_visible("9 contacts imported");

    // Somebody who is in no group stays out of it.
    page.go("#/contacts/new?type=person");
    page.field("Name").type_in("Nils Andersen");
    page.role("button", "Create").click();
    page.role("heading", "Nils Andersen").wait();

    new_segment(&page, "Wir ziehen um");
    // Companies that persons name are contacts of their own; the group is for who stands in the file.
    add(&page, "Mailing Group", "MOVE", &[], 5);
    let names = lines(&page);
    assert!(!names.contains(&"Nils Andersen".to_owned()), "{names:?}");

    let saved = export_for_excel(&page, 5);
    let name = saved.file_name().unwrap().to_string_lossy().into_owned();
    assert!(name.starts_with("SM00001 ") && name.ends_with(".csv"), "{name}");
    let bytes = fs::read(&saved).unwrap();
    assert!(bytes.starts_with("\u{feff}No.;Type;Company Name;External ID;Name;".as_bytes()));
    assert!(String::from_utf8_lossy(&bytes).contains("\r\n"));
    let written = rows(&saved, b';');
    assert_eq!(written.iter().map(|row| row["Name"].as_str()).collect::<Vec<_>>(), names);
    assert!(written.iter().all(|row| row["Mailing Groups"] == "MOVE"), "{written:?}");
    let row = |name: &str| written.iter().find(|row| row["Name"] == name).unwrap_or_else(|| panic!("{name}"));

    let person = row("Özlem Öztürk");
    assert_eq!(person["Type"], "Person");
    assert_eq!((&*person["First Name"], &*person["Surname"]), ("Özlem", "Öztürk"));
    assert_eq!(person["Company Name"], "Bäckerei Hufnagel; Söhne");
    assert_eq!(person["Job Title"], "Bürokauffrau");
    assert_eq!((&*person["Post Code"], &*person["City"]), ("01067", "Dresden"));
    assert_eq!(person["Email"], "oezlem@hufnagel.example");
    assert_eq!(row("Günther Faß")["Job Title"], "Meister, \"alt\"");
    // What a spreadsheet would calculate is held back; telephone numbers in groups are not.
    assert_eq!(row("Jürgen Müller")["Job Title"], "'=1+1");
    assert_eq!(row("Jürgen Müller")["Phone No."], "+49 30 90182");
    assert_eq!(row("Sofía Wüst")["Job Title"], "'@leitung");

    page.role("button", "Export").click();
    page.role("menuitem", "5 contacts as CSV, exact").click();
    let exact = rows(&page.download(), b',');
    let calculated = exact.iter().find(|row| row["Name"] == "Jürgen Müller").unwrap();
    assert_eq!(calculated["Job Title"], "=1+1");

    // All of it is there the next day.
    page.reload();
    page.field("Description").wait_value("Wir ziehen um");
    page.wait_until("the lines are back", || lines(&page) == names);
    page.no_console_errors();
}
