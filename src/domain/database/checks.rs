//! The checks that a row passes before it is written.

use std::collections::HashSet;

use crate::domain::catalogue::{CodeList, ContactKind};
use crate::domain::code_list::CodeEntry;
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId, SegmentId};
use crate::domain::refusal::Refusal;
use crate::domain::segment::{Segment, StepKind};
use crate::domain::text::{NUMBER_LIMIT, check_text};

impl Database {
    pub(super) fn check_contact(&self, id: ContactId, contact: &Contact) -> Result<(), Refusal> {
        if id.index() > self.contacts.len() {
            return Err(Refusal::Inconsistent("a contact's id leaves a gap".into()));
        }
        if contact.number.trim().is_empty() || contact.number.trim() != contact.number {
            return Err(Refusal::Inconsistent("a contact without a number".into()));
        }
        check_text(&contact.number, NUMBER_LIMIT)?;
        if self.find_contact(&contact.number).is_some_and(|other| other != id) {
            return Err(Refusal::NumberTaken(contact.number.clone()));
        }
        for (field, value) in contact.values() {
            value.check(field)?;
        }
        match (contact.kind, contact.company) {
            (ContactKind::Company, Some(_)) => {
                return Err(Refusal::Inconsistent("a company with a company".into()));
            }
            (ContactKind::Person, Some(company)) => {
                if company == id
                    || self.contact(company).is_none_or(|company| company.kind != ContactKind::Company)
                {
                    return Err(Refusal::Inconsistent("a person's company is no company".into()));
                }
            }
            (_, None) => {}
        }
        if contact.kind == ContactKind::Person && !self.persons_of(id).is_empty() {
            return Err(Refusal::HasPersons { persons: self.persons_of(id).len() });
        }
        if let Some(list) = contact.foreign_list(contact.kind) {
            return Err(Refusal::HasCodes { list });
        }
        let known =
            |list: &CodeList| contact.codes(*list).iter().all(|&code| self.code(*list, code).is_some());
        if !CodeList::ALL.iter().all(known) {
            return Err(Refusal::Inconsistent("an assignment of a code that is not there".into()));
        }
        Ok(())
    }

    pub(super) fn check_code(
        &self,
        list: CodeList,
        id: CodeId,
        entry: Option<&CodeEntry>,
    ) -> Result<(), Refusal> {
        let Some(entry) = entry else {
            let contacts = self.contacts().filter(|(_, contact)| contact.codes(list).contains(&id)).count();
            return match self.code(list, id) {
                Some(entry) if contacts > 0 => {
                    Err(Refusal::CodeInUse { code: entry.code.to_string(), contacts })
                }
                _ => Ok(()),
            };
        };
        if id.index() > self.codes.of(list).len() {
            return Err(Refusal::Inconsistent("a code's id leaves a gap".into()));
        }
        check_text(&entry.description, CodeEntry::DESCRIPTION_LIMIT)?;
        if self.find_code(list, &entry.code).is_some_and(|other| other != id) {
            return Err(Refusal::CodeTaken { list, code: entry.code.to_string() });
        }
        Ok(())
    }

    pub(super) fn check_segment(&self, id: SegmentId, segment: &Segment) -> Result<(), Refusal> {
        if id.index() > self.segments.len() {
            return Err(Refusal::Inconsistent("a segment's id leaves a gap".into()));
        }
        if segment.number.trim().is_empty() || segment.number.trim() != segment.number {
            return Err(Refusal::Inconsistent("a segment without a number".into()));
        }
        check_text(&segment.number, NUMBER_LIMIT)?;
        check_text(&segment.description, Segment::DESCRIPTION_LIMIT)?;
        if self.find_segment(&segment.number).is_some_and(|other| other != id) {
            return Err(Refusal::NumberTaken(segment.number.clone()));
        }
        let named = segment.lines.iter().chain(segment.steps.iter().flat_map(|step| &step.before));
        if named.copied().any(|id| self.contact(id).is_none()) {
            return Err(Refusal::Inconsistent("a segment's line refers to no contact".into()));
        }
        Ok(())
    }

    pub(super) fn some_line_names(&self, gone: &HashSet<ContactId>) -> bool {
        self.segments().any(|(_, segment)| {
            let by_hand = segment.steps.iter().flat_map(|step| match &step.kind {
                StepKind::ByHand { added, removed } => [added.as_slice(), removed.as_slice()],
                _ => [&[][..], &[][..]],
            });
            let before = segment.steps.iter().flat_map(|step| &step.before);
            segment.lines.iter().chain(before).chain(by_hand.flatten()).any(|id| gone.contains(id))
        })
    }
}
