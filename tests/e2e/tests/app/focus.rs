//! Where the keyboard is while things open and close: back where it was, and one thing at a time.

use mailroom_e2e::Locator;

use crate::common::{new_segment, with_contacts};
use crate::engines::tests;

tests! {
    menus_give_the_focus_back,
    dialogs_and_panels_give_the_focus_back,
    escape_puts_one_thing_aside_at_a_time,
    a_button_that_goes_away_leaves_the_keys_to_its_dialog,
    every_stop_shows_the_focus,
    a_tab_that_is_not_chosen_yet_shows_the_focus,
    the_keys_of_a_page_rest_while_a_dialog_is_open,
    the_page_after_a_step_back_has_the_focus_where_the_row_was,
}

/// Opens something by Enter on its button, and puts it aside: the button has the focus again.
#[track_caller]
fn comes_back(opener: &Locator, opened: &Locator) {
    opener.press("Enter");
    opened.wait();
    opened.page().press("Escape");
    opened.gone();
    opener.wait_focus();
}

fn menus_give_the_focus_back() {
    let page = with_contacts("#/contacts");
    page.role("checkbox", "Per Aaberg").click();
    let menus = [
        (page.role("button", "Export").nth(0), "Export"),
        (page.role("button", "New: company or person"), "New: company or person"),
        (page.role("toolbar", "1 selected").role("button", "More"), "More"),
        (page.role("toolbar", "1 selected").role("button", "Export"), "Export"),
    ];
    for (opener, name) in menus {
        comes_back(&opener, &page.role("menu", name));
    }
    page.role("toolbar", "1 selected").wait();
    page.go("#/contacts/CT000001");
    page.role("heading", "Bergen Bygg").wait();
    comes_back(&page.role("button", "More"), &page.role("menu", "More"));
    page.wait_hash("#/contacts/CT000001");
    new_segment(&page, "Letter");
    comes_back(&page.role("button", "Export"), &page.role("menu", "Export"));
    page.no_console_errors();
}

fn dialogs_and_panels_give_the_focus_back() {
    let page = with_contacts("#/contacts?mailing_group=GIFT");
    page.role("checkbox", "Élodie Blanc").click();
    let bar = page.role("toolbar", "1 selected");
    let groups = page.role("dialog", "Contact Mailing Groups");
    comes_back(&bar.role("button", "Mailing Groups…"), &groups);
    comes_back(&bar.role("button", "Add to segment…"), &page.role("dialog", "Add to segment"));
    let builder = page.role("dialog", "Filter");
    comes_back(&page.role("button", "+ Filter"), &builder);
    comes_back(&page.role("group", "Filters").role("button", "GIFT"), &builder);
    let palette = page.role("dialog", "Tell me what you want to do");
    comes_back(&page.role_with("button", "Search or do…"), &palette);

    page.go("#/contacts/CT000001");
    page.role("heading", "Bergen Bygg").wait();
    comes_back(&page.role("button", "Mailing Groups"), &groups);
    // What opened the question was an entry of a menu that is gone: its button stands for it.
    let more = page.role("button", "More");
    more.press("Enter");
    page.role("menuitem", "Delete…").press("Enter");
    page.role("dialog", "Delete Bergen Bygg?").wait();
    page.press("Escape");
    page.all("dialog").gone();
    more.wait_focus();

    page.go("#/segments");
    page.role("heading", "Segments").wait();
    comes_back(&page.role("button", "New").nth(0), &page.role("dialog", "New segment"));
    page.no_console_errors();
}

fn escape_puts_one_thing_aside_at_a_time() {
    let page = with_contacts("#/contacts");
    page.role("checkbox", "Per Aaberg").click();
    let bar = page.role("toolbar", "1 selected");
    bar.role("button", "Mailing Groups…").press("Enter");
    let dialog = page.role("dialog", "Contact Mailing Groups");
    let lookup = dialog.role("combobox", "Mailing Group Code");
    lookup.wait();
    page.type_text("mo");
    page.role_with("option", "MOVE").wait();
    page.press("Escape");
    page.css("[role=option]").gone();
    lookup.wait_value("mo");
    page.press("Escape");
    lookup.wait_value("");
    dialog.wait();
    page.press("Escape");
    dialog.gone();
    bar.wait();

    // A menu before the selection.
    bar.role("button", "More").press("Enter");
    page.role("menu", "More").wait();
    page.press("Escape");
    page.role("menu", "More").gone();
    bar.wait();
    page.role("grid", "Contacts").press("Escape");
    bar.gone();

    // The offers of a filter before its builder, and the builder alone.
    page.role("button", "+ Filter").press("Enter");
    let builder = page.role("dialog", "Filter");
    builder.role("combobox", "Value").press("Alt+ArrowDown");
    page.role_with("option", "GIFT").wait();
    page.press("Escape");
    page.css("[role=option]").gone();
    builder.wait();
    page.press("Escape");
    builder.gone();

    // Tell Me before the card under it.
    page.go("#/contacts/CT000001");
    page.role("heading", "Bergen Bygg").wait();
    page.press("Alt+q");
    page.all("dialog").wait();
    page.press("Escape");
    page.all("dialog").gone();
    page.role("heading", "Bergen Bygg").wait();
    page.press("Escape");
    page.wait_hash("#/contacts");

    // The offers of a condition before the step.
    new_segment(&page, "Letter");
    page.role("button", "Add contacts").press("Enter");
    let step = page.role("group", "Add contacts");
    step.role("combobox", "Value").press("Alt+ArrowDown");
    page.role_with("option", "GIFT").wait();
    page.press("Escape");
    page.css("[role=option]").gone();
    step.wait();
    page.press("Escape");
    step.gone();
    page.no_console_errors();
}

