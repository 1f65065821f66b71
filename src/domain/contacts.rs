//! The rules for creating, editing and deleting contacts. Each function builds a change.

use std::collections::HashSet;

use crate::domain::catalogue::{ContactField, ContactKind};
use crate::domain::change::Change;
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::field_value;
use crate::domain::identifiers::ContactId;
use crate::domain::person_name::PersonName;
use crate::domain::refusal::Refusal;
use crate::domain::segments;
use crate::domain::sorting::small_sort_by_key;
use crate::domain::text::{check_text, parse_number};

/// A new contact with its No., or the next of the series if that is blank. A person's name and its
/// parts complete each other.
///
/// # Errors
/// [`Refusal::Text`] for a text that is too long, [`Refusal::NumberTaken`].
pub fn create(database: &Database, mut contact: Contact) -> Result<(ContactId, Change), Refusal> {
    contact.number = if contact.number.trim().is_empty() {
        database.next_contact_number()
    } else {
        parse_number(&contact.number)?
    };
    if database.find_contact(&contact.number).is_some() {
        return Err(Refusal::NumberTaken(contact.number));
    }
    for field in ContactField::ALL {
        let stored = contact.stored(field);
        if !stored.is_empty() {
            let value = field_value::parse(field, &stored)?;
            contact.set(field, value);
        }
    }
    unite_name(&mut contact)?;
    let id = database.next_contact_id();
    Ok((id, Change::PutContact { id, contact: Some(Box::new(contact)) }))
}

/// Sets a field to what is typed. A person's name is split into its parts; an edited part rebuilds
/// the name.
///
/// # Errors
/// [`Refusal::Text`] for a text that the field can't hold; it has the text.
pub fn edit(database: &Database, id: ContactId, field: ContactField, typed: &str) -> Result<Change, Refusal> {
    let value = field_value::parse(field, typed)?;
    edit_copy(database, id, |contact| {
        contact.set(field, value);
        if contact.kind == ContactKind::Person {
            match field {
                ContactField::Name => fill_parts(contact),
                ContactField::FirstName | ContactField::MiddleName | ContactField::Surname => {
                    fill_name(contact)
                }
                _ => {}
            }
        }
        Ok(())
    })
}

/// Changes a contact's No. Segments and persons follow, because they hold its id.
///
/// # Errors
/// A No. that is empty, too long or taken.
pub fn renumber(database: &Database, id: ContactId, typed: &str) -> Result<Change, Refusal> {
    let number = parse_number(typed)?;
    if database.find_contact(&number).is_some_and(|other| other != id) {
        return Err(Refusal::NumberTaken(number));
    }
    edit_copy(database, id, |contact| {
        contact.number = number;
        Ok(())
    })
}

/// Whether data from outside moves a contact to another company: a person without a company joins
/// it, a person of another company moves only with `overwrite`, and companies belong to none.
#[must_use]
pub fn moves_to_company<Company: PartialEq>(
    kind: ContactKind,
    from: Option<Company>,
    to: Company,
    overwrite: bool,
) -> bool {
    kind == ContactKind::Person && from.is_none_or(|from| overwrite && from != to)
}

/// Turns a company into a person, or a person into a company.
///
/// # Errors
/// [`Refusal::HasPersons`]: such a company can't become a person. [`Refusal::HasCodes`].
pub fn change_kind(database: &Database, id: ContactId, kind: ContactKind) -> Result<Change, Refusal> {
    let contact = database.contact(id).ok_or(Refusal::Gone)?;
    if contact.kind == kind {
        return Ok(Change::nothing());
    }
    if kind == ContactKind::Person {
        let persons = database.persons_of(id).len();
        if persons > 0 {
            return Err(Refusal::HasPersons { persons });
        }
    }
    if let Some(list) = contact.foreign_list(kind) {
        return Err(Refusal::HasCodes { list });
    }
    edit_copy(database, id, |contact| {
        contact.kind = kind;
        match kind {
            ContactKind::Person => fill_parts(contact),
            ContactKind::Company => {
                contact.company = None;
                drop_foreign_fields(contact);
            }
        }
        Ok(())
    })
}

/// Sets a person's company, or clears it.
///
/// # Errors
/// [`Refusal::Gone`] where either is no longer there.
pub fn change_company(
    database: &Database,
    id: ContactId,
    company: Option<ContactId>,
) -> Result<Change, Refusal> {
    if company
        .is_some_and(|company| database.contact(company).is_none_or(|it| it.kind != ContactKind::Company))
    {
        return Err(Refusal::Gone);
    }
    edit_copy(database, id, |contact| {
        contact.company = company;
        Ok(())
    })
}

