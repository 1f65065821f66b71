//! The stored tables: rows that are not yet checked, without look-ups.
//! [`Database`](crate::domain::database::Database) is made of them by its checks.

use serde::Deserialize;

use crate::domain::change::Change;
use crate::domain::code_list::{CodeEntry, CodeList};
use crate::domain::contact::{Contact, ContactKind};
use crate::domain::identifiers::{CodeId, ContactId, SegmentId};
use crate::domain::number_series::{CONTACT_SERIES, SEGMENT_SERIES, position_of};
use crate::domain::segment::Segment;

/// Rows by index.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Rows {
    /// The database's identity.
    pub identity: String,
    /// Contacts.
    pub contacts: Vec<Option<Contact>>,
    /// Code lists, in the order of [`CodeList::ALL`].
    pub codes: [Vec<Option<CodeEntry>>; CodeList::ALL.len()],
    /// Segments.
    pub segments: Vec<Option<Segment>>,
    /// The last used position of the contacts' number series.
    #[serde(default)]
    pub last_contact_number: u64,
    /// The last used position of the segments' number series.
    #[serde(default)]
    pub last_segment_number: u64,
}

/// A row that a change is about to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A contact.
    Contact(ContactId),
    /// A row of any code list.
    Code,
    /// A segment.
    Segment(SegmentId),
}

impl Rows {
    /// Makes a change once more, on rows of which some have seen it already: only the `wanted`
    /// ones are written. Nothing is checked; the rows are when a database is made of them.
    pub fn redo(&mut self, change: Change, wanted: &impl Fn(Row) -> bool) {
        match change {
            Change::Batch(changes) => changes.into_iter().for_each(|change| self.redo(change, wanted)),
            Change::PutContact { id, contact } => {
                if let Some(count) =
                    contact.as_ref().and_then(|contact| position_of(CONTACT_SERIES, &contact.number))
                {
                    self.last_contact_number = self.last_contact_number.max(count);
                }
                if wanted(Row::Contact(id)) {
                    put(&mut self.contacts, id.index(), contact.map(|contact| *contact));
                }
            }
            Change::EditContact { id, edits } if wanted(Row::Contact(id)) => {
                self.edit_contact(id, |contact| {
                    for edit in edits {
                        edit.apply(contact);
                    }
                });
            }
            Change::PutCode { list, id, entry } if wanted(Row::Code) => {
                if let Some(table) = self.codes.get_mut(list.index()) {
                    put(table, id.index(), entry);
                }
            }
            Change::PutSegment { id, segment } => {
                if let Some(count) =
                    segment.as_ref().and_then(|segment| position_of(SEGMENT_SERIES, &segment.number))
                {
                    self.last_segment_number = self.last_segment_number.max(count);
                }
                if wanted(Row::Segment(id)) {
                    put(&mut self.segments, id.index(), segment.map(|segment| *segment));
                }
            }
            Change::EditSegment { id, edits } if wanted(Row::Segment(id)) => {
                self.edit_segment(id, |segment| {
                    for edit in edits {
                        edit.apply(segment);
                    }
                });
            }
            Change::EditLines { id, edit } if wanted(Row::Segment(id)) => {
                // On a damaged segment it is refused; the lines stay as they were then.
                self.edit_segment(id, |segment| drop(edit.apply(segment)));
            }
            Change::Assign { list, code, contacts } => {
                for id in contacts.into_iter().filter(|&id| wanted(Row::Contact(id))) {
                    self.edit_contact(id, |contact| {
                        contact.add_code(list, code);
                    });
                }
            }
            Change::Unassign { list, code, contacts } => {
                for id in contacts.into_iter().filter(|&id| wanted(Row::Contact(id))) {
                    self.edit_contact(id, |contact| {
                        contact.remove_code(list, code);
                    });
                }
            }
            Change::Replace(database) => *self = Self::from(*database),
            Change::EditContact { .. }
            | Change::PutCode { .. }
            | Change::EditSegment { .. }
            | Change::EditLines { .. } => {}
        }
    }

    /// Removes references to missing rows, as after the loss of a part of the storage. Returns how
    /// many rows that changed.
    pub fn drop_dangling_refs(&mut self) -> usize {
        let mut changed = 0;
        let kinds: Vec<Option<ContactKind>> =
            self.contacts.iter().map(|contact| contact.as_ref().map(|contact| contact.kind)).collect();
        let kind_of = |id: ContactId| kinds.get(id.index()).copied().flatten();
        let codes: [Vec<bool>; CodeList::ALL.len()] =
            self.codes.each_ref().map(|table| table.iter().map(Option::is_some).collect());
        let has_code = |list: CodeList, code: CodeId| {
            codes.get(list.index()).and_then(|table| table.get(code.index())).copied().unwrap_or(false)
        };
        for contact in self.contacts.iter_mut().flatten() {
            let mut is_changed = false;
            if contact.company.is_some_and(|company| kind_of(company) != Some(ContactKind::Company)) {
                contact.company = None;
                is_changed = true;
            }
            for list in CodeList::ALL {
                let gone: Vec<CodeId> =
                    contact.codes(list).iter().copied().filter(|&code| !has_code(list, code)).collect();
                is_changed |= !gone.is_empty();
                gone.into_iter().for_each(|code| {
                    contact.remove_code(list, code);
                });
            }
            changed += usize::from(is_changed);
        }
        for segment in self.segments.iter_mut().flatten() {
            let is_there = |id: &ContactId| kind_of(*id).is_some();
            if segment.contacts_mut().all(|id| is_there(id)) {
                continue;
            }
            segment.retain_contacts(is_there);
            changed += 1;
        }
        changed
    }

    fn edit_contact(&mut self, id: ContactId, edit: impl FnOnce(&mut Contact)) {
        if let Some(contact) = self.contacts.get_mut(id.index()).and_then(Option::as_mut) {
            edit(contact);
        }
    }

    fn edit_segment(&mut self, id: SegmentId, edit: impl FnOnce(&mut Segment)) {
        if let Some(segment) = self.segments.get_mut(id.index()).and_then(Option::as_mut) {
            edit(segment);
        }
    }
}

/// Writes a row, growing the table if needed, and returns the row that was there.
pub(super) fn put<T>(table: &mut Vec<Option<T>>, index: usize, row: Option<T>) -> Option<T> {
    if index >= table.len() {
        row.as_ref()?;
        table.resize_with(index + 1, || None);
    }
    table.get_mut(index).and_then(|slot| std::mem::replace(slot, row))
}
