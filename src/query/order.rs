//! In which order contacts stand.
//!
//! Each contact gets a key of bytes, and the keys' order is the contacts'. Orders are kept once
//! made; a change of a few contacts takes these out and puts them in where they now belong.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::bitmap::Bitmap;
use super::collation::{Alphabet, Collator};
use super::criteria::matches;
use super::index::Index;
use super::search::search;
use crate::domain::{CodeList, ContactField, ContactId, ContactKind, Criteria, Database, Field};

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
#[must_use]
pub fn filter(database: &Database, index: &Index, filter: &ListFilter) -> Bitmap {
    let mut shown = matches(database, index, &filter.criteria);
    match filter.kind {
        None => {}
        Some(ContactKind::Company) => shown.and(index.companies()),
        Some(ContactKind::Person) => shown.and_not(index.companies()),
    }
    if !filter.search.trim().is_empty() {
        shown.and(&search(database, index, &filter.search));
    }
    shown
}

/// The contacts a filter lets through, sorted.
#[must_use]
pub fn list(
    database: &Database,
    index: &Index,
    list_filter: &ListFilter,
    sort: Sort,
    alphabet: Alphabet,
) -> Arc<[ContactId]> {
    let all = order(database, index, sort, alphabet);
    let shown = filter(database, index, list_filter);
    if shown.count() == all.len() { all } else { keep(&all, &shown).into() }
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
    let made = match arrangement {
        Arrangement::List(Sort { by: SortBy::Field(_), .. }, alphabet) => {
            // Nothing is as quick to compare, among the same, as the place in the default order.
            let default = order(database, index, Sort::default(), alphabet);
            let mut keys = Keys::new(database, arrangement);
            let places = default.iter().copied().zip(0u32..);
            sorted(places, |(id, place), out| {
                keys.push_field(id, out);
                out.extend_from_slice(&place.to_be_bytes());
            })
        }
        _ => {
            let mut keys = Keys::new(database, arrangement);
            // Company by company, so that its part of the keys is written once.
            let firsts = database.contacts().filter(|(_, contact)| contact.company.is_none());
            let contacts = firsts.flat_map(|(id, _)| {
                std::iter::once(&id).chain(database.persons_of(id)).copied().collect::<Vec<_>>()
            });
            sorted(contacts.map(|id| (id, 0)), |(id, _), out| keys.push(id, out))
        }
    };
    let order: Arc<[ContactId]> = made.into();
    let mut orders = index.orders();
    if orders.0.len() >= KEPT_ORDERS {
        // Sorting by a field begins with the default order.
        orders.0.retain(|kept, _| matches!(kept, Arrangement::List(sort, _) if *sort == Sort::default()));
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

/// Writes contacts' keys for one order.
struct Keys<'a> {
    database: &'a Database,
    arrangement: Arrangement,
    collator: Collator,
    /// What keeps a company and its persons together, for the company last asked about.
    company: Option<(ContactId, Vec<u8>)>,
}

/// Ends a part of a key. **A sort key holds at most two zeros together,** and no other weight is 0.
const END: [u8; 3] = [0; 3];

impl<'a> Keys<'a> {
    fn new(database: &'a Database, arrangement: Arrangement) -> Self {
        let alphabet = match arrangement {
            Arrangement::List(_, alphabet) => alphabet,
            Arrangement::Segment => Alphabet::Root,
        };
        Self { database, arrangement, collator: Collator::new(alphabet), company: None }
    }

    /// A contact's whole key; no two contacts have the same.
    fn push(&mut self, id: ContactId, out: &mut Vec<u8>) {
        self.push_field(id, out);
        let Some(contact) = self.database.contact(id) else { return };
        match self.database.company_of(id) {
            Some(company) => {
                let known = self.company.take().filter(|(known, _)| *known == company);
                let part = known.map_or_else(|| self.standing_of(Some(company)), |(_, part)| part);
                out.extend_from_slice(&part);
                self.company = Some((company, part));
            }
            None if self.arrangement == Arrangement::Segment => out.extend(self.standing_of(None)),
            None => out.extend(self.standing_of(Some(id))),
        }
        out.push(u8::from(contact.kind == ContactKind::Person));
        if contact.kind == ContactKind::Person {
            self.push_text(contact.text(ContactField::Name), out);
            self.push_text(&contact.number, out);
        }
        out.extend_from_slice(&id.0.to_be_bytes());
    }

    /// The part of a key that a company's persons share with it.
    fn standing_of(&mut self, first: Option<ContactId>) -> Vec<u8> {
        let mut part = Vec::new();
        let first = first.and_then(|first| self.database.contact(first));
        self.push_text(first.map_or("", |first| first.text(ContactField::Name)), &mut part);
        self.push_text(first.map_or("", |first| &first.number), &mut part);
        if matches!(self.arrangement, Arrangement::List(Sort { by: SortBy::Default, descending: true }, _)) {
            turn_round(&mut part, 0);
        }
        part
    }

    /// The part of a key that comes from the field sorted by.
    fn push_field(&mut self, id: ContactId, out: &mut Vec<u8>) {
        let Arrangement::List(Sort { by: SortBy::Field(field), descending }, _) = self.arrangement else {
            return;
        };
        let Some(contact) = self.database.contact(id) else { return };
        let text = match field {
            Field::Number => Some(contact.number.as_str()),
            Field::CompanyName => Some(self.database.company_name(id)),
            Field::Text(field) => Some(contact.text(field)),
            Field::Kind | Field::Excluded | Field::Codes(_) => None,
        };
        out.push(u8::from(text.is_some_and(str::is_empty)));
        let start = out.len();
        match field {
            Field::Kind => out.push(u8::from(contact.kind == ContactKind::Person)),
            Field::Excluded => out.push(u8::from(contact.excluded)),
            Field::Codes(list) => {
                let count = u32::try_from(self.database.codes_for(list, id).len()).unwrap_or(u32::MAX);
                out.extend_from_slice(&count.to_be_bytes());
            }
            Field::Number | Field::CompanyName | Field::Text(_) => {
                self.push_text(text.unwrap_or_default(), out);
            }
        }
        if descending {
            turn_round(out, start);
        }
    }

    fn push_text(&mut self, text: &str, out: &mut Vec<u8>) {
        self.collator.push_key(text, out);
        out.extend_from_slice(&END);
    }
}

/// Lets the key's end from `start` on sort the other way round.
fn turn_round(key: &mut [u8], start: usize) {
    for byte in key.iter_mut().skip(start) {
        *byte = !*byte;
    }
}
