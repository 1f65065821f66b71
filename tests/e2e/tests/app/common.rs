//! What several tests do on their way: files, imports, groups, segments and their lines.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use mailroom_e2e::{Locator, Options, Page};
use tempfile::TempDir;

/// A file of that name; it is there as long as the folder.
pub fn file(name: &str, content: &[u8]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    (folder, path)
}

/// A small office, handed in as a file: two companies, three of their persons, one without.
pub const OFFICE: &str = "\
Type,Company Name,Name,E-mail,Mailing Groups,Industry Groups,Business Relations,Exclude from Segment
Company,Nordlys Bygg AS,Nordlys Bygg AS,post@nordlys.example,MOVE,BUILDING,CUSTOMER,No
Person,Nordlys Bygg AS,Anna Nord,anna@nordlys.example,GIFT,,,No
Person,Nordlys Bygg AS,Bjørn Nord,bjorn@nordlys.example,,,,Yes
Company,Fjord Handel AS,Fjord Handel AS,,,RETAIL,SUPPLIER,No
Person,Fjord Handel AS,Cato Fjord,,\"MOVE, GIFT\",,,No
Person,,Dina Alene,dina@alene.example,MOVE,,,No
";

/// Six contacts whose names hold letters beyond ASCII, and their groups.
pub const CONTACTS: &str = "Company Name;Name;City;Email;Mailing Groups\n\
    Bergen Bygg;;Bergen;post@bygg.example;MOVE\n\
    Bergen Bygg;Åse Aadland;Bergen;ase@bygg.example;MOVE, GIFT\n\
    Bergen Bygg;Øyvind Strand;Bergen;;\n\
    Zürich Druck;;Zürich;;GIFT\n\
    Zürich Druck;Élodie Blanc;Genève;;GIFT\n\
    ;Per Aaberg;Oslo;per@post.example;\n";

/// A browser with [`CONTACTS`] in it, at an address.
#[track_caller]
pub fn with_contacts(hash: &str) -> Page {
    with_contacts_in(Options::default(), hash)
}

/// [`with_contacts`] in another engine or edition.
#[track_caller]
pub fn with_contacts_in(options: Options, hash: &str) -> Page {
    let work = |page: &Page| import(page, "contacts.csv", CONTACTS.as_bytes(), 6);
    Page::open_after("contacts", options, work, hash)
}

/// A page with [`OFFICE`] in it.
pub fn office() -> Page {
    let work = |page: &Page| import(page, "office.csv", OFFICE.as_bytes(), 6);
    Page::open_after("office", Options::default(), work, "")
}

/// A page that has just imported [`OFFICE`].
pub fn imported_office() -> Page {
    let page = Page::open("");
    import(&page, "office.csv", OFFICE.as_bytes(), 6);
    page
}

/// Imports a file as it is recognised. It must give that many contacts.
#[track_caller]
pub fn import(page: &Page, name: &str, content: &[u8], contacts: usize) {
    let (_folder, path) = file(name, content);
    page.go("#/import");
    page.upload(path);
    page.role("button", "Check the file").click();
    page.role("button", &format!("Import {}", counted(contacts, "contact"))).click();
    page.text_visible(&format!("{} imported", counted(contacts, "contact")));
}

/// "1 line", "1,284 lines".
pub fn counted(number: usize, what: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if number == 1 { format!("{grouped} {what}") } else { format!("{grouped} {what}s") }
}

/// Makes a segment with the next No. and opens it; hands its address back.
#[track_caller]
pub fn new_segment(page: &Page, description: &str) -> String {
    page.go("#/segments");
    page.role("heading", "Segments").wait();
    page.press("Alt+n");
    let dialog = page.role("dialog", "New segment");
    dialog.field("Description").type_in(description);
    page.press("Enter");
    dialog.gone();
    page.field("Description").wait_value(description);
    page.hash()
}

/// Begins a step such as *Add contacts* with one condition; the step's card.
#[track_caller]
pub fn begin<'p>(page: &'p Page, step: &str, field: &str, code: &str) -> Locator<'p> {
    page.role("button", step).click();
    let card = page.role("group", step);
    card.field("Field").choose(field);
    card.role("combobox", "Value").click();
    page.type_text(code);
    page.press("Enter");
    card.role("combobox", "Value").wait_value("");
    card
}

/// Adds contacts by one code, with options, and says what was announced before.
#[track_caller]
pub fn add(page: &Page, field: &str, code: &str, options: &[&str], contacts: usize) {
    let card = begin(page, "Add contacts", field, code);
    for option in options {
        card.role("checkbox", option).click();
    }
    // The number that is promised before is the number that comes.
    let button = card.role("button", &format!("Add {}", counted(contacts, "contact")));
    button.wait();
    let before = number_of_lines(page);
    button.click();
    card.gone();
    page.wait_until("the lines are added", || number_of_lines(page) == before + contacts);
}

/// *No. of Lines* in the head of the segment.
#[track_caller]
pub fn number_of_lines(page: &Page) -> usize {
    figure(page, "No. of Lines")
}

/// A figure in the head of the segment.
#[track_caller]
pub fn figure(page: &Page, caption: &str) -> usize {
    let texts = page.css("dl.figures").text();
    let (_, after) = texts.split_once(caption).unwrap_or_else(|| panic!("no {caption} in {texts}"));
    let digits = after.trim().split(' ').next().unwrap_or_default().replace(',', "");
    digits.parse().unwrap_or_else(|_| panic!("{caption} in {texts}"))
}

/// Names on the lines of the open segment, in order.
#[track_caller]
pub fn lines(page: &Page) -> Vec<String> {
    if number_of_lines(page) == 0 {
        return Vec::new();
    }
    let script = "return [...element.querySelectorAll('[role=gridcell] a')].map(it => it.innerText.trim())";
    let names = page.role("grid", "Lines").script(script);
    names.as_array().into_iter().flatten().map(|it| it.as_str().unwrap_or_default().to_owned()).collect()
}

/// Waits until the lines are those, in any order.
#[track_caller]
pub fn wait_lines(page: &Page, expected: &[&str]) {
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    page.wait_until(&format!("the lines are {expected:?}, not {:?}", lines(page)), || {
        let mut found = lines(page);
        found.sort_unstable();
        found == expected
    });
}

/// Saves the open segment's contacts as CSV for Excel and hands the file's path back.
#[track_caller]
pub fn export_for_excel(page: &Page, contacts: usize) -> PathBuf {
    page.role("button", "Export").click();
    page.role("menuitem", &format!("{} as CSV for Excel", counted(contacts, "contact"))).click();
    page.download()
}

/// The rows of a CSV file by caption.
#[track_caller]
pub fn rows(path: &Path, separator: u8) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(path).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.expect("a row as wide as the head")).collect()
}

/// Defines a mailing group on its page, which is open.
#[track_caller]
pub fn define(page: &Page, code: &str, description: &str) {
    let row = page.role("group", "New row");
    if !row.is_there() {
        page.role("button", "New").nth(0).click();
    }
    row.field("Code").type_in(code);
    page.press("Tab");
    page.type_text(description);
    page.press("Enter");
}

/// Makes a company and stays on its card.
#[track_caller]
pub fn company(page: &Page, name: &str) {
    page.go("#/contacts/new?type=company");
    page.role("heading", "New contact").wait();
    page.field("Name").type_in(name);
    page.press("Control+Enter");
    page.role("heading", name).wait();
}
