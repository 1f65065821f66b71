//! Where in a contact's texts a search is found.

use std::ops::Range;

use crate::characters::is_accent;
use crate::domain::catalogue::{ContactField, ContactKind, FieldKind};
use crate::domain::criteria::Field;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::domain::sorting::small_sort_by_key;
use crate::query::haystack::further_fields;
use crate::query::search_key::{Folded, Traced, traced_variants};
use crate::query::search_terms::SearchTerms;

/// The bytes of a text that a search matches, in order and apart from each other. A letter that matches in
/// part, as æ does with "a", counts as a whole; so do a letter and its combining accents.
#[must_use]
pub fn highlights(text: &str, is_phone: bool, terms: &SearchTerms) -> Vec<Range<usize>> {
    if terms.is_empty() || text.is_empty() {
        return Vec::new();
    }
    let variants = traced_variants(text, is_phone);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for spelling in terms.words().iter().flatten().filter(|spelling| !spelling.is_empty()) {
        ranges.extend(variants.iter().flat_map(|variant| occurrences(text, variant, spelling)));
    }
    small_sort_by_key(&mut ranges, |range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

fn occurrences(text: &str, variant: &Traced, spelling: &str) -> impl Iterator<Item = Range<usize>> {
    variant.folded.match_indices(spelling).filter_map(|(start, found)| {
        let sources = variant.sources.get(start..start + found.len())?;
        let (first, last) = (*sources.first()?, *sources.last()?);
        let accents =
            |text: &str| text.chars().take_while(|it| is_accent(*it)).map(char::len_utf8).sum::<usize>();
        let mut before = text.get(..first)?.char_indices().rev();
        let start = match accents(text.get(first..)?) {
            0 => first,
            // The match begins with the accent of a letter.
            _ => before.find(|(_, it)| !is_accent(*it)).map_or(first, |(index, _)| index),
        };
        let end = last + text.get(last..)?.chars().next().map_or(0, char::len_utf8);
        Some(start..end + accents(text.get(end..)?))
    })
}

/// For each word of a search the fields of a contact in which it is found.
#[must_use]
pub fn fields_found(database: &Database, id: ContactId, terms: &SearchTerms) -> Vec<Vec<Field>> {
    let Some(contact) = database.contact(id) else { return Vec::new() };
    let company = (contact.kind == ContactKind::Person).then_some(Field::CompanyName);
    let texts: Vec<(Field, Folded)> = [Field::Text(ContactField::Name), Field::Number]
        .into_iter()
        .chain(company)
        .chain(further_fields().map(Field::Text))
        .map(|field| {
            let text = searched_text(database, id, field);
            (field, if is_phone(field) { Folded::phone(text) } else { Folded::text(text) })
        })
        .collect();
    let found_in = |spellings: &Vec<String>| {
        let is_found = |folded: &Folded| spellings.iter().any(|it| folded.as_str().contains(it.as_str()));
        texts.iter().filter(|(_, folded)| is_found(folded)).map(|(field, _)| *field).collect()
    };
    terms.words().iter().map(found_in).collect()
}

/// The text of a field that a search looks at.
#[must_use]
pub fn searched_text(database: &Database, id: ContactId, field: Field) -> &str {
    let Some(contact) = database.contact(id) else { return "" };
    match field {
        Field::Number => &contact.number,
        Field::CompanyName => database.company_name(id),
        Field::Text(field) => contact.text(field),
        Field::Kind | Field::Excluded | Field::Codes(_) => "",
    }
}

/// Whether a field is compared as a telephone number.
#[must_use]
pub const fn is_phone(field: Field) -> bool {
    matches!(field, Field::Text(field) if matches!(field.kind(), FieldKind::Phone))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::domain::contact::Contact;
    use crate::domain::contacts;

    fn marked(text: &str, is_phone: bool, typed: &str) -> String {
        let mut marked = text.to_owned();
        for range in highlights(text, is_phone, &SearchTerms::parse(typed)).into_iter().rev() {
            marked.insert(range.end, ']');
            marked.insert(range.start, '[');
        }
        marked
    }

    #[test]
    fn the_matched_letters_are_marked() {
        for (text, typed, expected) in [
            ("Anna Berg", "an", "[An]na Berg"),
            ("Anna Berg", "berg anna", "[Anna] [Berg]"),
            ("Århus", "aarh", "[Årh]us"),
            ("A\u{30a}rhus", "aarh", "[A\u{30a}rh]us"),
            ("Aarhus", "århus", "[Aarhus]"),
            ("René", "ne", "Re[né]"),
            ("Rene\u{301}e", "rene", "[Rene\u{301}]e"),
            ("Æsøy", "aes", "[Æs]øy"),
            ("Straße", "ras", "St[raß]e"),
            ("banana", "ana", "b[ana]na"),
            ("Oslo", "x", "Oslo"),
            ("Oslo", "", "Oslo"),
        ] {
            assert_eq!(marked(text, false, typed), expected, "{typed} in {text}");
        }
    }

    #[test]
    fn digits_of_telephone_numbers_are_marked_however_they_are_grouped() {
        for (text, typed, expected) in [
            ("+47 22 33 44 55", "22334455", "+47 [22 33 44 55]"),
            ("+47 22 33 44 55", "233", "+47 2[2 33] 44 55"),
            ("0047 22334455", "+47 22", "00[47 22]334455"),
            ("+41 (0)79 555 12 35", "079 555 12", "+41 (0)[79 555 12] 35"),
        ] {
            assert_eq!(marked(text, true, typed), expected, "{typed} in {text}");
        }
    }

    #[test]
    fn each_word_names_the_fields_in_which_it_is_found() {
        let mut database = Database::new("d");
        let contact = Contact::new("", ContactKind::Person)
            .with_text(ContactField::Name, "Anna Oslo")
            .with_text(ContactField::City, "Oslo")
            .with_text(ContactField::MobilePhone, "79 555 12");
        let (id, change) = contacts::create(&database, contact).unwrap();
        database.apply(change).unwrap();
        let text = Field::Text;
        assert_eq!(
            fields_found(&database, id, &SearchTerms::parse("oslo 7955")),
            [vec![text(ContactField::Name), text(ContactField::City)], vec![text(ContactField::MobilePhone)]]
        );
    }

    proptest! {
        #[test]
        fn exactly_the_matched_letters_are_marked(
            before in "[0-9 .,]{0,6}",
            written in select(vec!["Århus", "A\u{30a}rhus", "AARHUS", "aarhus", "aa\u{ad}rhu\u{301}s"]),
            after in "[0-9 .,]{0,6}",
            typed in select(vec!["aarhus", "Århus", "AARHUS", "a\u{30a}rhus"]),
        ) {
            let text = format!("{before}{written}{after}");
            let ranges = highlights(&text, false, &SearchTerms::parse(typed));
            prop_assert_eq!(ranges, vec![before.len()..before.len() + written.len()]);
        }

        #[test]
        fn what_is_accented_holds_what_was_typed(
            text in "[aåäæoøeéüßAÅN\u{30a}\u{308}\u{301}\u{ad} -]{0,10}",
            typed in "[aåäæoøeéüßn\u{30a}\u{308} ]{1,4}",
        ) {
            let terms = SearchTerms::parse(&typed);
            let ranges = highlights(&text, false, &terms);
            let holds = |text: &str| {
                let folded = Folded::text(text);
                terms.words().iter().flatten().any(|spelling| folded.as_str().contains(spelling.as_str()))
            };
            prop_assert_eq!(!ranges.is_empty(), holds(&text));
            prop_assert!(ranges.is_sorted_by(|a, b| a.end < b.start));
            for range in ranges {
                let marked = text.get(range.clone());
                prop_assert!(marked.is_some_and(holds), "{:?} of {:?}", marked, text);
                prop_assert!(!text[range.end..].starts_with(is_accent), "an accent is cut off its letter");
            }
        }
    }
}
