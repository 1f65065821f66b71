//! Search: every word somewhere in a contact's texts, in any order.

use std::cmp::Reverse;
use std::sync::{Mutex, PoisonError};

use crate::domain::database::Database;
use crate::domain::sorting::small_sort_by_key;
use crate::query::bitmap::Bitmap;
use crate::query::index::Index;
use crate::query::search_terms::SearchTerms;

/// The last search and what it found. A text that was typed on is looked for in that.
#[derive(Debug, Default)]
pub(super) struct LastSearch(Mutex<Option<(SearchTerms, Bitmap)>>);

impl LastSearch {
    /// The contacts in which all terms occur; all contacts where there are none.
    pub(super) fn search(&self, database: &Database, index: &Index, terms: SearchTerms) -> Bitmap {
        if terms.is_empty() {
            return index.live().clone();
        }
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = match &*last {
            Some((known, found)) if *known == terms => return found.clone(),
            Some((known, found)) if terms.refines(known) && is_few(found, index) => {
                find_among(found, database, index, &terms)
            }
            _ => find(database, index, &terms),
        };
        *last = Some((terms, found.clone()));
        found
    }

    /// Drops the result, after the database changed.
    pub(super) fn clear(&mut self) {
        *self.0.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Whether looking at these contacts one by one is quicker than one run over all texts.
fn is_few(found: &Bitmap, index: &Index) -> bool {
    found.count() < index.live().count() / 4
}

fn find_among(contacts: &Bitmap, database: &Database, index: &Index, terms: &SearchTerms) -> Bitmap {
    let haystack = index.haystack(database);
    let words = terms.needles();
    let holds_all = |&contact: &usize| {
        let row = haystack.row(contact).as_bytes();
        words.iter().all(|word| word.iter().any(|needle| needle.find(row).is_some()))
    };
    contacts.iter().filter(holds_all).collect()
}

fn find(database: &Database, index: &Index, terms: &SearchTerms) -> Bitmap {
    let haystack = index.haystack(database);
    let mut words = terms.needles();
    // A long word leaves few rows to look at again for the others.
    small_sort_by_key(&mut words, |word| Reverse(word.iter().map(|needle| needle.needle().len()).min()));
    let mut words = words.iter();
    let mut found = Bitmap::with_length(database.contact_slots());
    for needle in words.next().into_iter().flatten() {
        haystack.find(needle, &mut found);
    }
    for word in words {
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
