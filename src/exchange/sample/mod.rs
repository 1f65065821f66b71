//! An invented office to try things out. It is always the same, and all of it is marked, so that it can
//! be removed at once.
//!
//! Every name is made up; e-mail and web addresses end in `.example`, which cannot be registered.

mod countries;
mod people;

use std::collections::HashSet;

use crate::domain::by_list::ByList;
use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::change::Change;
use crate::domain::code::Code;
use crate::domain::code_list::CodeEntry;
use crate::domain::contact::Contact;
use crate::domain::contacts;
use crate::domain::criteria::{Criteria, Criterion, Field, Operator, Value};
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId, SegmentId};
use crate::domain::refusal::Refusal;
use crate::domain::segment::{AddOptions, Segment, Step, StepKind};
use crate::domain::segments::uses_of_code;
use crate::exchange::sample::people::people;
use crate::query::collation::{Alphabet, sort_key};

/// Companies in the sample office; with their persons and the lone ones 240 contacts.
const COMPANIES: usize = 60;
const CONTACTS: usize = 240;

/// The texts of the sample office in the language in use.
#[derive(Clone, Debug)]
pub struct SampleTexts<'a> {
    /// Codes and descriptions of each list that has any.
    pub codes: ByList<Vec<(&'a str, &'a str)>>,
    /// The description of the sample segment.
    pub segment: &'a str,
}

/// The change that adds the sample office. Codes that the office has already are used as they
/// are, and stay the office's own.
///
/// # Errors
/// A code in `words` that is no code.
pub fn load(database: &Database, words: &SampleTexts<'_>) -> Result<Change, Refusal> {
    let mut changes = Vec::new();
    let mut codes: ByList<Vec<CodeId>> = ByList::default();
    for (list, entries) in words.codes.iter() {
        let ids = codes.of_mut(list);
        let mut next = database.next_code_id(list).0;
        for (code, description) in entries {
            let code = Code::parse(code)?;
            let id = database.find_code(list, &code).unwrap_or_else(|| {
                let id = CodeId(next);
                next += 1;
                let entry = CodeEntry { code, description: (*description).to_owned(), sample: true };
                changes.push(Change::PutCode { list, id, entry: Some(entry) });
                id
            });
            ids.push(id);
        }
    }
    let first = database.next_contact_id();
    let made = people(first, database.last_contact_number(), CONTACTS, COMPANIES, &codes);
    let segment = segment(database, words, &made, codes.of(CodeList::MailingGroup).first().copied());
    changes.extend(
        made.into_iter().map(|(id, contact)| Change::PutContact { id, contact: Some(Box::new(contact)) }),
    );
    changes.push(segment);
    Ok(Change::Batch(changes))
}

/// Whether anything of the sample office is there.
#[must_use]
pub fn is_loaded(database: &Database) -> bool {
    database.contacts().any(|(_, contact)| contact.sample)
}

/// The change that removes the sample office. Records in use stay and become the office's own: a
/// company with persons of the office's own, a segment that was edited, and a code that a contact
/// still has or that a segment picks by.
#[must_use]
pub fn remove(database: &Database) -> Change {
    let is_sample = |id: ContactId| database.contact(id).is_some_and(|contact| contact.sample);
    let (stay, go): (Vec<ContactId>, Vec<ContactId>) = database
        .contacts()
        .filter(|(_, contact)| contact.sample)
        .map(|(id, _)| id)
        .partition(|&id| database.persons_of(id).iter().any(|&person| !is_sample(person)));
    let gone: HashSet<ContactId> = go.iter().copied().collect();
    let mut changes: Vec<Change> = database
        .segments()
        .filter(|(_, segment)| segment.sample)
        .map(|(id, segment)| {
            // It has one step originally; a second one is the user's work.
            let own =
                (segment.steps.len() > 1).then(|| Box::new(Segment { sample: false, ..segment.clone() }));
            Change::PutSegment { id, segment: own }
        })
        .collect();
    let deleted: HashSet<SegmentId> = changes
        .iter()
        .filter_map(|change| match change {
            Change::PutSegment { id, segment: None } => Some(*id),
            _ => None,
        })
        .collect();
    if let Change::Batch(deletions) = contacts::delete(database, &go).change {
        changes.extend(deletions.into_iter().filter_map(|change| match change {
            // What a deletion does to a segment that is gone anyway would bring it back.
            Change::PutSegment { id, .. } if deleted.contains(&id) => None,
            Change::PutSegment { id, segment } => {
                let segment = segment.map(|segment| Box::new(Segment { sample: false, ..*segment }));
                Some(Change::PutSegment { id, segment })
            }
            change => Some(change),
        }));
    }
    for id in stay {
        if let Some(mut contact) = database.contact(id).cloned() {
            contact.sample = false;
            changes.push(Change::PutContact { id, contact: Some(Box::new(contact)) });
        }
    }
    for list in CodeList::ALL {
        for (id, entry) in database.codes(list).filter(|(_, entry)| entry.sample) {
            let mut segments = uses_of_code(database, list, id).into_iter();
            let in_use = segments.any(|it| !deleted.contains(&it.segment))
                || database
                    .contacts()
                    .any(|(contact, it)| !gone.contains(&contact) && it.codes(list).contains(&id));
            let entry = in_use.then(|| CodeEntry { sample: false, ..entry.clone() });
            changes.push(Change::PutCode { list, id, entry });
        }
    }
    Change::Batch(changes)
}

