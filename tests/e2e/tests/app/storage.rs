//! What is kept on this device: over reloads, between windows, and when there is no room.

use mailroom_e2e::{Options, Page};

use crate::common::{company, define, with_contacts_in};
use crate::engines::tests;

tests! {
    // A page from a file has an origin of its own kind: what it stores, what its windows see of
    // each other, its history and the texts that it holds itself.
    [chromium firefox webkit] [folder single_file]:
        what_is_typed_is_there_after_a_reload,
        two_windows_see_each_other_s_changes_and_lose_nothing,
        a_damaged_part_comes_back_from_the_mirror,
        without_room_the_work_stays_on_the_page_until_there_is_some,
        the_address_holds_search_filter_and_order;
    [chromium firefox webkit] [folder]:
        two_windows_may_change_one_contact,
        a_newer_program_s_data_is_never_written_over,
        damaged_parts_are_named_saved_to_a_file_and_removed,
        older_history_makes_room_before_anything_is_called_full,
        what_could_not_be_saved_leaves_what_was_saved_intact,
        everything_is_replaced_where_there_is_no_room_for_two_of_it,
        undo_and_redo_name_what_they_change,
        the_theme_is_remembered;
    [chromium firefox] [folder]: two_windows_that_write_at_the_same_time_lose_nothing;
    // WebKitGTK's small browser has the language of the system.
    [chromium firefox] [folder single_file]:
        the_language_is_the_browser_s_until_another_is_chosen_and_remembered;
    // In WebKitGTK's small browser no key takes typing back.
    [chromium firefox] [folder]: undo_in_a_field_is_the_text_s_own_while_it_is_typed;
}

/// What is said of the contacts' part.
const DAMAGED: &str = "1 stored part is damaged (contacts).";

/// Gives the room back.
fn free(page: &Page) {
    page.eval(
        "for (const key of Object.keys(localStorage)) if (key.startsWith('other')) localStorage.removeItem(key)",
    );
}

fn what_is_typed_is_there_after_a_reload(options: Options) {
    let page = Page::open_with(options, "");
    company(&page, "Brønnøya Regnskap");
    page.field("City").type_in("Brønnøysund 🌊");
    page.press("Tab");
    page.go("#/mailing-groups");
    define(&page, "MOVE", "Notice that we are moving");
    page.text_visible("1 code");
    page.reload();
    page.text_visible("Notice that we are moving");
    page.go("#/contacts/CT000001");
    page.role("heading", "Brønnøya Regnskap").wait();
    page.field("City").wait_value("Brønnøysund 🌊");
    page.no_console_errors();
}

fn two_windows_see_each_other_s_changes_and_lose_nothing(options: Options) {
    let page = Page::open_with(options, "#/mailing-groups");
    page.role("heading", "Mailing Groups").wait();
    page.open_tab("#/mailing-groups");
    page.role("heading", "Mailing Groups").wait();
    for turn in 0..4 {
        page.switch_tab(turn % 2);
        define(&page, &format!("TURN{turn}"), &format!("Description {turn}"));
        page.text_visible(&format!("{} code", turn + 1));
        page.switch_tab((turn + 1) % 2);
        page.text_visible(&format!("{} code", turn + 1));
        page.text_visible(&format!("Description {turn}"));
    }
    // Undo takes back one's own change, not the other window's newer one.
    page.switch_tab(0);
    page.press("Escape");
    page.press("Control+z");
    page.text_visible("3 codes");
    page.text_gone("Description 2");
    page.switch_tab(1);
    page.text_visible("3 codes");
    page.text_visible("Description 3");
    page.reload();
    page.text_visible("3 codes");
    page.no_console_errors();
}

