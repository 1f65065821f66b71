//! In which order contacts stand.
//!
//! Each contact gets a key of bytes, and the keys' order is the contacts'. The order by name is made
//! first, and that of the list and those of segments follow from it. Orders are kept once made; a
//! change of a few contacts takes these out and puts them in where they now belong.

mod keys;
mod named;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::domain::code_list::CodeList;
use crate::domain::complete_criteria::complete;
use crate::domain::contact::{ContactField, ContactKind};
use crate::domain::criteria::{Criteria, Field, Incomplete};
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::query::bitmap::Bitmap;
use crate::query::collation::Alphabet;
use crate::query::criteria::matches;
use crate::query::index::Index;
use crate::query::order::keys::Keys;
use crate::query::order::named::{by_company, by_name};
use crate::query::search::search;

/// What contacts are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// A company and its persons stand together, the company first. A person without a company
    /// stands among the companies by its own name.
    #[default]
    Default,
    /// A field; contacts where it is empty come last, either way. Codes sort by how many there are.
    Field(Field),
}

/// How contacts are sorted. What is the same stands in the default order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sort {
    /// By what.
    pub by: SortBy,
    /// From z to a.
    pub descending: bool,
}

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

/// The contacts a filter lets through.
///
/// # Errors
/// What is begun or wrong in its criteria.
pub fn filter(database: &Database, index: &Index, filter: &ListFilter) -> Result<Bitmap, Incomplete> {
    let mut shown = matches(database, index, complete(database, &filter.criteria)?);
    match filter.kind {
        None => {}
        Some(ContactKind::Company) => shown.and(index.companies()),
        Some(ContactKind::Person) => shown.and_not(index.companies()),
    }
    if !filter.search.trim().is_empty() {
        shown.and(&search(database, index, &filter.search));
    }
    Ok(shown)
}

/// The contacts a filter lets through, sorted.
///
/// # Errors
/// What is begun or wrong in its criteria.
pub fn list(
    database: &Database,
    index: &Index,
    list_filter: &ListFilter,
    sort: Sort,
    alphabet: Alphabet,
) -> Result<Arc<[ContactId]>, Incomplete> {
    let all = order(database, index, sort, alphabet);
    let shown = filter(database, index, list_filter)?;
    Ok(if shown.count() == all.len() { all } else { keep(&all, &shown).into() })
}

/// All contacts, sorted.
#[must_use]
pub fn order(database: &Database, index: &Index, sort: Sort, alphabet: Alphabet) -> Arc<[ContactId]> {
    arranged(database, index, Arrangement::List(sort, alphabet))
}

/// These contacts as *Add Contacts* appends them: by Company Name, Company No., type and name, in
/// an alphabet that does not hang on the language in use. Persons without a company come first.
pub(super) fn in_segment_order(database: &Database, index: &Index, contacts: &Bitmap) -> Vec<ContactId> {
    keep(&arranged(database, index, Arrangement::Segment), contacts)
}

fn keep(order: &[ContactId], contacts: &Bitmap) -> Vec<ContactId> {
    let mut kept = Vec::with_capacity(contacts.count());
    kept.extend(order.iter().copied().filter(|id| contacts.contains(id.index())));
    kept
}

fn arranged(database: &Database, index: &Index, arrangement: Arrangement) -> Arc<[ContactId]> {
    if let Some(order) = index.orders().0.get(&arrangement) {
        return order.clone();
    }
    let names = |alphabet| arranged(database, index, Arrangement::Names(alphabet));
    let made = match arrangement {
        Arrangement::Names(_) => {
            let mut keys = Keys::new(database, arrangement);
            sorted(database.contacts().map(|(id, _)| (id, 0)), |(id, _), out| keys.push(id, out))
        }
        Arrangement::Segment => by_company(database, arrangement, &names(Alphabet::Root)),
        Arrangement::List(Sort { by: SortBy::Default, .. }, alphabet) => {
            by_company(database, arrangement, &names(alphabet))
        }
        Arrangement::List(sort @ Sort { by: SortBy::Field(field), .. }, alphabet) => {
            // Nothing is as quick to compare, among the same, as the place in the default order.
            let default = order(database, index, Sort::default(), alphabet);
            if field == Field::Text(ContactField::Name) {
                by_name(database, sort, alphabet, &names(alphabet), &default)
            } else {
                let mut keys = Keys::new(database, arrangement);
                sorted(default.iter().copied().zip(0u32..), |(id, place), out| {
                    keys.push_field(id, out);
                    out.extend_from_slice(&place.to_be_bytes());
                })
            }
        }
    };
    let order: Arc<[ContactId]> = made.into();
    let mut orders = index.orders();
    if orders.0.len() >= KEPT_ORDERS {
        // The others are made of these.
        orders.0.retain(|kept, _| match kept {
            Arrangement::Names(_) => true,
            Arrangement::List(sort, _) => *sort == Sort::default(),
            Arrangement::Segment => false,
        });
    }
    orders.0.insert(arrangement, order.clone());
    order
}

