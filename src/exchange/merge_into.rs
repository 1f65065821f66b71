//! Merging data from outside into an existing contact.

use crate::domain::catalogue::{ContactField, ContactKind};
use crate::domain::contact::{ADDRESS_FIELDS, Contact, NAME_FIELDS};
use crate::query::search_key::fold;

/// Fills a contact's empty fields from another; with `overwrite` also replaces values that differ.
/// `excluded` is *Exclude from Segment*, where the file has it. No field is ever blanked. Returns
/// whether the contact changed.
pub(super) fn merge_into(
    contact: &mut Contact,
    from: &Contact,
    excluded: Option<bool>,
    overwrite: bool,
) -> bool {
    let mut changed = merge_name(contact, from, overwrite);
    let address_fits = overwrite || same_address(contact, from);
    for (field, value) in from.values() {
        if NAME_FIELDS.contains(&field)
            || !field.applies_to(contact.kind)
            || (ADDRESS_FIELDS.contains(&field) && !address_fits)
        {
            continue;
        }
        let before = contact.value(field);
        if before.is_none() || (overwrite && before != Some(value)) {
            contact.set(field, Some(value.clone()));
            changed = true;
        }
    }
    // Opting out always applies; opting back in only with `overwrite`.
    match excluded {
        Some(excluded) if excluded != contact.excluded && (excluded || overwrite) => {
            contact.excluded = excluded;
            true
        }
        _ => changed,
    }
}

/// Merges a name together with its parts, so that parts of two names never mix.
fn merge_name(contact: &mut Contact, from: &Contact, overwrite: bool) -> bool {
    let name = from.text(ContactField::Name);
    let is_same = fold(name) == fold(contact.text(ContactField::Name));
    if contact.kind == ContactKind::Company || from.kind == ContactKind::Company {
        let replace = overwrite && contact.kind == from.kind && name != contact.text(ContactField::Name);
        if replace {
            contact.set_text(ContactField::Name, name);
        }
        return replace;
    }
    let has_no_parts = NAME_FIELDS.iter().skip(1).all(|&field| contact.text(field).is_empty());
    let has_parts = NAME_FIELDS.iter().skip(1).any(|&field| !from.text(field).is_empty());
    let differs = NAME_FIELDS.iter().any(|&field| contact.text(field) != from.text(field));
    let replace = differs && (overwrite || (is_same && has_no_parts && has_parts));
    if replace {
        for field in NAME_FIELDS {
            contact.set_text(field, from.text(field));
        }
    }
    replace
}

/// Whether the address fields that both have filled are the same; otherwise filling the gaps of one
/// from the other would mix two addresses.
fn same_address(contact: &Contact, from: &Contact) -> bool {
    ADDRESS_FIELDS.iter().all(|&field| {
        let (here, there) = (contact.text(field), from.text(field));
        here.is_empty() || there.is_empty() || here == there || fold(here) == fold(there)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ContactField as F;

    fn person(texts: &[(ContactField, &str)]) -> Contact {
        texts.iter().fold(Contact::new("1", ContactKind::Person), |contact, (field, text)| {
            contact.with_text(*field, text)
        })
    }

    #[test]
    fn fills_what_is_empty_and_blanks_nothing() {
        let mut contact = person(&[(F::Name, "Kari Moe"), (F::Phone, "1"), (F::City, "Bergen")]);
        let row = person(&[
            (F::Name, "Kari Moe"),
            (F::Phone, "2"),
            (F::Email, "a@b.example"),
            (F::PostCode, "5003"),
        ]);
        assert!(merge_into(&mut contact, &row, None, false));
        assert_eq!(
            contact,
            person(&[
                (F::Name, "Kari Moe"),
                (F::Phone, "1"),
                (F::City, "Bergen"),
                (F::Email, "a@b.example"),
                (F::PostCode, "5003")
            ])
        );
        assert!(!merge_into(&mut contact, &row, None, false));
        assert!(merge_into(&mut contact, &row, None, true));
        assert_eq!(contact.text(F::Phone), "2");
        assert_eq!(contact.text(F::City), "Bergen");
    }

    #[test]
    fn does_not_mix_two_addresses() {
        let mut contact = person(&[(F::Address, "Strandgaten 1")]);
        let other = person(&[(F::Address, "Rue du Bourg 4"), (F::City, "Lausanne")]);
        assert!(!merge_into(&mut contact, &other, None, false));
        assert_eq!(contact.text(F::City), "");
    }

    #[test]
    fn opting_out_always_applies() {
        let mut contact = person(&[]);
        let mut wish = |excluded, overwrite| {
            merge_into(&mut contact, &person(&[]), Some(excluded), overwrite) && contact.excluded == excluded
        };
        assert!(wish(true, false));
        assert!(!wish(false, false));
        assert!(wish(false, true));
    }
}
