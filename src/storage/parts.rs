//! Cuts the tables into parts: which change touches which part, and a part as bytes.

use std::collections::BTreeSet;

use crate::domain::by_list::ByList;
use crate::domain::change::Change;
use crate::domain::database::Database;
use crate::domain::identifiers::{ContactId, SegmentId};
use crate::domain::rows::Rows;
use crate::storage::codec;
use crate::storage::codec::codes::{Codes, Series};
use crate::storage::codec::{DecodeError, ROWS};
use crate::storage::entry::PartList;
use crate::storage::key::TablePart;

/// The shard that holds a contact.
pub fn shard_of(id: ContactId) -> TablePart {
    TablePart::Contacts(u32::try_from(id.index() / ROWS).unwrap_or(u32::MAX))
}

/// The parts that a change touches. `part_list` has the parts after the change, for changes that
/// touch all of them.
#[must_use]
pub fn touched(change: &Change, part_list: &PartList) -> BTreeSet<TablePart> {
    let mut parts = BTreeSet::new();
    collect(change, part_list, &mut parts);
    parts
}

fn collect(change: &Change, part_list: &PartList, parts: &mut BTreeSet<TablePart>) {
    match change {
        Change::Batch(changes) => changes.iter().for_each(|change| collect(change, part_list, parts)),
        // A new row takes a number of its series, and the series are stored with the codes.
        Change::PutContact { id, .. } => parts.extend([shard_of(*id), TablePart::Codes]),
        Change::PutSegment { id, .. } => parts.extend([TablePart::Segment(id.0), TablePart::Codes]),
        Change::EditContact { id, .. } => parts.extend([shard_of(*id)]),
        Change::PutCode { .. } => parts.extend([TablePart::Codes]),
        Change::EditSegment { id, .. } | Change::EditLines { id, .. } => {
            parts.extend([TablePart::Segment(id.0)]);
        }
        Change::Assign { contacts, .. } | Change::Unassign { contacts, .. } => {
            parts.extend(contacts.iter().map(|&id| shard_of(id)));
        }
        Change::Replace(_) => parts.extend(part_list.parts()),
    }
}

/// The parts of a database.
#[must_use]
pub fn list(database: &Database) -> PartList {
    PartList {
        contacts: u32::try_from(database.contact_slots().div_ceil(ROWS)).unwrap_or(u32::MAX),
        segments: database.segments().map(|(id, _)| id.0).collect(),
    }
}

/// Encodes a part; `None` where the database has no such part.
#[must_use]
pub fn encode(database: &Database, part: TablePart) -> Option<Vec<u8>> {
    match part {
        TablePart::Codes => {
            let lists = ByList::from_fn(|list| database.code_rows(list).to_vec());
            let series =
                Series { contacts: database.last_contact_number(), segments: database.last_segment_number() };
            Some(codec::codes::encode(&Codes { lists, series }))
        }
        TablePart::Contacts(shard) => {
            let first = shard as usize * ROWS;
            let rows = database.contact_rows(first..first + ROWS);
            (!rows.is_empty()).then(|| codec::contacts::encode(first_row(shard), rows))
        }
        TablePart::Segment(index) => database.segment(SegmentId(index)).map(codec::segments::encode),
    }
}

/// Decodes a part into the tables.
///
/// # Errors
/// [`DecodeError`], with the tables unchanged, where the bytes are not those of such a part.
pub fn decode(rows: &mut Rows, part: TablePart, bytes: &[u8]) -> Result<(), DecodeError> {
    match part {
        TablePart::Codes => {
            let codes = codec::codes::decode(bytes)?;
            rows.codes = codes.lists;
            rows.last_contact_number = codes.series.contacts;
            rows.last_segment_number = codes.series.segments;
        }
        TablePart::Contacts(shard) => {
            let mut contacts = codec::contacts::decode(first_row(shard), bytes)?;
            if contacts.len() > ROWS {
                return Err(DecodeError::Damaged);
            }
            let first = shard as usize * ROWS;
            if rows.contacts.len() == first {
                // The usual case: shards are decoded in order.
                rows.contacts.append(&mut contacts);
                return Ok(());
            }
            rows.contacts.resize_with(rows.contacts.len().max(first + contacts.len()), || None);
            for (slot, row) in rows.contacts.iter_mut().skip(first).zip(contacts) {
                *slot = row;
            }
        }
        TablePart::Segment(index) => {
            let segment = codec::segments::decode(bytes)?;
            let index = index as usize;
            if rows.segments.len() <= index {
                rows.segments.resize_with(index + 1, || None);
            }
            if let Some(row) = rows.segments.get_mut(index) {
                *row = Some(segment);
            }
        }
    }
    Ok(())
}

/// The index of a shard's first row.
fn first_row(shard: u32) -> u32 {
    shard.wrapping_mul(ROWS as u32)
}