/// Sorts contacts by keys that are written once and kept only meanwhile.
fn sorted(
    contacts: impl Iterator<Item = (ContactId, u32)>,
    mut push_key: impl FnMut((ContactId, u32), &mut Vec<u8>),
) -> Vec<ContactId> {
    let mut keys = Vec::new();
    let mut entries: Vec<(u64, usize, usize, ContactId)> = contacts
        .map(|contact| {
            let start = keys.len();
            push_key(contact, &mut keys);
            (beginning(keys.get(start..).unwrap_or_default()), start, keys.len(), contact.0)
        })
        .collect();
    let key = |start: usize, end: usize| keys.get(start..end).unwrap_or_default();
    // Most comparisons end at the first eight bytes, which stand beside the contact.
    entries.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| key(a.1, a.2).cmp(key(b.1, b.2))));
    entries.into_iter().map(|(_, _, _, id)| id).collect()
}

fn beginning(key: &[u8]) -> u64 {
    key.iter().chain(std::iter::repeat(&0)).take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// How many orders are kept, at four bytes a contact.
const KEPT_ORDERS: usize = 8;
/// Up to so many contacts find their new place one by one.
const FEW: usize = 64;

/// What an order is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Arrangement {
    List(Sort, Alphabet),
    Segment,
    /// By name and No.
    Names(Alphabet),
}

/// The orders made so far.
#[derive(Debug, Default)]
pub(super) struct Orders(HashMap<Arrangement, Arc<[ContactId]>>);

/// The contacts whose place in an order may have changed.
#[derive(Debug, Default)]
pub(super) struct Moves {
    /// Contacts with any change of their own.
    pub(super) edited: BTreeSet<ContactId>,
    /// Contacts whose number, name, kind or company changed, and the persons of such companies.
    pub(super) moved: BTreeSet<ContactId>,
    /// Contacts that got or lost a code, by list.
    assigned: [BTreeSet<ContactId>; CodeList::ALL.len()],
}

impl Moves {
    /// Notes that contacts got or lost a code.
    pub(super) fn assigned(&mut self, list: CodeList, contacts: &[ContactId]) {
        if let Some(assigned) = self.assigned.get_mut(list.index()) {
            assigned.extend(contacts);
        }
    }

    /// The contacts whose place in an order may have changed; `None` if there are too many.
    fn within(&self, arrangement: Arrangement) -> Option<BTreeSet<ContactId>> {
        let mut within: BTreeSet<ContactId> = self.moved.clone();
        if let Arrangement::List(Sort { by: SortBy::Field(field), .. }, _) = arrangement {
            within.extend(&self.edited);
            if let Field::Codes(list) = field {
                within.extend(self.assigned.get(list.index()).into_iter().flatten());
                if list.is_of_company() && !within.is_empty() {
                    // These count for a company's persons, too.
                    return None;
                }
            }
        }
        (within.len() <= FEW).then_some(within)
    }
}

impl Orders {
    /// Brings all orders up to date, or forgets those for which that would take longer.
    pub(super) fn keep_up(&mut self, database: &Database, moves: &Moves) {
        self.0.retain(|&arrangement, order| {
            let Some(moving) = moves.within(arrangement) else { return false };
            if !moving.is_empty() {
                *order = moved(database, arrangement, order, &moving).into();
            }
            true
        });
    }
}

fn moved(
    database: &Database,
    arrangement: Arrangement,
    order: &[ContactId],
    moving: &BTreeSet<ContactId>,
) -> Vec<ContactId> {
    let mut keys = Keys::new(database, arrangement);
    let mut order: Vec<ContactId> = order.iter().copied().filter(|id| !moving.contains(id)).collect();
    let (mut key, mut other_key) = (Vec::new(), Vec::new());
    for &id in moving.iter().filter(|&&id| database.contact(id).is_some()) {
        key.clear();
        keys.push(id, &mut key);
        let place = order.partition_point(|&other| {
            other_key.clear();
            keys.push(other, &mut other_key);
            other_key < key
        });
        order.insert(place, id);
    }
    order
}
