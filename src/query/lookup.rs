//! What lookups offer for a few typed letters.

use crate::domain::catalogue::{CodeList, ContactKind};
use crate::domain::code::Code;
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::domain::sorting::small_sort_by;
use crate::query::collation::{Alphabet, sort_key};
use crate::query::finder::{Finder, ListFilter};
use crate::query::order::Sort;
use crate::query::search_key::{Folded, fold};

/// Whether a word of the text begins with the typed one; case and accents don't count.
#[must_use]
pub fn begins_a_word(text: &str, typed: &Folded) -> bool {
    Folded::text(text).variants().any(|text| {
        typed.variants().any(|typed| {
            let begins = |(start, _): (usize, &str)| {
                text.get(..start).and_then(|before| before.chars().next_back()).is_none_or(is_between_words)
            };
            text.match_indices(typed).any(begins)
        })
    })
}

/// The codes of a list for typed letters: that very code first, then codes that begin so, then
/// those with such a word in code or description. All codes for an empty text.
#[must_use]
pub fn find_codes(database: &Database, list: CodeList, typed: &str, alphabet: Alphabet) -> Vec<CodeId> {
    let exact = Code::parse(typed).ok();
    let typed = Folded::text(typed.trim());
    let mut found: Vec<(u8, Vec<u8>, CodeId)> = database
        .codes(list)
        .filter_map(|(id, entry)| {
            let text = entry.code.as_str();
            let rank = match () {
                () if exact.as_ref() == Some(&entry.code) => 0,
                () if typed.begins(Folded::text(text).as_str()) => 1,
                () if begins_a_word(text, &typed) || begins_a_word(&entry.description, &typed) => 2,
                () => return None,
            };
            Some((rank, sort_key(text, alphabet), id))
        })
        .collect();
    small_sort_by(&mut found, Ord::cmp);
    found.into_iter().map(|(_, _, id)| id).collect()
}

/// The codes that a typed text, which is no code, may stand for; the likeliest first.
#[must_use]
pub fn near_codes(database: &Database, list: CodeList, typed: &str, limit: usize) -> Vec<CodeId> {
    let typed = fold(typed.trim());
    let length = typed.chars().count();
    let mut near: Vec<(usize, CodeId)> = database
        .codes(list)
        .filter_map(|(id, entry)| {
            let code = fold(entry.code.as_str());
            let shared = code.chars().zip(typed.chars()).take_while(|(a, b)| a == b).count();
            let distance = strsim::levenshtein(&code, &typed);
            let is_near = distance * 3 <= code.chars().count().max(length) || shared >= 4;
            is_near.then_some((distance, id))
        })
        .collect();
    small_sort_by(&mut near, Ord::cmp);
    near.into_iter().take(limit).map(|(_, id)| id).collect()
}

/// Companies for typed letters, the best matches first; in the default order where nothing is typed.
#[must_use]
pub fn find_companies(
    database: &Database,
    finder: &Finder,
    typed: &str,
    alphabet: Alphabet,
    limit: usize,
) -> Vec<ContactId> {
    let filter =
        ListFilter { search: typed.to_owned(), kind: Some(ContactKind::Company), ..ListFilter::default() };
    let found = finder.list(database, &filter, Sort::default(), alphabet).unwrap_or_default().contacts;
    found.iter().copied().take(limit).collect()
}

fn is_between_words(character: char) -> bool {
    !character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::ContactField;
    use crate::domain::contact::Contact;
    use crate::domain::{codes, contacts};

    const LIST: CodeList = CodeList::MailingGroup;

    fn office() -> Database {
        let mut database = Database::new("d");
        for (code, description) in [
            ("MEMBER", "Paying members"),
            ("MOVE", "Notice that we are moving"),
            ("NEWSLTR", "Monthly newsletter"),
            ("NO-PAPER", "Été: brève pause"),
            ("SUMMER", "Programme by post"),
            ("ME", ""),
        ] {
            let (_, change) = codes::create(&database, LIST, code, description).unwrap();
            database.apply(change).unwrap();
        }
        database
    }

    fn names(database: &Database, codes: Vec<CodeId>) -> Vec<&str> {
        codes.into_iter().map(|id| database.code(LIST, id).unwrap().code.as_str()).collect()
    }

    #[test]
    fn m16_letters_match_the_beginning_of_any_word_of_code_or_description() {
        let database = office();
        let find = |typed| names(&database, find_codes(&database, LIST, typed, Alphabet::Root));
        assert_eq!(find("me"), ["ME", "MEMBER"]);
        assert_eq!(find("mo"), ["MOVE", "NEWSLTR"]);
        assert_eq!(find("pap"), ["NO-PAPER"]);
        assert_eq!(find("ete"), ["NO-PAPER"]);
        assert_eq!(find("mme"), Vec::<&str>::new());
        assert_eq!(find("").len(), 6);
    }

    #[test]
    fn m16_an_unknown_code_brings_up_the_one_that_was_meant() {
        let database = office();
        let near = |typed| names(&database, near_codes(&database, LIST, typed, 3));
        assert_eq!(near("NEWSLETTERS"), ["NEWSLTR"]);
        assert_eq!(near("mowe"), ["MOVE"]);
        assert_eq!(near("xyz"), Vec::<&str>::new());
    }

    #[test]
    fn companies_are_found_by_words_of_their_name_before_other_texts() {
        let mut database = Database::new("d");
        for (name, city) in [("Alta Bygg", "Oslo"), ("Nye Oslo Havn", "Bergen"), ("Øst", "Bodø")] {
            let contact = Contact::new("", ContactKind::Company)
                .with_text(ContactField::Name, name)
                .with_text(ContactField::City, city);
            let (_, change) = contacts::create(&database, contact).unwrap();
            database.apply(change).unwrap();
        }
        let finder = Finder::new(&database);
        let find = |typed| find_companies(&database, &finder, typed, Alphabet::Root, 20);
        assert_eq!(find("osl"), [ContactId(1), ContactId(0)]);
        assert_eq!(find("ost"), [ContactId(2)]);
        assert_eq!(find("").len(), 3);
    }
}
