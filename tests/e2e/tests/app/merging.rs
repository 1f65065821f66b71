//! Merging a backup into what is here: seen before it happens, one change, taken back.

use std::fs;

use mailroom_e2e::{Options, Page};

use crate::common::{add, file, import, lines, new_segment, office, wait_lines};
use crate::engines::tests;

tests! {
    a_colleague_s_backup_is_merged_and_taken_back,
    what_differs_is_overwritten_only_if_that_is_said,
    two_windows_agree_on_a_backup_and_on_its_undo,
    an_open_backup_fits_a_phone_in_the_dark,
    the_ways_have_room_for_their_words_on_a_telephone,
}

/// What a colleague has: two of the same contacts with more in them, one of the same name only,
/// and one more, whose No. is somebody else's here.
const COLLEAGUE: &str = "\
Type,Company Name,Name,E-mail,City,Mailing Groups,Phone No.
Company,Nordlys Bygg AS,Nordlys Bygg AS,post@nordlys.example,Bergen,,
Person,Nordlys Bygg AS,Anna Nord,anna@nordlys.example,,PRESS,77 00 11 22
Person,Nordlys Bygg AS,Åse Sør,ase@nordlys.example,Moss,PRESS,
Person,,Dina Alene,,Voss,,
";

fn backup(page: &Page) -> std::path::PathBuf {
    page.go("#/backup");
    page.role("button", "Save a backup file").click();
    page.download()
}

fn a_colleague_s_backup_is_merged_and_taken_back() {
    let other = Page::open("#/import");
    import(&other, "colleague.csv", COLLEAGUE.as_bytes(), 4);
    let address = new_segment(&other, "Press day");
    add(&other, "Mailing Group", "PRESS", &[], 2);
    let names = lines(&other);
    let theirs = fs::read(backup(&other)).unwrap();
    drop(other);
    let (_folder, path) = file("colleague.json", &theirs);

    let page = office();
    page.go("#/backup");
    page.upload(&path);
    page.text_visible("Now here: 6 contacts, 6 codes, 0 segments.");
    page.role_with("tab", "New").wait_text("New 1");
    page.role_with("tab", "Update").wait_text("Update 2");
    page.role_with("tab", "Possible duplicates").wait_text("Possible duplicates 1");
    page.role_with("tab", "Groups and segments").wait_text("Groups and segments 2");
    page.no_accessibility_faults();
    page.role_with("tab", "Update").click();
    page.role_with("row", "Anna Nord").wait_text("Phone No., Mailing Groups");
    page.role_with("tab", "New").click();
    page.role_with("row", "Åse Sør").wait_text("CT000007");
    page.role_with("tab", "Possible duplicates").click();
    page.role_with("row", "Dina Alene").wait_text("Dina Alene, CT000006");
    page.text_visible("1 possible duplicate is left out unless you decide otherwise.");
    page.role("button", "Merge: 3 contacts change").wait();
    page.field("Decision for Dina Alene").choose("Same: update it");
    page.role("button", "Merge: 4 contacts change").click();

    page.wait_hash("#/");
    page.role("link", "Contacts 7").wait();
    page.role("link", "Mailing Groups 3").wait();
    page.role("link", "Segments 1").wait();
    page.go(&address);
    wait_lines(&page, &names.iter().map(String::as_str).collect::<Vec<_>>());
    page.go("#/contacts/CT000003");
    page.role("heading", "Anna Nord").wait();
    page.field("Phone No.").wait_value("77 00 11 22");
    page.role("status", "No. of Mailing Groups").wait_text("2");
    page.go("#/contacts/CT000006");
    page.field("City").wait_value("Voss");

    // Once more there is nothing to do.
    page.go("#/backup");
    page.upload(&path);
    page.text_visible("Now here: 7 contacts, 7 codes, 1 segment.");
    assert!(page.role("button", "Merge: 0 contacts change").is_disabled());
    page.role("button", "Cancel").click();
    page.role("heading", "Open a backup").wait();

    page.go("#/");
    page.press("Control+z");
    page.role("link", "Contacts 6").wait();
    page.role("link", "Mailing Groups 2").wait();
    page.press("Control+y");
    page.role("link", "Contacts 7").wait();
    page.reload();
    page.role("link", "Contacts 7").wait();
    page.no_console_errors();
}

