//! Replays the journal on rows that were read part by part.

use crate::domain::change::Change;
use crate::domain::contact::Contact;
use crate::domain::identifiers::{ContactId, SegmentId};
use crate::domain::number_series::{CONTACT_SERIES, SEGMENT_SERIES, position_of};
use crate::domain::rows::{Rows, put};
use crate::domain::segment::Segment;
use crate::storage::key::TablePart;
use crate::storage::parts;

/// Applies a change to the parts that lack it. Nothing is checked here: the rows are checked when a
/// database is made of them.
pub fn replay(rows: &mut Rows, change: Change, lacks: &impl Fn(TablePart) -> bool) {
    let lacks_contact = |id: ContactId| lacks(parts::shard_of(id));
    let lacks_segment = |id: SegmentId| lacks(TablePart::Segment(id.0));
    match change {
        Change::Batch(changes) => changes.into_iter().for_each(|change| replay(rows, change, lacks)),
        Change::PutContact { id, contact } => {
            if let Some(count) =
                contact.as_ref().and_then(|contact| position_of(CONTACT_SERIES, &contact.number))
            {
                rows.last_contact_number = rows.last_contact_number.max(count);
            }
            if lacks_contact(id) {
                put(&mut rows.contacts, id.index(), contact.map(|contact| *contact));
            }
        }
        Change::EditContact { id, edits } if lacks_contact(id) => {
            edit_contact(rows, id, |contact| {
                for edit in edits {
                    edit.apply(contact);
                }
            });
        }
        Change::PutCode { list, id, entry } if lacks(TablePart::Codes) => {
            put(rows.codes.of_mut(list), id.index(), entry);
        }
        Change::PutSegment { id, segment } => {
            if let Some(count) =
                segment.as_ref().and_then(|segment| position_of(SEGMENT_SERIES, &segment.number))
            {
                rows.last_segment_number = rows.last_segment_number.max(count);
            }
            if lacks_segment(id) {
                put(&mut rows.segments, id.index(), segment.map(|segment| *segment));
            }
        }
        Change::EditSegment { id, edits } if lacks_segment(id) => {
            edit_segment(rows, id, |segment| {
                for edit in edits {
                    edit.apply(segment);
                }
            });
        }
        Change::EditLines { id, edit } if lacks_segment(id) => {
            // A damaged segment refuses the edit, and keeps its lines.
            edit_segment(rows, id, |segment| drop(edit.apply(segment)));
        }
        Change::Assign { list, code, contacts } => {
            for id in contacts.into_iter().filter(|&id| lacks_contact(id)) {
                edit_contact(rows, id, |contact| {
                    contact.add_code(list, code);
                });
            }
        }
        Change::Unassign { list, code, contacts } => {
            for id in contacts.into_iter().filter(|&id| lacks_contact(id)) {
                edit_contact(rows, id, |contact| {
                    contact.remove_code(list, code);
                });
            }
        }
        Change::Replace(database) => *rows = Rows::from(*database),
        Change::EditContact { .. }
        | Change::PutCode { .. }
        | Change::EditSegment { .. }
        | Change::EditLines { .. } => {}
    }
}

fn edit_contact(rows: &mut Rows, id: ContactId, edit: impl FnOnce(&mut Contact)) {
    if let Some(contact) = rows.contacts.get_mut(id.index()).and_then(Option::as_mut) {
        edit(contact);
    }
}

fn edit_segment(rows: &mut Rows, id: SegmentId, edit: impl FnOnce(&mut Segment)) {
    if let Some(segment) = rows.segments.get_mut(id.index()).and_then(Option::as_mut) {
        edit(segment);
    }
}
