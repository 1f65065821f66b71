//! What becomes of the lines of a segment: steps, options, going back, and the ways out.

use mailroom_e2e::Page;

use crate::common::{
    add, begin, counted, export_for_excel, figure, lines, new_segment, number_of_lines, office, rows,
    wait_lines,
};
use crate::engines::tests;

tests! {
    g6_g7_a_segment_is_there_before_its_contacts,
    g2_an_industry_group_brings_the_company_and_its_persons,
    g3_a_business_relation_brings_the_company_and_its_persons,
    g1_the_options_of_adding_each_have_their_effect,
    g1_expanding_brings_persons_and_related_companies_do_not,
    g11_refine_reduce_and_entire_companies,
    g11_go_back_can_be_undone_and_done_again,
    g8_contacts_come_by_criteria_and_by_hand,
    g10_recipients_leave_as_csv_and_as_addresses,
    m20_lines_stay_whatever_becomes_of_the_groups,
    a_contact_that_is_deleted_leaves_no_line,
    the_column_company_name_shows_the_company_s_name,
}

/// An office with a segment open that has a line for each of its contacts, excluded ones too.
fn with_all() -> Page {
    let page = office();
    new_segment(&page, "Everybody");
    page.role("button", "Add contacts").click();
    let card = page.role("group", "Add contacts");
    card.role("checkbox", "Ignore Exclusion").click();
    page.text_visible("Without a condition all contacts match.");
    card.role("button", "Add 6 contacts").click();
    card.gone();
    assert_eq!(number_of_lines(&page), 6);
    page
}

fn step(page: &Page, step: &str, code: &str, entire_companies: bool, button: &str) {
    let card = begin(page, step, "Mailing Group", code);
    if entire_companies {
        card.role("checkbox", "Entire Companies").click();
    }
    card.role("button", button).click();
    card.gone();
}

fn the_column_company_name_shows_the_company_s_name() {
    let page = with_all();
    let cells = page.eval(
        "return [...document.querySelectorAll('.columns-lines .list-row')]
            .map(row => [...row.querySelectorAll('[role=gridcell]')].slice(1, 3))
            .map(([name, company]) => `${name.innerText.trim()}: ${company.innerText.trim()}`).sort()",
    );
    let expected = [
        "Anna Nord: Nordlys Bygg AS",
        "Bjørn Nord: Nordlys Bygg AS",
        "Cato Fjord: Fjord Handel AS",
        "Dina Alene: ",
        "Fjord Handel AS: Fjord Handel AS",
        "Nordlys Bygg AS: Nordlys Bygg AS",
    ];
    assert_eq!(cells.as_array().unwrap(), &expected);
    page.no_console_errors();
}

fn g6_g7_a_segment_is_there_before_its_contacts() {
    let page = Page::open("#/segments");
    page.text_visible("No segments yet");
    new_segment(&page, "Letter about the move");
    page.wait_hash("#/segments/SM00001");
    page.role("heading", "SM00001").wait();
    assert_eq!((number_of_lines(&page), figure(&page, "No. of Criteria Actions")), (0, 0));
    page.text_visible("No lines yet");
    page.text_visible("0 lines");
    page.reload();
    page.field("Description").wait_value("Letter about the move");

    // A No. of one's own, and the one that is taken.
    page.go("#/segments");
    page.role_with("row", "SM00001").wait_text("Letter about the move");
    page.press("Alt+n");
    let dialog = page.role("dialog", "New segment");
    dialog.field("No.").type_in("sm00001");
    page.press("Enter");
    dialog.wait();
    dialog.field("No.").type_in("gifts-26");
    page.press("Enter");
    page.wait_hash("#/segments/GIFTS-26");
    new_segment(&page, "The next of the series");
    page.wait_hash("#/segments/SM00002");

    // An address may be typed in small letters.
    page.go("#/segments/sm00001");
    page.role("heading", "SM00001").wait();
    page.wait_hash("#/segments/SM00001");
    page.no_console_errors();
}

fn g2_an_industry_group_brings_the_company_and_its_persons() {
    let page = office();
    new_segment(&page, "Building trade");
    let card = begin(&page, "Add contacts", "Industry Group", "BUILDING");
    page.text_visible("3 contacts match, 1 is excluded, 2 will be added.");
    card.role("button", "Add 2 contacts").click();
    wait_lines(&page, &["Nordlys Bygg AS", "Anna Nord"]);
    page.no_console_errors();
}

fn g3_a_business_relation_brings_the_company_and_its_persons() {
    let page = office();
    new_segment(&page, "Suppliers");
    add(&page, "Business Relation", "SUPPLIER", &[], 2);
    wait_lines(&page, &["Fjord Handel AS", "Cato Fjord"]);
    page.no_console_errors();
}

