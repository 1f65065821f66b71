//! Search: every word somewhere in a contact's texts, in any order.

use memchr::memmem::Finder;

use std::cmp::Reverse;

use crate::domain::database::Database;
use crate::domain::sorting::small_sort_by_key;
use crate::query::bitmap::Bitmap;
use crate::query::fold::{Folded, push_digits};
use crate::query::index::Index;

/// From this many digits on, all groups of digits together are one telephone number.
const PHONE_NUMBER: usize = 7;

/// The contacts in which every word of `text` occurs; all contacts for a blank text.
///
/// Words compare folded, see [`Folded`]. A telephone number compares by its digits, however it is grouped.
#[must_use]
pub fn search(database: &Database, index: &Index, text: &str) -> Bitmap {
    let words = Words::new(text);
    if words.0.is_empty() {
        return index.live().clone();
    }
    let mut last = index.last_search();
    match &*last {
        Some((known, found)) if *known == words => found.clone(),
        Some((known, found)) if words.narrows(known) && is_few(found, index) => {
            let haystack = index.haystack(database);
            let finders = words.finders();
            let found: Bitmap = found
                .iter()
                .filter(|&contact| {
                    let row = haystack.row(contact).as_bytes();
                    finders.iter().all(|word| word.iter().any(|needle| needle.find(row).is_some()))
                })
                .collect();
            *last = Some((words, found.clone()));
            found
        }
        _ => {
            let found = find(database, index, &words);
            *last = Some((words, found.clone()));
            found
        }
    }
}

/// Whether looking at these contacts one by one is quicker than one run over all texts.
fn is_few(found: &Bitmap, index: &Index) -> bool {
    found.count() < index.live().count() / 4
}

fn find(database: &Database, index: &Index, words: &Words) -> Bitmap {
    let haystack = index.haystack(database);
    let mut finders = words.finders();
    // A long word leaves few rows to look at again for the others.
    small_sort_by_key(&mut finders, |word| Reverse(word.iter().map(|needle| needle.needle().len()).min()));
    let mut finders = finders.iter();
    let mut found = Bitmap::with_length(database.contact_slots());
    for needle in finders.next().into_iter().flatten() {
        haystack.find(needle, &mut found);
    }
    for word in finders {
        found = found
            .iter()
            .filter(|&contact| {
                let row = haystack.row(contact).as_bytes();
                word.iter().any(|needle| needle.find(row).is_some())
            })
            .collect();
    }
    found
}

/// The words of a search; of each, all spellings that will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words(Vec<Vec<String>>);

impl Words {
    fn new(text: &str) -> Self {
        if let Some(number) = phone_number(text) {
            return Self(vec![number]);
        }
        let words = text.split_whitespace().map(|word| {
            let mut spellings: Vec<String> =
                Folded::text(word).readings().filter(|word| !word.is_empty()).map(str::to_owned).collect();
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

    /// Whether whatever these words find, `wider` finds too: a text that grows while it is typed.
    fn narrows(&self, wider: &Self) -> bool {
        wider.0.iter().all(|wide| {
            self.0.iter().any(|word| {
                word.iter().all(|spelling| wide.iter().any(|wide| spelling.contains(wide.as_str())))
            })
        })
    }

    fn finders(&self) -> Vec<Vec<Finder<'_>>> {
        self.0.iter().map(|word| word.iter().map(Finder::new).collect()).collect()
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
    let mut spellings: Vec<String> = Folded::text(text).readings().map(str::to_owned).collect();
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
