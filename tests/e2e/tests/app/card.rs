//! The contact card, new contacts, and assigning codes to one contact.

use crate::engines::tests;
use mailroom_e2e::{Options, Page};

tests! {
    m14_m19_groups_are_assigned_on_the_card_and_counted_at_once,
    a_field_saves_when_it_is_left_and_keeps_what_it_refuses,
    another_number_leaves_the_card_as_it_is,
    undoing_a_change_of_a_contact_s_no_left_an_entry_in_the_history_that_led_to_the_old_no,
    a_person_has_its_company_its_codes_and_its_address,
    deleting_says_who_goes_along_and_can_be_undone,
    a_new_contact_needs_a_name_and_keeps_what_is_typed,
    a_new_contact_waits_until_it_is_created_or_cancelled,
    m18_from_the_list_many_contacts_get_groups_at_once,
    neighbours_are_a_key_away,
    fields_that_few_need_are_shown_on_request_and_where_they_are_filled,
    a_date_of_birth_and_notes_are_kept_and_found,
    only_persons_have_job_responsibilities,
}

/// A company with two persons; the card of the company is open.
fn office() -> Page {
    let page = Page::open_after("card", Options::default(), make_office, "#/contacts/CT000001");
    page.role("heading", "Brønnøya Regnskap AS").wait();
    page
}

fn make_office(page: &Page) {
    page.go("#/contacts/new?type=company");
    page.field("Name").type_in("Brønnøya Regnskap AS");
    page.field("Address").type_in("Havnegata 12");
    page.field("City").type_in("Brønnøysund");
    page.role("button", "Create").click();
    page.role("heading", "Brønnøya Regnskap AS").wait();
    page.wait_hash("#/contacts/CT000001");
    for name in ["Ingrid Solheim", "Øyvind Nygård"] {
        page.go("#/contacts/new?type=person&company=CT000001");
        page.field("Name").type_in(name);
        page.press("Control+Enter");
        page.role("heading", name).wait();
    }
}

fn m14_m19_groups_are_assigned_on_the_card_and_counted_at_once() {
    let page = office();
    page.text_visible("Can be added to segments");
    page.role("status", "No. of Mailing Groups").wait_text("0");

    page.role("button", "Mailing Groups").click();
    let dialog = page.role("dialog", "Contact Mailing Groups");
    dialog.wait();
    let lookup = || dialog.role("combobox", "Mailing Group Code");
    lookup().wait_focus();

    // An unknown code is refused with the text kept, and a way out.
    page.type_text("move");
    page.press("Enter");
    page.text_visible("There is no MOVE in Mailing Groups.");
    assert_eq!(lookup().value(), "move");
    dialog.role("button", "Create it").click();
    dialog.role_with("row", "MOVE").wait();

    // As many as wanted, before one confirmation.
    lookup().click();
    page.type_text("gift");
    page.role_with("option", "New mailing group GIFT").click();
    dialog.role_with("row", "GIFT").wait();
    dialog.role("button", "Assign").click();
    dialog.gone();
    page.wait_until("both are counted", || page.role("status", "No. of Mailing Groups").text() == "2");
    page.role_with("row", "MOVE").wait();

    // The same group twice is refused at the field.
    page.role("button", "Mailing Groups").click();
    lookup().wait();
    page.type_text("MOVE");
    page.press("Enter");
    page.text_visible("MOVE is assigned already.");
    assert_eq!(lookup().value(), "MOVE");
    page.press("Escape");
    page.press("Escape");
    dialog.gone();

    page.role("button", "Remove GIFT").click();
    page.wait_until("one is left", || page.role("status", "No. of Mailing Groups").text() == "1");
    page.press("Control+z");
    page.wait_until("it is back", || page.role("status", "No. of Mailing Groups").text() == "2");
    page.no_console_errors();
    page.no_accessibility_faults();
}

