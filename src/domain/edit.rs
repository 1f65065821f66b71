//! Edits of parts of a record. Windows that edit different parts of a record at the same time keep
//! each other's work, because a change holds the edited parts only.

use std::fmt;

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::catalogue::ContactField;
use crate::domain::contact::Contact;
use crate::domain::field_value::{FieldValue, OptionalValueOf};
use crate::domain::id_runs;
use crate::domain::identifiers::ContactId;
use crate::domain::refusal::Refusal;
use crate::domain::segment::{Segment, Step};

/// A field of a contact with its new content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactEdit {
    /// No.
    Number(String),
    /// A person's company.
    Company(Option<ContactId>),
    /// *Exclude from Segment*.
    Excluded(bool),
    /// A field of the catalogue.
    Value(ValueEdit),
}

/// A field of the catalogue with its new value; `None` empties it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ValueEdit(pub ContactField, pub Option<FieldValue>);

impl ContactEdit {
    /// Sets the field and returns the edit with its former content.
    pub(crate) fn apply(self, contact: &mut Contact) -> Self {
        match self {
            Self::Number(number) => Self::Number(std::mem::replace(&mut contact.number, number)),
            Self::Company(company) => Self::Company(std::mem::replace(&mut contact.company, company)),
            Self::Excluded(excluded) => Self::Excluded(std::mem::replace(&mut contact.excluded, excluded)),
            Self::Value(ValueEdit(field, value)) => Self::Value(ValueEdit(field, contact.set(field, value))),
        }
    }
}

impl<'de> Deserialize<'de> for ValueEdit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pair;
        impl<'de> Visitor<'de> for Pair {
            type Value = ValueEdit;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a field and its value")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut pair: A) -> Result<ValueEdit, A::Error> {
                let field = pair.next_element()?.ok_or_else(|| A::Error::invalid_length(0, &self))?;
                let value = pair.next_element_seed(OptionalValueOf(field))?;
                Ok(ValueEdit(field, value.ok_or_else(|| A::Error::invalid_length(1, &self))?))
            }
        }
        deserializer.deserialize_tuple(2, Pair)
    }
}

/// A header field of a segment with its new content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentEdit {
    /// No.
    Number(String),
    /// Description.
    Description(String),
}

impl SegmentEdit {
    /// Sets the field and returns the edit with its former content.
    pub(crate) fn apply(self, segment: &mut Segment) -> Self {
        match self {
            Self::Number(number) => Self::Number(std::mem::replace(&mut segment.number, number)),
            Self::Description(description) => {
                Self::Description(std::mem::replace(&mut segment.description, description))
            }
        }
    }
}

/// New lines for a segment, and the steps that led to them.
///
/// **It applies only to the lines that it was made for:** on others it is refused, because its
/// outcome was computed from those lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinesEdit {
    /// [`Segment::fingerprint`] of the lines and steps that it was made for.
    pub expected: u32,
    /// The new lines.
    #[serde(with = "id_runs")]
    pub lines: Vec<ContactId>,
    /// How many of the steps are kept, from the first.
    pub kept_steps: usize,
    /// The steps that follow the kept ones.
    pub steps: Vec<Step>,
    /// Whether the first of `steps` started from the lines before this edit, which then are not
    /// stored a second time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub first_is_from_here: bool,
}

impl LinesEdit {
    /// The edit from one segment's lines and steps to those of another.
    pub(super) fn between(before: &Segment, after: &Segment) -> Self {
        let kept_steps = before.steps.iter().zip(&after.steps).take_while(|(a, b)| a == b).count();
        let mut steps: Vec<Step> = after.steps.iter().skip(kept_steps).cloned().collect();
        let first_is_from_here = match steps.first_mut() {
            Some(step) if step.before == before.lines => {
                step.before = Vec::new();
                true
            }
            _ => false,
        };
        Self {
            expected: before.fingerprint(),
            lines: after.lines.clone(),
            kept_steps,
            steps,
            first_is_from_here,
        }
    }

    /// Sets lines and steps and returns the inverse edit.
    ///
    /// # Errors
    /// [`Refusal::ChangedMeanwhile`] where the segment has other lines or steps than expected.
    pub(crate) fn apply(mut self, segment: &mut Segment) -> Result<Self, Refusal> {
        if self.expected != segment.fingerprint() {
            return Err(Refusal::ChangedMeanwhile { segment: segment.number.clone() });
        }
        let mut after = segment.clone();
        if self.first_is_from_here
            && let Some(step) = self.steps.first_mut()
        {
            step.before.clone_from(&segment.lines);
        }
        after.lines = self.lines;
        after.steps.truncate(self.kept_steps);
        after.steps.append(&mut self.steps);
        let before = std::mem::replace(segment, after);
        Ok(Self::between(segment, &before))
    }

    /// Every contact that it refers to.
    pub fn contacts_mut(&mut self) -> impl Iterator<Item = &mut ContactId> {
        self.lines.iter_mut().chain(self.steps.iter_mut().flat_map(Step::contacts_mut))
    }
}