/// Both write on, whichever is in front.
fn two_windows_that_write_at_the_same_time_lose_nothing(options: Options) {
    const EDITS: usize = 60;
    let page = with_contacts_in(options, "#/contacts/CT000001");
    page.open_tab("#/contacts/CT000002");
    for (tab, (field, name)) in [("City", "Left"), ("Address", "Right")].into_iter().enumerate() {
        page.switch_tab(tab);
        page.field(field).wait();
        page.eval(&format!(
            "const field = [...document.querySelectorAll('main input')]
                 .find(it => it.labels?.[0]?.innerText.trim() === '{field}');
             const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
             // Timers of a window that is not in front are slow.
             const channel = new MessageChannel();
             const turn = () => new Promise(done => {{
                 channel.port1.onmessage = done;
                 channel.port2.postMessage(0);
             }});
             (async () => {{
                 for (let edit = 1; edit <= {EDITS}; edit++) {{
                     set.call(field, `{name} ${{edit}}`);
                     field.dispatchEvent(new Event('input', {{ bubbles: true }}));
                     field.dispatchEvent(new FocusEvent('blur'));
                     for (let turns = 0; turns < 20; turns++) await turn();
                 }}
                 window.isDone = true;
             }})();"
        ));
    }
    let last = [("CT000001", "City", "Left"), ("CT000002", "Address", "Right")];
    for tab in [0, 1] {
        page.switch_tab(tab);
        page.wait_until("all is typed", || page.eval("return window.isDone") == true);
    }
    for tab in [0, 1] {
        page.switch_tab(tab);
        for (number, field, name) in last {
            page.go(&format!("#/contacts/{number}"));
            page.field(field).wait_value(&format!("{name} {EDITS}"));
        }
    }
    // And each of them can be taken back, in the order of both.
    page.reload();
    let edits = "return Object.keys(localStorage).filter(key => key.startsWith('mailroom.done/')).length";
    page.wait_until("all have their numbers", || page.eval(edits) == 2 * EDITS + 1);
    for (number, field, name) in last {
        page.go(&format!("#/contacts/{number}"));
        page.field(field).wait_value(&format!("{name} {EDITS}"));
    }
    page.no_console_errors();
}

fn two_windows_may_change_one_contact(options: Options) {
    let page = with_contacts_in(options, "#/contacts/CT000001");
    page.field("City").wait_value("Bergen");
    page.open_tab("#/contacts/CT000001");
    page.field("City").wait_value("Bergen");
    page.field("Address").type_in("Strandgaten 1");
    page.press("Tab");
    page.switch_tab(0);
    page.field("Address").wait_value("Strandgaten 1");
    page.field("City").type_in("Bergen sentrum");
    page.press("Tab");
    page.switch_tab(1);
    page.field("City").wait_value("Bergen sentrum");
    page.field("Address").wait_value("Strandgaten 1");
    page.reload();
    page.field("City").wait_value("Bergen sentrum");
    page.field("Address").wait_value("Strandgaten 1");
    page.no_console_errors();
}

fn a_newer_program_s_data_is_never_written_over(options: Options) {
    const NEWER: &str = "A newer version of Mailroom has saved here.";
    let page = with_contacts_in(options, "#/mailing-groups");
    page.text_visible("2 codes");
    page.wait_stored();
    page.eval(
        "localStorage['mailroom.head'] = localStorage['mailroom.head'].replace(/^mailroom [0-9]+/, 'mailroom 99')",
    );
    let stored = || {
        page.eval("return Object.entries(localStorage).filter(it => it[0] !== 'mailroom.preferences').sort().join()")
    };
    let before = stored();
    define(&page, "LATE", "Must not be written");
    page.text_visible(NEWER);
    assert_eq!(stored(), before);
    page.reload();
    page.text_visible(NEWER);
    page.wait_at_rest();
    assert_eq!(stored(), before);
}

fn a_damaged_part_comes_back_from_the_mirror(options: Options) {
    let page = with_contacts_in(options, "#/contacts");
    page.text_visible("6 contacts");
    page.wait_stored();
    page.eval(
        "for (const key of Object.keys(localStorage))
             if (/^mailroom.(contacts|log)/.test(key)) localStorage[key] = localStorage[key].slice(0, -3)",
    );
    for _ in 0..2 {
        page.reload();
        page.text_visible("6 contacts");
        page.wait_stored();
        assert!(!page.shows("damaged"));
    }
    page.no_console_errors();
}

fn damaged_parts_are_named_saved_to_a_file_and_removed(options: Options) {
    let page = with_contacts_in(options, "#/contacts");
    page.text_visible("6 contacts");
    page.wait_stored();
    // In both places.
    page.eval(
        "return new Promise(done => {
             const request = indexedDB.deleteDatabase('mailroom');
             request.onsuccess = () => {
                 const key = Object.keys(localStorage).find(key => key.startsWith('mailroom.contacts/'));
                 localStorage[key] = localStorage[key].slice(0, -3);
                 done();
             };
         })",
    );
    page.reload();
    page.text_visible(DAMAGED);
    page.role("button", "Save the damaged parts to a file").click();
    let file = std::fs::read_to_string(page.download()).unwrap();
    // On a busy machine it is put aside before it is saved.
    assert!(file.contains("contacts/0/"), "{file}");
    page.wait_at_rest();
    page.reload();
    page.text_visible(DAMAGED);
    page.role("button", "Save the damaged parts to a file").click();
    page.role("button", "Remove them here").click();
    page.text_gone(DAMAGED);
    page.reload();
    // All of it stood in the journal as well.
    page.text_visible("6 contacts");
    page.wait_stored();
    assert!(!page.shows(DAMAGED));
    page.no_console_errors();
}

