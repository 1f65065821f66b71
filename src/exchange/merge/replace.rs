//! What replacing everything by a file would do.

use crate::domain::code_list::CodeList;
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;

/// What becomes of a contact when everything is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is here and not in the file: it goes.
    Goes(ContactId),
    /// It is in the file and not here: it comes.
    Comes(ContactId),
    /// Its No. is in both, with something else in it: here, in the file.
    Changes(ContactId, ContactId),
}

/// What replacing everything would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replacement {
    /// The contacts that go, come or change.
    pub contacts: Vec<Fate>,
    /// Contacts that are the same in both.
    pub unchanged: usize,
    /// Codes and segments that are here and not, or not so, in the file.
    pub others_go: usize,
    /// Codes and segments that are in the file and not, or not so, here.
    pub others_come: usize,
}

impl Replacement {
    /// How many contacts go, come and change.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        self.contacts.iter().fold((0, 0, 0), |(go, come, change), fate| match fate {
            Fate::Goes(_) => (go + 1, come, change),
            Fate::Comes(_) => (go, come + 1, change),
            Fate::Changes(..) => (go, come, change + 1),
        })
    }

    /// Whether everything stays as it is.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.contacts.is_empty() && self.others_go == 0 && self.others_come == 0
    }
}

/// What replacing everything in a database by a file's would do.
#[must_use]
pub fn replacement(database: &Database, file: &Database) -> Replacement {
    let mut replacement = Replacement::default();
    for (ours, contact) in database.contacts() {
        match file.find_contact(&contact.number).and_then(|theirs| Some((theirs, file.contact(theirs)?))) {
            None => replacement.contacts.push(Fate::Goes(ours)),
            Some((_, other)) if is_same((database, contact), (file, other)) => replacement.unchanged += 1,
            Some((theirs, _)) => replacement.contacts.push(Fate::Changes(ours, theirs)),
        }
    }
    let comes = file.contacts().filter(|(_, contact)| database.find_contact(&contact.number).is_none());
    replacement.contacts.extend(comes.map(|(theirs, _)| Fate::Comes(theirs)));
    replacement.others_go = others_missing(database, file);
    replacement.others_come = others_missing(file, database);
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
        && a.texts().eq(b.texts())
        && number(of, a) == number(other, b)
        && CodeList::ALL.into_iter().all(|list| codes(of, a, list) == codes(other, b, list))
}

/// Codes and segments of one database that the other has not, or not so.
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
