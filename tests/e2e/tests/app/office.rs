//! What several subjects start from.

use std::fs;

use mailroom_e2e::Page;
use tempfile::TempDir;

/// Six contacts of two companies and their groups, as a file gives them.
pub const CONTACTS: &str = "Company Name;Name;City;Email;Mailing Groups\n\
    Bergen Bygg;;Bergen;post@bygg.example;MOVE\n\
    Bergen Bygg;Åse Aadland;Bergen;ase@bygg.example;MOVE, GIFT\n\
    Bergen Bygg;Øyvind Strand;Bergen;;\n\
    Zürich Druck;;Zürich;;GIFT\n\
    Zürich Druck;Élodie Blanc;Genève;;GIFT\n\
    ;Per Aaberg;Oslo;per@post.example;\n";

/// Imports a file, in a page that is open already.
#[track_caller]
pub fn import(page: &Page, text: &str) {
    page.go("#/import");
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("contacts.csv");
    fs::write(&path, text).unwrap();
    page.upload(&path);
    page.role("button", "Check the file").click();
    page.role_with("button", "Import ").click();
    page.text_visible("imported");
}

/// The page with [`CONTACTS`] in it, at an address.
#[track_caller]
pub fn with_contacts(hash: &str) -> Page {
    let page = Page::open("");
    import(&page, CONTACTS);
    page.go(hash);
    page
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
