//! The texts of the locale files, typed: a field for a plain text, a method for one with
//! placeholders.

use crate::domain::catalogue::CodeList;
use crate::i18n::format::{format_date, format_number, format_percent, format_time};
use crate::i18n::language::Language;
use std::fmt::Display;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

impl Texts {
    /// The texts of a code list. A law says that each list has some.
    #[must_use]
    pub fn of_list(&self, list: CodeList) -> &ListTexts {
        let [(_, first), ..] = &self.lists;
        self.lists.iter().find(|(key, _)| *key == list.key()).map_or(first, |(_, texts)| texts)
    }

    /// A whole number, for example `1,307`.
    #[must_use]
    pub fn number(&self, n: usize) -> String {
        format_number(self.language, n)
    }

    /// The day of an ISO date (`2026-11-21`) or time (`2026-11-21T13:05:00Z`, in the device's time
    /// zone). Any other text is returned unchanged.
    #[must_use]
    pub fn date(&self, iso: &str) -> String {
        format_date(self.language, iso)
    }

    /// Hour and minute of an ISO time in the device's time zone. Any other text is returned
    /// unchanged.
    #[must_use]
    pub fn time(&self, iso: &str) -> String {
        format_time(self.language, iso)
    }

    /// A share between 0 and 1 in whole percent.
    #[must_use]
    pub fn percent(&self, share: f64) -> String {
        format_percent(self.language, share)
    }

    /// The names joined by commas, with "and" before the last.
    #[must_use]
    pub fn list(&self, names: &[String]) -> String {
        match names.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, first)) => {
                format!("{} {} {last}", first.join(", "), self.common.and)
            }
            None => String::new(),
        }
    }
}

/// A part of a text, by its bounds.
const fn cut(all: &'static str, from: usize, to: usize) -> &'static str {
    all.split_at(to).0.split_at(from).1
}

/// A text with a wording for one and a wording for other numbers.
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

/// Fills the placeholders of a template. **Values are not searched for placeholders,** so a contact
/// may be called `{n}`.
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

    #[test]
    fn a_text_that_is_no_date_is_unchanged() {
        let french = Texts::of(Language::French);
        assert_eq!(french.date("2026-01-31"), "31.01.2026");
        assert_eq!(french.date("soon"), "soon");
        assert_eq!(french.time("2026-01-31T14:32:09Z"), "14:32");
    }

    #[test]
    fn a_list_ends_with_and() {
        let english = Texts::of(Language::English);
        let names = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            english.list(&names)
        };
        assert_eq!(names(&[]), "");
        assert_eq!(names(&["Ada"]), "Ada");
        assert_eq!(names(&["Ada", "Bo", "Cy"]), "Ada, Bo and Cy");
    }
}
