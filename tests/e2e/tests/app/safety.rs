//! What is saved where, the reminder of a backup, the browser's promise, and the end of it all.

use mailroom_e2e::{Options, Page};
use serde_json::{Value, json};

use crate::common::{company, define, import, with_contacts, with_contacts_in};
use crate::engines::tests;

tests! {
    [chromium firefox] [folder single_file]: everything_goes_and_other_programs_keep_theirs;
    saved_in_this_browser_and_backed_up_to_file_are_told_apart,
    where_the_browser_saves_nothing_it_is_not_called_saved,
    a_backup_that_is_due_is_reminded_of_and_the_reminder_can_be_put_aside,
    few_contacts_and_sample_data_are_no_reason_for_a_reminder,
    the_browser_is_asked_once_to_keep_the_data_after_the_first_real_change,
    where_the_browser_promises_nothing_the_page_says_so,
    the_file_that_was_kept_is_forgotten_with_everything_and_stays_itself,
    erasing_can_be_put_aside,
}

/// The two lines in the navigation.
fn safety(page: &Page) -> String {
    page.role("navigation", "Main").css(".safety").text()
}

/// How many units the mirror holds.
const MIRRORED: &str = "return new Promise(done => {
    const request = indexedDB.open('mailroom');
    request.onsuccess = () => {
        const count = request.result.transaction('units').objectStore('units').count();
        count.onsuccess = () => { request.result.close(); done(count.result); };
    };
})";

/// What this device remembers.
fn preferences(page: &Page) -> Value {
    let text = page.eval("return localStorage.getItem('mailroom.preferences')");
    serde_json::from_str(text.as_str().unwrap_or_default()).unwrap_or_else(|_| json!({}))
}

/// Makes one of the remembered moments so many days older, and opens the page anew.
fn age(page: &Page, moment: &str, days: u32) {
    let mut remembered = preferences(page);
    let earlier = page.eval(&format!("return new Date(Date.now() - {days} * 864e5 - 1000).toISOString()"));
    remembered[moment] = earlier;
    page.store("mailroom.preferences", &remembered.to_string());
    page.reload();
}

/// So many companies, from a file.
fn many(count: usize) -> Page {
    let page = Page::open("");
    let rows: String = (0..count).map(|number| format!("Company {number}\n")).collect();
    import(&page, "many.csv", format!("Company Name\n{rows}").as_bytes(), count);
    page
}

fn saved_in_this_browser_and_backed_up_to_file_are_told_apart() {
    let page = with_contacts("#/");
    page.wait_until("no backup is told", || safety(&page).ends_with("Backed up to file never"));
    assert!(safety(&page).starts_with("Saved in this browser"), "{}", safety(&page));
    page.go("#/backup");
    page.role("button", "Save a backup file").click();
    page.download();
    page.wait_until("its time is told", || {
        let told = safety(&page);
        told.contains(':') && !told.contains("never") && !told.contains("since")
    });
    company(&page, "Fjordvik AS");
    page.wait_until("a change since is told", || safety(&page).ends_with("1 change since"));
    // Beside the storage, and where backups are made; in another window as well.
    page.go("#/");
    page.css("main .safety").wait_text("1 change since");
    page.open_tab("#/backup");
    page.css("main .safety").wait_text("1 change since");
    page.role("button", "Save a backup file").click();
    page.download();
    page.switch_tab(0);
    page.wait_until("the other window's backup counts", || !safety(&page).contains("since"));
    // A backup of another day has a date.
    age(&page, "last_backup", 2);
    page.wait_until("a date is told", || safety(&page).contains('/'));
    page.no_console_errors();
}

fn where_the_browser_saves_nothing_it_is_not_called_saved() {
    let page = with_contacts("#/mailing-groups");
    page.text_visible("2 codes");
    page.fill_storage_for_good();
    define(&page, "FULL", "No room");
    page.wait_until("it is told", || safety(&page).starts_with("Saved in this browser Not saved"));
}

