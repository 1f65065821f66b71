//! The difference of two records as field edits.

use std::collections::HashMap;

use crate::domain::catalogue::{CodeList, ContactField};
use crate::domain::change::Change;
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::edit::{ContactEdit, LinesEdit, SegmentEdit, ValueEdit};
use crate::domain::identifiers::{ContactId, SegmentId};
use crate::domain::segment::Segment;

impl Change {
    /// The change with field edits in place of whole records that replace others. Applied to
    /// `database` it has the same effect; applied after another window's change it leaves the
    /// fields alone that it does not edit.
    #[must_use]
    pub fn into_edits(self, database: &Database) -> Self {
        let mut touched = TouchCounts::default();
        touched.count(&self);
        touched.edits(self, database)
    }
}

/// How often a change touches each record. A record that is touched twice stays whole, because
/// at the second time it differs from the one in the database.
#[derive(Default)]
struct TouchCounts {
    contacts: HashMap<ContactId, usize>,
    segments: HashMap<SegmentId, usize>,
    everything: bool,
}

impl TouchCounts {
    fn count(&mut self, change: &Change) {
        let mut contact = |id: ContactId| *self.contacts.entry(id).or_default() += 1;
        match change {
            Change::Batch(changes) => changes.iter().for_each(|change| self.count(change)),
            Change::PutContact { id, .. } | Change::EditContact { id, .. } => contact(*id),
            Change::Assign { contacts, .. } | Change::Unassign { contacts, .. } => {
                contacts.iter().copied().for_each(contact);
            }
            Change::PutSegment { id, .. } | Change::EditSegment { id, .. } | Change::EditLines { id, .. } => {
                *self.segments.entry(*id).or_default() += 1
            }
            Change::PutCode { .. } => {}
            Change::Replace(_) => self.everything = true,
        }
    }

    fn edits(&self, change: Change, database: &Database) -> Change {
        match change {
            Change::Batch(changes) => {
                Change::Batch(changes.into_iter().map(|change| self.edits(change, database)).collect())
            }
            _ if self.everything => change,
            Change::PutContact { id, contact: Some(contact) } if self.contacts.get(&id) == Some(&1) => {
                match database.contact(id).and_then(|before| edit_of_contact(id, before, &contact)) {
                    Some(edit) => edit,
                    None => Change::PutContact { id, contact: Some(contact) },
                }
            }
            Change::PutSegment { id, segment: Some(segment) } if self.segments.get(&id) == Some(&1) => {
                match database.segment(id).filter(|before| before.sample == segment.sample) {
                    Some(before) => edit_of_segment(id, before, &segment),
                    None => Change::PutSegment { id, segment: Some(segment) },
                }
            }
            _ => change,
        }
    }
}

/// `None` where more than fields and codes differs.
fn edit_of_contact(id: ContactId, before: &Contact, after: &Contact) -> Option<Change> {
    if (before.kind, before.sample) != (after.kind, after.sample) {
        return None;
    }
    let mut edits = Vec::new();
    if before.number != after.number {
        edits.push(ContactEdit::Number(after.number.clone()));
    }
    if before.company != after.company {
        edits.push(ContactEdit::Company(after.company));
    }
    if before.excluded != after.excluded {
        edits.push(ContactEdit::Excluded(after.excluded));
    }
    for field in ContactField::ALL {
        if before.value(field) != after.value(field) {
            edits.push(ContactEdit::Value(ValueEdit(field, after.value(field).cloned())));
        }
    }
    let mut changes = Vec::new();
    if !edits.is_empty() {
        changes.push(Change::EditContact { id, edits });
    }
    for list in CodeList::ALL {
        let (old, new) = (before.codes(list), after.codes(list));
        let contacts = || vec![id];
        changes.extend(old.iter().filter(|code| !new.contains(code)).map(|&code| Change::Unassign {
            list,
            code,
            contacts: contacts(),
        }));
        changes.extend(new.iter().filter(|code| !old.contains(code)).map(|&code| Change::Assign {
            list,
            code,
            contacts: contacts(),
        }));
    }
    Some(one_or_all(changes))
}

fn edit_of_segment(id: SegmentId, before: &Segment, after: &Segment) -> Change {
    let mut edits = Vec::new();
    if before.number != after.number {
        edits.push(SegmentEdit::Number(after.number.clone()));
    }
    if before.description != after.description {
        edits.push(SegmentEdit::Description(after.description.clone()));
    }
    let mut changes = Vec::new();
    if !edits.is_empty() {
        changes.push(Change::EditSegment { id, edits });
    }
    if (&before.lines, &before.steps) != (&after.lines, &after.steps) {
        changes.push(Change::EditLines { id, edit: Box::new(LinesEdit::between(before, after)) });
    }
    one_or_all(changes)
}

fn one_or_all(mut changes: Vec<Change>) -> Change {
    match (changes.pop(), changes.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            changes.extend(last);
            Change::Batch(changes)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::arbitrary::Profile;
    use crate::domain::catalogue::ContactKind;
    use crate::domain::contacts;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn field_edits_have_the_effect_of_the_whole_records_and_the_same_inverse(ops in Profile::default().ops(80)) {
            let mut database = Database::new("d");
            for op in ops {
                let Some(change) = op.change(&database) else { continue };
                let before = database.clone();
                let mut other = database.clone();
                let edits = change.clone().into_edits(&database);
                let inverse = other.apply(edits).unwrap();
                database.apply(change).unwrap();
                prop_assert_eq!(&other, &database);
                other.apply(inverse).unwrap();
                prop_assert_eq!(&other, &before);
            }
        }
    }

    #[test]
    fn two_fields_of_one_contact_are_edited_at_the_same_time() {
        let mut database = Database::new("d");
        let (id, new) = contacts::create(&database, Contact::new("", ContactKind::Company)).unwrap();
        database.apply(new).unwrap();
        let phone = contacts::edit(&database, id, ContactField::Phone, "22 33").unwrap();
        let city = contacts::edit(&database, id, ContactField::City, "Oslo").unwrap();
        let (phone, city) = (phone.into_edits(&database), city.into_edits(&database));
        database.apply(phone).unwrap();
        let undo = database.apply(city).unwrap();
        let contact = database.contact(id).unwrap();
        assert_eq!((contact.text(ContactField::Phone), contact.text(ContactField::City)), ("22 33", "Oslo"));
        database.apply(undo).unwrap();
        assert_eq!(database.contact(id).unwrap().text(ContactField::Phone), "22 33");
    }
}
