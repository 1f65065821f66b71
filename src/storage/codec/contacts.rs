//! Contacts as columns: one for each field and each code list that has values, by its key.

use std::borrow::Cow;

use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::contact::Contact;
use crate::domain::field_value::FieldValue;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::domain::sorting::small_sort_by_key;
use crate::storage::codec::DecodeError;
use crate::storage::codec::column::{Texts, Values};
use crate::storage::codec::rules::{COMPANY_KEY, NUMBER_KEY, position};
use crate::storage::codec::table::Table;

const KIND_KEY: &str = "kind";
const EXCLUDED_KEY: &str = "excluded";
const SAMPLE_KEY: &str = "sample";
const PERSON: &str = "person";
const COMPANY: &str = "company";

/// The memory of a slot beside its cells.
const SLOT: usize = size_of::<Option<Contact>>();

/// Encodes a shard whose first row has this index; a row that is `None` is a deleted contact.
#[must_use]
pub fn encode(first: u32, rows: &[Option<Contact>]) -> Vec<u8> {
    let slots = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let numbered = (0..slots).zip(rows);
    let (rows, contacts): (Vec<u32>, Vec<&Contact>) =
        numbered.filter_map(|(slot, contact)| Some((slot, contact.as_ref()?))).unzip();
    let mut table = Table { first, slots, rows, columns: Vec::new() };
    let mut add = |key: &str, values| table.columns.push((key.to_owned(), values));
    add(KIND_KEY, texts(&contacts, |contact| kind_key(contact.kind).into()));
    add(COMPANY_KEY, Values::Rows(contacts.iter().map(|contact| Some(contact.company?.0)).collect()));
    add(EXCLUDED_KEY, Values::Flags(contacts.iter().map(|contact| contact.excluded).collect()));
    add(SAMPLE_KEY, Values::Flags(contacts.iter().map(|contact| contact.sample).collect()));
    for list in CodeList::ALL {
        let codes = |contact: &&Contact| contact.codes(list).iter().map(|code| code.0).collect();
        add(list.key(), Values::Lists(contacts.iter().map(codes).collect()));
    }
    add(NUMBER_KEY, texts(&contacts, |contact| contact.number.as_str().into()));
    let mut fields = ContactField::ALL.to_vec();
    small_sort_by_key(&mut fields, |field| position(field.key()));
    for field in fields {
        add(field.key(), texts(&contacts, |contact| contact.stored(field)));
    }
    // A column that is not there has no values.
    table.columns.retain(|(_, values)| !values.is_empty());
    table.encode(SLOT)
}

/// Decodes a shard whose first row has this index.
///
/// # Errors
/// [`DecodeError`].
pub fn decode(first: u32, bytes: &[u8]) -> Result<Vec<Option<Contact>>, DecodeError> {
    let table = Table::decode(bytes, first, SLOT)?;
    let mut rows = vec![None; table.slots as usize];
    for slot in &table.rows {
        if let Some(row) = rows.get_mut(*slot as usize) {
            *row = Some(Contact::default());
        }
    }
    for (key, values) in &table.columns {
        read_column(key, values, rows.iter_mut().flatten())?;
    }
    Ok(rows)
}

fn read_column<'a>(
    key: &str,
    values: &Values,
    contacts: impl Iterator<Item = &'a mut Contact>,
) -> Result<(), DecodeError> {
    match (key, values) {
        (KIND_KEY, Values::Texts(texts)) => {
            for (row, contact) in contacts.enumerate() {
                contact.kind = kind(texts.get(row))?;
            }
        }
        (NUMBER_KEY, Values::Texts(texts)) => {
            contacts.enumerate().for_each(|(row, contact)| texts.get(row).clone_into(&mut contact.number));
        }
        (COMPANY_KEY, Values::Rows(companies)) => {
            contacts.zip(companies).for_each(|(contact, company)| contact.company = company.map(ContactId));
        }
        (EXCLUDED_KEY, Values::Flags(flags)) => {
            contacts.zip(flags).for_each(|(contact, flag)| contact.excluded = *flag);
        }
        (SAMPLE_KEY, Values::Flags(flags)) => {
            contacts.zip(flags).for_each(|(contact, flag)| contact.sample = *flag);
        }
        (key, Values::Lists(lists)) => {
            let list = CodeList::from_key(key).ok_or(DecodeError::Unknown)?;
            for (contact, codes) in contacts.zip(lists) {
                for code in codes {
                    contact.add_code(list, CodeId(*code));
                }
            }
        }
        (key, Values::Texts(texts)) => {
            let field = ContactField::from_key(key).ok_or(DecodeError::Unknown)?;
            for (row, contact) in contacts.enumerate() {
                let text = texts.get(row);
                let value = FieldValue::from_stored(field.kind(), text);
                if value.is_none() && !text.is_empty() {
                    return Err(DecodeError::Damaged);
                }
                contact.set(field, value);
            }
        }
        (_, Values::Flags(_) | Values::Rows(_)) => return Err(DecodeError::Unknown),
    }
    Ok(())
}

fn texts<'a>(contacts: &[&'a Contact], text: impl Fn(&'a Contact) -> Cow<'a, str>) -> Values {
    let mut texts = Texts::default();
    for contact in contacts {
        texts.push(&text(contact));
    }
    Values::Texts(texts)
}

fn kind_key(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Company => COMPANY,
        ContactKind::Person => PERSON,
    }
}

fn kind(key: &str) -> Result<ContactKind, DecodeError> {
    match key {
        COMPANY => Ok(ContactKind::Company),
        PERSON => Ok(ContactKind::Person),
        _ => Err(DecodeError::Unknown),
    }
}
