//! Writes rows and keeps the look-ups up to date. Nothing is checked here.

use crate::domain::catalogue::CodeList;
use crate::domain::code_list::CodeEntry;
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId, SegmentId};
use crate::domain::number_series::{CONTACT_SERIES, SEGMENT_SERIES, position_of};
use crate::domain::rows::put;
use crate::domain::segment::Segment;

impl Database {
    pub(super) fn put_contact(&mut self, id: ContactId, contact: Option<Contact>) -> Option<Contact> {
        let lookups = &mut self.lookups;
        let new_number = contact.as_ref().map(|contact| contact.number.clone());
        let new_company = contact.as_ref().and_then(|contact| contact.company);
        let before = put(&mut self.contacts, id.index(), contact);
        if let Some(before) = &before {
            lookups.contact_count -= 1;
            lookups.contacts.remove(&before.number);
        }
        if let Some(number) = new_number {
            if let Some(count) = position_of(CONTACT_SERIES, &number) {
                self.last_contact_number = self.last_contact_number.max(count);
            }
            lookups.contact_count += 1;
            lookups.contacts.insert(number, id);
        }
        let old_company = before.as_ref().and_then(|contact| contact.company);
        if old_company != new_company {
            if let Some(persons) = old_company.and_then(|company| lookups.persons.get_mut(&company)) {
                persons.retain(|&person| person != id);
            }
            if let Some(company) = new_company {
                let persons = lookups.persons.entry(company).or_default();
                if let Err(index) = persons.binary_search(&id) {
                    persons.insert(index, id);
                }
            }
        }
        before
    }

    pub(super) fn put_code(
        &mut self,
        list: CodeList,
        id: CodeId,
        entry: Option<CodeEntry>,
    ) -> Option<CodeEntry> {
        let new_code = entry.as_ref().map(|entry| entry.code.clone());
        let before = put(self.codes.of_mut(list), id.index(), entry);
        let lookups = self.lookups.codes.of_mut(list);
        if let Some(before) = &before {
            lookups.remove(&before.code);
        }
        if let Some(code) = new_code {
            lookups.insert(code, id);
        }
        before
    }

    pub(super) fn put_segment(&mut self, id: SegmentId, segment: Option<Segment>) -> Option<Segment> {
        let new_number = segment.as_ref().map(|segment| segment.number.clone());
        let before = put(&mut self.segments, id.index(), segment);
        if let Some(before) = &before {
            self.lookups.segments.remove(&before.number);
        }
        if let Some(number) = new_number {
            if let Some(count) = position_of(SEGMENT_SERIES, &number) {
                self.last_segment_number = self.last_segment_number.max(count);
            }
            self.lookups.segments.insert(number, id);
        }
        before
    }
}
