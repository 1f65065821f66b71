//! Tests of the locale files, and of the faults that the build finds in them.

use crate::i18n::catalogue::{Catalogue, LANGUAGES, Text, disagreements, placeholders, read};

fn locale(code: &str) -> Catalogue {
    let path = format!("{}/locales/{code}.toml", env!("CARGO_MANIFEST_DIR"));
    read(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn texts(catalogue: &Catalogue) -> impl Iterator<Item = (String, &Text)> {
    catalogue.iter().flat_map(|(section, texts)| {
        texts.iter().map(move |(key, text)| (format!("[{section}] {key}"), text))
    })
}

fn wordings(text: &Text) -> Vec<&str> {
    match text {
        Text::Plain(text) => vec![text],
        Text::Plural { one, other } => vec![one, other],
    }
}

#[test]
fn every_language_has_every_text() {
    let english = locale("en");
    for (code, _) in LANGUAGES {
        assert_eq!(disagreements(&english, &locale(code), code), Vec::<String>::new());
    }
}

/// A text of four words or more that equals the English one counts as not translated.
#[test]
fn sentences_are_translated() {
    let english = locale("en");
    for (code, _) in LANGUAGES.iter().skip(1) {
        let other = locale(code);
        let forgotten: Vec<String> = texts(&english)
            .zip(texts(&other))
            .filter(|((_, ours), (_, theirs))| {
                let words = ours.full().split_whitespace().filter(|word| !word.starts_with('{'));
                words.count() >= 4 && ours.full() == theirs.full()
            })
            .map(|((key, _), _)| key)
            .collect();
        assert_eq!(forgotten, Vec::<String>::new(), "{code}");
    }
}

#[test]
fn texts_are_tidy() {
    for (code, _) in LANGUAGES {
        let catalogue = locale(code);
        for (key, text) in texts(&catalogue) {
            for wording in wordings(text) {
                assert!(!wording.is_empty(), "{code} {key} is empty");
                assert_eq!(wording.trim(), wording, "{code} {key} has outer blanks");
                assert!(!wording.contains("  "), "{code} {key} has double blanks");
                assert!(!wording.contains('!'), "{code} {key} shouts");
                assert!(!wording.contains('\''), "{code} {key}: write ’ for '");
            }
        }
    }
}

#[test]
fn the_build_names_what_is_missing() {
    let english = read("[a]\nx = \"X\"\ny = \"{name} of {total}\"\n[b]\nz = \"Z\"").unwrap();
    let danish = read("[a]\ny = \"{name} af {sum}\"\nw = \"W\"").unwrap();
    assert_eq!(
        disagreements(&english, &danish, "da"),
        [
            "en.toml lacks [a] w, which da.toml has",
            "da.toml lacks [a] x",
            "da.toml [a] y has the placeholders [{name} {sum}] where the English text has [{name} {total}]",
            "da.toml lacks the section [b]",
        ]
    );
}

#[test]
fn the_build_compares_plural_forms() {
    let english = read("[a]\nx = { one = \"{n} day\", other = \"{n} days\" }").unwrap();
    let dutch = read("[a]\nx = \"{n} dagen\"").unwrap();
    assert_eq!(disagreements(&english, &dutch, "nl"), ["nl.toml [a] x lacks the plural forms one and other"]);
    assert_eq!(read("[a]\nx = { one = \"{n} day\" }").unwrap_err(), ["[a] x: the form other is missing"]);
}

#[test]
fn braces_must_pair() {
    assert_eq!(placeholders("{b} {a} {b}").unwrap(), ["b", "a"]);
    for text in ["{a", "a}", "}{", "{}", "{A b}"] {
        assert!(placeholders(text).is_err(), "{text}");
    }
}
