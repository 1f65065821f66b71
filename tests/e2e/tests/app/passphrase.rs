//! Backups under a passphrase.

use std::fs;
use std::path::{Path, PathBuf};

use mailroom_e2e::{Options, Page};
use serde_json::Value;

use crate::common::{file, with_contacts, with_contacts_in};
use crate::engines::tests;

tests! {
    [chromium firefox] [folder single_file]:
        a_backup_under_a_passphrase_opens_with_it_alone,
        one_made_by_another_program_opens_with_accents_put_together_otherwise;
    [webkit] [single_file]: a_backup_under_a_passphrase_opens_with_it_alone_in_webkit;
    a_passphrase_is_long_enough_and_typed_twice,
    a_protected_file_that_was_tampered_with_is_told_and_changes_nothing,
    where_the_browser_encrypts_nothing_the_page_says_so,
    an_import_is_not_mistaken_for_a_protected_backup,
}

const PASSPHRASE: &str = "blåbær på fjellet";

fn open(page: &Page, path: &Path) {
    page.go("#/backup");
    page.role("heading", "Open a backup").wait();
    page.upload(path);
}

fn saved_under_passphrase(page: &Page) -> PathBuf {
    page.go("#/backup");
    page.role("checkbox", "Protect with a passphrase").click();
    page.field("Passphrase").type_in(PASSPHRASE);
    page.field("Repeat the passphrase").type_in(PASSPHRASE);
    page.press("Enter");
    page.text_visible("Backup saved as mailroom-");
    page.download()
}

fn a_backup_under_a_passphrase_opens_with_it_alone(options: Options) {
    let page = with_contacts_in(options.clone(), "");
    let path = saved_under_passphrase(&page);
    // The passphrase is on the page no more.
    page.field("Passphrase").gone();
    assert!(path.file_name().unwrap().to_string_lossy().ends_with("-protected.json"));
    let text = fs::read_to_string(&path).unwrap();
    assert!(!text.contains("Bergen"), "{text}");
    let envelope: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(envelope["format"], "mailroom-backup-encrypted");
    assert!(envelope["rounds"].as_u64() >= Some(600_000));

    let second = Page::open_with(options, "");
    open(&second, &path);
    let dialog = second.role("dialog", "This backup is under a passphrase");
    dialog.field("Passphrase").type_in("blåbær på stranden");
    dialog.role("button", "Open").click();
    second.text_visible("Wrong passphrase, or the file is damaged.");
    dialog.field("Passphrase").wait_value("blåbær på stranden");
    second.no_accessibility_faults();
    dialog.field("Passphrase").type_in(PASSPHRASE);
    second.press("Enter");
    second.text_visible(": 6 contacts, 2 codes, 0 segments.");
    second.role_with("button", "Replace everything").click();
    second.role("link", "Contacts 6").wait();
    second.go("#/contacts?search=Aadland");
    second.text_visible("Åse Aadland");
    second.no_console_errors();
}

fn a_backup_under_a_passphrase_opens_with_it_alone_in_webkit(options: Options) {
    let page = with_contacts_in(options, "");
    let path = saved_under_passphrase(&page);
    open(&page, &path);
    let dialog = page.role("dialog", "This backup is under a passphrase");
    dialog.field("Passphrase").type_in(PASSPHRASE);
    dialog.role("button", "Open").click();
    page.text_visible(": 6 contacts, 2 codes, 0 segments.");
}

/// `tests/backups.rs` reads the form of the same file.
fn one_made_by_another_program_opens_with_accents_put_together_otherwise(options: Options) {
    let page = Page::open_with(options, "");
    open(&page, &xtask::process::root().join("tests/fixtures/backups/protected-1.json"));
    let dialog = page.role("dialog", "This backup is under a passphrase");
    dialog.field("Passphrase").type_in("Bla\u{30a}bær pa\u{30a} fjellet");
    dialog.role("button", "Open").click();
    page.text_visible(": 4 contacts, 4 codes, 1 segment.");
    page.role_with("button", "Replace everything").click();
    page.role("link", "Contacts 4").wait();
}

