//! Orders that follow from the one by name, with nothing more to compare than numbers.

use crate::domain::contact::{ContactField, ContactKind};
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::query::collation::{Alphabet, is_same};
use crate::query::order::{Arrangement, Sort};

/// Companies by their names, each with its persons by theirs. Persons without a company stand among
/// the companies, for segments before them.
pub(super) fn by_company(
    database: &Database,
    arrangement: Arrangement,
    names: &[ContactId],
) -> Vec<ContactId> {
    let descending = matches!(arrangement, Arrangement::List(Sort { descending: true, .. }, _));
    let places = Places::of(names);
    let mut entries: Vec<(u64, ContactId)> = database
        .contacts()
        .map(|(id, contact)| {
            let group = match database.company_of(id) {
                None if arrangement == Arrangement::Segment => 0,
                company => {
                    let place = places.get(company.unwrap_or(id));
                    if descending { !place } else { place }
                }
            };
            let within = if contact.kind == ContactKind::Company { 0 } else { places.get(id) };
            (u64::from(group) << 32 | u64::from(within), id)
        })
        .collect();
    entries.sort_unstable();
    entries.into_iter().map(|(_, id)| id).collect()
}

/// By name; what has none comes last, and what has the same stands in the default order.
pub(super) fn by_name(
    database: &Database,
    sort: Sort,
    alphabet: Alphabet,
    names: &[ContactId],
    default: &[ContactId],
) -> Vec<ContactId> {
    let name = |id: ContactId| database.contact(id).map_or("", |contact| contact.text(ContactField::Name));
    let places = Places::of(default);
    let (nameless, named) = names.split_at(names.partition_point(|&id| name(id).is_empty()));
    let mut order = Vec::with_capacity(names.len());
    let mut append = |namesakes: &[ContactId]| {
        let start = order.len();
        order.extend_from_slice(namesakes);
        if let Some(namesakes @ [_, _, ..]) = order.get_mut(start..) {
            namesakes.sort_unstable_by_key(|&id| places.get(id));
        }
    };
    let groups = named.chunk_by(|&a, &b| is_same(name(a), name(b), alphabet));
    if sort.descending {
        groups.rev().for_each(&mut append);
    } else {
        groups.for_each(&mut append);
    }
    append(nameless);
    order
}

/// At which place of an order each contact stands, from 1.
struct Places(Vec<u32>);

impl Places {
    fn of(order: &[ContactId]) -> Self {
        let end = order.iter().map(|id| id.index() + 1).max().unwrap_or(0);
        let mut places = vec![0; end];
        for (id, number) in order.iter().zip(1..) {
            if let Some(place) = places.get_mut(id.index()) {
                *place = number;
            }
        }
        Self(places)
    }

    fn get(&self, id: ContactId) -> u32 {
        self.0.get(id.index()).copied().unwrap_or(0)
    }
}