fn a_field_saves_when_it_is_left_and_keeps_what_it_refuses() {
    let page = office();
    page.field("City").type_in("Bodø");
    page.press("Tab");
    page.reload();
    page.field("City").wait_value("Bodø");
    // Undo goes on where it was before.
    page.press("Control+z");
    page.field("City").wait_value("Brønnøysund");
    page.press("Control+y");
    page.field("City").wait_value("Bodø");

    // A doubt is a warning; the text is saved.
    page.field("Email").type_in("post");
    page.press("Tab");
    page.text_visible("This does not look like an e-mail address.");
    page.reload();
    page.field("Email").wait_value("post");

    // Too long is refused, and the text survives going elsewhere.
    let long = "x".repeat(31);
    page.field("City").type_in(&long);
    page.press("Tab");
    page.text_visible("31 characters. The limit is 30.");
    page.go("#/contacts/CT000002");
    page.role("heading", "Ingrid Solheim").wait();
    page.back();
    page.field("City").wait_value(&long);
    page.text_visible("31 characters. The limit is 30.");
    page.field("City").click();
    page.press("Escape");
    page.field("City").wait_value("Bodø");

    // An address may be typed in small letters, and is put right.
    page.go("#/Contacts/ct000001");
    page.field("City").wait_value("Bodø");
    page.wait_hash("#/contacts/CT000001");

    // Another number takes the address along.
    page.field("No.").type_in("k-7");
    page.press("Tab");
    page.wait_hash("#/contacts/K-7");
    page.field("No.").wait_value("K-7");
    page.no_console_errors();
}

fn another_number_leaves_the_card_as_it_is() {
    let page = office();
    let long = "x".repeat(31);
    page.field("City").type_in(&long);
    page.press("Tab");
    page.text_visible("31 characters. The limit is 30.");
    page.eval("document.querySelector('.page').dataset.same = 'yes'");
    page.field("No.").type_in("k-7");
    page.press("Tab");
    page.wait_hash("#/contacts/K-7");
    let left = "return document.activeElement === document.body";
    assert_eq!(page.eval(left).as_bool(), Some(false), "the focus is on the card");
    assert_eq!(page.eval("return document.title").as_str(), Some("K-7 · Mailroom"));
    assert_eq!(page.field("City").value(), long);
    assert_eq!(page.css("[data-same]").count(), 1, "the card was not drawn anew");

    page.role("link", "Segments").click();
    page.role("heading", "Segments").wait();
    page.back();
    page.field("No.").wait_value("K-7");
    page.field("City").wait_value(&long);

    // Undo takes the address along as well.
    page.go("#/contacts/CT000002");
    page.field("No.").type_in("k-8");
    page.press("Tab");
    page.wait_hash("#/contacts/K-8");
    page.press("Control+z");
    page.field("No.").wait_value("CT000002");
    page.wait_hash("#/contacts/CT000002");
    page.no_console_errors();
}

fn undoing_a_change_of_a_contact_s_no_left_an_entry_in_the_history_that_led_to_the_old_no() {
    let page = office();
    page.role("link", "Contacts").click();
    page.role("heading", "Contacts").wait();
    page.role("link", "Ingrid Solheim").nth(0).click();
    page.role("heading", "Ingrid Solheim").wait();
    let entries = || page.eval("return history.length");
    let before = entries();
    page.field("No.").type_in("k-8");
    page.press("Tab");
    page.wait_hash("#/contacts/K-8");
    page.press("Control+z");
    page.wait_hash("#/contacts/CT000002");
    page.press("Control+y");
    page.wait_hash("#/contacts/K-8");
    page.press("Control+z");
    page.wait_hash("#/contacts/CT000002");
    assert_eq!(entries(), before, "no step of history was added");
    page.back();
    page.role("heading", "Contacts").wait();
    page.wait_hash("#/contacts");
    page.forward();
    page.role("heading", "Ingrid Solheim").wait();

    // From another page, undo still leads to the card, as a step of its own.
    page.field("No.").type_in("k-9");
    page.press("Tab");
    page.wait_hash("#/contacts/K-9");
    page.role("link", "Segments").click();
    page.role("heading", "Segments").wait();
    page.press("Control+z");
    page.role("heading", "Ingrid Solheim").wait();
    page.wait_hash("#/contacts/CT000002");
    page.back();
    page.role("heading", "Segments").wait();
    page.no_console_errors();
}

