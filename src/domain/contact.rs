//! A contact: a company, or a person with or without one.

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::code_list::CodeList;
use crate::domain::identifiers::{CodeId, ContactId};

/// The kind of a contact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactKind {
    /// A company, a club, an authority.
    #[default]
    Company,
    /// A human being.
    Person,
}

impl CodeList {
    /// Whether a contact of this kind carries the list's codes itself.
    #[must_use]
    pub const fn applies_to(self, kind: ContactKind) -> bool {
        matches!(kind, ContactKind::Company) || !self.is_of_company()
    }
}

macro_rules! contact_fields {
    ($($(#[$doc:meta])* $name:ident $key:literal $limit:literal,)*) => {
        /// The text fields of a contact. Limits are at least those of Business Central.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum ContactField {
            $($(#[$doc])* #[serde(rename = $key)] $name,)*
        }

        impl ContactField {
            /// All fields, in the order of [`ContactField::index`].
            pub const ALL: [Self; [$(Self::$name),*].len()] = [$(Self::$name),*];

            /// A stable key for files and addresses.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// The field with this [`ContactField::key`].
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$name),)* _ => None }
            }

            /// The limit in user-perceived characters.
            #[must_use]
            pub const fn limit(self) -> usize {
                match self { $(Self::$name => $limit,)* }
            }

            /// The field's position in [`ContactField::ALL`].
            #[must_use]
            pub const fn index(self) -> usize {
                self as usize
            }
        }
    };
}

contact_fields! {
    /// A company's name, or a person's full name: first, middle name and surname.
    Name "name" 100,
    /// Persons only.
    FirstName "first_name" 30,
    /// Persons only.
    MiddleName "middle_name" 30,
    /// Persons only.
    Surname "surname" 30,
    /// Persons only.
    JobTitle "job_title" 30,
    /// The salutation of a letter.
    Salutation "salutation" 50,
    /// Street and house number.
    Address "address" 100,
    /// More of the address.
    Address2 "address_2" 50,
    /// Postcode, as text: "0301" keeps its zero.
    PostCode "post_code" 20,
    /// Town.
    City "city" 30,
    /// ISO 3166 code where recognised, else as written.
    CountryRegion "country_region" 50,
    /// Telephone.
    Phone "phone" 30,
    /// Mobile telephone.
    MobilePhone "mobile_phone" 30,
    /// E-mail address.
    Email "email" 80,
    /// Web address.
    HomePage "home_page" 255,
    /// Language code, or as written.
    Language "language" 30,
    /// The employee responsible for the contact.
    Salesperson "salesperson" 50,
    /// Sales district.
    Territory "territory" 50,
    /// The contact's number in another system.
    ExternalId "external_id" 50,
}

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

/// A contact's texts, one for each [`ContactField`]; an unfilled field is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Texts([Box<str>; ContactField::ALL.len()]);

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
    texts: Texts,
    /// Codes by list; each sorted, without duplicates.
    #[serde(default)]
    codes: [Vec<CodeId>; CodeList::ALL.len()],
}

impl Contact {
    /// An empty contact with this No.
    #[must_use]
    pub fn new(number: impl Into<String>, kind: ContactKind) -> Self {
        Self { number: number.into(), kind, ..Self::default() }
    }

    /// A field's text; empty if unfilled.
    #[must_use]
    pub fn text(&self, field: ContactField) -> &str {
        self.texts.0.get(field.index()).map_or("", |text| text)
    }

    /// Sets a field without checks. [`edit_text`](crate::domain::contacts::edit_text) checks, and keeps
    /// a person's name and its parts in step.
    pub fn set_text(&mut self, field: ContactField, text: &str) {
        if let Some(slot) = self.texts.0.get_mut(field.index()) {
            *slot = text.into();
        }
    }

    /// The contact with a field set, without checks.
    #[must_use]
    pub fn with_text(mut self, field: ContactField, text: &str) -> Self {
        self.set_text(field, text);
        self
    }

    /// The filled fields.
    pub fn texts(&self) -> impl Iterator<Item = (ContactField, &str)> {
        ContactField::ALL
            .into_iter()
            .zip(&self.texts.0)
            .filter(|(_, text)| !text.is_empty())
            .map(|(field, text)| (field, &**text))
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
        self.codes.get(list.index()).map_or(&[], Vec::as_slice)
    }

    /// Assigns a code; false if the contact has it already.
    pub fn add_code(&mut self, list: CodeList, code: CodeId) -> bool {
        let Some(codes) = self.codes.get_mut(list.index()) else { return false };
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
        let Some(codes) = self.codes.get_mut(list.index()) else { return false };
        match codes.binary_search(&code) {
            Ok(index) => {
                codes.remove(index);
                true
            }
            Err(_) => false,
        }
    }

    /// Whether every list of codes is sorted and free of duplicates.
    pub(super) fn codes_are_sorted(&self) -> bool {
        self.codes.iter().all(|codes| codes.is_sorted_by(|a, b| a < b))
    }
}

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let filled = || ContactField::ALL.iter().zip(&self.0).filter(|(_, text)| !text.is_empty());
        let mut map = serializer.serialize_map(Some(filled().count()))?;
        for (field, text) in filled() {
            map.serialize_entry(field.key(), text)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ByKey;
        impl<'de> Visitor<'de> for ByKey {
            type Value = Texts;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a map of a contact's fields")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Texts, A::Error> {
                let mut texts = Texts::default();
                while let Some((key, text)) = map.next_entry::<ContactField, Box<str>>()? {
                    if let Some(slot) = texts.0.get_mut(key.index()) {
                        *slot = text;
                    }
                }
                Ok(texts)
            }
        }
        deserializer.deserialize_map(ByKey)
    }
}
