//! Mailing groups: defined, renamed, deleted.

use mailroom_e2e::{Options, Page};

use crate::common::{define, import, with_contacts};
use crate::engines::tests;

tests! {
    m4_m9_a_group_is_defined_without_any_contact,
    m5_the_same_code_is_refused_in_any_case_and_with_blanks_around,
    m7_m12_m13_the_documents_codes_and_the_one_that_is_too_long,
    m12_m13_letters_digits_and_eleven_characters,
    m11_code_and_description_are_saved_on_leaving_the_row,
    m1_m2_m3_the_page_says_what_groups_are_for_in_each_language,
    m8_there_may_be_many_groups,
    a_renamed_group_keeps_its_members_and_its_count,
    deleting_a_used_group_says_the_number_and_undo_brings_everything_back,
    m12_m13_a_code_is_pasted_over_one_that_grows_in_capitals,
    a_link_to_a_new_group_or_segment_begins_it_once,
}

fn groups() -> Page {
    let page = Page::open("#/mailing-groups");
    page.role("heading", "Mailing Groups").wait();
    page
}

fn m4_m9_a_group_is_defined_without_any_contact() {
    let page = groups();
    page.text_visible("No mailing groups yet");
    define(&page, "MOVE", "Notice that we are moving");
    page.text_visible("1 code");
    page.press("Escape");
    page.role("grid", "Mailing Groups").all("row").nth(1).wait();
    page.text_visible("Nobody has this code yet.");
    page.no_console_errors();
}

fn m5_the_same_code_is_refused_in_any_case_and_with_blanks_around() {
    let page = groups();
    define(&page, "GIFT", "Holiday gifts");
    page.text_visible("1 code");
    for again in ["GIFT", "gift", "  Gift  "] {
        define(&page, again, "");
        page.text_visible("Mailing Groups has the code GIFT already.");
        page.text_visible("1 code");
        assert_eq!(page.role("group", "New row").field("Code").value().trim(), again.trim());
    }
    page.no_console_errors();
}

fn m7_m12_m13_the_documents_codes_and_the_one_that_is_too_long() {
    let page = groups();
    for (number, code) in ["FLYTTE", "GAVE", "VERHUIZING", "GESCHENK", "CADEAU"].into_iter().enumerate() {
        define(&page, code, "");
        page.text_visible(code);
        let count = number + 1;
        page.text_visible(&format!("{count} code"));
    }
    let code = || page.role("group", "New row").field("Code");
    code().type_in("déménagement");
    page.text_visible("12 of 11");
    page.press("Tab");
    page.text_visible("has 12 characters. The limit is 11.");
    page.text_visible("12 of 11");
    assert_eq!(code().value().to_uppercase(), "DÉMÉNAGEMENT");
    page.text_visible("5 codes");

    // A shorter one is offered; taking it saves the row when it is left.
    page.text_visible("Use instead");
    let shorter = page.role_with("button", "DÉMÉNAG").nth(0);
    let taken = shorter.text();
    assert!(taken.chars().count() <= 11, "{taken}");
    shorter.click();
    code().wait_value(&taken);
    page.type_text("Avis");
    page.press("Enter");
    page.text_visible("6 codes");
    page.no_console_errors();
}

fn m12_m13_letters_digits_and_eleven_characters() {
    let page = groups();
    let codes = ["2026", "ÆØÅ", "É1Ç2", "12345678901", "abcdefghijk", "Årsmøte", "ÅÅÅÅÅÅÅÅÅÅÅ", "groß"];
    let shown = ["2026", "ÆØÅ", "É1Ç2", "12345678901", "ABCDEFGHIJK", "ÅRSMØTE", "ÅÅÅÅÅÅÅÅÅÅÅ", "GROSS"];
    for (number, (typed, code)) in codes.into_iter().zip(shown).enumerate() {
        define(&page, typed, "");
        page.text_visible(&format!("{} code", number + 1));
        page.text_visible(code);
    }
    for too_long in ["123456789012", "ßßßßßß"] {
        define(&page, too_long, "");
        page.text_visible("has 12 characters. The limit is 11.");
        page.text_visible("8 codes");
    }
    // An accent typed as a character of its own makes no further character.
    let row = page.role("group", "New row");
    row.field("Code").type_in("");
    page.paste("A\u{30a}BCDEFGHIJK");
    page.press("Enter");
    page.text_visible("9 codes");
    page.text_visible("ÅBCDEFGHIJK");
    page.no_console_errors();
}

fn m11_code_and_description_are_saved_on_leaving_the_row() {
    let page = groups();
    page.press("Alt+n");
    let row = page.role("group", "New row");
    row.field("Code").wait();
    page.type_text("gave");
    page.press("Tab");
    page.type_text("Julegaver");
    // Leaving the row is all it takes.
    page.role("searchbox", "Search code or description").click();
    row.gone();
    page.text_visible("1 code");
    page.reload();
    page.role("heading", "Mailing Groups").wait();
    page.text_visible("1 code");
    page.text_visible("GAVE");
    page.text_visible("Julegaver");
    page.no_console_errors();
}

