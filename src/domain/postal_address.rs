//! The postal address that counts for a contact.
//!
//! The fields in [`ADDRESS_BLOCK`] are one block: a person who has none of them has those of the
//! company, **never a mixture of both**. The country is not part of the block. It is inherited by
//! itself, and an address has the country of the contact whose address it is.

use crate::domain::catalogue::ContactField;
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;

/// The fields that make up an address.
pub const ADDRESS_BLOCK: [ContactField; 4] =
    [ContactField::Address, ContactField::Address2, ContactField::PostCode, ContactField::City];

/// The address that counts for a contact. It may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostalAddress<'d> {
    holder: &'d Contact,
    country: &'d str,
    /// Whether it is the company's.
    pub is_inherited: bool,
}

impl<'d> PostalAddress<'d> {
    /// The text of a field in [`ADDRESS_BLOCK`], or of *Country/Region*; `None` for other fields.
    #[must_use]
    pub fn text(&self, field: ContactField) -> Option<&'d str> {
        match field {
            ContactField::CountryRegion => Some(self.country),
            field => ADDRESS_BLOCK.contains(&field).then(|| self.holder.text(field)),
        }
    }

    /// Post code and city in one line; empty where the address has neither.
    #[must_use]
    pub fn town(&self) -> String {
        let parts = [ContactField::PostCode, ContactField::City].map(|field| self.holder.text(field));
        parts.join(" ").trim().to_owned()
    }

    /// Whether a letter can be sent there: it takes a street or a post box, and a post code or a city.
    #[must_use]
    pub fn is_deliverable(&self) -> bool {
        let any = |fields: [ContactField; 2]| fields.iter().any(|&field| !self.holder.text(field).is_empty());
        any([ContactField::Address, ContactField::Address2])
            && any([ContactField::PostCode, ContactField::City])
    }
}

/// The address that counts for a contact: its own, or the company's for a person without one;
/// `None` where there is no such contact.
#[must_use]
pub fn postal_address(database: &Database, id: ContactId) -> Option<PostalAddress<'_>> {
    let contact = database.contact(id)?;
    let company = contact.company.and_then(|company| database.contact(company));
    let inherited = company.filter(|company| !has_address(contact) && has_address(company));
    let holder = inherited.unwrap_or(contact);
    let country = match (holder.text(ContactField::CountryRegion), company) {
        ("", Some(company)) => company.text(ContactField::CountryRegion),
        (own, _) => own,
    };
    Some(PostalAddress { holder, country, is_inherited: inherited.is_some() })
}

fn has_address(contact: &Contact) -> bool {
    ADDRESS_BLOCK.iter().any(|&field| !contact.text(field).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::ContactKind;
    use crate::domain::contacts;

    /// A company in Bergen, and a person of it with these texts.
    fn person(texts: &[(ContactField, &str)]) -> (Database, ContactId) {
        let mut database = Database::new("d");
        let mut create = |contact| {
            let (id, change) = contacts::create(&database, contact).unwrap();
            database.apply(change).unwrap();
            id
        };
        let company = Contact::new("", ContactKind::Company)
            .with_text(ContactField::Address, "Bryggen 1")
            .with_text(ContactField::PostCode, "5003")
            .with_text(ContactField::City, "Bergen")
            .with_text(ContactField::CountryRegion, "NO");
        let company = create(company);
        let mut person = Contact::new("", ContactKind::Person);
        person.company = Some(company);
        for &(field, text) in texts {
            person.set_text(field, text);
        }
        let person = create(person);
        (database, person)
    }

    #[test]
    fn a_person_without_an_address_has_the_company_s() {
        let (database, person) = person(&[]);
        let address = postal_address(&database, person).unwrap();
        assert!(address.is_inherited && address.is_deliverable());
        assert_eq!(address.town(), "5003 Bergen");
        assert_eq!(address.text(ContactField::Address), Some("Bryggen 1"));
        assert_eq!(address.text(ContactField::Phone), None);
    }

    #[test]
    fn a_person_with_only_a_street_is_not_reached_by_letter_in_the_company_s_town() {
        for field in [ContactField::Address, ContactField::Address2] {
            let (database, person) = person(&[(field, "Storgata 1")]);
            let address = postal_address(&database, person).unwrap();
            assert!(!address.is_inherited && !address.is_deliverable());
            assert_eq!(address.town(), "");
            assert_eq!(address.text(field), Some("Storgata 1"));
        }
    }

    #[test]
    fn a_letter_needs_a_street_and_a_post_code_or_town() {
        use ContactField as F;
        for (texts, is_deliverable) in [
            (&[(F::Address, "Storgata 1"), (F::PostCode, "0155")][..], true),
            (&[(F::Address2, "Postboks 9"), (F::City, "Oslo")], true),
            (&[(F::PostCode, "0155"), (F::City, "Oslo")], false),
            (&[(F::Address, "Storgata 1"), (F::Address2, "2. etg.")], false),
        ] {
            let (database, person) = person(texts);
            assert_eq!(
                postal_address(&database, person).unwrap().is_deliverable(),
                is_deliverable,
                "{texts:?}"
            );
        }
    }

    #[test]
    fn a_country_makes_no_address_and_is_inherited_by_itself() {
        let (database, swede) = person(&[(ContactField::CountryRegion, "SE")]);
        let address = postal_address(&database, swede).unwrap();
        assert_eq!((address.town().as_str(), address.is_inherited), ("5003 Bergen", true));
        assert_eq!(address.text(ContactField::CountryRegion), Some("NO"));
        let (database, at_home) = person(&[(ContactField::City, "Oslo")]);
        let address = postal_address(&database, at_home).unwrap();
        assert_eq!(address.text(ContactField::CountryRegion), Some("NO"));
        assert!(!address.is_inherited);
    }
}
