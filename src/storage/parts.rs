//! The tables cut into parts: which change touches which, and each as bytes.

use std::collections::BTreeSet;

use crate::domain::change::Change;
use crate::domain::code_list::CodeList;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::domain::rows::{Row, Rows};
use crate::storage::codec;
use crate::storage::codec::ROWS;
use crate::storage::entry::Shape;
use crate::storage::key::Part;

/// The run that a contact's place lies in.
fn run_of(id: ContactId) -> Part {
    Part::Contacts(u32::try_from(id.index() / ROWS).unwrap_or(u32::MAX))
}

/// The part that a row lies in.
#[must_use]
pub fn part_of(row: Row) -> Part {
    match row {
        Row::Contact(id) => run_of(id),
        Row::Code => Part::Codes,
        Row::Segment(id) => Part::Segment(id.0),
    }
}

/// The parts that a change touches; `shape` is what there is afterwards, for the changes that
/// touch everything.
#[must_use]
pub fn touched(change: &Change, shape: &Shape) -> BTreeSet<Part> {
    let mut parts = BTreeSet::new();
    collect(change, shape, &mut parts);
    parts
}

fn collect(change: &Change, shape: &Shape, parts: &mut BTreeSet<Part>) {
    match change {
        Change::Batch(changes) => changes.iter().for_each(|change| collect(change, shape, parts)),
        // A new record uses its series of numbers, which is kept beside the codes.
        Change::PutContact { id, .. } => parts.extend([run_of(*id), Part::Codes]),
        Change::PutSegment { id, .. } => parts.extend([Part::Segment(id.0), Part::Codes]),
        Change::EditContact { id, .. } => parts.extend([run_of(*id)]),
        Change::PutCode { .. } => parts.extend([Part::Codes]),
        Change::EditSegment { id, .. } | Change::EditLines { id, .. } => {
            parts.extend([Part::Segment(id.0)]);
        }
        Change::Assign { contacts, .. } | Change::Unassign { contacts, .. } => {
            parts.extend(contacts.iter().map(|&id| run_of(id)));
        }
        Change::Replace(_) => parts.extend(shape.parts()),
    }
}

/// Which parts a database has.
#[must_use]
pub fn shape_of(database: &Database) -> Shape {
    Shape {
        contacts: u32::try_from(database.contact_slots().div_ceil(ROWS)).unwrap_or(u32::MAX),
        segments: database.segments().map(|(id, _)| id.0).collect(),
    }
}

/// A part as bytes; `None` where it isn't there.
#[must_use]
pub fn encode(database: &Database, part: Part) -> Option<Vec<u8>> {
    match part {
        Part::Codes => {
            let mut bytes = database.last_contact_number().to_le_bytes().to_vec();
            bytes.extend(database.last_segment_number().to_le_bytes());
            let lists = CodeList::ALL.map(|list| database.code_rows(list).to_vec());
            bytes.extend(codec::codes::encode(&lists));
            Some(bytes)
        }
        Part::Contacts(run) => {
            let first = run as usize * ROWS;
            let rows = database.contact_rows(first..first + ROWS);
            (!rows.is_empty()).then(|| codec::contacts::encode(rows))
        }
        Part::Segment(place) => {
            database.segment(crate::domain::identifiers::SegmentId(place)).map(codec::segments::encode)
        }
    }
}

/// Puts a part's bytes into the tables; `None`, and nothing done, where they aren't such a part.
#[must_use]
pub fn decode(rows: &mut Rows, part: Part, bytes: &[u8]) -> Option<()> {
    match part {
        Part::Codes => {
            let (contacts, rest) = bytes.split_first_chunk::<8>()?;
            let (segments, lists) = rest.split_first_chunk::<8>()?;
            rows.codes = codec::codes::decode(lists)?;
            rows.last_contact_number = u64::from_le_bytes(*contacts);
            rows.last_segment_number = u64::from_le_bytes(*segments);
        }
        Part::Contacts(run) => {
            let mut contacts = codec::contacts::decode(bytes).filter(|rows| rows.len() <= ROWS)?;
            let first = run as usize * ROWS;
            if rows.contacts.len() == first {
                // The usual case: runs come in their order.
                rows.contacts.append(&mut contacts);
                return Some(());
            }
            rows.contacts.resize_with(rows.contacts.len().max(first + contacts.len()), || None);
            for (place, row) in rows.contacts.iter_mut().skip(first).zip(contacts) {
                *place = row;
            }
        }
        Part::Segment(place) => {
            let segment = codec::segments::decode(bytes)?;
            let place = place as usize;
            if rows.segments.len() <= place {
                rows.segments.resize_with(place + 1, || None);
            }
            if let Some(row) = rows.segments.get_mut(place) {
                *row = Some(segment);
            }
        }
    }
    Some(())
}
