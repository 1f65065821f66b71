//! Which contact a row is: by External ID, then by e-mail address and name together.
//!
//! **Never by the address alone:** info@ addresses are shared. Never by No. either, which is
//! another program's as soon as it stands in a CSV file. Name and company alone make a
//! *possible* duplicate, which a person decides.

use std::collections::HashMap;

use super::plan::Twin;
use crate::characters::{lowercase, uppercase};
use crate::domain::{Contact, ContactField, ContactKind, Database};
use crate::query::fold;

/// How a row stands to what is known.
pub(super) enum Recognised {
    /// Nobody known.
    New,
    /// Somebody known.
    Same(Twin),
    /// Perhaps somebody known.
    Perhaps(Twin),
}

/// What contacts are told apart by.
pub(super) struct Marks {
    external_id: String,
    email_and_name: Option<(String, String)>,
    name: (ContactKind, String, String),
}

impl Marks {
    /// The marks of a contact whose company, if it has one, bears this name.
    pub(super) fn of(contact: &Contact, company: &str) -> Self {
        let name = fold(contact.text(ContactField::Name));
        let email = lowercase(contact.text(ContactField::Email));
        Self {
            external_id: uppercase(contact.text(ContactField::ExternalId)),
            email_and_name: (!email.is_empty()).then(|| (email, name.clone())),
            name: (contact.kind, name, fold(company)),
        }
    }
}

/// All known contacts by their marks, those of the database and those of the rows before.
#[derive(Default)]
pub(super) struct Known {
    by_external_id: HashMap<String, Twin>,
    by_email_and_name: HashMap<(String, String), (Twin, String)>,
    by_name: HashMap<(ContactKind, String, String), (Twin, String)>,
}

impl Known {
    /// Everybody in the database.
    pub(super) fn of(database: &Database) -> Self {
        let count = database.contact_count();
        let mut known = Self {
            by_external_id: HashMap::with_capacity(count),
            by_email_and_name: HashMap::with_capacity(count),
            by_name: HashMap::with_capacity(count),
        };
        for (id, contact) in database.contacts() {
            let company = match contact.kind {
                ContactKind::Company => "",
                ContactKind::Person => database.company_name(id),
            };
            known.add(Marks::of(contact, company), Twin::Contact(id));
        }
        known
    }

    /// Adds somebody; who is there already stays the one that is found.
    pub(super) fn add(&mut self, marks: Marks, twin: Twin) {
        let Marks { external_id, email_and_name, name } = marks;
        if let Some(email_and_name) = email_and_name {
            self.by_email_and_name.entry(email_and_name).or_insert_with(|| (twin, external_id.clone()));
        }
        self.by_name.entry(name).or_insert_with(|| (twin, external_id.clone()));
        if !external_id.is_empty() {
            self.by_external_id.entry(external_id).or_insert(twin);
        }
    }

    /// Finds out who it is.
    pub(super) fn recognise(&self, marks: &Marks) -> Recognised {
        if let Some(&twin) = self.by_external_id.get(&marks.external_id) {
            return Recognised::Same(twin);
        }
        // Two different External IDs are two contacts, however alike they are otherwise.
        let may_be = |found: &&(Twin, String)| {
            found.1.is_empty() || marks.external_id.is_empty() || found.1 == marks.external_id
        };
        let by_email = marks.email_and_name.as_ref().and_then(|mark| self.by_email_and_name.get(mark));
        if let Some((twin, _)) = by_email.filter(may_be) {
            return Recognised::Same(*twin);
        }
        match self.by_name.get(&marks.name).filter(may_be) {
            Some((twin, _)) => Recognised::Perhaps(*twin),
            None => Recognised::New,
        }
    }
}
