//! The catalogue: every field of a contact and every code list, each listed once.
//!
//! Storage, backups, imports, exports, criteria, addresses, input fields and captions derive from
//! these entries. A new field or list is an entry here and its captions in `locales/`; a law in
//! `i18n/laws.rs` fails where a caption is missing. Rules about single fields, such as a name and its
//! parts, name them by the constants that the entries define.
//!
//! **A key is for ever:** it stands in stored data, in backups and in addresses.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

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

/// What a field holds, and so how it is read, written, compared and edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Text with line breaks.
    LongText,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    WebAddress,
    /// A postcode. It is a text: "0301" keeps its zero.
    PostCode,
    /// A day of the calendar.
    Date,
}

/// Which contacts have a field or codes of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Companies alone.
    Companies,
    /// Persons alone.
    Persons,
    /// Companies and persons.
    Both,
}

/// What counts for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effective {
    /// Its own value.
    Own,
    /// Its company's value.
    OfCompany,
    /// Its own address, else its company's. The fields of an address count together; see
    /// [`postal_address`](crate::domain::postal_address::postal_address).
    OwnElseCompany,
}

/// Where a field stands on the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// With the name.
    General,
    /// With the name, hidden while it is empty.
    GeneralMore,
    /// How to reach the contact.
    Communication,
}

/// The entry of a field.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// The name in stored data, backups and addresses.
    pub key: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// User-perceived characters of a text at most.
    pub limit: usize,
    /// Who has it.
    pub holder: Holder,
    /// What counts for a person.
    pub effective: Effective,
    /// Whether the search looks at it.
    pub is_searched: bool,
    /// Where it stands on the card.
    pub section: Section,
}

impl FieldSpec {
    const fn new(key: &'static str, kind: FieldKind, limit: usize) -> Self {
        Self {
            key,
            kind,
            limit,
            holder: Holder::Both,
            effective: Effective::Own,
            is_searched: false,
            section: Section::General,
        }
    }

    const fn of(mut self, holder: Holder) -> Self {
        self.holder = holder;
        self
    }

    const fn own_else_company(mut self) -> Self {
        self.effective = Effective::OwnElseCompany;
        self
    }

    const fn searched(mut self) -> Self {
        self.is_searched = true;
        self
    }

    const fn in_section(mut self, section: Section) -> Self {
        self.section = section;
        self
    }
}

/// The entry of a code list.
#[derive(Clone, Copy, Debug)]
pub struct ListSpec {
    /// The name in stored data and of a filter in addresses.
    pub key: &'static str,
    /// The name in backups and, with hyphens, of the list's page.
    pub plural: &'static str,
    /// Who has its codes.
    pub holder: Holder,
    /// What counts for a person.
    pub effective: Effective,
}

/// Defines an enum of entries with their specs.
macro_rules! entries {
    ($(#[$doc:meta])* $name:ident: $spec:ty, $what:literal; $($(#[$entry_doc:meta])* $entry:ident = $value:expr,)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$entry_doc])* $entry,)*
        }

        impl $name {
            /// All of them, in the order of the catalogue.
            pub const ALL: [Self; [$(Self::$entry),*].len()] = [$(Self::$entry),*];

            const SPECS: &'static [$spec; Self::ALL.len()] = &[$($value),*];

            /// The entry of the catalogue.
            #[must_use]
            #[expect(clippy::indexing_slicing, reason = "there is a spec for each entry")]
            pub const fn spec(self) -> &'static $spec {
                &Self::SPECS[self as usize]
            }

            /// The position in [`Self::ALL`]. **It is never stored:** another version has another one.
            #[must_use]
            pub const fn index(self) -> usize {
                self as usize
            }

            /// The stable name.
            #[must_use]
            pub const fn key(self) -> &'static str {
                self.spec().key
            }

            /// The entry with this [`Self::key`].
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|entry| entry.key() == key)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.key())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Key;
                impl Visitor<'_> for Key {
                    type Value = $name;

                    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                        formatter.write_str($what)
                    }

                    fn visit_str<E: Error>(self, key: &str) -> Result<$name, E> {
                        $name::from_key(key).ok_or_else(|| E::unknown_variant(key, &[]))
                    }
                }
                deserializer.deserialize_str(Key)
            }
        }
    };
}

use FieldKind::{Date, Email, LongText, Phone, PostCode, Text, WebAddress};
use Section::{Communication, GeneralMore};

