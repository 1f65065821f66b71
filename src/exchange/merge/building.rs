//! The plan of a merge as one change.

use std::collections::HashMap;

use crate::domain::catalogue::CodeList;
use crate::domain::change::Change;
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId, SegmentId};
use crate::exchange::merge::diff::merge_backup_contact;
use crate::exchange::merge::plan::{CodeOutcome, Destination, MergePlan};
use crate::exchange::merge::segments::{SegmentOutcome, Translation};

impl MergePlan {
    /// The whole merge as one change of this database: codes, then companies, then persons, then
    /// updates of contacts here, then segments. A contact that has been deleted since the plan was
    /// made is skipped.
    #[must_use]
    pub fn change(&self, database: &Database, file: &Database) -> Change {
        let mut builder = Builder {
            plan: self,
            database,
            file,
            changes: Vec::new(),
            codes: HashMap::new(),
            contacts: self.contact_ids(database, file),
        };
        builder.put_codes();
        builder.add_contacts();
        builder.update_contacts();
        builder.put_segments();
        Change::Batch(builder.changes)
    }
}

struct Builder<'a> {
    plan: &'a MergePlan,
    database: &'a Database,
    file: &'a Database,
    changes: Vec<Change>,
    /// Ids here of the file's codes.
    codes: HashMap<(CodeList, CodeId), CodeId>,
    /// Ids here of the file's contacts.
    contacts: HashMap<ContactId, ContactId>,
}

impl Builder<'_> {
    fn put_codes(&mut self) {
        let mut next = CodeList::ALL.map(|list| self.database.next_code_id(list).index());
        for row in &self.plan.codes {
            let here = match row.outcome {
                CodeOutcome::Unchanged(id) | CodeOutcome::Changed(id) => Some(id),
                CodeOutcome::New => next.get_mut(row.list.index()).and_then(|next| {
                    let id = CodeId::from_index(*next);
                    *next += 1;
                    id
                }),
            };
            let Some(here) = here else { continue };
            self.codes.insert((row.list, row.theirs), here);
            if !matches!(row.outcome, CodeOutcome::Unchanged(_)) {
                let entry = Some(row.entry.clone());
                self.changes.push(Change::PutCode { list: row.list, id: here, entry });
            }
        }
    }

    fn add_contacts(&mut self) {
        let mut numbers = self.plan.numbers(self.database, self.file);
        for theirs in self.plan.new_contacts(self.file) {
            let (Some(from), Some(&id)) = (self.file.contact(theirs), self.contacts.get(&theirs)) else {
                continue;
            };
            let mut contact = Contact::new(numbers.take(self.database, Some(&from.number)), from.kind);
            contact.excluded = from.excluded;
            contact.sample = from.sample;
            for (field, value) in from.values() {
                contact.set(field, Some(value.clone()));
            }
            contact.company = from.company.and_then(|company| self.contacts.get(&company).copied());
            self.add_codes(&mut contact, from);
            self.changes.push(Change::PutContact { id, contact: Some(Box::new(contact)) });
        }
    }

    fn update_contacts(&mut self) {
        for row in &self.plan.contacts {
            let Destination::Into(ours) = row.destination() else { continue };
            let (Some(from), Some(before)) = (self.file.contact(row.theirs), self.database.contact(ours))
            else {
                continue;
            };
            let mut contact = before.clone();
            merge_backup_contact(&mut contact, from, self.plan.overwrite);
            if self.plan.moves(before, from, self.plan.overwrite) {
                contact.company =
                    from.company.and_then(|it| self.contacts.get(&it).copied()).or(contact.company);
            }
            contact.sample &= from.sample;
            self.add_codes(&mut contact, from);
            if contact != *before {
                self.changes.push(Change::PutContact { id: ours, contact: Some(Box::new(contact)) });
            }
        }
    }

    fn add_codes(&self, contact: &mut Contact, from: &Contact) {
        let kind = contact.kind;
        for list in CodeList::ALL.into_iter().filter(|&list| list.applies_to(kind)) {
            for &code in from.codes(list) {
                if let Some(&here) = self.codes.get(&(list, code)) {
                    contact.add_code(list, here);
                }
            }
        }
    }

    fn put_segments(&mut self) {
        let code = |list, code| self.codes.get(&(list, code)).copied();
        let translation = Translation { contacts: &self.contacts, code: &code };
        let mut next = self.database.next_segment_id().index();
        for row in self.plan.segments_by(self.database, self.file, &translation) {
            let id = match row.outcome {
                SegmentOutcome::Unchanged(_) => continue,
                SegmentOutcome::Changed(id) => Some(id),
                SegmentOutcome::New => {
                    next += 1;
                    SegmentId::from_index(next - 1)
                }
            };
            if let Some(id) = id {
                self.changes.push(Change::PutSegment { id, segment: Some(Box::new(row.segment)) });
            }
        }
    }
}
