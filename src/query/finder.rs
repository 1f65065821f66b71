//! Finding contacts: the index of a database, with the orders and the search result built on it.

use std::sync::Arc;

use crate::domain::catalogue::{ContactField, ContactKind};
use crate::domain::change::Change;
use crate::domain::complete_criteria::complete;
use crate::domain::criteria::{Criteria, Incomplete};
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::query::bitmap::Bitmap;
use crate::query::collation::Alphabet;
use crate::query::criteria::matches;
use crate::query::index::Index;
use crate::query::order::orders::Orders;
use crate::query::order::{Sort, SortBy};
use crate::query::ranking::{RANKS, Ranking};
use crate::query::search::LastSearch;
use crate::query::search_terms::SearchTerms;

/// Which contacts a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFilter {
    /// What they must meet.
    pub criteria: Criteria,
    /// What must occur in them; may be blank.
    pub search: String,
    /// Only companies, or only persons.
    pub kind: Option<ContactKind>,
}

/// The contacts of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// In order.
    pub contacts: Arc<[ContactId]>,
    /// The same as a set.
    pub shown: Bitmap,
}

/// The index, and what is kept of earlier answers.
///
/// **[`Finder::update`] is called after every change of the database** with that change, or with its
/// inverse where that was applied. All else needs the same database.
#[derive(Debug, Default)]
pub struct Finder {
    index: Index,
    orders: Orders,
    last_search: LastSearch,
}

impl Finder {
    /// The finder for a database.
    #[must_use]
    pub fn new(database: &Database) -> Self {
        Self { index: Index::new(database), ..Self::default() }
    }

    /// What is derived from the database alone.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Takes over a change, or the inverse of one, that was just applied to `database`.
    pub fn update(&mut self, database: &Database, change: &Change) {
        let reorder = self.index.update(database, change);
        if reorder.as_ref().is_some_and(|reorder| reorder.is_empty()) {
            return;
        }
        self.last_search.clear();
        self.orders.update(database, reorder.as_ref());
    }

    /// The contacts in which every word of `text` occurs; all contacts for a blank text.
    #[must_use]
    pub fn search(&self, database: &Database, text: &str) -> Bitmap {
        self.last_search.search(database, &self.index, SearchTerms::parse(text))
    }

    /// The contacts that pass a filter.
    ///
    /// # Errors
    /// What is begun or wrong in its criteria.
    pub fn filter(&self, database: &Database, filter: &ListFilter) -> Result<Bitmap, Incomplete> {
        let mut shown = matches(database, &self.index, complete(database, &filter.criteria)?);
        match filter.kind {
            None => {}
            Some(ContactKind::Company) => shown.and(self.index.companies()),
            Some(ContactKind::Person) => shown.and_not(self.index.companies()),
        }
        if !filter.search.trim().is_empty() {
            shown.and(&self.search(database, &filter.search));
        }
        Ok(shown)
    }

    /// All contacts, sorted.
    #[must_use]
    pub fn order(&self, database: &Database, sort: Sort, alphabet: Alphabet) -> Arc<[ContactId]> {
        self.orders.list(database, sort, alphabet)
    }

    /// The contacts that pass a filter, sorted. A search brings the best matches first, unless the list is
    /// sorted by a field.
    ///
    /// # Errors
    /// What is begun or wrong in its criteria.
    pub fn list(
        &self,
        database: &Database,
        filter: &ListFilter,
        sort: Sort,
        alphabet: Alphabet,
    ) -> Result<Listing, Incomplete> {
        let shown = self.filter(database, filter)?;
        let terms = SearchTerms::parse(&filter.search);
        if sort.by == SortBy::Default && !terms.is_empty() {
            let contacts = self.ranked(database, &shown, &Ranking::new(&filter.search, &terms), alphabet);
            return Ok(Listing { contacts: contacts.into(), shown });
        }
        let all = self.order(database, sort, alphabet);
        if shown.count() == all.len() {
            return Ok(Listing { contacts: all, shown });
        }
        let contacts = all.iter().copied().filter(|id| shown.contains(id.index())).collect();
        Ok(Listing { contacts, shown })
    }

    /// These contacts, the best matches first and those of one rank by name. Only they are ranked, and
    /// sorting takes one pass over the order by name, so a keystroke stays fast among many contacts.
    fn ranked(
        &self,
        database: &Database,
        shown: &Bitmap,
        ranking: &Ranking<'_>,
        alphabet: Alphabet,
    ) -> Vec<ContactId> {
        let haystack = self.index.haystack(database);
        let names = self.orders.names(database, alphabet);
        let is_nameless = |id: &ContactId| {
            database.contact(*id).is_none_or(|contact| contact.text(ContactField::Name).is_empty())
        };
        let (nameless, named) = names.split_at(names.partition_point(is_nameless));
        let mut by_rank: [Vec<ContactId>; RANKS] = Default::default();
        for id in named.iter().chain(nameless).filter(|id| shown.contains(id.index())) {
            let rank = ranking.rank(haystack.row(id.index()));
            if let Some(contacts) = by_rank.get_mut(rank as usize) {
                contacts.push(*id);
            }
        }
        by_rank.concat()
    }
}
