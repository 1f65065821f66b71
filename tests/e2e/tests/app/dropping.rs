//! A file dropped anywhere opens, and never takes the app's place.

use mailroom_e2e::{Options, Page};

use crate::common::{CONTACTS, file, office};
use crate::engines::tests;

tests! {
    a_file_dropped_on_any_page_opens_the_import,
    a_backup_dropped_on_any_page_opens_on_its_own,
    a_file_dropped_beside_an_open_dialog_does_nothing,
    text_is_still_dragged_as_the_browser_does_it,
}

/// Drags a file over the page without letting go.
const DRAG: &str = "
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'x.csv'));
    const event = new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true });
    element.dispatchEvent(event);
    return event.defaultPrevented;";

fn a_file_dropped_on_any_page_opens_the_import() {
    for options in [Options::default(), Options::default().single_file()] {
        let page = Page::open_with(options, "#/segments");
        page.role("heading", "Segments").wait();
        let body = page.css("body");
        assert_eq!(body.script(DRAG), true);
        page.text_visible("Drop the file to open it");
        page.no_accessibility_faults();
        page.text_gone("Drop the file to open it");
        let (_folder, path) = file("contacts.csv", CONTACTS.as_bytes());
        body.drop_file(&path);
        page.wait_hash("#/import");
        page.text_visible("5 of 5 columns matched");
        page.text_gone("Drop the file to open it");
        // On the page of the import itself another one takes its place.
        let (_folder, path) = file("other.csv", b"Name;City\nMoe;Moss\n");
        page.css("body").drop_file(&path);
        page.text_visible("2 of 2 columns matched");
        page.no_console_errors();
    }
}

fn a_backup_dropped_on_any_page_opens_on_its_own() {
    let page = office();
    page.go("#/backup");
    page.role("button", "Save a backup file").click();
    let path = page.download();
    page.go("#/contacts/CT000003");
    page.role("heading", "Anna Nord").wait();
    // What was typed is not lost.
    page.field("Address").type_in("Havnegata 3");
    page.css("body").drop_file(&path);
    page.wait_hash("#/backup");
    page.text_visible("Everything in this file is here already.");
    page.role_with("tab", "Change").wait_text("Change 1");
    page.go("#/contacts/CT000003");
    page.field("Address").wait_value("Havnegata 3");
    page.no_console_errors();
}

fn a_file_dropped_beside_an_open_dialog_does_nothing() {
    let page = office();
    page.go("#/segments");
    page.role("heading", "Segments").wait();
    page.press("Alt+n");
    let dialog = page.role("dialog", "New segment");
    dialog.field("Description").type_in("Kept");
    let (_folder, path) = file("more.csv", CONTACTS.as_bytes());
    dialog.drop_file(&path);
    page.text_visible("more.csv was not opened. Close the dialog first, then drop it again.");
    dialog.field("Description").wait_value("Kept");
    page.wait_hash("#/segments");
    dialog.role("button", "Cancel").click();
    dialog.gone();
    page.css("body").drop_file(&path);
    page.text_visible("5 of 5 columns matched");
    page.no_console_errors();
}

fn text_is_still_dragged_as_the_browser_does_it() {
    let page = Page::open("#/contacts/new?type=person");
    page.field("Name").wait();
    let text = "
        const dataTransfer = new DataTransfer();
        dataTransfer.setData('text/plain', 'Kari Moe');
        const event = new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true });
        element.dispatchEvent(event);
        return event.defaultPrevented;";
    assert_eq!(page.field("Name").script(text), false);
    assert!(!page.shows("Drop the file to open it"));
    page.go("#/rescue");
    page.role("button", "Open Mailroom again").wait();
    assert_eq!(page.css("body").script(DRAG), true);
}