fn a_backup_that_is_due_is_reminded_of_and_the_reminder_can_be_put_aside() {
    const REMINDER: &str = "Everything is in this browser alone, and no backup has been saved yet.";
    let page = many(20);
    page.go("#/contacts");
    page.text_visible(REMINDER);
    page.no_accessibility_faults();
    page.role("button", "Remind me in 3 days").click();
    page.text_gone(REMINDER);
    page.reload();
    page.text_visible("20 contacts");
    assert!(!page.shows(REMINDER));
    age(&page, "reminder_aside", 3);
    page.text_visible(REMINDER);
    page.role("button", "Save a backup file").click();
    page.download();
    page.text_gone(REMINDER);

    // Old, but nothing was changed since.
    age(&page, "last_backup", 15);
    page.text_visible("20 contacts");
    assert!(!page.shows("The last backup is of"));
    company(&page, "Fjordvik AS");
    page.text_visible("The last backup is of");
    page.text_visible("1 change since is in this browser alone.");
    // Nobody has to be reminded.
    page.go("#/settings");
    page.role("radio", "30 days").click();
    page.text_gone("The last backup is of");
    age(&page, "last_backup", 31);
    page.text_visible("The last backup is of");
    page.role("radio", "Never").click();
    page.text_gone("The last backup is of");
    page.reload();
    assert!(page.role("radio", "Never").wait().is_on());
    assert!(!page.shows("The last backup is of"));
    page.no_console_errors();
}

fn few_contacts_and_sample_data_are_no_reason_for_a_reminder() {
    const REMINDER: &str = "no backup has been saved yet";
    let page = many(19);
    page.go("#/");
    page.role("link", "Contacts 19").wait();
    assert!(!page.shows(REMINDER));
    company(&page, "The twentieth AS");
    page.go("#/contacts");
    page.text_visible(REMINDER);

    let page = Page::open("");
    page.role_with("button", "Load sample data").click();
    page.role("link", "Contacts 240").wait();
    page.go("#/contacts");
    page.text_visible("240 contacts");
    assert!(!page.shows(REMINDER));
}

/// Has the browser answer in its own way, and count.
fn answer(page: &Page, promised: bool) {
    page.eval(&format!(
        "window.asked = 0;
         StorageManager.prototype.persist = async () => {{ window.asked += 1; return {promised} }}"
    ));
}

fn the_browser_is_asked_once_to_keep_the_data_after_the_first_real_change() {
    let page = Page::open("#/settings");
    answer(&page, false);
    page.text_visible("After your first change the browser is asked to keep the data");
    let asked = || page.eval("return window.asked");
    page.go("#/");
    page.role_with("button", "Load sample data").click();
    page.role("link", "Contacts 240").wait();
    assert_eq!(asked(), 0);
    company(&page, "Fjordvik AS");
    page.wait_until("it was asked", || asked() == 1);
    company(&page, "Solvik AS");
    page.go("#/settings");
    page.text_visible("The browser may delete the data when the device runs short of space.");
    page.no_accessibility_faults();
    assert_eq!(asked(), 1);
    // A refusal is said again, and a promise remembered.
    page.role("button", "Ask the browser").click();
    page.wait_until("it was asked again", || asked() == 2);
    answer(&page, true);
    page.role("button", "Ask the browser").click();
    page.text_visible("The browser promised to keep the data");
    page.role("button", "Ask the browser").gone();
    page.reload();
    page.text_visible("The browser promised to keep the data");
    page.no_console_errors();
}

fn where_the_browser_promises_nothing_the_page_says_so() {
    let page = Page::open("");
    // As over plain http on an office network.
    page.eval("Object.defineProperty(Navigator.prototype, 'storage', { get: () => undefined })");
    company(&page, "Fjordvik AS");
    page.go("#/settings");
    page.text_visible("The browser can’t be asked here whether it keeps the data");
    assert_eq!(page.role("button", "Ask the browser").count(), 0);
    page.no_console_errors();
}

