//! The plan of a merge as one change.

use std::collections::HashMap;

use crate::domain::change::Change;
use crate::domain::code_list::CodeList;
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::exchange::merge::gains::{fill_from, moves};
use crate::exchange::merge::plan::{CodeOutcome, MergePlan, Place};
use crate::exchange::merge::segments::{SegmentOutcome, Translation};

impl MergePlan {
    /// The whole merge as one change of this database: codes, then companies, then persons, then
    /// what contacts here get, then segments. A contact that has gone since the plan was made is
    /// passed over.
    #[must_use]
    pub fn change(&self, database: &Database, file: &Database) -> Change {
        let mut builder = Builder {
            plan: self,
            database,
            file,
            changes: Vec::new(),
            codes: HashMap::new(),
            places: self.places(database, file),
        };
        builder.put_codes();
        builder.add_contacts();
        builder.update_contacts();
        builder.put_segments();
        Change::Batch(builder.changes)
    }

    /// Where the file's contacts are after the merge, those that are left out with a twin included.
    pub(super) fn places(&self, database: &Database, file: &Database) -> HashMap<ContactId, ContactId> {
        let first = database.next_contact_id().index();
        let new = self.new_contacts(file).into_iter().enumerate();
        let new = new.filter_map(|(at, theirs)| Some((theirs, ContactId::from_index(first + at)?)));
        let there = self.contacts.iter().filter_map(|row| match row.place() {
            Place::Into(twin) | Place::Behind(twin) => Some((row.theirs, twin)),
            Place::New | Place::Nowhere => None,
        });
        new.chain(there).collect()
    }
}

struct Builder<'a> {
    plan: &'a MergePlan,
    database: &'a Database,
    file: &'a Database,
    changes: Vec<Change>,
    /// The file's codes here.
    codes: HashMap<(CodeList, CodeId), CodeId>,
    /// The file's contacts here.
    places: HashMap<ContactId, ContactId>,
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
            let (Some(from), Some(&id)) = (self.file.contact(theirs), self.places.get(&theirs)) else {
                continue;
            };
            let mut contact = Contact::new(numbers.take(self.database, Some(&from.number)), from.kind);
            contact.excluded = from.excluded;
            contact.sample = from.sample;
            for (field, text) in from.texts() {
                contact.set_text(field, text);
            }
            contact.company = from.company.and_then(|company| self.places.get(&company).copied());
            self.add_codes(&mut contact, from);
            self.changes.push(Change::PutContact { id, contact: Some(Box::new(contact)) });
        }
    }

    fn update_contacts(&mut self) {
        for row in &self.plan.contacts {
            let Place::Into(twin) = row.place() else { continue };
            let (Some(from), Some(before)) = (self.file.contact(row.theirs), self.database.contact(twin))
            else {
                continue;
            };
            let mut contact = before.clone();
            fill_from(&mut contact, from, self.plan.overwrite);
            let company = from.company.map(|company| self.plan.place(company));
            if moves(&contact, company, self.plan.overwrite) {
                contact.company =
                    from.company.and_then(|it| self.places.get(&it).copied()).or(contact.company);
            }
            contact.sample &= from.sample;
            self.add_codes(&mut contact, from);
            if contact != *before {
                self.changes.push(Change::PutContact { id: twin, contact: Some(Box::new(contact)) });
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
        let translation = Translation { contacts: &self.places, code: &code };
        let mut next = self.database.next_segment_id().index();
        for row in self.plan.segments_by(self.database, self.file, &translation) {
            let id = match row.outcome {
                SegmentOutcome::Unchanged(_) => continue,
                SegmentOutcome::Changed(id) => Some(id),
                SegmentOutcome::New => {
                    next += 1;
                    crate::domain::identifiers::SegmentId::from_index(next - 1)
                }
            };
            if let Some(id) = id {
                self.changes.push(Change::PutSegment { id, segment: Some(Box::new(row.segment)) });
            }
        }
    }
}
