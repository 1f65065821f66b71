//! The searchable text of all contacts in one string, so that a search is one pass over it.

use memchr::memmem;

use crate::domain::catalogue::{ContactField, ContactKind, FieldKind};
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::query::bitmap::Bitmap;
use crate::query::search_key::{push_phone_variants, push_variants};

/// The fields that a search looks at, besides Name, Company Name and No.
pub(super) fn further_fields() -> impl Iterator<Item = ContactField> {
    let searched = |field: &ContactField| field.spec().is_searched && *field != ContactField::Name;
    ContactField::ALL.into_iter().filter(searched)
}

/// Ends each field. **No folded text contains it**, so nothing is found across two fields.
const AFTER_FIELD: char = '\n';

/// A row for each contact: the name, the company's name for persons, No. and further fields. An updated
/// row is appended, and the old one is ignored.
#[derive(Clone, Debug, Default)]
pub(super) struct Haystack {
    text: String,
    rows: Vec<Row>,
    /// For each contact the number of its row.
    row_of: Vec<u32>,
    outdated: usize,
}

/// A row begins where the one before it ends.
#[derive(Clone, Copy, Debug)]
struct Row {
    end: u32,
    contact: u32,
}

const NONE: u32 = u32::MAX;

impl Haystack {
    /// The rows of all contacts.
    pub(super) fn new(database: &Database) -> Self {
        let mut haystack = Self::default();
        for (id, _) in database.contacts() {
            haystack.push(database, id);
        }
        haystack
    }

    /// Brings a contact's row up to date; one that is gone has none.
    pub(super) fn update(&mut self, database: &Database, id: ContactId) {
        if let Some(row) = self.row_of.get_mut(id.index()) {
            let old = std::mem::replace(row, NONE);
            if let Some(row) = self.rows.get_mut(old as usize) {
                row.contact = NONE;
                self.outdated += 1;
            }
        }
        self.push(database, id);
        if self.outdated > 1000 && self.outdated > self.rows.len() / 2 {
            *self = Self::new(database);
        }
    }

    fn push(&mut self, database: &Database, id: ContactId) {
        let Some(contact) = database.contact(id) else { return };
        let company = match contact.kind {
            ContactKind::Person => database.company_name(id),
            ContactKind::Company => "",
        };
        for text in [contact.text(ContactField::Name), company, &contact.number] {
            push_variants(text, &mut self.text);
            self.text.push(AFTER_FIELD);
        }
        for field in further_fields() {
            let text = contact.text(field);
            if text.is_empty() {
                continue;
            }
            if field.kind() == FieldKind::Phone {
                push_phone_variants(text, &mut self.text);
            } else {
                push_variants(text, &mut self.text);
            }
            self.text.push(AFTER_FIELD);
        }
        let (Ok(end), Ok(row)) = (u32::try_from(self.text.len()), u32::try_from(self.rows.len())) else {
            return;
        };
        self.rows.push(Row { end, contact: id.0 });
        if id.index() >= self.row_of.len() {
            self.row_of.resize(id.index() + 1, NONE);
        }
        if let Some(number) = self.row_of.get_mut(id.index()) {
            *number = row;
        }
    }

    /// The searchable text of a contact.
    pub(super) fn row(&self, contact: usize) -> &str {
        let Some(&number) = self.row_of.get(contact) else { return "" };
        let Some(row) = self.rows.get(number as usize) else { return "" };
        let before = (number as usize).checked_sub(1).and_then(|before| self.rows.get(before));
        self.text.get(before.map_or(0, |before| before.end as usize)..row.end as usize).unwrap_or("")
    }

    /// Adds to `found` the contacts whose row contains the needle.
    pub(super) fn find(&self, needle: &memmem::Finder<'_>, found: &mut Bitmap) {
        let mut rows = self.rows.iter();
        let mut at = 0;
        while let Some(found_at) = self.text.as_bytes().get(at..).and_then(|rest| needle.find(rest)) {
            let start = at + found_at;
            let Some(row) = rows.find(|row| row.end as usize > start) else { return };
            if row.contact != NONE {
                found.insert(row.contact as usize);
            }
            at = row.end as usize;
        }
    }
}

/// The variants of the name in a contact's row.
pub(super) fn name_in(row: &str) -> &str {
    row.split(AFTER_FIELD).next().unwrap_or("")
}

/// The variants of the name of a person's company in its row.
pub(super) fn company_in(row: &str) -> &str {
    row.split(AFTER_FIELD).nth(1).unwrap_or("")
}
