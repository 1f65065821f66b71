//! The e-mail addresses of many contacts in one line.

use std::collections::HashSet;

use crate::characters::lowercase;
use crate::domain::catalogue::ContactField;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;

/// The e-mail address of a contact: its own, or its company's where it has none.
#[must_use]
pub fn effective_email(database: &Database, id: ContactId) -> &str {
    let own = |id| database.contact(id).map_or("", |contact| contact.text(ContactField::Email));
    match own(id) {
        "" => database.company_of(id).map_or("", own),
        address => address,
    }
}

/// The text between addresses; mail programs differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressSeparator {
    /// `; ` for Outlook.
    Semicolon,
    /// `, ` for all others.
    Comma,
}

/// E-mail addresses ready for the field *Bcc*.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressLine {
    /// The addresses, each once.
    pub text: String,
    /// The number of addresses.
    pub addresses: usize,
    /// The number of contacts without an address of their own or of their company.
    pub without: usize,
}

/// The addresses of contacts, in their order, without duplicates.
#[must_use]
pub fn address_line(database: &Database, contacts: &[ContactId], joint: AddressSeparator) -> AddressLine {
    let mut line = AddressLine::default();
    let mut seen = HashSet::new();
    for &id in contacts.iter().filter(|&&id| database.contact(id).is_some()) {
        let address = effective_email(database, id);
        if address.is_empty() {
            line.without += 1;
        } else if seen.insert(lowercase(address)) {
            if line.addresses > 0 {
                line.text.push_str(match joint {
                    AddressSeparator::Semicolon => "; ",
                    AddressSeparator::Comma => ", ",
                });
            }
            line.text.push_str(address);
            line.addresses += 1;
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::ContactKind;
    use crate::domain::change::Change;
    use crate::domain::contact::Contact;

    #[test]
    fn one_line_for_bcc() {
        let mut database = Database::new("test");
        let mut put = |index: u32, contact: Contact| {
            database
                .apply(Change::PutContact { id: ContactId(index), contact: Some(Box::new(contact)) })
                .unwrap();
        };
        let contact = |number: &str, kind, email: &str| {
            Contact::new(number, kind).with_text(ContactField::Email, email)
        };
        put(0, contact("1", ContactKind::Company, "Post@A.example"));
        let mut of_company = contact("2", ContactKind::Person, "");
        of_company.company = Some(ContactId(0));
        put(1, of_company);
        put(2, contact("3", ContactKind::Person, "b@b.example"));
        put(3, contact("4", ContactKind::Person, ""));
        let all: Vec<ContactId> = (0..5).map(ContactId).collect();
        let line = address_line(&database, &all, AddressSeparator::Semicolon);
        assert_eq!(
            line,
            AddressLine { text: "Post@A.example; b@b.example".into(), addresses: 2, without: 1 }
        );
        assert_eq!(
            address_line(&database, &all, AddressSeparator::Comma).text,
            "Post@A.example, b@b.example"
        );
    }
}