fn what_differs_is_overwritten_only_if_that_is_said() {
    let page = office();
    let path = backup(&page);
    page.go("#/contacts/CT000003");
    page.role("heading", "Anna Nord").wait();
    page.field("Email").type_in("new@nordlys.example");
    page.press("Tab");
    page.field("Email").wait_value("new@nordlys.example");
    page.go("#/backup");
    page.upload(&path);
    page.text_visible("Everything in this file is here already.");
    page.role("radio", "Overwrite").click();
    page.role("button", "Merge: 1 contact changes").wait();
    // What happens here meanwhile is heeded.
    page.press("Control+z");
    page.wait_hash("#/contacts/CT000003");
    page.go("#/backup");
    page.role("button", "Merge: 0 contacts change").wait();
    page.press("Control+y");
    page.wait_hash("#/contacts/CT000003");
    page.go("#/backup");
    page.role("button", "Merge: 1 contact changes").click();
    page.wait_hash("#/");
    page.go("#/contacts/CT000003");
    page.field("Email").wait_value("anna@nordlys.example");
    page.no_console_errors();
}

fn two_windows_agree_on_a_backup_and_on_its_undo() {
    let fixture = xtask::process::root().join("tests/fixtures/backups/version-1.json");
    let page = office();
    page.go("#/backup");
    page.open_tab("#/backup");
    let both = |contacts: &str| {
        for tab in [1, 0] {
            page.switch_tab(tab);
            page.role("link", contacts).wait();
        }
    };
    page.upload(&fixture);
    page.role("button", "Replace everything: 6 contacts change").wait();
    // What another window does meanwhile is counted.
    page.switch_tab(0);
    page.press("Control+z");
    page.role("link", "Contacts").wait();
    page.switch_tab(1);
    page.role("button", "Replace everything: 4 contacts change").wait();
    page.switch_tab(0);
    page.press("Control+y");
    both("Contacts 6");
    page.switch_tab(1);
    page.role_with("button", "Replace everything").click();
    both("Contacts 4");
    page.switch_tab(1);
    page.press("Control+z");
    both("Contacts 6");
    page.go("#/backup");
    page.upload(&fixture);
    page.role("button", "Merge: 4 contacts change").click();
    both("Contacts 10");
    page.press("Control+z");
    both("Contacts 6");
    page.reload();
    page.role("link", "Contacts 6").wait();
    page.no_console_errors();
}

fn an_open_backup_fits_a_phone_in_the_dark() {
    let page = office();
    let path = backup(&page);
    let text = fs::read(&path).unwrap();
    let second = Page::open_with(Options::phone().dark(), "#/backup");
    let (_folder, path) = file("mailroom.json", &text);
    second.upload(&path);
    second.role("button", "Merge: 6 contacts change").wait();
    second.no_accessibility_faults();
    second.role("button", "Merge: 6 contacts change").click();
    second.wait_hash("#/");
    second.no_console_errors();
}

/// What merging does stood one word a line beside the choice, and ran into it.
fn the_ways_have_room_for_their_words_on_a_telephone() {
    let page = Page::open_with(Options::phone().language("fr-CH"), "#/backup");
    page.upload(xtask::process::root().join("tests/fixtures/backups/version-1.json"));
    page.role_with("button", "Fusionner").wait();
    let widths =
        page.eval("return [...document.querySelectorAll('.ways .card p')].map(it => it.offsetWidth)");
    let widths: Vec<f64> =
        widths.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect();
    assert!(widths.len() > 1 && widths.iter().all(|width| *width > 200.0), "{widths:?}");
}
