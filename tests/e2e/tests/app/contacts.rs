//! The list of contacts: search, sorting, filters, and what is done with one row or many.

use mailroom_e2e::{Options, Page};

use crate::common::{import, with_contacts, with_contacts_in};
use crate::engines::tests;

tests! {
    m6_companies_and_persons_get_groups,
    m18_the_current_row_gets_a_group_without_its_card,
    m18_several_selected_rows_get_a_group_at_once,
    m20_a_group_as_filter_gives_exactly_its_members,
    a_search_takes_letters_for_their_kin,
    a_heading_sorts_up_down_and_back,
    chips_show_the_filters_and_take_them_out,
    all_that_match_are_selected_and_can_leave_segments,
    a_company_is_deleted_with_its_persons_and_comes_back_with_all,
    one_hundred_rows_more_than_fit_are_all_reached,
    a_search_brings_the_best_matches_first_and_marks_them,
    a_toast_covers_neither_the_page_nor_the_navigation,
}

/// The names in the list from top to bottom.
fn names(page: &Page) -> Vec<String> {
    let names = page.eval(
        "return [...document.querySelectorAll('[role=grid] [role=row] [role=gridcell] a[href*=\"/contacts/\"]')]
            .filter(link => link.checkVisibility())
            .map(link => [link.closest('[role=row]').getAttribute('aria-rowindex') | 0, link.innerText.trim()])
            .sort((a, b) => a[0] - b[0]).map(pair => pair[1])",
    );
    names.as_array().into_iter().flatten().filter_map(|it| it.as_str().map(str::to_owned)).collect()
}

#[track_caller]
fn wait_names(page: &Page, wanted: &[&str]) {
    page.wait_until(&format!("the list shows {wanted:?} (it shows {:?})", names(page)), || {
        names(page) == wanted
    });
}

/// Opens the groups of what is selected or current, takes a group, and closes the dialog.
#[track_caller]
fn assign(page: &Page, code: &str) {
    let dialog = page.role("dialog", "Contact Mailing Groups");
    dialog.role("combobox", "Mailing Group Code").wait();
    page.type_text(code);
    page.role_with("option", code).click();
    page.press("Control+Enter");
    dialog.gone();
}

fn m6_companies_and_persons_get_groups() {
    let page = with_contacts("#/contacts?search=strand");
    page.role("link", "Øyvind Strand").click();
    page.role("heading", "Øyvind Strand").wait();
    page.role("button", "Mailing Groups").click();
    assign(&page, "GIFT");
    page.wait_until("the person has one", || page.role("status", "No. of Mailing Groups").text() == "1");
    page.go("#/contacts?search=bygg&type=company");
    page.role("link", "Bergen Bygg").click();
    page.role("heading", "Bergen Bygg").wait();
    page.role("button", "Mailing Groups").click();
    assign(&page, "GIFT");
    page.wait_until("the company has two", || page.role("status", "No. of Mailing Groups").text() == "2");
    page.go("#/mailing-groups");
    page.text_visible("7 assignments");
    page.no_console_errors();
}

fn m18_the_current_row_gets_a_group_without_its_card() {
    let page = with_contacts("#/contacts?search=aaberg");
    page.role_with("row", "Per Aaberg").wait();
    page.role("grid", "Contacts").press("Home");
    page.role("group", "Filters").role("button", "Mailing Groups").click();
    assign(&page, "MOVE");
    page.role_with("row", "Per Aaberg").wait_text("MOVE");
    page.text_visible("MOVE assigned to 1 contact");
    assert!(page.hash().starts_with("#/contacts?"), "{}", page.hash());
    page.press("Control+z");
    page.wait_until("it is taken off", || !page.role_with("row", "Per Aaberg").text().contains("MOVE"));
    page.no_console_errors();
}

fn m18_several_selected_rows_get_a_group_at_once() {
    let page = with_contacts("#/contacts");
    page.role("checkbox", "Per Aaberg").click();
    page.role("checkbox", "Élodie Blanc").click();
    page.role("toolbar", "2 selected").role("button", "Mailing Groups…").click();
    page.text_visible("2 contacts selected: ");
    assign(&page, "MOVE");
    page.role_with("row", "Per Aaberg").wait_text("MOVE");
    page.role_with("row", "Élodie Blanc").wait_text("MOVE");
    page.text_visible("MOVE assigned to 2 contacts");
    page.reload();
    page.role_with("row", "Per Aaberg").wait_text("MOVE");
    page.no_console_errors();
}