fn a_person_has_its_company_its_codes_and_its_address() {
    let page = office();
    page.go("#/contacts/CT000002");
    page.role("heading", "Ingrid Solheim").wait();
    page.role("combobox", "Company Name").wait_value("Brønnøya Regnskap AS");
    page.field("First Name").wait_value("Ingrid");
    page.text_visible("This person has no address; the company’s counts.");

    page.role("tab", "No. of Industry Groups").click();
    page.text_visible("These belong to the company Brønnøya Regnskap AS");
    page.role("button", "Assign…").click();
    let dialog = page.role("dialog", "Contact Industry Groups");
    dialog.wait();
    page.text_visible("For 1 person they go to the company.");
    page.type_text("retail");
    page.role_with("option", "New industry group RETAIL").click();
    page.press("Control+Enter");
    dialog.gone();
    page.wait_until("it counts for the person", || {
        page.role("status", "No. of Industry Groups").text() == "1"
    });
    page.go("#/contacts/CT000001");
    page.role("heading", "Brønnøya Regnskap AS").wait();
    page.role("status", "No. of Industry Groups").wait_text("1");

    page.go("#/contacts/CT000002");
    page.role("heading", "Ingrid Solheim").wait();
    page.role("combobox", "Company Name").type_in("nobody");
    page.press("Tab");
    page.text_visible("There is no company nobody.");
    page.press("Shift+Tab");
    page.press("Escape");
    page.press("Escape");
    page.role("combobox", "Company Name").wait_value("Brønnøya Regnskap AS");
    page.role("combobox", "Company Name").click();
    page.role_with("option", "No company").click();
    page.role("combobox", "Company Name").wait_value("");
    page.no_console_errors();
}

fn deleting_says_who_goes_along_and_can_be_undone() {
    let page = office();
    page.role("button", "More").click();
    page.role_with("menuitem", "Delete…").click();
    page.role("dialog", "Delete Brønnøya Regnskap AS?").wait();
    page.text_visible("2 persons of this company go with it.");
    page.role("button", "Delete 3 contacts").click();
    page.wait_until("the list is there", || {
        page.hash().starts_with("#/contacts") && !page.hash().contains("CT")
    });
    page.go("#/contacts/CT000002");
    page.role("heading", "This contact is no longer there").wait();
    page.press("Control+z");
    page.role("heading", "Brønnøya Regnskap AS").wait();
    page.text_visible("Ingrid Solheim");
    page.no_console_errors();
}

fn a_new_contact_needs_a_name_and_keeps_what_is_typed() {
    let page = Page::open("#/contacts/new?type=person");
    page.role("button", "Create").click();
    page.text_visible("Type a name or an e-mail address.");
    page.field("City").type_in("Alta");
    page.field("Surname").type_in("Berg");
    page.role("combobox", "Company Name").type_in("Alta Bygg");
    page.role_with("option", "New company Alta Bygg").click();
    page.role("button", "Create").click();
    page.role("heading", "Berg").wait();
    page.wait_hash("#/contacts/CT000002");
    page.role("combobox", "Company Name").wait_value("Alta Bygg");
    page.field("City").wait_value("Alta");
    page.no_console_errors();
    page.no_accessibility_faults();
}

fn a_new_contact_waits_until_it_is_created_or_cancelled() {
    let page = Page::open("#/contacts/new?type=person");
    let long = "x".repeat(31);
    let fill = || {
        page.field("Name").type_in("Ingrid Solheim");
        page.field("City").type_in(&long);
        page.press("Tab");
        page.text_visible("31 characters. The limit is 30.");
        page.field("Phone No.").type_in("+47 75");
        page.role("link", "Segments").click();
        page.role("heading", "Segments").wait();
        page.go("#/contacts/new?type=person");
    };
    fill();
    page.field("Surname").wait_value("Solheim");
    page.field("City").wait_value(&long);
    page.text_visible("31 characters. The limit is 30.");
    page.field("Phone No.").wait_value("+47 75");
    page.go("#/contacts/new?type=company");
    page.field("Name").wait_value("");

    page.go("#/contacts/new?type=person");
    page.field("Surname").wait_value("Solheim");
    page.role("button", "Cancel").click();
    page.go("#/contacts/new?type=person");
    for field in ["Name", "Surname", "City", "Phone No."] {
        page.field(field).wait_value("");
    }

    fill();
    page.field("City").type_in("Bodø");
    page.press("Control+Enter");
    page.role("heading", "Ingrid Solheim").wait();
    page.go("#/contacts/new?type=person");
    for field in ["Name", "Surname", "City", "Phone No."] {
        page.field(field).wait_value("");
    }
    page.no_console_errors();
}