fn m1_m2_m3_the_page_says_what_groups_are_for_in_each_language() {
    let languages = [
        (
            "en-GB",
            "Mark contacts that should get the same information",
            ["MOVE", "Notice that we are moving", "GIFT", "Holiday gifts"],
            "Load sample data",
        ),
        (
            "nb-NO",
            "Merk kontakter som skal ha samme informasjon",
            ["FLYTTE", "Melding om at vi flytter", "GAVE", "Julegaver"],
            "Last inn eksempeldata",
        ),
        (
            "nl-BE",
            "Markeer contacten die dezelfde informatie moeten krijgen",
            ["VERHUIZING", "Bericht van onze verhuizing", "GESCHENK", "Eindejaarsgeschenken"],
            "Voorbeeldgegevens laden",
        ),
        (
            "fr-CH",
            "Marquez les contacts qui doivent recevoir la même information",
            ["DÉMÉNAGER", "Avis de notre déménagement", "CADEAU", "Cadeaux de fin d’année"],
            "Charger des données d’exemple",
        ),
        (
            "da-DK",
            "Marker kontakter, der skal have de samme oplysninger",
            ["FLYTTE", "Besked om, at vi flytter", "GAVE", "Julegaver"],
            "Indlæs eksempeldata",
        ),
    ];
    for (tag, about, samples, load) in languages {
        let page = Page::open_with(Options::default().language(tag), "#/settings");
        page.role("button", load).click();
        page.go("#/mailing-groups");
        page.text_visible(about);
        for text in samples {
            page.text_visible(text);
        }
        page.no_console_errors();
    }
}

fn m8_there_may_be_many_groups() {
    let page = Page::open("");
    let mut file = String::from("First Name,Surname,Mailing Groups\n");
    for tens in 0..100 {
        let codes: Vec<String> = (1..=10).map(|one| format!("G{:04}", tens * 10 + one)).collect();
        file.push_str(&format!("Per,Hansen {tens},\"{}\"\n", codes.join(", ")));
    }
    import(&page, "many.csv", file.as_bytes(), 100);
    page.go("#/mailing-groups");
    page.text_visible("1,000 codes");
    page.text_visible("1,000 assignments");
    page.role("searchbox", "Search code or description").type_in("g0999");
    page.wait_until("one is left", || page.role("grid", "Mailing Groups").all("row").count() == 2);
    page.text_visible("G0999");
    define(&page, "g1001", "One more");
    page.text_visible("1,001 codes");
    page.no_console_errors();
}

fn a_renamed_group_keeps_its_members_and_its_count() {
    let page = with_contacts("#/mailing-groups");
    let panel = page.role("complementary", "GIFT");
    page.role("grid", "Mailing Groups").wait();
    panel.wait();
    page.role("grid", "Members").role_with("row", "Åse Aadland").wait();
    page.role("heading", "Members 3").wait();
    panel.role("button", "Rename").click();
    panel.field("Code").type_in("present");
    page.press("Tab");
    let panel = page.role("complementary", "PRESENT");
    panel.role("heading", "Members 3").wait();
    page.role("grid", "Members").role_with("row", "Élodie Blanc").wait();
    page.go("#/contacts?mailing_group=PRESENT");
    page.text_visible("Åse Aadland");
    page.text_visible("Zürich Druck");
    page.press("Control+z");
    page.role("complementary", "GIFT").role("heading", "Members 3").wait();
    page.no_console_errors();
}

fn deleting_a_used_group_says_the_number_and_undo_brings_everything_back() {
    let page = with_contacts("#/mailing-groups");
    page.role("complementary", "GIFT").role("button", "Remove from 3 contacts and delete").click();
    page.text_visible("GIFT deleted, taken off 3 contacts");
    page.text_visible("1 code");
    page.role("complementary", "GIFT").gone();
    page.role("button", "Undo").click();
    page.text_visible("2 codes");
    page.text_visible("5 assignments");
    page.go("#/contacts?mailing_group=GIFT");
    page.text_visible("Åse Aadland");
    page.text_visible("Élodie Blanc");
    page.reload();
    page.text_visible("Élodie Blanc");
    page.no_console_errors();
}

fn m12_m13_a_code_is_pasted_over_one_that_grows_in_capitals() {
    let page = groups();
    define(&page, "ßßßßßß", "");
    page.text_visible("SSSSSSSSSSSS has 12 characters. The limit is 11.");
    let code = page.role("group", "New row").field("Code");
    code.click();
    page.press("Control+a");
    page.paste("straße");
    code.wait_value("straße");
    page.press("Enter");
    page.text_visible("1 code");
    page.text_visible("STRASSE");
    page.no_console_errors();
}

fn a_link_to_a_new_group_or_segment_begins_it_once() {
    let page = Page::open("");
    page.role("link", "New mailing group").click();
    let row = page.role("group", "New row");
    row.field("Code").wait();
    page.wait_hash("#/mailing-groups");
    page.type_text("gave");
    page.press("Enter");
    page.text_visible("1 code");
    page.reload();
    page.text_visible("1 code");
    row.gone();
    page.go("#/contacts/new?type=company");
    page.field("Name").type_in("Fjord AS");
    page.press("Control+Enter");
    page.role("heading", "Fjord AS").wait();
    page.go("#/");
    page.role("link", "New segment").click();
    page.role("dialog", "New segment").field("Description").wait();
    page.press("Escape");
    page.role("dialog", "New segment").gone();
    page.no_console_errors();
}
