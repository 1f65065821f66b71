//! The texts of the locale files, typed: a field for a plain text, a method for one with
//! placeholders.

use crate::i18n::format::format_number;
use crate::i18n::language::Language;
use std::fmt::Display;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// A piece of a text.
const fn cut(all: &'static str, from: usize, to: usize) -> &'static str {
    all.split_at(to).0.split_at(from).1
}

/// The two wordings of a text that depends on a number.
#[derive(Debug)]
struct Plural {
    language: Language,
    one: &'static str,
    other: &'static str,
}

impl Plural {
    fn fill(&self, n: usize, values: &[(&str, &dyn Display)]) -> String {
        let template = if self.language.is_one(n) { self.one } else { self.other };
        let number = format_number(self.language, n);
        let mut all: Vec<(&str, &dyn Display)> = vec![("n", &number)];
        all.extend_from_slice(values);
        fill(template, &all)
    }
}

/// Puts the values where the template names them. A value is never searched for placeholders,
/// so a contact may be called `{n}`.
fn fill(template: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, remaining) = after.split_once('}').unwrap_or((after, ""));
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(&value.to_string());
        }
        rest = remaining;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_not_searched_for_placeholders() {
        assert_eq!(fill("{a}, {b}", &[("a", &"{b}"), ("b", &2)]), "{b}, 2");
    }

    #[test]
    fn plural_texts_follow_the_language() {
        let contacts = |language, n| Texts::of(language).common.contacts(n);
        assert_eq!(contacts(Language::English, 0), "0 contacts");
        assert_eq!(contacts(Language::English, 1), "1 contact");
        assert_eq!(contacts(Language::French, 0), "0 contact");
        assert_eq!(contacts(Language::French, 1307), "1\u{202f}307 contacts");
        assert_eq!(contacts(Language::Dutch, 1307), "1.307 contacten");
    }

    #[test]
    fn placeholders_are_arguments_in_the_order_of_the_english_text() {
        let text = Texts::of(Language::Danish).errors.code_too_long("FLYTNING", 12, 11);
        assert_eq!(text, "FLYTNING har 12 tegn. Grænsen er 11.");
    }
}