fn m20_a_group_as_filter_gives_exactly_its_members() {
    let page = with_contacts("#/contacts");
    page.role("button", "+ Filter").click();
    let builder = page.role("dialog", "Filter");
    builder.field("Field").wait();
    builder.role("combobox", "Value").click();
    page.type_text("gift");
    page.role_with("option", "GIFT").click();
    page.text_visible("3 contacts would be shown");
    builder.role_with("button", "Apply").click();
    wait_names(&page, &["Åse Aadland", "Zürich Druck", "Élodie Blanc"]);
    page.text_visible("3 of 6 contacts");
    page.wait_hash("#/contacts?mailing_group=GIFT");
    page.reload();
    wait_names(&page, &["Åse Aadland", "Zürich Druck", "Élodie Blanc"]);
    // The group's own page counts the same.
    page.go("#/mailing-groups");
    page.role("complementary", "GIFT").role("heading", "Members 3").wait();
    page.no_console_errors();
}

fn a_search_takes_letters_for_their_kin() {
    let page = with_contacts("#/contacts");
    let search = page.role("searchbox", "Search contacts");
    for (typed, found) in [
        ("åberg", vec!["Per Aaberg"]),
        ("aase", vec!["Åse Aadland"]),
        ("ase aad", vec!["Åse Aadland"]),
        ("oyvind", vec!["Øyvind Strand"]),
        ("elodie", vec!["Élodie Blanc"]),
        ("zuerich", vec!["Zürich Druck", "Élodie Blanc"]),
        ("post@bygg", vec!["Bergen Bygg"]),
    ] {
        search.type_in(typed);
        page.wait_until(&format!("{typed} finds {found:?}, not {:?}", names(&page)), || {
            found.iter().all(|name| names(&page).iter().any(|it| it == name))
                && names(&page).len() == found.len()
        });
    }
    search.type_in("qqqq");
    page.wait_until("nobody is found", || names(&page).is_empty());
    search.press("Escape");
    page.text_visible("6 contacts");
    search.wait_value("");
    page.no_console_errors();
}

fn a_heading_sorts_up_down_and_back() {
    let page = with_contacts("#/contacts");
    page.text_visible("6 contacts");
    page.wait_until("all are shown", || names(&page).len() == 6);
    let before = names(&page);
    let heading = page.role("grid", "Contacts").role("columnheader", "City").role("button", "City");
    heading.click();
    page.wait_hash("#/contacts?sort=city");
    page.wait_until("Bergen is first", || {
        names(&page).first().is_some_and(|name| name == "Bergen Bygg" || name == "Åse Aadland")
    });
    heading.click();
    page.wait_hash("#/contacts?sort=-city");
    page.wait_until("Zürich is first", || names(&page).first().is_some_and(|name| name == "Zürich Druck"));
    assert_eq!(page.role("columnheader", "City").attribute("aria-sort").as_deref(), Some("descending"));
    heading.click();
    page.wait_hash("#/contacts");
    page.wait_until("the order is the former one", || names(&page) == before);
    page.no_console_errors();
}

fn chips_show_the_filters_and_take_them_out() {
    let page = with_contacts("#/contacts?mailing_group=GIFT&city=Z%C3%BCrich&type=company");
    wait_names(&page, &["Zürich Druck"]);
    let filters = page.role("group", "Filters");
    filters.role_with("button", "Remove City").click();
    page.wait_hash("#/contacts?mailing_group=GIFT&type=company");
    page.role_with("tab", "Persons").click();
    wait_names(&page, &["Åse Aadland", "Élodie Blanc"]);
    page.role("searchbox", "Search contacts").type_in("blanc");
    wait_names(&page, &["Élodie Blanc"]);
    page.role("button", "Reset filters").click();
    page.role_with("tab", "All contacts").click();
    page.wait_until("all are shown", || names(&page).len() == 6);
    page.wait_hash("#/contacts");
    page.no_console_errors();
}

fn all_that_match_are_selected_and_can_leave_segments() {
    let page = with_contacts("#/contacts?mailing_group=GIFT");
    page.role("checkbox", "Select all 3").click();
    page.role("toolbar", "3 selected").wait();
    page.role("button", "Reset filters").click();
    page.text_visible("6 contacts");
    page.role("toolbar", "3 selected").role("button", "More").click();
    page.role("menuitem", "Exclude 3 contacts from segments").click();
    page.text_visible("3 contacts excluded from segments");
    page.role("toolbar", "3 selected").role("button", "Clear selection").click();
    page.all("toolbar").gone();
    page.go("#/contacts?excluded=yes");
    page.text_visible("3 of 6 contacts");
    page.press("Control+z");
    page.wait_until("nobody is left", || names(&page).is_empty());
    page.no_console_errors();
}