fn older_history_makes_room_before_anything_is_called_full(options: Options) {
    let page = with_contacts_in(options, "#/mailing-groups");
    page.text_visible("2 codes");
    for turn in 0..6 {
        define(&page, &format!("TURN{turn}"), "One more that can be taken back");
    }
    page.text_visible("8 codes");
    let past = || {
        page.eval("return Object.keys(localStorage).filter(key => key.startsWith('mailroom.done/')).length")
    };
    page.wait_until("all have their ways back", || past() == 7);
    page.fill_storage();
    define(&page, "LAST", "Has the room of older ways back");
    page.text_visible("9 codes");
    page.wait_until("history was given up", || past().as_u64() < Some(7));
    assert!(!page.shows("This no longer fits into the browser’s storage."));
    page.reload();
    page.text_visible("9 codes");
    page.text_visible("Has the room of older ways back");
    free(&page);
    page.no_console_errors();
}

fn without_room_the_work_stays_on_the_page_until_there_is_some(options: Options) {
    let page = with_contacts_in(options, "#/mailing-groups");
    page.text_visible("2 codes");
    page.fill_storage_for_good();
    define(&page, "FULL1", "Kept in this window");
    page.text_visible("This no longer fits into the browser’s storage.");
    page.text_visible("3 codes");
    define(&page, "FULL2", "Kept as well");
    page.text_visible("4 codes");
    page.press("Escape");

    page.role("button", "Download backup").click();
    let backup = std::fs::read_to_string(page.download()).unwrap();
    assert!(backup.contains("FULL1") && backup.contains("FULL2") && backup.contains("Åse"), "{backup}");

    // Still no room: the banner stays, and so does the work.
    page.role("button", "Try again").click();
    page.text_visible("This no longer fits into the browser’s storage.");
    page.text_visible("4 codes");

    free(&page);
    page.role("button", "Try again").click();
    page.text_gone("This no longer fits into the browser’s storage.");
    page.reload();
    page.text_visible("4 codes");
    page.text_visible("Kept in this window");
    page.text_visible("5 assignments");
    page.go("#/contacts");
    page.text_visible("6 contacts");
    page.no_console_errors();
}

fn what_could_not_be_saved_leaves_what_was_saved_intact(options: Options) {
    let page = with_contacts_in(options, "#/mailing-groups");
    page.text_visible("2 codes");
    page.fill_storage_for_good();
    define(&page, "FULL", "Kept in this window");
    page.text_visible("This no longer fits into the browser’s storage.");
    // Another window sees all that was saved before.
    page.open_tab("#/mailing-groups");
    page.text_visible("2 codes");
    page.text_visible("5 assignments");
    free(&page);
    page.no_console_errors();
}

fn everything_is_replaced_where_there_is_no_room_for_two_of_it(options: Options) {
    let page = Page::open_with(options, "#/settings");
    page.role("button", "Load sample data").click();
    page.role("link", "Contacts 240").wait();
    page.go("#/backup");
    page.role("button", "Save a backup file").click();
    let backup = page.download();
    page.go("#/mailing-groups");
    page.text_visible("6 codes");
    define(&page, "LATER", "Not in the backup");
    page.text_visible("7 codes");
    page.fill_storage();
    // Room for a few entries, and not for the sample office.
    page.eval("localStorage.other0 = localStorage.other0.slice(1600)");
    page.go("#/backup");
    page.upload(&backup);
    page.role_with("button", "Replace everything").click();
    page.role("link", "Mailing Groups 6").wait();
    page.go("#/contacts");
    page.role_with("status", "Saved in this browser").wait();
    assert!(!page.shows("This no longer fits into the browser’s storage."));
    page.reload();
    page.role("link", "Mailing Groups 6").wait();
    page.role("link", "Contacts 240").wait();
    page.press("Control+z");
    page.role("link", "Mailing Groups 7").wait();
    assert!(!page.shows("This no longer fits into the browser’s storage."));
    free(&page);
    page.no_console_errors();
}