entries! {
    /// The fields of a contact, except its No., kind, company and *Exclude from Segment*. Limits are
    /// at least those of Business Central.
    ContactField: FieldSpec, "a contact's field";

    /// A company's name, or a person's full name: first, middle name and surname.
    Name = FieldSpec::new("name", Text, 100).searched(),
    /// First name.
    FirstName = FieldSpec::new("first_name", Text, 30).of(Holder::Persons),
    /// Middle name.
    MiddleName = FieldSpec::new("middle_name", Text, 30).of(Holder::Persons),
    /// Surname.
    Surname = FieldSpec::new("surname", Text, 30).of(Holder::Persons),
    /// Job title.
    JobTitle = FieldSpec::new("job_title", Text, 30).of(Holder::Persons).searched(),
    /// Date of birth.
    DateOfBirth = FieldSpec::new("date_of_birth", Date, 0).of(Holder::Persons),
    /// The salutation of a letter.
    Salutation = FieldSpec::new("salutation", Text, 50).in_section(GeneralMore),
    /// Street and house number.
    Address = FieldSpec::new("address", Text, 100).own_else_company().searched().in_section(Communication),
    /// More of the address.
    Address2 = FieldSpec::new("address_2", Text, 50).own_else_company().in_section(Communication),
    /// Postcode.
    PostCode = FieldSpec::new("post_code", PostCode, 20).own_else_company().searched().in_section(Communication),
    /// Town.
    City = FieldSpec::new("city", Text, 30).own_else_company().searched().in_section(Communication),
    /// ISO 3166 code where recognised, else as written.
    CountryRegion = FieldSpec::new("country_region", Text, 50).own_else_company().in_section(Communication),
    /// Telephone.
    Phone = FieldSpec::new("phone", Phone, 30).searched().in_section(Communication),
    /// Mobile telephone.
    MobilePhone = FieldSpec::new("mobile_phone", Phone, 30).searched().in_section(Communication),
    /// E-mail address.
    Email = FieldSpec::new("email", Email, 80).searched().in_section(Communication),
    /// Web address.
    HomePage = FieldSpec::new("home_page", WebAddress, 255).in_section(Communication),
    /// Language code, or as written.
    Language = FieldSpec::new("language", Text, 30).in_section(GeneralMore),
    /// The employee responsible for the contact.
    Salesperson = FieldSpec::new("salesperson", Text, 50).in_section(GeneralMore),
    /// Sales district.
    Territory = FieldSpec::new("territory", Text, 50).in_section(GeneralMore),
    /// The contact's number in another system.
    ExternalId = FieldSpec::new("external_id", Text, 50).searched().in_section(GeneralMore),
    /// Anything else about the contact.
    Notes = FieldSpec::new("notes", LongText, 2000).searched().in_section(GeneralMore),
}

entries! {
    /// The code lists. One type, one page and one set of rules serve all.
    CodeList: ListSpec, "a code list";

    /// Contacts that get the same mailings.
    MailingGroup = ListSpec {
        key: "mailing_group",
        plural: "mailing_groups",
        holder: Holder::Both,
        effective: Effective::Own,
    },
    /// The line of business.
    IndustryGroup = ListSpec {
        key: "industry_group",
        plural: "industry_groups",
        holder: Holder::Companies,
        effective: Effective::OfCompany,
    },
    /// The relation between the office and a company.
    BusinessRelation = ListSpec {
        key: "business_relation",
        plural: "business_relations",
        holder: Holder::Companies,
        effective: Effective::OfCompany,
    },
    /// What a person does in the company.
    JobResponsibility = ListSpec {
        key: "job_responsibility",
        plural: "job_responsibilities",
        holder: Holder::Persons,
        effective: Effective::Own,
    },
}

impl Holder {
    /// Whether a contact of this kind is one.
    #[must_use]
    pub const fn includes(self, kind: ContactKind) -> bool {
        matches!(
            (self, kind),
            (Self::Both, _) | (Self::Companies, ContactKind::Company) | (Self::Persons, ContactKind::Person)
        )
    }
}

impl ContactField {
    /// What it holds.
    #[must_use]
    pub const fn kind(self) -> FieldKind {
        self.spec().kind
    }

    /// The limit in user-perceived characters.
    #[must_use]
    pub const fn limit(self) -> usize {
        self.spec().limit
    }

    /// Whether a contact of this kind has it.
    #[must_use]
    pub const fn applies_to(self, kind: ContactKind) -> bool {
        self.spec().holder.includes(kind)
    }

    /// Those that stand in a section of the card, in their order.
    pub fn of_section(section: Section) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |field| field.spec().section == section)
    }
}

impl CodeList {
    /// Whether a contact of this kind has the list's codes itself.
    #[must_use]
    pub const fn applies_to(self, kind: ContactKind) -> bool {
        self.spec().holder.includes(kind)
    }

    /// Whether a person's codes are those of its company.
    #[must_use]
    pub const fn is_of_company(self) -> bool {
        matches!(self.spec().effective, Effective::OfCompany)
    }

    /// Whether a contact of this kind has its codes, or codes that count for it.
    #[must_use]
    pub const fn counts_for(self, kind: ContactKind) -> bool {
        self.applies_to(kind) || self.is_of_company()
    }

    /// The list with this plural name.
    #[must_use]
    pub fn from_plural(plural: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.spec().plural == plural)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn keys_are_unique_among_all_that_addresses_name() {
        let fields = ContactField::ALL.map(ContactField::key);
        let lists = CodeList::ALL.map(CodeList::key);
        let own = ["number", "type", "company_name", "excluded", "company", "sort", "where"];
        let all: Vec<&str> = fields.into_iter().chain(lists).chain(own).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        for key in all {
            assert!(key.chars().all(|it| matches!(it, 'a'..='z' | '0'..='9' | '_')), "{key}");
        }
    }

    #[test]
    fn an_entry_is_read_by_its_key() {
        for field in ContactField::ALL {
            let json = serde_json::to_string(&field).unwrap();
            assert_eq!(serde_json::from_str::<ContactField>(&json).unwrap(), field);
        }
        assert!(serde_json::from_str::<ContactField>("\"shoe_size\"").is_err());
        assert_eq!(CodeList::from_plural("mailing_groups"), Some(CodeList::MailingGroup));
    }
}