fn g1_the_options_of_adding_each_have_their_effect() {
    let page = office();
    new_segment(&page, "Plain");
    add(&page, "Mailing Group", "GIFT", &[], 2);
    wait_lines(&page, &["Anna Nord", "Cato Fjord"]);

    new_segment(&page, "Expand Companies");
    add(&page, "Mailing Group", "GIFT", &["Expand Companies"], 4);
    wait_lines(&page, &["Nordlys Bygg AS", "Anna Nord", "Fjord Handel AS", "Cato Fjord"]);

    new_segment(&page, "Allow Related Companies");
    add(&page, "Business Relation", "CUSTOMER", &[], 2);
    new_segment(&page, "Allow Related Companies");
    add(&page, "Mailing Group", "GIFT", &["Allow Related Companies"], 4);
    wait_lines(&page, &["Nordlys Bygg AS", "Anna Nord", "Fjord Handel AS", "Cato Fjord"]);

    new_segment(&page, "Ignore Exclusion");
    add(&page, "Industry Group", "BUILDING", &["Ignore Exclusion"], 3);
    wait_lines(&page, &["Nordlys Bygg AS", "Anna Nord", "Bjørn Nord"]);

    new_segment(&page, "Allow Existing");
    add(&page, "Mailing Group", "MOVE", &[], 3);
    let card = begin(&page, "Add contacts", "Mailing Group", "MOVE");
    page.text_visible("3 contacts match, 3 have a line already, 0 will be added.");
    // An action that changes nothing counts all the same.
    card.role("button", "Add 0 contacts").click();
    card.gone();
    assert_eq!((number_of_lines(&page), figure(&page, "No. of Criteria Actions")), (3, 2));
    add(&page, "Mailing Group", "MOVE", &["Allow Existing Contacts"], 3);
    assert_eq!((number_of_lines(&page), figure(&page, "No. of Criteria Actions")), (6, 3));
    page.no_console_errors();
}

fn g1_expanding_brings_persons_and_related_companies_do_not() {
    let page = office();
    page.go("#/contacts/CT000003");
    page.role("heading", "Anna Nord").wait();
    page.role("button", "Mailing Groups").click();
    page.role("combobox", "Mailing Group Code").wait();
    page.type_text("PRESS");
    page.role_with("option", "New mailing group PRESS").click();
    page.press("Control+Enter");
    page.all("dialog").gone();
    let options = [
        (vec![], 1),
        (vec!["Allow Related Companies"], 2),
        (vec!["Expand Companies"], 2),
        (vec!["Expand Companies", "Ignore Exclusion"], 3),
        (vec!["Allow Related Companies", "Ignore Exclusion"], 2),
    ];
    for (options, contacts) in options {
        new_segment(&page, "Press");
        add(&page, "Mailing Group", "PRESS", &options, contacts);
    }
    page.no_console_errors();
}

fn g11_refine_reduce_and_entire_companies() {
    let page = with_all();
    let everybody = lines(&page);

    step(&page, "Keep only", "GIFT", false, "Keep 2 lines");
    wait_lines(&page, &["Anna Nord", "Cato Fjord"]);
    page.role("button", "Go Back").click();
    page.wait_until("the lines are back in their order", || lines(&page) == everybody);

    step(&page, "Remove", "GIFT", false, "Remove 2 lines");
    wait_lines(&page, &["Nordlys Bygg AS", "Bjørn Nord", "Fjord Handel AS", "Dina Alene"]);
    page.role("button", "Go Back").click();
    page.wait_until("the lines are back in their order", || lines(&page) == everybody);

    step(&page, "Keep only", "GIFT", true, "Keep 5 lines");
    assert!(!lines(&page).contains(&"Dina Alene".to_owned()));
    page.role("button", "Go Back").click();
    page.wait_until("the lines are back in their order", || lines(&page) == everybody);

    step(&page, "Remove", "GIFT", true, "Remove 5 lines");
    wait_lines(&page, &["Dina Alene"]);
    assert_eq!(figure(&page, "No. of Criteria Actions"), 2);
    page.role("listitem", "Step 2: Remove, 6 → 1 lines").wait();

    // What was kept and then removed leaves nothing.
    page.role("button", "Go Back").click();
    step(&page, "Keep only", "MOVE", false, "Keep 3 lines");
    step(&page, "Remove", "MOVE", false, "Remove 3 lines");
    assert_eq!(number_of_lines(&page), 0);
    assert_eq!(figure(&page, "No. of Criteria Actions"), 3);
    page.no_console_errors();
}

fn g11_go_back_can_be_undone_and_done_again() {
    let page = with_all();
    let everybody = lines(&page);
    step(&page, "Remove", "MOVE", false, "Remove 3 lines");
    let rest = lines(&page);
    page.role("button", "Go Back").click();
    page.wait_until("all are back", || lines(&page) == everybody);
    page.press("Control+z");
    page.wait_until("the step is taken again", || lines(&page) == rest);
    page.press("Control+z");
    page.wait_until("the step is undone", || lines(&page) == everybody);
    assert_eq!(figure(&page, "No. of Criteria Actions"), 1);
    page.press("Control+z");
    page.wait_until("there are no lines", || number_of_lines(&page) == 0);
    assert!(page.role("button", "Go Back").is_disabled());
    page.press("Control+y");
    page.wait_until("all are back", || lines(&page) == everybody);
    page.press("Control+y");
    page.wait_until("the step is taken again", || lines(&page) == rest);
    page.reload();
    page.wait_until("it was kept", || lines(&page) == rest);
    page.no_console_errors();
}

