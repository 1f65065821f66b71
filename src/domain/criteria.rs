//! What contacts are picked by.

use serde::{Deserialize, Serialize};

use crate::domain::catalogue::{CodeList, ContactField, ContactKind, FieldKind};
use crate::domain::date::Date;
use crate::domain::identifiers::CodeId;

/// Criteria as a tree. How they are written as JSON is told in [`criteria_form`].
///
/// The criteria that stand directly in one [`Criteria::All`] and ask about the same code list are
/// met by one row of it together. Every nested group asks anew. *Is none of* and *is empty* ask
/// about all rows.
///
/// The leaves are [`Criterion`]s; backups have rows of their own in their place.
///
/// [`criteria_form`]: crate::domain::criteria_form
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Criteria<C = Criterion> {
    /// All of them are met. The outermost group without any is met by every contact.
    All(Vec<Self>),
    /// At least one of them is met.
    Any(Vec<Self>),
    /// None of them is met.
    None(Vec<Self>),
    /// A single criterion.
    Is(C),
}

/// Levels of groups in criteria at most.
pub const LEVELS_LIMIT: usize = 16;

/// Single criteria in a tree at most.
pub const CRITERIA_LIMIT: usize = 500;

impl<C> Default for Criteria<C> {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl<C> FromIterator<C> for Criteria<C> {
    /// One *all of* group.
    fn from_iter<I: IntoIterator<Item = C>>(criteria: I) -> Self {
        Self::All(criteria.into_iter().map(Self::Is).collect())
    }
}

impl<C> Criteria<C> {
    /// Calls a function with each criterion, from left to right.
    pub fn visit<'a>(&'a self, visitor: &mut impl FnMut(&'a C)) {
        match self {
            Self::All(children) | Self::Any(children) | Self::None(children) => {
                children.iter().for_each(|child| child.visit(visitor));
            }
            Self::Is(criterion) => visitor(criterion),
        }
    }

    /// As [`Criteria::visit`], with criteria that can be changed.
    pub fn visit_mut(&mut self, visitor: &mut impl FnMut(&mut C)) {
        match self {
            Self::All(children) | Self::Any(children) | Self::None(children) => {
                children.iter_mut().for_each(|child| child.visit_mut(visitor));
            }
            Self::Is(criterion) => visitor(criterion),
        }
    }

    /// The same tree with other criteria.
    #[must_use]
    pub fn map<D>(&self, criterion: &mut impl FnMut(&C) -> D) -> Criteria<D> {
        let mut all = |children: &[Self]| children.iter().map(|child| child.map(criterion)).collect();
        match self {
            Self::All(children) => Criteria::All(all(children)),
            Self::Any(children) => Criteria::Any(all(children)),
            Self::None(children) => Criteria::None(all(children)),
            Self::Is(leaf) => Criteria::Is(criterion(leaf)),
        }
    }

    /// Every criterion in the tree, from left to right.
    #[must_use]
    pub fn criteria(&self) -> Vec<&C> {
        let mut all = Vec::new();
        self.visit(&mut |criterion| all.push(criterion));
        all
    }

    /// Whether there is no condition at all: then every contact matches.
    #[must_use]
    pub const fn is_unconditional(&self) -> bool {
        matches!(self, Self::All(children) if children.is_empty())
    }

    /// The members of the outermost *all of* group; any other tree is its only member.
    #[must_use]
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::All(children) => children,
            other => std::slice::from_ref(other),
        }
    }

    /// As [`Criteria::parts`], given away.
    #[must_use]
    pub fn into_parts(self) -> Vec<Self> {
        match self {
            Self::All(children) => children,
            other => vec![other],
        }
    }
}

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
    /// A field of the catalogue, of any kind.
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
    /// Of dates: is earlier than one of the values.
    Before,
    /// Of dates: is later than one of the values.
    After,
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
    /// For code lists; a code's place, so that criteria follow a renamed code. The code may have
    /// been deleted since.
    Code(CodeId),
    /// For [`Field::Kind`].
    Kind(ContactKind),
    /// For [`Field::Excluded`].
    Flag(bool),
    /// For dates.
    Date(Date),
    /// A text that names no value of the field, such as a code that its list does not have. Empty
    /// where only so much is known that there was one. **A criterion with it is never evaluated.**
    Unknown(String),
}

impl Field {
    /// The operators by which the field can be compared, the usual one first.
    #[must_use]
    pub const fn operators(self) -> &'static [Operator] {
        use Operator::{After, Before, Contains, IsAnyOf, IsEmpty, IsNoneOf, IsNotEmpty, StartsWith};
        match self {
            Self::Kind | Self::Excluded => &[IsAnyOf],
            Self::Codes(_) => &[IsAnyOf, IsNoneOf, IsEmpty, IsNotEmpty],
            Self::Text(field) if matches!(field.kind(), FieldKind::Date) => {
                &[IsAnyOf, IsNoneOf, Before, After, IsEmpty, IsNotEmpty]
            }
            Self::Number | Self::CompanyName | Self::Text(_) => {
                &[Contains, StartsWith, IsAnyOf, IsNoneOf, IsEmpty, IsNotEmpty]
            }
        }
    }

    /// All fields of criteria, the most used first.
    pub fn all() -> impl Iterator<Item = Self> {
        CodeList::ALL
            .into_iter()
            .map(Self::Codes)
            .chain([Self::Kind, Self::Number, Self::CompanyName])
            .chain(ContactField::ALL.into_iter().map(Self::Text))
            .chain([Self::Excluded])
    }
}

/// Why criteria cannot be evaluated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Incomplete {
    /// The criterion compares with values and has none that shows anything.
    NoValue(Field),
    /// The field has no such value; the text is empty where it is not known any more.
    UnknownValue {
        /// What is looked at.
        field: Field,
        /// What was meant.
        text: String,
    },
    /// The field cannot be compared with this operator.
    WrongOperator(Field),
    /// A group other than the outermost has no criteria.
    EmptyGroup,
}
