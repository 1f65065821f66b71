//! The targets that a column's values can go to.

use crate::domain::catalogue::{CodeList, ContactField, FieldKind};
use crate::domain::contact::ADDRESS_FIELDS;

/// Where a column's values go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Target {
    /// Nowhere.
    #[default]
    Skip,
    /// A name of which only the row tells whether it is a company's or a person's.
    Name,
    /// A person's full name; it is split into its parts.
    PersonName,
    /// The company's name: of the company itself, or of the person's company.
    CompanyName,
    /// No., kept where it is free.
    Number,
    /// Company or person.
    Kind,
    /// *Exclude from Segment*: yes or no.
    Excluded,
    /// A text field; never [`ContactField::Name`], for which there are three targets.
    Field(ContactField),
    /// Codes of a list, several in one cell.
    Codes(CodeList),
    /// Postcode and town in one cell: "1003 Lausanne".
    PostCodeAndCity,
    /// The area code to put before the number of the phone column.
    AreaCode,
}

impl Target {
    /// All targets, in the order in which they are offered.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let fields = ContactField::ALL.into_iter().filter(|&field| field != ContactField::Name);
        [Self::Skip, Self::Number, Self::Kind, Self::CompanyName, Self::Name, Self::PersonName]
            .into_iter()
            .chain(fields.map(Self::Field))
            .chain([Self::PostCodeAndCity, Self::AreaCode, Self::Excluded])
            .chain(CodeList::ALL.map(Self::Codes))
            .collect()
    }

    /// Whether several columns may have it: further addresses, numbers and codes.
    #[must_use]
    pub fn takes_several_columns(self) -> bool {
        match self {
            Self::Skip | Self::Codes(_) => true,
            Self::Field(field) => {
                matches!(field.kind(), FieldKind::Email | FieldKind::Phone) || ADDRESS_FIELDS.contains(&field)
            }
            _ => false,
        }
    }
}