fn a_button_that_goes_away_leaves_the_keys_to_its_dialog() {
    let page = with_contacts("#/contacts");
    page.role("grid", "Contacts").press("Control+a");
    page.role("toolbar", "6 selected").role("button", "Mailing Groups…").press("Enter");
    let dialog = page.role("dialog", "Contact Mailing Groups");
    dialog.role_with("row", "MOVE").role("button", "Add to all").press("Enter");
    dialog.role("button", "Assign to 4 contacts").wait();
    page.press("Control+Enter");
    dialog.gone();
    page.text_visible("MOVE assigned to 4 contacts");
}

/// Goes through all stops of each page: what has the focus shows it, and nothing lies over it.
fn every_stop_shows_the_focus() {
    let page = with_contacts("#/");
    let seen = "const it = document.activeElement;
        if (it === document.body) return 'end';
        const own = element => {
            const look = element && getComputedStyle(element);
            return look && look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2;
        };
        const row = it.matches('.list') ? it.querySelector('.cur') ?? it : it;
        const ring = own(row) || own(it.closest('.in')) || getComputedStyle(it).boxShadow.includes('inset');
        const box = row.getBoundingClientRect();
        const hit = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
        const covered = !hit || !(row.contains(hit) || it.closest('label, .in')?.contains(hit) || hit.closest('label')?.contains(it));
        return ring && !covered ? '' : `${ring ? 'is covered' : 'shows no focus'}: ${it.cloneNode().outerHTML}`";
    // What was told in passing would lie over the page.
    page.reload();
    let mut faults = Vec::new();
    for hash in [
        "#/",
        "#/contacts?mailing_group=GIFT",
        "#/contacts/CT000002",
        "#/contacts/new",
        "#/mailing-groups",
        "#/segments",
        "#/import",
        "#/backup",
        "#/settings",
        "#/help/segments",
        "#/nowhere",
    ] {
        page.go(hash);
        page.css("h1").nth(0).wait();
        page.eval("document.activeElement.blur()");
        for _ in 0..70 {
            page.press("Tab");
            match page.eval(seen).as_str().unwrap_or_default() {
                "end" => break,
                "" => {}
                fault => faults.push(format!("{hash}: {fault}")),
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Arrow keys move the focus in a row of tabs before anything is chosen.
fn a_tab_that_is_not_chosen_yet_shows_the_focus() {
    let page = with_contacts("#/contacts");
    page.role_with("tab", "All contacts").press("ArrowRight");
    let persons = page.role_with("tab", "Companies");
    persons.wait_focus();
    let outline = persons.script("return getComputedStyle(element).outlineStyle");
    assert_eq!(outline, "solid");
}

fn the_keys_of_a_page_rest_while_a_dialog_is_open() {
    let page = with_contacts("#/contacts/CT000001");
    page.field("City").type_in("Os");
    page.press("Tab");
    page.role("button", "More").press("Enter");
    page.role("menuitem", "Delete…").press("Enter");
    let dialog = page.role("dialog", "Delete Bergen Bygg?");
    dialog.role("button", "Cancel").wait();
    for keys in ["Control+z", "Control+F1", "Control+ArrowDown", "Alt+q"] {
        page.press(keys);
    }
    dialog.wait();
    page.press("Escape");
    dialog.gone();
    page.wait_hash("#/contacts/CT000001");
    page.field("City").wait_value("Os");
    page.all("dialog").gone();
}

fn the_page_after_a_step_back_has_the_focus_where_the_row_was() {
    let page = with_contacts("#/contacts");
    page.role("grid", "Contacts").press("ArrowDown");
    page.press("ArrowDown");
    page.press("Enter");
    page.wait_until("a card is open", || page.hash().starts_with("#/contacts/CT"));
    page.css("h1").wait();
    page.press("Escape");
    page.wait_hash("#/contacts");
    page.role("grid", "Contacts").wait();
    page.role("grid", "Contacts").wait_focus();
}