/// Sets *Exclude from Segment*.
///
/// # Errors
/// [`Refusal::Gone`] where the contact is no longer there.
pub fn exclude(database: &Database, id: ContactId, excluded: bool) -> Result<Change, Refusal> {
    edit_copy(database, id, |contact| {
        contact.excluded = excluded;
        Ok(())
    })
}

/// The effect of a deletion.
#[derive(Clone, Debug, PartialEq)]
pub struct Deletion {
    /// The change.
    pub change: Change,
    /// Number of deleted contacts, with the persons of companies.
    pub contacts: usize,
    /// Number of persons among them that are deleted only because their company is.
    pub persons_along: usize,
    /// Number of segments that lose lines.
    pub segments: usize,
}

/// Deletes contacts: a company with its persons, each with its assignments and segment lines.
#[must_use]
pub fn delete(database: &Database, ids: &[ContactId]) -> Deletion {
    let chosen: HashSet<ContactId> =
        ids.iter().copied().filter(|&id| database.contact(id).is_some()).collect();
    let mut gone = chosen.clone();
    for &id in &chosen {
        gone.extend(database.persons_of(id));
    }
    let mut changes = segments::without_contacts(database, &gone);
    let segments = changes.len();
    let mut order: Vec<ContactId> = gone.iter().copied().collect();
    // Persons first: a company with persons can't be deleted.
    small_sort_by_key(&mut order, |&id| (database.contact(id).map(|it| it.kind == ContactKind::Company), id));
    changes.extend(order.into_iter().map(|id| Change::PutContact { id, contact: None }));
    Deletion {
        change: Change::Batch(changes),
        contacts: gone.len(),
        persons_along: gone.len() - chosen.len(),
        segments,
    }
}

/// The change to an edited copy of a contact; empty if the copy is equal.
fn edit_copy(
    database: &Database,
    id: ContactId,
    change: impl FnOnce(&mut Contact) -> Result<(), Refusal>,
) -> Result<Change, Refusal> {
    let before = database.contact(id).ok_or(Refusal::Gone)?;
    let mut contact = before.clone();
    change(&mut contact)?;
    if contact == *before {
        return Ok(Change::nothing());
    }
    Ok(Change::PutContact { id, contact: Some(Box::new(contact)) })
}

/// Empties the fields that contacts of this kind don't have.
pub fn drop_foreign_fields(contact: &mut Contact) {
    let kind = contact.kind;
    for field in ContactField::ALL.into_iter().filter(|field| !field.applies_to(kind)) {
        contact.set(field, None);
    }
}

fn unite_name(contact: &mut Contact) -> Result<(), Refusal> {
    if contact.kind == ContactKind::Person {
        let parts = [ContactField::FirstName, ContactField::MiddleName, ContactField::Surname];
        if parts.iter().all(|&field| contact.text(field).is_empty()) {
            fill_parts(contact);
        } else if contact.text(ContactField::Name).is_empty() {
            fill_name(contact);
        }
    }
    check_text(contact.text(ContactField::Name), ContactField::Name.limit())?;
    Ok(())
}

/// Sets the parts of a person's name from the name. A part that is too long for its field is cut;
/// the name keeps it whole.
fn fill_parts(contact: &mut Contact) {
    let parts = PersonName::split(contact.text(ContactField::Name));
    for (field, text) in [
        (ContactField::FirstName, parts.first),
        (ContactField::MiddleName, parts.middle),
        (ContactField::Surname, parts.surname),
    ] {
        let fitting: String = if check_text(&text, field.limit()).is_ok() {
            text
        } else {
            text.chars().take(field.limit()).collect()
        };
        contact.set_text(field, fitting.trim());
    }
}

fn fill_name(contact: &mut Contact) {
    let name = PersonName {
        first: contact.text(ContactField::FirstName).to_owned(),
        middle: contact.text(ContactField::MiddleName).to_owned(),
        surname: contact.text(ContactField::Surname).to_owned(),
    };
    contact.set_text(ContactField::Name, &name.full());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_person_moves_and_leaves_a_company_only_on_overwriting() {
        use ContactKind::{Company, Person};
        assert!(moves_to_company(Person, None, 1, false));
        assert!(!moves_to_company(Person, Some(1), 2, false));
        assert!(moves_to_company(Person, Some(1), 2, true));
        assert!(!moves_to_company(Person, Some(1), 1, true));
        assert!(!moves_to_company(Company, None, 1, true));
    }
}