fn g8_contacts_come_by_criteria_and_by_hand() {
    let page = office();
    new_segment(&page, "Both ways");
    add(&page, "Mailing Group", "GIFT", &[], 2);
    page.role("button", "Hand-picked").click();
    let card = page.role("group", "Hand-picked");
    for name in ["Dina", "Fjord Handel"] {
        card.role("combobox", "Pick a contact").click();
        page.type_text(name);
        page.role_with("option", name).click();
    }
    wait_lines(&page, &["Anna Nord", "Cato Fjord", "Dina Alene", "Fjord Handel AS"]);
    page.role("button", "Remove Anna Nord by hand").click();
    wait_lines(&page, &["Cato Fjord", "Dina Alene", "Fjord Handel AS"]);
    card.role("button", "Done").click();
    // A run of edits by hand is one step.
    assert_eq!(figure(&page, "No. of Criteria Actions"), 2);
    page.role_with("row", "Dina Alene").role("checkbox", "Select Dina Alene").click();
    page.text_visible("1 selected");
    page.role("button", "Remove by hand").click();
    wait_lines(&page, &["Cato Fjord", "Fjord Handel AS"]);
    page.role("button", "Go Back").click();
    wait_lines(&page, &["Anna Nord", "Cato Fjord"]);
    page.no_console_errors();
}

fn g10_recipients_leave_as_csv_and_as_addresses() {
    let page = office();
    new_segment(&page, "Move");
    add(&page, "Mailing Group", "MOVE", &[], 3);
    let names = lines(&page);
    let written = rows(&export_for_excel(&page, 3), b';');
    assert_eq!(written.iter().map(|row| row["Name"].as_str()).collect::<Vec<_>>(), names);
    let cato = written.iter().find(|row| row["Name"] == "Cato Fjord").unwrap();
    assert_eq!(cato["Industry Groups"], "RETAIL");
    assert_eq!(cato["Mailing Groups"], "GIFT, MOVE");

    page.role("button", "Export").click();
    page.role("menuitem", "Copy 2 e-mail addresses for Bcc · 1 has no e-mail").click();
    page.text_visible("2 addresses copied.");
    let addresses = page.clipboard();
    let mut addresses: Vec<&str> = addresses.split(';').map(str::trim).collect();
    addresses.sort_unstable();
    assert_eq!(addresses, ["dina@alene.example", "post@nordlys.example"]);
    page.no_console_errors();
}

fn m20_lines_stay_whatever_becomes_of_the_groups() {
    let page = office();
    let address = new_segment(&page, "Move");
    add(&page, "Mailing Group", "MOVE", &[], 3);
    let names = lines(&page);

    // Another member, a code that goes, and a segment that is asked again.
    page.go("#/contacts/CT000003");
    page.role("heading", "Anna Nord").wait();
    page.role("button", "Mailing Groups").click();
    page.role("combobox", "Mailing Group Code").wait();
    page.type_text("MOVE");
    page.press("Enter");
    page.press("Control+Enter");
    page.all("dialog").gone();
    page.go(&address);
    page.wait_until("the lines are as they were", || lines(&page) == names);
    begin(&page, "Add contacts", "Mailing Group", "MOVE");
    page.text_visible("4 contacts match, 3 have a line already, 1 will be added.");
    page.press("Escape");

    page.go("#/mailing-groups");
    page.role("heading", "Mailing Groups").wait();
    page.role_with("row", "MOVE").click();
    page.role("button", "Remove from 4 contacts and delete").click();
    page.role("dialog", "Delete MOVE?").role("button", "Remove from 4 contacts and delete").click();
    page.text_visible("MOVE deleted, taken off 4 contacts");
    page.go(&address);
    page.wait_until("the lines are as they were", || lines(&page) == names);
    assert_eq!(counted(number_of_lines(&page), "line"), "3 lines");
    page.no_console_errors();
}

fn a_contact_that_is_deleted_leaves_no_line() {
    let page = office();
    let address = new_segment(&page, "Move");
    add(&page, "Mailing Group", "MOVE", &[], 3);
    page.go("#/contacts/CT000006");
    page.role("heading", "Dina Alene").wait();
    page.role("button", "More").click();
    page.role_with("menuitem", "Delete").click();
    page.role("button", "Delete 1 contact").click();
    page.all("dialog").gone();
    page.go(&address);
    wait_lines(&page, &["Nordlys Bygg AS", "Cato Fjord"]);
    page.press("Control+z");
    page.role("heading", "Dina Alene").wait();
    page.go(&address);
    wait_lines(&page, &["Nordlys Bygg AS", "Cato Fjord", "Dina Alene"]);
    page.no_console_errors();
}
