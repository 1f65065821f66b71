//! The only write path: checks a change, applies it and returns its inverse.

use std::collections::HashSet;

use crate::domain::change::Change;
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::domain::refusal::Refusal;

impl Database {
    /// Checks a change, applies it and returns its inverse. **The only write path.**
    ///
    /// # Errors
    /// A [`Refusal`]. The database is then unchanged.
    pub fn apply(&mut self, change: Change) -> Result<Change, Refusal> {
        let mut deleted = HashSet::new();
        let inverse = self.apply_one(change, &mut deleted)?;
        if !deleted.is_empty() && self.some_line_names(&deleted) {
            // The inverse of an applied change is always valid.
            self.apply_one(inverse, &mut HashSet::new())?;
            return Err(Refusal::Inconsistent("a segment names a deleted contact".into()));
        }
        Ok(inverse)
    }

    fn apply_one(&mut self, change: Change, deleted: &mut HashSet<ContactId>) -> Result<Change, Refusal> {
        match change {
            Change::Batch(changes) => self.apply_batch(changes, deleted),
            Change::PutContact { id, contact } => {
                match &contact {
                    Some(contact) => {
                        self.check_contact(id, contact)?;
                        deleted.remove(&id);
                    }
                    None => {
                        if !self.persons_of(id).is_empty() {
                            return Err(Refusal::HasPersons { persons: self.persons_of(id).len() });
                        }
                        deleted.insert(id);
                    }
                }
                let before = self.put_contact(id, contact.map(|contact| *contact));
                Ok(Change::PutContact { id, contact: before.map(Box::new) })
            }
            Change::EditContact { id, edits } => {
                let mut contact = self.contact(id).ok_or(Refusal::Gone)?.clone();
                let edits = edits.into_iter().map(|edit| edit.apply(&mut contact)).collect();
                self.check_contact(id, &contact)?;
                self.put_contact(id, Some(contact));
                Ok(Change::EditContact { id, edits })
            }
            Change::PutCode { list, id, entry } => {
                self.check_code(list, id, entry.as_ref())?;
                let before = self.put_code(list, id, entry);
                Ok(Change::PutCode { list, id, entry: before })
            }
            Change::PutSegment { id, segment } => {
                if let Some(segment) = &segment {
                    self.check_segment(id, segment)?;
                }
                let before = self.put_segment(id, segment.map(|segment| *segment));
                Ok(Change::PutSegment { id, segment: before.map(Box::new) })
            }
            Change::EditSegment { id, edits } => {
                let mut segment = self.segment(id).ok_or(Refusal::Gone)?.clone();
                let edits = edits.into_iter().map(|edit| edit.apply(&mut segment)).collect();
                self.check_segment(id, &segment)?;
                self.put_segment(id, Some(segment));
                Ok(Change::EditSegment { id, edits })
            }
            Change::EditLines { id, edit } => {
                let mut segment = self.segment(id).ok_or(Refusal::Gone)?.clone();
                let edit = edit.apply(&mut segment)?;
                self.check_segment(id, &segment)?;
                self.put_segment(id, Some(segment));
                Ok(Change::EditLines { id, edit: Box::new(edit) })
            }
            Change::Assign { list, code, contacts } => {
                // The inverse of a removal that changed no contact assigns to none.
                if !contacts.is_empty() && self.code(list, code).is_none() {
                    return Err(Refusal::Gone);
                }
                for &id in &contacts {
                    let contact = self.contact(id).ok_or(Refusal::Gone)?;
                    if !list.applies_to(contact.kind) {
                        return Err(Refusal::WrongHolder { list, contact: contact.label().to_owned() });
                    }
                }
                let contacts = self.for_each_contact(contacts, |contact| contact.add_code(list, code));
                Ok(Change::Unassign { list, code, contacts })
            }
            Change::Unassign { list, code, contacts } => {
                let contacts = self.for_each_contact(contacts, |contact| contact.remove_code(list, code));
                Ok(Change::Assign { list, code, contacts })
            }
            Change::Replace(database) => {
                let before = std::mem::replace(self, *database);
                Ok(Change::Replace(Box::new(before)))
            }
        }
    }

    fn apply_batch(
        &mut self,
        changes: Vec<Change>,
        deleted: &mut HashSet<ContactId>,
    ) -> Result<Change, Refusal> {
        let mut inverses = Vec::with_capacity(changes.len());
        for change in changes {
            match self.apply_one(change, deleted) {
                Ok(inverse) => inverses.push(inverse),
                Err(refusal) => {
                    for inverse in inverses.into_iter().rev() {
                        self.apply_one(inverse, &mut HashSet::new())?;
                    }
                    return Err(refusal);
                }
            }
        }
        inverses.reverse();
        Ok(Change::Batch(inverses))
    }

    fn for_each_contact(
        &mut self,
        ids: Vec<ContactId>,
        mut edit: impl FnMut(&mut Contact) -> bool,
    ) -> Vec<ContactId> {
        ids.into_iter()
            .filter(|id| self.contacts.get_mut(id.index()).and_then(Option::as_mut).is_some_and(&mut edit))
            .collect()
    }
}