fn m18_from_the_list_many_contacts_get_groups_at_once() {
    let page = office();
    page.role("button", "Mailing Groups").click();
    page.role("combobox", "Mailing Group Code").wait();
    page.type_text("MOVE");
    page.role_with("option", "New mailing group MOVE").click();
    page.press("Control+Enter");
    page.all("dialog").gone();

    page.go("#/contacts");
    page.role("grid", "Contacts").press("Control+a");
    page.text_visible("3 selected");
    page.role("toolbar", "3 selected").role("button", "Mailing Groups…").click();
    let dialog = page.role("dialog", "Contact Mailing Groups");
    dialog.wait();
    page.text_visible("3 contacts selected: ");
    dialog.role_with("row", "1 of 3").role("button", "Add to all").click();
    page.text_visible("MOVE: 2 of 3 contacts change, 1 has it already");
    dialog.role("combobox", "Mailing Group Code").click();
    page.type_text("gift");
    page.role_with("option", "New mailing group GIFT").click();
    dialog.role("button", "Assign to 3 contacts").click();
    dialog.gone();
    page.text_visible("MOVE, GIFT assigned to 3 contacts");
    page.press("Control+z");
    page.go("#/contacts/CT000002");
    page.role("heading", "Ingrid Solheim").wait();
    page.role("status", "No. of Mailing Groups").wait_text("0");
    page.no_console_errors();
}

fn neighbours_are_a_key_away() {
    let page = office();
    page.text_visible("1 of 3");
    page.press("Control+ArrowDown");
    page.role("heading", "Ingrid Solheim").wait();
    page.text_visible("2 of 3");
    page.role("button", "Previous").click();
    page.role("heading", "Brønnøya Regnskap AS").wait();
    page.no_console_errors();
}

fn fields_that_few_need_are_shown_on_request_and_where_they_are_filled() {
    let page = office();
    page.field("Territory Code").gone();
    page.role("button", "Show more").click();
    page.field("Territory Code").type_in("NORD");
    page.press("Tab");
    page.role("button", "Show less").click();
    page.field("External ID").gone();
    page.field("Territory Code").wait_value("NORD");
    page.field("Salutation Code").gone();
    page.go("#/contacts/CT000002");
    page.role("heading", "Ingrid Solheim").wait();
    page.field("Territory Code").gone();
    page.go("#/contacts/CT000001");
    page.field("Territory Code").wait_value("NORD");
    page.field("External ID").gone();
    page.no_console_errors();
}

fn a_date_of_birth_and_notes_are_kept_and_found() {
    let page = office();
    // Companies are not born.
    page.field("Date of Birth").gone();
    page.go("#/contacts/CT000002");
    page.role("heading", "Ingrid Solheim").wait();
    page.field("Date of Birth").wait();
    // Where the digits of a date go depends on the browser's language.
    page.eval(
        "const date = document.querySelector('input[type=date]');
         date.focus();
         date.value = '1980-05-17';
         date.dispatchEvent(new Event('input', { bubbles: true }));
         date.blur();
         return 0",
    );
    page.role("button", "Show more").click();
    page.field("Notes").type_in("Calls on Mondays\nnever before ten");
    page.press("Tab");
    page.wait_stored();

    page.go("#/contacts?date_of_birth.before=1980-05-18");
    page.role_with("row", "Ingrid Solheim").wait();
    page.role_with("row", "Øyvind").gone();
    page.text_visible("Date of Birth is before");
    page.go("#/contacts?date_of_birth.after=1980-05-17");
    page.role_with("row", "Ingrid Solheim").gone();
    page.go("#/contacts?search=mondays");
    page.role_with("row", "Ingrid Solheim").wait();

    page.reload();
    page.go("#/contacts/CT000002");
    page.field("Date of Birth").wait_value("1980-05-17");
    page.field("Notes").wait_value("Calls on Mondays\nnever before ten");
    page.no_console_errors();
}

fn only_persons_have_job_responsibilities() {
    let page = office();
    page.role("status", "No. of Industry Groups").wait();
    page.role("tab", "No. of Job Responsibilities").gone();
    page.go("#/contacts/CT000002");
    page.role("heading", "Ingrid Solheim").wait();
    page.role("button", "More").click();
    page.role("menuitem", "Job Responsibilities").click();
    let dialog = page.role("dialog", "Contact Job Responsibilities");
    dialog.role("combobox", "Job Responsibility Code").wait_focus();
    page.type_text("buyer");
    page.role_with("option", "New job responsibility BUYER").click();
    dialog.role("button", "Assign").click();
    dialog.gone();
    page.role("status", "No. of Job Responsibilities").wait_text("1");
    page.go("#/job-responsibilities");
    page.role_with("row", "BUYER").wait();
    page.go("#/contacts?job_responsibility=BUYER");
    page.role_with("row", "Ingrid Solheim").wait();
    page.role_with("row", "Øyvind").gone();
    page.no_console_errors();
}
