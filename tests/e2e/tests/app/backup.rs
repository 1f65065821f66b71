//! Backups: everything leaves as JSON and comes back elsewhere; what is no backup changes nothing.

use std::fs;
use std::path::Path;

use mailroom_e2e::{Options, Page};
use serde_json::Value;

use crate::common::{add, file, lines, new_segment, office, wait_lines};
use crate::engines::tests;

tests! {
    everything_leaves_and_comes_back_in_another_browser,
    what_is_no_backup_is_refused_and_changes_nothing,
    an_import_is_not_mistaken_for_a_backup,
    sample_data_comes_and_goes_without_touching_what_is_one_s_own,
    the_way_to_a_backup_stands_in_the_navigation,
}

fn saved(page: &Page) -> (std::path::PathBuf, Value) {
    page.go("#/backup");
    page.role("button", "Save a backup file").click();
    let path = page.download();
    page.text_visible("Backup saved as mailroom-");
    let text = fs::read_to_string(&path).unwrap();
    (path, serde_json::from_str(&text).expect("JSON"))
}

fn open(page: &Page, path: &Path) {
    page.go("#/backup");
    page.role("heading", "Open a backup").wait();
    page.upload(path);
}

fn everything_leaves_and_comes_back_in_another_browser() {
    for other in [Options::default(), Options::default().single_file()] {
        let page = office();
        let address = new_segment(&page, "Letter about the move");
        add(&page, "Mailing Group", "MOVE", &[], 3);
        let names = lines(&page);
        let (path, backup) = saved(&page);
        assert_eq!(backup["app"], "mailroom");

        let second = Page::open_with(other, "#/contacts/new?type=person");
        second.field("Name").type_in("Somebody else");
        second.role("button", "Create").click();
        second.role("heading", "Somebody else").wait();
        open(&second, &path);
        second.text_visible("Now here: 1 contact, 0 codes, 0 segments.");
        second.text_visible(": 6 contacts, 6 codes, 1 segment.");
        // One number is in both.
        second.role_with("tab", "Leave").wait_text("Leave 0");
        second.role_with("tab", "Come").wait_text("Come 5");
        second.role_with("tab", "Change").wait_text("Change 1");
        second.role("button", "Replace everything: 6 contacts change").click();
        second.role("link", "Contacts 6").wait();
        second.role("link", "Mailing Groups 2").wait();
        second.role("link", "Segments 1").wait();
        second.go(&address);
        wait_lines(&second, &names.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(lines(&second), names);
        second.go("#/contacts/CT000005");
        second.role("heading", "Cato Fjord").wait();
        second.role("status", "No. of Mailing Groups").wait_text("2");
        second.role("status", "No. of Industry Groups").wait_text("1");
        let (_, again) = saved(&second);
        assert_eq!((&again["data"], &again["checksum"]), (&backup["data"], &backup["checksum"]));

        // It is one change: taken back, and kept over a reload where it is not.
        second.go("#/");
        second.press("Control+z");
        second.role("link", "Contacts 1").wait();
        second.press("Control+y");
        second.role("link", "Contacts 6").wait();
        second.reload();
        second.role("link", "Contacts 6").wait();
        second.no_console_errors();
    }
}

fn what_is_no_backup_is_refused_and_changes_nothing() {
    let page = office();
    let (path, before) = saved(&page);
    let text = fs::read(&path).unwrap();
    let newer = String::from_utf8(text.clone()).unwrap().replacen("\"version\": 3", "\"version\": 9", 1);
    let newer = newer.replacen("\"version\":3", "\"version\":9", 1);
    let edited = String::from_utf8(text.clone()).unwrap().replace("Anna Nord", "Anna Sør");
    let files: [(&str, &[u8], &str); 6] = [
        ("other.json", b"{\"name\": \"somebody\", \"version\": 3}", "other.json is no backup of Mailroom."),
        ("list.json", b"[1, 2, 3]", "list.json is no backup of Mailroom."),
        ("empty.json", b"", "empty.json is no backup of Mailroom."),
        ("cut.json", &text[..text.len() / 2], "cut.json is damaged or cut off. Nothing was changed."),
        ("edited.json", edited.as_bytes(), "edited.json is damaged or cut off. Nothing was changed."),
        ("newer.json", newer.as_bytes(), "newer.json was saved by a newer version of Mailroom (format 9)."),
    ];
    for (name, content, sentence) in files {
        let (_folder, path) = file(name, content);
        open(&page, &path);
        page.text_visible(sentence);
        page.role("heading", "Open a backup").wait();
    }
    page.role("link", "Contacts 6").wait();
    let (_, after) = saved(&page);
    assert_eq!(after["data"], before["data"]);
    page.reload();
    page.role("link", "Contacts 6").wait();
    page.no_console_errors();
}

fn an_import_is_not_mistaken_for_a_backup() {
    let page = office();
    let (path, _) = saved(&page);
    page.go("#/import");
    page.upload(&path);
    page.text_visible("is a backup of Mailroom.");
    page.role("link", "Contacts 6").wait();
    page.role("button", "Open it there").click();
    page.wait_hash("#/backup");
    page.text_visible("Everything in this file is here already.");
    page.role("link", "Contacts 6").wait();
    page.no_console_errors();
}

fn sample_data_comes_and_goes_without_touching_what_is_one_s_own() {
    let page = Page::open("#/contacts/new?type=person");
    page.field("Name").type_in("Kari Moe");
    page.role("button", "Create").click();
    page.role("heading", "Kari Moe").wait();
    page.press("Control+z");
    page.role("link", "Contacts").wait();
    page.go("#/");
    page.role_with("button", "Load sample data").click();
    page.role("link", "Contacts 240").wait();
    page.role("link", "Mailing Groups 6").wait();
    page.role("link", "Segments 1").wait();
    page.text_visible("You are looking at sample data");

    // One's own contact, in a group of the sample.
    page.go("#/contacts/new?type=person");
    page.field("Name").type_in("Kari Moe");
    page.role("button", "Create").click();
    page.role("heading", "Kari Moe").wait();
    let card = page.hash();
    page.role("button", "Mailing Groups").click();
    page.role("combobox", "Mailing Group Code").wait();
    page.type_text("GIFT");
    page.press("Enter");
    page.press("Control+Enter");
    page.all("dialog").gone();
    page.wait_until("it counts", || page.role("status", "No. of Mailing Groups").text() == "1");

    page.go("#/");
    page.role("button", "Remove sample data").click();
    page.role("link", "Contacts 1").wait();
    page.role("link", "Segments").wait();
    page.go(&card);
    page.role("heading", "Kari Moe").wait();
    page.role("status", "No. of Mailing Groups").wait_text("1");
    page.press("Control+z");
    page.role("link", "Contacts 241").wait();
    page.press("Control+y");
    page.role("link", "Contacts 1").wait();
    page.reload();
    page.role("link", "Contacts 1").wait();
    page.no_console_errors();
}

fn the_way_to_a_backup_stands_in_the_navigation() {
    let page = Page::open("#/");
    page.role("link", "Import and backup").click();
    page.role("button", "Save a backup file").wait();
    page.role("link", "Import a file").click();
    page.wait_hash("#/import");
    page.no_console_errors();
}
