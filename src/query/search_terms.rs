//! What a search text asks for: words, or a telephone number.

use memchr::memmem;

use crate::query::search_key::{Folded, push_digits};

/// From this many digits on, all groups of digits together are one telephone number.
const PHONE_NUMBER: usize = 7;

/// The words of a search; of each, all spellings that will do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchTerms(Vec<Vec<String>>);

impl SearchTerms {
    /// The terms of a search text.
    ///
    /// Words compare folded, see [`Folded`]. A telephone number compares by its digits, however these are
    /// grouped.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if let Some(number) = phone_number(text) {
            return Self(vec![number]);
        }
        let words = text.split_whitespace().map(|word| {
            let mut spellings: Vec<String> =
                Folded::text(word).variants().filter(|word| !word.is_empty()).map(str::to_owned).collect();
            if is_phone_like(word) {
                let digits = word.chars().filter(char::is_ascii_digit).collect();
                if !spellings.contains(&digits) {
                    spellings.push(digits);
                }
            }
            spellings
        });
        Self(words.filter(|word| !word.is_empty()).collect())
    }

    /// Whether there is nothing to search for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words, each with its spellings.
    pub(super) fn words(&self) -> &[Vec<String>] {
        &self.0
    }

    /// Whether all that these terms find is also found by `wider`, as with a text that grows while it is
    /// typed.
    pub(super) fn refines(&self, wider: &Self) -> bool {
        wider.0.iter().all(|wide| {
            self.0.iter().any(|word| {
                word.iter().all(|spelling| wide.iter().any(|wide| spelling.contains(wide.as_str())))
            })
        })
    }

    /// The words as they are looked for, each with its spellings.
    pub(super) fn needles(&self) -> Vec<Vec<memmem::Finder<'_>>> {
        self.0.iter().map(|word| word.iter().map(memmem::Finder::new).collect()).collect()
    }
}

/// The digits of a text that is a telephone number as a whole, with and without the 0 that is dialled at
/// home only.
fn phone_number(text: &str) -> Option<Vec<String>> {
    let mut digits = String::new();
    push_digits(text, &mut digits);
    let international = text.trim_start().starts_with('+');
    let typed = text.chars().filter(char::is_ascii_digit).count();
    if !is_phone_like(text) || !(international || typed >= PHONE_NUMBER) {
        return None;
    }
    // A No. or an external id may look like one, too, so what was typed will do as well.
    let mut spellings: Vec<String> = Folded::text(text).variants().map(str::to_owned).collect();
    if !international && let Some(rest) = digits.strip_prefix('0') {
        spellings.push(rest.to_owned());
    }
    spellings.push(digits);
    Some(spellings)
}

fn is_phone_like(text: &str) -> bool {
    text.chars().any(|it| it.is_ascii_digit())
        && text.chars().all(|it| it.is_ascii_digit() || it.is_whitespace() || "+-–()./".contains(it))
}
