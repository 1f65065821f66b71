//! Countries as people write them, and their ISO 3166 codes.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::exchange::alphanumeric_key::alphanumeric_key;

/// One line per country: its code, then its names in the five languages and German, the three-letter
/// code, and other common names.
static NAMES: &str = include_str!("countries.txt");

/// The ISO 3166 code of a country: "Norge", "NOR" and "no" give "NO". `None` for
/// an unknown country.
#[must_use]
pub fn country_code(written: &str) -> Option<&'static str> {
    static CODES: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    CODES.get_or_init(|| by_name(NAMES)).get(&alphanumeric_key(written)).copied()
}

/// Reads lines `code|name|name…` into a map from each folded name to its code.
pub(super) fn by_name(lines: &'static str) -> HashMap<String, &'static str> {
    lines
        .lines()
        .filter_map(|line| line.split_once('|'))
        .flat_map(|(code, names)| {
            names.split('|').chain([code]).map(move |name| (alphanumeric_key(name), code))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_countries_in_six_languages_and_by_code() {
        for (written, code) in [
            ("Norge", "NO"),
            ("Norvège", "NO"),
            ("Noorwegen", "NO"),
            ("Norwegen", "NO"),
            ("NOR", "NO"),
            ("België", "BE"),
            ("Belgique", "BE"),
            ("belgien", "BE"),
            ("Suisse", "CH"),
            ("Schweiz", "CH"),
            ("Sveits", "CH"),
            ("Danmark", "DK"),
            ("D", "DE"),
            ("DEU", "DE"),
            ("United states", "US"),
            ("USA", "US"),
            ("United Kingdom", "GB"),
            ("  ch ", "CH"),
        ] {
            assert_eq!(country_code(written), Some(code), "{written}");
        }
        assert_eq!(country_code("Belgium?"), Some("BE"));
        assert_eq!(country_code("Atlantis"), None);
        assert_eq!(country_code(""), None);
    }

    #[test]
    fn no_name_stands_for_two_countries() {
        let mut seen = HashMap::new();
        for line in NAMES.lines() {
            let (code, names) = line.split_once('|').unwrap();
            for name in names.split('|').chain([code]) {
                assert!(!alphanumeric_key(name).is_empty(), "{name}");
                assert_eq!(*seen.entry(alphanumeric_key(name)).or_insert(code), code, "{name}");
            }
        }
        assert_eq!(NAMES.lines().count(), 249);
    }
}
