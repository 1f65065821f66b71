//! Orders that follow from the one by name, so that only numbers are left to compare.

use crate::domain::catalogue::{ContactField, ContactKind};
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::query::collation::{Alphabet, is_same};
use crate::query::order::Sort;

/// Companies by name, each followed by its persons by name. Persons without a company are sorted among
/// the companies.
pub(super) fn by_company(database: &Database, descending: bool, names: &[ContactId]) -> Vec<ContactId> {
    let positions = Positions::of(names);
    let mut entries: Vec<(u64, ContactId)> = database
        .contacts()
        .map(|(id, contact)| {
            let group = positions.get(database.company_of(id).unwrap_or(id));
            let group = if descending { !group } else { group };
            let in_group = if contact.kind == ContactKind::Company { 0 } else { positions.get(id) };
            (u64::from(group) << 32 | u64::from(in_group), id)
        })
        .collect();
    entries.sort_unstable();
    entries.into_iter().map(|(_, id)| id).collect()
}

/// By name; contacts without one come last, and those with the same name keep the default order.
pub(super) fn by_name(
    database: &Database,
    sort: Sort,
    alphabet: Alphabet,
    names: &[ContactId],
    default: &[ContactId],
) -> Vec<ContactId> {
    let name = |id: ContactId| database.contact(id).map_or("", |contact| contact.text(ContactField::Name));
    let positions = Positions::of(default);
    let (nameless, named) = names.split_at(names.partition_point(|&id| name(id).is_empty()));
    let mut order = Vec::with_capacity(names.len());
    let mut append = |namesakes: &[ContactId]| {
        let start = order.len();
        order.extend_from_slice(namesakes);
        if let Some(namesakes @ [_, _, ..]) = order.get_mut(start..) {
            namesakes.sort_unstable_by_key(|&id| positions.get(id));
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

/// The position of each contact in an order, counted from 1.
struct Positions(Vec<u32>);

impl Positions {
    fn of(order: &[ContactId]) -> Self {
        let length = order.iter().map(|id| id.index() + 1).max().unwrap_or(0);
        let mut positions = vec![0; length];
        for (id, number) in order.iter().zip(1..) {
            if let Some(position) = positions.get_mut(id.index()) {
                *position = number;
            }
        }
        Self(positions)
    }

    fn get(&self, id: ContactId) -> u32 {
        self.0.get(id.index()).copied().unwrap_or(0)
    }
}
