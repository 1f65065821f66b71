//! What contacts are picked by.

use serde::{Deserialize, Serialize};

use crate::domain::code_list::CodeList;
use crate::domain::contact::{ContactField, ContactKind};
use crate::domain::identifiers::CodeId;

/// Criteria that join with AND. Without any, every contact matches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Criteria(pub Vec<Criterion>);

/// One criterion: a field, how it is compared, and values that join with OR.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// What is looked at.
    pub field: Field,
    /// How it is compared.
    pub operator: Operator,
    /// What it is compared with; any of them will do. Empty for the operators that need none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Value>,
}

/// What a criterion looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// No.
    Number,
    /// Company or person.
    Kind,
    /// The company's name: a company's own, a person's company's.
    CompanyName,
    /// *Exclude from Segment*.
    Excluded,
    /// A text field.
    Text(ContactField),
    /// Mailing groups of the contact itself; industry groups and business relations of its company.
    Codes(CodeList),
}

/// How a field is compared with values. Letters compare without case and accents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// Is one of the values.
    IsAnyOf,
    /// Is none of the values; of codes: has none of them.
    IsNoneOf,
    /// Holds one of the values somewhere.
    Contains,
    /// Begins with one of the values.
    StartsWith,
    /// Nothing is filled, or no code is assigned.
    IsEmpty,
    /// Something is filled, or a code is assigned.
    IsNotEmpty,
}

impl Operator {
    /// Whether it compares with values at all.
    #[must_use]
    pub const fn needs_values(self) -> bool {
        !matches!(self, Self::IsEmpty | Self::IsNotEmpty)
    }
}

/// What a field is compared with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// For text fields, No. and Company Name.
    Text(String),
    /// For code lists; a code's place, so that criteria follow a renamed code.
    Code(CodeId),
    /// For [`Field::Kind`].
    Kind(ContactKind),
    /// For [`Field::Excluded`].
    Flag(bool),
}

impl Criterion {
    /// Whether it says enough to pick by. An unfinished one is passed over.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.operator.needs_values() || !self.values.is_empty()
    }
}
