//! The differences that replacing everything with a file would make.

use crate::domain::catalogue::CodeList;
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;

/// The difference for one contact when everything is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestoreDiff {
    /// It is here and not in the file.
    Removed(ContactId),
    /// It is in the file and not here.
    Added(ContactId),
    /// Its No. is in both, with different values: its ids here and in the file.
    Changed(ContactId, ContactId),
}

/// The differences that replacing everything would make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replacement {
    /// The contacts that differ.
    pub contacts: Vec<RestoreDiff>,
    /// Contacts that are the same in both.
    pub unchanged: usize,
    /// Codes and segments here that the file lacks, or has with other values.
    pub others_removed: usize,
    /// Codes and segments of the file that are missing here, or have other values here.
    pub others_added: usize,
}

impl Replacement {
    /// The numbers of removed, added and changed contacts.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        self.contacts.iter().fold((0, 0, 0), |(removed, added, changed), diff| match diff {
            RestoreDiff::Removed(_) => (removed + 1, added, changed),
            RestoreDiff::Added(_) => (removed, added + 1, changed),
            RestoreDiff::Changed(..) => (removed, added, changed + 1),
        })
    }

    /// Whether nothing would change.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.contacts.is_empty() && self.others_removed == 0 && self.others_added == 0
    }
}

/// The differences that replacing everything in a database with a file's data would make.
#[must_use]
pub fn replacement(database: &Database, file: &Database) -> Replacement {
    let mut replacement = Replacement::default();
    for (ours, contact) in database.contacts() {
        match file.find_contact(&contact.number).and_then(|theirs| Some((theirs, file.contact(theirs)?))) {
            None => replacement.contacts.push(RestoreDiff::Removed(ours)),
            Some((_, other)) if is_same((database, contact), (file, other)) => replacement.unchanged += 1,
            Some((theirs, _)) => replacement.contacts.push(RestoreDiff::Changed(ours, theirs)),
        }
    }
    let comes = file.contacts().filter(|(_, contact)| database.find_contact(&contact.number).is_none());
    replacement.contacts.extend(comes.map(|(theirs, _)| RestoreDiff::Added(theirs)));
    replacement.others_removed = others_missing(database, file);
    replacement.others_added = others_missing(file, database);
    replacement
}

fn is_same((of, a): (&Database, &Contact), (other, b): (&Database, &Contact)) -> bool {
    let number = |database: &Database, contact: &Contact| {
        contact.company.and_then(|company| Some(database.contact(company)?.number.clone()))
    };
    let codes = |database: &Database, contact: &Contact, list| {
        let codes = contact.codes(list).iter();
        let mut codes: Vec<String> =
            codes.filter_map(|&code| Some(database.code(list, code)?.code.to_string())).collect();
        codes.sort_unstable();
        codes
    };
    a.kind == b.kind
        && a.excluded == b.excluded
        && a.sample == b.sample
        && a.values().eq(b.values())
        && number(of, a) == number(other, b)
        && CodeList::ALL.into_iter().all(|list| codes(of, a, list) == codes(other, b, list))
}

/// The number of codes and segments of one database that the other lacks, or has with other values.
fn others_missing(of: &Database, other: &Database) -> usize {
    let codes = CodeList::ALL.into_iter().flat_map(|list| {
        of.codes(list).filter(move |(_, entry)| {
            let there = other.find_code(list, &entry.code).and_then(|id| other.code(list, id));
            there != Some(entry)
        })
    });
    let lines = |database: &Database, lines: &[ContactId]| -> Vec<String> {
        lines.iter().filter_map(|&line| Some(database.contact(line)?.number.clone())).collect()
    };
    let segments = of.segments().filter(|(_, segment)| {
        let there = other.find_segment(&segment.number).and_then(|id| other.segment(id));
        there.is_none_or(|there| {
            there.description != segment.description
                || there.steps.len() != segment.steps.len()
                || lines(other, &there.lines) != lines(of, &segment.lines)
        })
    });
    codes.count() + segments.count()
}
