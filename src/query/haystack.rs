//! The searchable text of all contacts, in one piece, so that a search runs over it in one go.

use memchr::memmem::Finder;

use crate::domain::contact::{ContactField, ContactKind};
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::query::bitmap::Bitmap;
use crate::query::fold::{push_phone_readings, push_readings};

/// What a search looks at, besides No. and Company Name.
const FIELDS: [ContactField; 9] = [
    ContactField::Name,
    ContactField::JobTitle,
    ContactField::Address,
    ContactField::PostCode,
    ContactField::City,
    ContactField::Email,
    ContactField::Phone,
    ContactField::MobilePhone,
    ContactField::ExternalId,
];

/// Stands after each field. **No folded text holds it**, so nothing is found across two fields.
const AFTER_FIELD: char = '\n';

/// A row for each contact. A contact's new row goes to the end, and its old one is forgotten.
#[derive(Clone, Debug, Default)]
pub(super) struct Haystack {
    text: String,
    rows: Vec<Row>,
    /// For each contact the number of its row.
    row_of: Vec<u32>,
    forgotten: usize,
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
                self.forgotten += 1;
            }
        }
        self.push(database, id);
        if self.forgotten > 1000 && self.forgotten > self.rows.len() / 2 {
            *self = Self::new(database);
        }
    }

    fn push(&mut self, database: &Database, id: ContactId) {
        let Some(contact) = database.contact(id) else { return };
        push_readings(&contact.number, &mut self.text);
        self.text.push(AFTER_FIELD);
        if contact.kind == ContactKind::Person {
            push_readings(database.company_name(id), &mut self.text);
            self.text.push(AFTER_FIELD);
        }
        for field in FIELDS {
            let text = contact.text(field);
            if text.is_empty() {
                continue;
            }
            if matches!(field, ContactField::Phone | ContactField::MobilePhone) {
                push_phone_readings(text, &mut self.text);
            } else {
                push_readings(text, &mut self.text);
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
        if let Some(place) = self.row_of.get_mut(id.index()) {
            *place = row;
        }
    }

    /// The searchable text of a contact.
    pub(super) fn row(&self, contact: usize) -> &str {
        let Some(&number) = self.row_of.get(contact) else { return "" };
        let Some(row) = self.rows.get(number as usize) else { return "" };
        let before = (number as usize).checked_sub(1).and_then(|before| self.rows.get(before));
        self.text.get(before.map_or(0, |before| before.end as usize)..row.end as usize).unwrap_or("")
    }

    /// Puts all contacts into `found` whose row holds the needle.
    pub(super) fn find(&self, needle: &Finder, found: &mut Bitmap) {
        let mut rows = self.rows.iter();
        let mut at = 0;
        while let Some(place) = self.text.as_bytes().get(at..).and_then(|rest| needle.find(rest)) {
            let place = at + place;
            let Some(row) = rows.find(|row| row.end as usize > place) else { return };
            if row.contact != NONE {
                found.insert(row.contact as usize);
            }
            at = row.end as usize;
        }
    }
}