fn a_passphrase_is_long_enough_and_typed_twice() {
    let page = with_contacts("#/backup");
    page.role("checkbox", "Protect with a passphrase").click();
    page.text_visible("A lost passphrase can’t be recovered by anybody");
    page.field("Passphrase").type_in("seven77");
    page.field("Repeat the passphrase").type_in("seven77");
    page.text_gone("At least 8 characters.");
    page.role("button", "Save a backup file").click();
    page.text_visible("At least 8 characters.");
    page.field("Passphrase").type_in("eight888");
    page.text_visible("This is another passphrase than the one before.");
    page.no_accessibility_faults();
    let kind = || page.field("Passphrase").attribute("type");
    assert_eq!(kind().as_deref(), Some("password"));
    page.role("checkbox", "Show what is typed").click();
    page.wait_until("it can be read", || kind().as_deref() == Some("text"));
    page.field("Repeat the passphrase").type_in("eight888");
    page.text_gone("This is another passphrase than the one before.");
    page.role("button", "Save a backup file").click();
    page.download();
    page.no_console_errors();
}

fn a_protected_file_that_was_tampered_with_is_told_and_changes_nothing() {
    let page = with_contacts("");
    let path = saved_under_passphrase(&page);
    let text = fs::read_to_string(&path).unwrap();
    let envelope: Value = serde_json::from_str(&text).unwrap();
    let with = |key: &str, value: Value| {
        let mut changed = envelope.clone();
        changed[key] = value;
        changed.to_string()
    };
    for (name, content) in [
        ("rounds.json", with("rounds", 4_000_000_000_u64.into())),
        ("few.json", with("rounds", 1.into())),
        ("salt.json", with("salt", "AAAA".into())),
        ("cut.json", text[..text.len() / 2].to_owned()),
    ] {
        let (_folder, path) = file(name, content.as_bytes());
        open(&page, &path);
        page.text_visible(&format!("{name} is damaged or cut off. Nothing was changed."));
        assert_eq!(page.all("dialog").count(), 0);
    }
    // One letter of the encrypted data: only the right passphrase can tell, and does.
    let data = envelope["data"].as_str().unwrap();
    let other = if data.as_bytes()[100] == b'A' { "B" } else { "A" };
    let changed = with("data", format!("{}{other}{}", &data[..100], &data[101..]).into());
    let (_folder, path) = file("letter.json", changed.as_bytes());
    open(&page, &path);
    let dialog = page.role("dialog", "This backup is under a passphrase");
    dialog.field("Passphrase").type_in(PASSPHRASE);
    dialog.role("button", "Open").click();
    page.text_visible("Wrong passphrase, or the file is damaged.");
    dialog.role("button", "Cancel").click();
    dialog.gone();
    page.role("link", "Contacts 6").wait();
    page.no_console_errors();
}

fn where_the_browser_encrypts_nothing_the_page_says_so() {
    let page = with_contacts("");
    // As over plain http on an office network.
    page.eval("Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })");
    page.go("#/backup");
    page.text_visible("Passphrases don’t work here: this page came over plain http");
    assert_eq!(page.role("checkbox", "Protect with a passphrase").count(), 0);
    page.role("button", "Save a backup file").click();
    page.download();
    open(&page, &xtask::process::root().join("tests/fixtures/backups/protected-1.json"));
    let dialog = page.role("dialog", "This backup is under a passphrase");
    dialog.wait_text("Passphrases don’t work here");
    assert!(dialog.role("button", "Open").is_disabled());
}

fn an_import_is_not_mistaken_for_a_protected_backup() {
    let page = Page::open("#/import");
    page.upload(xtask::process::root().join("tests/fixtures/backups/protected-1.json"));
    page.text_visible("is a backup of Mailroom.");
}
