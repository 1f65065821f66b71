//! Languages as people and programs write them, and their ISO 639 codes.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::exchange::alphanumeric_key::alphanumeric_key;
use crate::exchange::countries::by_name;

/// One line per language: its code, then its names in the five languages, German and its own, and
/// the codes of Business Central.
static NAMES: &str = include_str!("languages.txt");

/// The ISO 639 code of a language: "norsk", "NOR" and "nb-NO" give "nb". `None` for an
/// unknown language.
#[must_use]
pub fn language_code(written: &str) -> Option<&'static str> {
    static CODES: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    let codes = CODES.get_or_init(|| by_name(NAMES));
    codes.get(&alphanumeric_key(written)).copied().or_else(|| {
        // A language with a region: nb-NO, fr_CH.
        let (language, region) = written.trim().split_once(['-', '_'])?;
        let is_code = language.len() == 2 && (2..=4).contains(&region.len());
        codes.get(&alphanumeric_key(language)).copied().filter(|_| is_code)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_languages_by_name_and_code() {
        for (written, code) in [
            ("norsk", "nb"),
            ("NOR", "nb"),
            ("nb-NO", "nb"),
            ("no", "nb"),
            ("nynorsk", "nn"),
            ("Nederlands", "nl"),
            ("NLB", "nl"),
            ("français", "fr"),
            ("FRS", "fr"),
            ("fr_CH", "fr"),
            ("dansk", "da"),
            ("DAN", "da"),
            ("ENU", "en"),
            ("German", "de"),
            ("Deutsch", "de"),
        ] {
            assert_eq!(language_code(written), Some(code), "{written}");
        }
        assert_eq!(language_code("Klingon"), None);
        assert_eq!(language_code("not-a-language"), None);
    }
}
