//! Files as programs really write them: read as they are, corrected by hand, and taken back.

use std::fs;

use mailroom_e2e::Page;

use crate::common::{add, file, import, imported_office, new_segment, wait_lines};
use crate::engines::tests;

tests! {
    an_excel_file_is_read_as_it_is,
    another_encoding_and_separator_can_be_chosen,
    bare_names_are_asked_about_once,
    rejected_lines_leave_mended_and_come_back,
    an_import_is_taken_back_whole_with_its_groups,
    the_same_file_again_changes_nothing,
    what_mailroom_writes_it_reads,
}

/// What Excel of an office in Norway saves: Windows-1252, semicolons, a title above the names.
fn excel() -> Vec<u8> {
    let text = "Medlemsliste 2026;;;;;\r\n;;;;;\r\n\
        Firma;Fornavn;Etternavn;E-post;Postnr;Merkelapp\r\n\
        Brønnøya Rør AS;Åse;Sørbø;ase@ror.example;0301;Julekort, MØTE\r\n\
        Brønnøya Rør AS;Jørn;Ødegård;jorn@ror.example;8900;møte\r\n\
        ;Zoé;Ægir;zoe@privat.example;9008;DÉMÉNAGEMENT\r\n";
    text.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect()
}

fn an_excel_file_is_read_as_it_is() {
    let page = Page::open("#/import");
    let (_folder, path) = file("medlemmer.csv", &excel());
    page.upload(&path);
    page.text_visible("The column names are on line 3; what stands above is left out.");
    let chosen = |field: &str| {
        let script = "return element.selectedOptions[0].label";
        page.field(field).script(script).as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(chosen("Separator"), "Semicolon");
    assert_eq!(chosen("Encoding"), "Windows-1252");
    page.text_visible("Brønnøya Rør AS");
    page.text_visible("Jørn");
    assert_eq!(chosen("Field for Firma"), "Company Name");
    assert_eq!(chosen("Field for Postnr"), "Post Code");

    // What nobody could know is corrected by hand.
    assert_eq!(chosen("Field for Merkelapp"), "Do not import");
    page.field("Field for Merkelapp").choose("Mailing Groups");
    page.role("button", "Check the file").click();
    page.role_with("tab", "New").wait_text("New 4 1 company, 3 persons");
    page.text_visible("2 codes will be created: JULEKORT MØTE");

    // M7: the documents' example has 12 characters.
    page.role_with("tab", "Warnings").click();
    page.role_with("row", "DÉMÉNAGEMENT").wait_text("DÉMÉNAGEMENT has 12 characters. The limit is 11.");
    page.role("button", "Import 4 contacts").click();
    page.text_visible("4 contacts imported");
    page.no_accessibility_faults();

    page.go("#/mailing-groups");
    page.role_with("row", "MØTE").wait();
    page.role_with("link", "Mailing Groups 2").wait();
    new_segment(&page, "Meeting");
    add(&page, "Mailing Group", "MØTE", &[], 2);
    wait_lines(&page, &["Åse Sørbø", "Jørn Ødegård"]);
    page.no_console_errors();
}

fn another_encoding_and_separator_can_be_chosen() {
    let page = Page::open("#/import");
    let (_folder, path) = file("medlemmer.csv", &excel());
    page.upload(&path);
    page.text_visible("Brønnøya Rør AS");
    page.field("Encoding").choose("UTF-8");
    page.text_gone("Brønnøya Rør AS");
    page.field("Encoding").choose("Windows-1252");
    page.text_visible("Brønnøya Rør AS");
    page.field("Separator").choose("Tab");
    page.role("button", "Check the file").wait();
    page.text_visible("Firma;Fornavn;Etternavn");
    page.field("Separator").choose("Semicolon");
    page.field("Field for Firma").wait();
    page.no_console_errors();

    // Another file that has as many columns: theirs are shown.
    let (_folder, path) =
        file("other.csv", b"Name;First Name;City;E-mail;Phone;Tags\nMoe;Ida;Moss;i@m.example;;\n");
    page.upload(&path);
    page.field("Field for City").wait();
    page.field("Field for Firma").gone();
    page.text_visible("i@m.example");
}

fn bare_names_are_asked_about_once() {
    for (answer, kind) in [("Companies", "2 companies, 0 persons"), ("Persons", "0 companies, 2 persons")] {
        let page = Page::open("#/import");
        let (_folder, path) = file("names.csv", "Name;City\nRosa Vang;Moss\nLars Lie;Voss\n".as_bytes());
        page.upload(&path);
        page.text_visible("The names in Name are");
        page.role("radio", answer).click();
        page.role("button", "Check the file").click();
        page.role_with("tab", "New").wait_text(kind);
        page.role("button", "Import 2 contacts").click();
        page.text_visible("2 contacts imported");
        page.go("#/contacts/CT000001");
        page.role("heading", "Rosa Vang").wait();
        if answer == "Persons" {
            page.field("Surname").wait_value("Vang");
        }
        page.no_console_errors();
    }
}

fn rejected_lines_leave_mended_and_come_back() {
    let page = Page::open("#/import");
    let text = "First Name;Surname;E-mail;City\nKari;Moe;kari@m.example;=Moss\n;;;Voss\nOla;\"Lie;;Bergen\nPer;Dahl;;Oslo\n";
    let (_folder, path) = file("list.csv", text.as_bytes());
    page.upload(&path);
    page.role("button", "Check the file").click();
    page.role_with("tab", "Rejected").wait_text("Rejected 2");
    page.role_with("tab", "Rejected").click();
    page.role("button", "Save rejected lines as CSV").click();
    let saved = fs::read_to_string(page.download()).unwrap();
    assert!(saved.starts_with("\u{feff}First Name;Surname;E-mail;City;Line;Reason\r\n"), "{saved}");
    assert!(saved.contains(";;;Voss;3;Neither name nor company nor e-mail address"), "{saved}");
    page.role("button", "Import 2 contacts").click();
    page.text_visible("2 contacts imported");

    let mended = saved.replace(";;;Voss", "Rolf;Haug;;Voss");
    let mended = mended.replace("Ola;\"\"\"Lie\";;Bergen;4;", "Ola;Lie;;Bergen;4;");
    let (_folder, path) = file("mended.csv", mended.as_bytes());
    page.role("button", "Import another file").click();
    page.upload(&path);
    page.role("button", "Check the file").click();
    page.role_with("row", "Ola Lie").wait_text("Bergen");
    page.role("button", "Import 2 contacts").click();
    page.role("link", "Contacts 4").wait();
    page.no_console_errors();
}

fn an_import_is_taken_back_whole_with_its_groups() {
    let page = imported_office();
    let more = "First Name,Surname,E-mail,Mailing Groups,City\n\
        Anna,Nord,anna@nordlys.example,BOARD,Moss\nEva,Ny,eva@ny.example,BOARD,Voss\n";
    let (_folder, path) = file("more.csv", more.as_bytes());
    page.role("button", "Import another file").click();
    page.upload(&path);
    page.role("button", "Check the file").click();
    page.role_with("tab", "New").wait_text("New 1");
    page.role_with("tab", "Update").wait_text("Update 1");
    page.role_with("tab", "Update").click();
    page.role_with("row", "Anna Nord").wait_text("City, Mailing Groups");
    page.role("button", "Import 2 contacts").click();
    page.text_visible("2 contacts imported");
    page.role("link", "Contacts 7").wait();
    page.role("link", "Mailing Groups 3").wait();
    page.press("Control+z");
    page.text_visible("The import was taken back");
    page.role("link", "Contacts 6").wait();
    page.role("link", "Mailing Groups 2").wait();
    page.go("#/contacts/CT000003");
    page.role("heading", "Anna Nord").wait();
    page.field("City").wait_value("");
    page.press("Control+y");
    page.role("link", "Contacts 7").wait();
    page.go("#/contacts/CT000003");
    page.field("City").wait_value("Moss");
    page.reload();
    page.role("link", "Mailing Groups 3").wait();
    page.no_console_errors();
}

fn the_same_file_again_changes_nothing() {
    let page = imported_office();
    let (_folder, path) = file("office.csv", crate::common::OFFICE.as_bytes());
    page.role("button", "Import another file").click();
    page.upload(&path);
    page.text_visible("office.csv was imported on this device before");
    page.role("button", "Check the file").click();
    page.role_with("tab", "Unchanged").wait_text("Unchanged 6");
    assert!(page.role("button", "Import 0 contacts").is_disabled());
    page.no_console_errors();
}

fn what_mailroom_writes_it_reads() {
    let page = imported_office();
    page.go("#/contacts");
    page.role("grid", "Contacts").wait();
    page.role("button", "Export").click();
    page.role("menuitem", "6 contacts as CSV for Excel").click();
    let written = fs::read(page.download()).unwrap();
    let other = Page::open("#/import");
    import(&other, "written.csv", &written, 6);
    other.role("link", "Mailing Groups 2").wait();
    other.role("link", "Industry Groups 2").wait();
    other.go("#/contacts/CT000004");
    other.role("heading", "Bjørn Nord").wait();
    assert!(other.role("switch", "Exclude from Segment").is_on());
    other.no_console_errors();
}
