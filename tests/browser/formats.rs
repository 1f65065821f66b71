//! Numbers and dates come from the browser's own formatters.

use mailroom::browser::intl::format_day_in_words;
use mailroom::i18n::language::Language;
use mailroom::i18n::texts::Texts;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn numbers_and_days_are_written_as_the_language_does() {
    let danish = Texts::of(Language::Danish);
    assert_eq!(danish.number(1_234_567), "1.234.567");
    assert_eq!(danish.date("2026-01-31"), "31.1.2026");
    let english = Texts::of(Language::English);
    assert_eq!(english.number(1_234_567), "1,234,567");
    assert_eq!(english.percent(0.42), "42%");
}

#[wasm_bindgen_test]
fn what_is_no_date_stays_as_it_is() {
    for language in Language::ALL {
        assert_eq!(Texts::of(language).date("soon"), "soon");
    }
}

#[wasm_bindgen_test]
fn a_day_in_words_is_the_language_s_own() {
    let noon = "2026-11-21T12:00:00Z";
    assert_eq!(format_day_in_words("nb-NO", noon), "lørdag 21. november 2026");
    assert_eq!(format_day_in_words("nl-BE", noon), "zaterdag 21 november 2026");
    assert_eq!(format_day_in_words("fr-CH", "soon"), "soon");
}
