//! A contact: a company, or a person with or without one.

use std::borrow::Cow;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::field_value::{FieldValue, ValueOf};
use crate::domain::identifiers::{CodeId, ContactId};

/// The fields of the postal address. They belong together: a contact has all of its own or none.
pub const ADDRESS_FIELDS: [ContactField; 5] = [
    ContactField::Address,
    ContactField::Address2,
    ContactField::PostCode,
    ContactField::City,
    ContactField::CountryRegion,
];

/// The fields of a person's name: the full name, then its parts.
pub const NAME_FIELDS: [ContactField; 4] =
    [ContactField::Name, ContactField::FirstName, ContactField::MiddleName, ContactField::Surname];

/// The filled fields, in the order of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Values(Vec<(ContactField, FieldValue)>);

/// The codes by list. A list without codes is left out; the codes of the others are sorted, without
/// duplicates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Assignments(Vec<(CodeList, Vec<CodeId>)>);

/// A contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// No.: unique, never empty, at most 20 characters.
    pub number: String,
    /// Company or person.
    pub kind: ContactKind,
    /// The company a person belongs to. **Companies have none.**
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<ContactId>,
    /// *Exclude from Segment*: segments leave the contact out unless a step ignores exclusion.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub excluded: bool,
    /// Part of the sample office.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
    #[serde(default)]
    values: Values,
    #[serde(default)]
    codes: Assignments,
}

impl Contact {
    /// An empty contact with this No.
    #[must_use]
    pub fn new(number: impl Into<String>, kind: ContactKind) -> Self {
        Self { number: number.into(), kind, ..Self::default() }
    }

    /// A field's value; `None` if it is empty.
    #[must_use]
    pub fn value(&self, field: ContactField) -> Option<&FieldValue> {
        let place = self.values.place(field).ok()?;
        self.values.0.get(place).map(|(_, value)| value)
    }

    /// Sets a field without checks, and returns its former value. [`edit`](crate::domain::contacts::edit)
    /// checks, and keeps a person's name and its parts in step.
    pub fn set(&mut self, field: ContactField, value: Option<FieldValue>) -> Option<FieldValue> {
        match (self.values.place(field), value) {
            (Ok(place), Some(value)) => {
                self.values.0.get_mut(place).map(|(_, there)| std::mem::replace(there, value))
            }
            (Ok(place), None) => Some(self.values.0.remove(place).1),
            (Err(place), Some(value)) => {
                self.values.0.insert(place, (field, value));
                None
            }
            (Err(_), None) => None,
        }
    }

    /// The filled fields, in the order of the catalogue.
    pub fn values(&self) -> impl Iterator<Item = (ContactField, &FieldValue)> {
        self.values.0.iter().map(|(field, value)| (*field, value))
    }

    /// The text of a field that holds text; empty if it is not filled.
    #[must_use]
    pub fn text(&self, field: ContactField) -> &str {
        match self.value(field) {
            Some(FieldValue::Text(text)) => text,
            Some(FieldValue::Date(_)) | None => "",
        }
    }

    /// Sets a field that holds text, without checks.
    pub fn set_text(&mut self, field: ContactField, text: &str) {
        self.set(field, FieldValue::text(text));
    }

    /// The contact with a field set, without checks.
    #[must_use]
    pub fn with_text(mut self, field: ContactField, text: &str) -> Self {
        self.set_text(field, text);
        self
    }

    /// A field's value as it is stored: the text, a date in ISO 8601. Empty if it is not filled.
    #[must_use]
    pub fn stored(&self, field: ContactField) -> Cow<'_, str> {
        self.value(field).map_or(Cow::Borrowed(""), FieldValue::stored)
    }

    /// The name; without one the e-mail address, without that the No.
    #[must_use]
    pub fn label(&self) -> &str {
        [self.text(ContactField::Name), self.text(ContactField::Email)]
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or(&self.number)
    }

    /// The contact's own codes of a list, sorted.
    #[must_use]
    pub fn codes(&self, list: CodeList) -> &[CodeId] {
        let place = self.codes.place(list).ok();
        place.and_then(|place| self.codes.0.get(place)).map_or(&[], |(_, codes)| codes)
    }

    /// A list of which it has codes, though contacts of this kind have none.
    #[must_use]
    pub fn foreign_list(&self, kind: ContactKind) -> Option<CodeList> {
        self.codes.0.iter().map(|(list, _)| *list).find(|list| !list.applies_to(kind))
    }

    /// Assigns a code; false if the contact has it already.
    pub fn add_code(&mut self, list: CodeList, code: CodeId) -> bool {
        let place = self.codes.place(list).unwrap_or_else(|place| {
            self.codes.0.insert(place, (list, Vec::new()));
            place
        });
        let Some((_, codes)) = self.codes.0.get_mut(place) else { return false };
        match codes.binary_search(&code) {
            Ok(_) => false,
            Err(index) => {
                codes.insert(index, code);
                true
            }
        }
    }

    /// Removes a code; false if the contact does not have it.
    pub fn remove_code(&mut self, list: CodeList, code: CodeId) -> bool {
        let Ok(place) = self.codes.place(list) else { return false };
        let Some((_, codes)) = self.codes.0.get_mut(place) else { return false };
        let Ok(index) = codes.binary_search(&code) else { return false };
        codes.remove(index);
        if codes.is_empty() {
            self.codes.0.remove(place);
        }
        true
    }
}

impl Values {
    fn place(&self, field: ContactField) -> Result<usize, usize> {
        self.0.binary_search_by_key(&field, |(field, _)| *field)
    }
}

impl Assignments {
    fn place(&self, list: CodeList) -> Result<usize, usize> {
        self.0.binary_search_by_key(&list, |(list, _)| *list)
    }
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(field, value)| (field, value)))
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ByKey;
        impl<'de> Visitor<'de> for ByKey {
            type Value = Values;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a map of a contact's fields")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Values, A::Error> {
                // Through a contact, which keeps the order whatever the order of the keys.
                let mut contact = Contact::default();
                while let Some(field) = map.next_key()? {
                    let value = map.next_value_seed(ValueOf(field))?;
                    contact.set(field, Some(value));
                }
                Ok(contact.values)
            }
        }
        deserializer.deserialize_map(ByKey)
    }
}

impl Serialize for Assignments {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(list, codes)| (list, codes)))
    }
}

impl<'de> Deserialize<'de> for Assignments {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ByKey;
        impl<'de> Visitor<'de> for ByKey {
            type Value = Assignments;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a map of a contact's codes")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Assignments, A::Error> {
                let mut contact = Contact::default();
                while let Some((list, codes)) = map.next_entry::<CodeList, Vec<CodeId>>()? {
                    for code in codes {
                        contact.add_code(list, code);
                    }
                }
                Ok(contact.codes)
            }
        }
        deserializer.deserialize_map(ByKey)
    }
}
