//! How well a search fits a contact that it finds.

use memchr::memmem;

use crate::query::haystack::{company_in, name_in};
use crate::query::search_key::{Folded, VARIANT_SEPARATOR};
use crate::query::search_terms::SearchTerms;

/// How well a search fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// The name begins with the text.
    NameBegins,
    /// A word of the name begins with it.
    WordBegins,
    /// The name contains it.
    NameContains,
    /// The company's name contains it.
    Company,
    /// It is found in other fields.
    Other,
}

/// How many ranks there are.
pub(super) const RANKS: usize = Rank::Other as usize + 1;

type Needles<'t> = Vec<memmem::Finder<'t>>;

/// Ranks contacts for one search.
pub(super) struct Ranking<'t> {
    /// The spellings of the whole text.
    phrase: Vec<memmem::Finder<'static>>,
    /// The spellings of each word, where there are several.
    words: Vec<Needles<'t>>,
}

impl<'t> Ranking<'t> {
    /// The ranking for a text and its terms.
    pub(super) fn new(text: &str, terms: &'t SearchTerms) -> Self {
        let folded = Folded::text(text);
        let phrase = folded.variants().map(|variant| memmem::Finder::new(variant).into_owned()).collect();
        Self { phrase, words: terms.needles() }
    }

    /// The rank of a contact with this row of searchable text: that of the whole text or, if it is better,
    /// that of the word that fits least.
    pub(super) fn rank(&self, row: &str) -> Rank {
        let (name, company) = (name_in(row), company_in(row));
        let phrase = rank(&self.phrase, name, company);
        let words = self.words.iter().map(|word| rank(word, name, company)).max();
        phrase.min(words.unwrap_or(Rank::Other))
    }
}

fn rank(spellings: &[memmem::Finder<'_>], name: &str, company: &str) -> Rank {
    let ranks = spellings.iter().map(|needle| {
        let in_name = needle.find_iter(name.as_bytes()).map(|start| rank_in_name(name, start)).min();
        in_name.unwrap_or_else(|| match needle.find(company.as_bytes()) {
            Some(_) => Rank::Company,
            None => Rank::Other,
        })
    });
    ranks.min().unwrap_or(Rank::Other)
}

/// The rank of a match in a name, by where it starts.
fn rank_in_name(name: &str, start: usize) -> Rank {
    match name.get(..start).and_then(|before| before.chars().next_back()) {
        None | Some(VARIANT_SEPARATOR) => Rank::NameBegins,
        Some(before) if !before.is_alphanumeric() => Rank::WordBegins,
        Some(_) => Rank::NameContains,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_go_by_where_the_text_is_found() {
        let rank = |text: &str, row: &str| Ranking::new(text, &SearchTerms::parse(text)).rank(row);
        for (text, row, expected) in [
            ("ann", "anna berg\n\noslo\n", Rank::NameBegins),
            ("BERG", "anna berg\n\noslo\n", Rank::WordBegins),
            ("erg", "anna berg\n\noslo\n", Rank::NameContains),
            ("byg", "anna berg\nalta bygg\noslo\n", Rank::Company),
            ("os", "anna berg\nalta bygg\noslo\n", Rank::Other),
            // Every variant of a name begins it.
            ("aase", "ase\u{1f}aase\n\n", Rank::NameBegins),
            ("åse", "ase\n\n", Rank::NameBegins),
            // A later place may be a better one.
            ("nn", "anna nn\n\n", Rank::WordBegins),
            ("anna b", "anna berg\n\noslo\n", Rank::NameBegins),
            ("berg anna", "anna berg\n\noslo\n", Rank::WordBegins),
            ("anna oslo", "anna berg\n\noslo\n", Rank::Other),
            ("22 33", "anna berg\n\n22 33 44 55\u{1f}22334455\n", Rank::Other),
        ] {
            assert_eq!(rank(text, row), expected, "{text} in {row:?}");
        }
    }
}