fn everything_goes_and_other_programs_keep_theirs(options: Options) {
    let page = with_contacts_in(options, "");
    page.store("other.program", "stays");
    page.store("mailroomy", "stays as well");
    page.open_tab("#/contacts");
    page.text_visible("6 contacts");
    page.go("#/settings");
    page.role("radio", "Dark").click();
    page.role("button", "Erase everything…").click();
    let dialog = page.role("dialog", "Erase everything in this browser?");
    dialog.wait_text("6 contacts, 2 groups and 0 segments are deleted, with all settings.");
    dialog.wait_text("No backup has been saved yet");
    page.no_accessibility_faults();
    assert!(dialog.role("button", "Erase everything").is_disabled());
    dialog.field("Type ERASE to confirm").type_in("erase it");
    assert!(dialog.role("button", "Erase everything").is_disabled());
    dialog.role("button", "Save a backup first").click();
    let backup = std::fs::read_to_string(page.download()).unwrap();
    assert!(backup.contains("Åse Aadland"));
    dialog.wait_text("The last backup holds everything.");
    dialog.field("Type ERASE to confirm").type_in("erase");
    dialog.role("button", "Erase everything").click();
    page.role("heading", "Who should hear from you?").wait();
    let keys = || page.eval("return Object.keys(localStorage).sort().join()");
    assert_eq!(keys(), "mailroomy,other.program");
    // The other window starts anew as well, and writes nothing back.
    page.switch_tab(0);
    page.role("heading", "Who should hear from you?").wait();
    page.reload();
    page.role("heading", "Who should hear from you?").wait();
    assert_eq!(keys(), "mailroomy,other.program");
    // What comes then is kept as usual.
    company(&page, "Fjordvik AS");
    page.reload();
    page.role("heading", "Fjordvik AS").wait();
    page.no_console_errors();
}

fn the_file_that_was_kept_is_forgotten_with_everything_and_stays_itself() {
    let page = with_contacts("#/backup");
    page.eval(
        "window.showSaveFilePicker = async () =>
             (await navigator.storage.getDirectory()).getFileHandle('kept.json', { create: true });
         return new Promise(done => {
             const request = indexedDB.open('other-program');
             request.onsuccess = () => { request.result.close(); done() };
         })",
    );
    page.role("button", "Choose a file…").click();
    page.text_visible("kept.json is kept up to date:");
    let names =
        || page.eval("return indexedDB.databases().then(all => all.map(it => it.name).sort().join())");
    assert_eq!(names(), "mailroom,mailroom-files,other-program");
    page.go("#/settings");
    page.role("button", "Erase everything…").click();
    let dialog = page.role("dialog", "Erase everything in this browser?");
    dialog.field("Type ERASE to confirm").type_in("ERASE");
    page.press("Control+Enter");
    page.role("heading", "Who should hear from you?").wait();
    // The mirror is opened anew, with nothing in it.
    assert_eq!(names(), "mailroom,other-program");
    assert_eq!(page.eval(MIRRORED), 0);
    let size = page.eval(
        "return (async () => {
             const folder = await navigator.storage.getDirectory();
             return (await (await folder.getFileHandle('kept.json')).getFile()).size;
         })()",
    );
    assert!(size.as_u64() > Some(1_000), "{size}");
    page.no_console_errors();
}

fn erasing_can_be_put_aside() {
    let page = with_contacts("#/settings");
    page.role("button", "Erase everything…").click();
    page.role("dialog", "Erase everything in this browser?").wait();
    page.press("Control+Enter");
    page.press("Escape");
    page.all("dialog").gone();
    page.role("link", "Contacts 6").wait();
    page.reload();
    page.role("link", "Contacts 6").wait();
}