fn a_company_is_deleted_with_its_persons_and_comes_back_with_all() {
    let page = with_contacts("#/contacts");
    page.role("checkbox", "Bergen Bygg").click();
    page.role("toolbar", "1 selected").role("button", "More").click();
    page.role_with("menuitem", "3 contacts").click();
    page.text_visible("3 contacts deleted");
    page.wait_until("three are left", || names(&page).len() == 3);
    page.text_gone("Øyvind Strand");
    page.press("Control+z");
    page.text_visible("6 contacts");
    page.text_visible("Øyvind Strand");
    page.role_with("row", "Åse Aadland").wait_text("GIFT");
    page.reload();
    page.text_visible("6 contacts");
    page.go("#/mailing-groups");
    page.text_visible("5 assignments");
    page.no_console_errors();
}

fn one_hundred_rows_more_than_fit_are_all_reached() {
    let page = Page::open("");
    let mut file = String::from("First Name,Surname,Mailing Groups\n");
    for number in 1..=300 {
        file.push_str(&format!("Kari,Nr {number:03},MOVE\n"));
    }
    import(&page, "many.csv", file.as_bytes(), 300);
    page.go("#/contacts");
    page.text_visible("300 contacts");
    page.role("grid", "Contacts").press("End");
    page.role_with("row", "Nr 300").wait();
    page.press("Enter");
    page.role_with("heading", "Nr 300").wait();
    page.back();
    page.role_with("row", "Nr 300").wait();
    page.no_console_errors();
}

/// What a search finds in the name, in the company, and in a field without a column.
const SEARCHED: &str = "Company Name;Name;City;Address;Phone\n\
    Bergen Bygg;;Oslo;;\n\
    ;Anna Bergan;Oslo;;\n\
    ;Ola Osterberg;Oslo;;\n\
    Bergen Bygg;Åse Lie;Oslo;;\n\
    ;Kari Moen;Oslo;Bergveien 2;+47 22 33 44 55\n";

/// The marked parts that can be seen of the row that shows this text.
fn marked(page: &Page, row: &str) -> Vec<String> {
    let parts = page.role_with("row", row).script(
        "return [...element.querySelectorAll('mark')].filter(it => it.getClientRects().length)
            .map(it => it.textContent)",
    );
    parts.as_array().into_iter().flatten().filter_map(|it| it.as_str().map(str::to_owned)).collect()
}

fn a_search_brings_the_best_matches_first_and_marks_them() {
    let page = Page::open("");
    import(&page, "contacts.csv", SEARCHED.as_bytes(), 5);
    page.go("#/contacts");
    let search = page.role("searchbox", "Search contacts");
    search.type_in("berg");
    wait_names(&page, &["Bergen Bygg", "Anna Bergan", "Ola Osterberg", "Åse Lie", "Kari Moen"]);
    page.role_with("row", "Kari Moen").wait_text("Address: Bergveien 2");
    assert_eq!(marked(&page, "Kari Moen"), ["Berg"]);
    assert_eq!(marked(&page, "Ola Osterberg"), ["berg"]);
    assert_eq!(marked(&page, "Åse Lie"), ["Berg"]);
    page.role("columnheader", "Name").role("button", "Name").click();
    wait_names(&page, &["Anna Bergan", "Åse Lie", "Bergen Bygg", "Kari Moen", "Ola Osterberg"]);
    search.type_in("aase");
    wait_names(&page, &["Åse Lie"]);
    assert_eq!(marked(&page, "Åse Lie"), ["Åse"]);
    search.type_in("22334455");
    wait_names(&page, &["Kari Moen"]);
    assert_eq!(marked(&page, "Kari Moen"), ["22 33 44 55"]);
    search.press("Escape");
    page.wait_until("nothing is marked any more", || page.css("mark").count() == 0);
    page.no_console_errors();
}

fn a_toast_covers_neither_the_page_nor_the_navigation() {
    for (width, height) in [(1440, 900), (390, 844)] {
        let page = with_contacts_in(Options::default().size(width, height), "#/contacts");
        page.press("Control+z");
        let toast = page.css(".toast");
        toast.nth(0).wait();
        let covered = page.eval(
            "const toast = document.querySelector('.toast').getBoundingClientRect();
             const meets = it => it.left < toast.right && toast.left < it.right
                 && it.top < toast.bottom && toast.top < it.bottom;
             const covered = [...document.querySelectorAll('.main, .side, .tabbar')]
                 .filter(it => it.checkVisibility() && meets(it.getBoundingClientRect()));
             return [covered.map(it => it.className), toast.bottom <= innerHeight, toast.width > 200]",
        );
        assert_eq!(covered.to_string(), "[[],true,true]", "{width} × {height}");
        page.role("button", "Dismiss").click();
        toast.gone();
        page.no_console_errors();
    }
}