/// A database of `count` invented contacts with codes, for measuring: a quarter companies.
#[must_use]
pub fn large(count: usize, words: &SampleTexts<'_>) -> Option<Database> {
    let entries = |list: &[(&str, &str)]| {
        list.iter()
            .filter_map(|(code, description)| {
                let code = Code::parse(code).ok()?;
                Some(CodeEntry { code, description: (*description).to_owned(), sample: false })
            })
            .collect::<Vec<_>>()
    };
    let lists = words.codes.map(|list| entries(list));
    let codes = lists.map(|list| (0..list.len()).filter_map(CodeId::from_index).collect());
    let contacts = people(ContactId(0), 0, count, count / 4, &codes);
    let own = |(_, mut contact): (ContactId, Contact)| {
        contact.sample = false;
        contact
    };
    let contacts = contacts.into_iter().map(own).collect();
    Database::from_rows("large".to_owned(), lists, contacts, Vec::new()).ok()
}

/// A segment of the first group's members, as if it had been picked by that criterion.
fn segment(
    database: &Database,
    words: &SampleTexts<'_>,
    made: &[(ContactId, Contact)],
    group: Option<CodeId>,
) -> Change {
    let mut members: Vec<&(ContactId, Contact)> = made
        .iter()
        .filter(|(_, contact)| {
            !contact.excluded && group.is_some_and(|it| contact.codes(CodeList::MailingGroup).contains(&it))
        })
        .collect();
    // As a segment orders its lines: by company, its own card first; persons without one before all.
    let name_of = |id: ContactId| {
        made.iter().find(|(other, _)| *other == id).map_or("", |(_, it)| it.text(ContactField::Name))
    };
    members.sort_by_cached_key(|(id, contact)| {
        let company = match contact.kind {
            ContactKind::Company => Some(*id),
            ContactKind::Person => contact.company,
        };
        let company_name = sort_key(company.map_or("", name_of), Alphabet::Root);
        (company_name, company, contact.kind, sort_key(contact.text(ContactField::Name), Alphabet::Root))
    });
    let lines: Vec<ContactId> = members.into_iter().map(|(id, _)| *id).collect();
    let criterion = Criterion {
        field: Field::Codes(CodeList::MailingGroup),
        operator: Operator::IsAnyOf,
        values: group.map(Value::Code).into_iter().collect(),
    };
    let step = Step {
        kind: StepKind::Add { criteria: Criteria::from_iter([criterion]), options: AddOptions::default() },
        before: Vec::new(),
        after: u32::try_from(lines.len()).unwrap_or(u32::MAX),
    };
    let segment = Segment {
        number: database.next_segment_number(),
        description: words.segment.to_owned(),
        lines,
        steps: vec![step],
        sample: true,
    };
    Change::PutSegment { id: database.next_segment_id(), segment: Some(Box::new(segment)) }
}

#[cfg(test)]
pub mod tests;