fn the_address_holds_search_filter_and_order(options: Options) {
    let page = with_contacts_in(options, "#/contacts?mailing_group=GIFT");
    page.text_visible("3 of 6 contacts");
    page.role("columnheader", "City").role("button", "City").click();
    page.role("searchbox", "Search contacts").type_in("z");
    page.press("Enter");
    page.wait_until("the address holds all", || {
        ["mailing_group=GIFT", "sort=city", "search=z"].iter().all(|part| page.hash().contains(part))
    });
    let address = page.hash();
    page.reload();
    page.role("searchbox", "Search contacts").wait_value("z");
    page.role("group", "Filters").role_with("button", "Remove Mailing Group").wait();
    assert_eq!(page.role("columnheader", "City").attribute("aria-sort").as_deref(), Some("ascending"));
    page.wait_hash(&address);
    // The browser's Back comes back to it.
    page.role("link", "Segments").click();
    page.role("heading", "Segments").wait();
    page.back();
    page.role("searchbox", "Search contacts").wait_value("z");
    page.wait_hash(&address);
    page.no_console_errors();
}

fn undo_and_redo_name_what_they_change(options: Options) {
    let page = with_contacts_in(options, "#/mailing-groups");
    page.text_visible("2 codes");
    define(&page, "PRESS", "Newspapers");
    page.text_visible("3 codes");
    page.press("Escape");
    page.press("Control+z");
    page.text_visible("Undone: Mailing Group PRESS created");
    page.text_visible("2 codes");
    page.press("Control+y");
    page.text_visible("Done again: Mailing Group PRESS created");
    page.text_visible("3 codes");

    page.go("#/contacts/CT000001");
    page.field("City").type_in("Os");
    page.press("Tab");
    page.press("Control+z");
    page.text_visible("Undone: City of Bergen Bygg changed");
    page.field("City").wait_value("Bergen");
    page.press("Control+Shift+Z");
    page.text_visible("Done again: City of Bergen Bygg changed");
    page.field("City").wait_value("Os");

    page.role("button", "Remove MOVE").click();
    page.wait_until("none is left", || page.role("status", "No. of Mailing Groups").text() == "0");
    page.press("Control+z");
    page.text_visible("Undone: MOVE taken off 1 contact");
    page.wait_until("it is back", || page.role("status", "No. of Mailing Groups").text() == "1");

    // Undo goes back to the page on which the change was made.
    page.go("#/segments");
    page.role("heading", "Segments").wait();
    page.press("Control+z");
    page.field("City").wait_value("Bergen");
    page.wait_hash("#/contacts/CT000001");
    page.press("Control+z");
    page.text_visible("2 codes");
    page.press("Control+z");
    page.text_visible("Undone: 6 contacts imported from contacts.csv");
    page.go("#/contacts");
    page.text_visible("0 contacts");
    page.no_console_errors();
}

fn undo_in_a_field_is_the_text_s_own_while_it_is_typed(options: Options) {
    let page = with_contacts_in(options, "#/contacts/CT000001");
    page.field("City").wait_value("Bergen");
    page.field("City").type_in("Stavanger");
    page.press("Control+z");
    page.wait_until("typing is taken back", || page.field("City").value() != "Stavanger");
    page.press("Escape");
    page.press("Tab");
    page.field("City").wait_value("Bergen");
    page.go("#/contacts");
    page.text_visible("6 contacts");
    page.no_console_errors();
}

fn the_language_is_the_browser_s_until_another_is_chosen_and_remembered(options: Options) {
    let page = Page::open_with(options.language("nb-NO"), "#/settings");
    page.role("heading", "Innstillinger").wait();
    page.field("Språk").choose("English");
    page.role("heading", "Settings").wait();
    for (label, language, caption) in [
        ("Language", "Français", "Groupes de distribution"),
        ("Langue", "Nederlands", "Mailinggroepen"),
        ("Taal", "Dansk", "Mailgrupper"),
    ] {
        page.field(label).choose(language);
        page.role_with("link", caption).wait();
        page.reload();
        page.role_with("link", caption).wait();
    }
    assert_eq!(page.eval("return document.documentElement.lang"), "da-DK");
    page.no_console_errors();
}

fn the_theme_is_remembered(options: Options) {
    let page = Page::open_with(options, "#/settings");
    let colour = || page.eval("return getComputedStyle(document.querySelector('main')).backgroundColor");
    page.role("radio", "Dark").wait();
    let light = colour();
    page.role("radio", "Dark").click();
    page.wait_until("it is dark", || colour() != light);
    let dark = colour();
    page.reload();
    page.role("radio", "Dark").wait();
    assert!(page.role("radio", "Dark").is_on());
    assert_eq!(colour(), dark);
    page.role("radio", "As the device").click();
    page.wait_until("it is light again", || colour() == light);
    page.no_console_errors();
}
