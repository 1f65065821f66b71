//! A segment: contacts picked to be written to. It keeps whom it picked.

use serde::{Deserialize, Serialize};

use crate::domain::catalogue::CodeList;
use crate::domain::criteria::{Criteria, Criterion, Field, Value};
use crate::domain::identifiers::{CodeId, ContactId};

/// A segment. **Its lines are a picture of the moment they were picked:** later changes of
/// groups, names or exclusion don't change them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// No.: unique, never empty, at most 20 characters.
    pub number: String,
    /// What it is for. At most [`Segment::DESCRIPTION_LIMIT`] characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The picked contacts, in order. A contact stands twice only where *Allow Existing
    /// Contacts* put it there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<ContactId>,
    /// What made the lines, oldest first: *No. of Criteria Actions*.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// Came with the sample office.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
}

impl Segment {
    /// User-perceived characters in a description at most (Business Central: Text\[100\]).
    pub const DESCRIPTION_LIMIT: usize = 100;

    /// A number that is another one for other lines or steps, the same on every device.
    #[must_use]
    pub fn fingerprint(&self) -> u32 {
        let steps = self.steps.iter().flat_map(|step| {
            let before = step.before.iter().map(|id| id.0);
            before.chain([u32::MAX, step.after])
        });
        let words = self.lines.iter().map(|id| id.0).chain([u32::MAX]).chain(steps);
        // A multiplicative hash of 32 bits, a word at a time. It notices other lines and steps; it
        // is no checksum against damage.
        words.fold(0x811c_9dc5, |hash: u32, word| (hash ^ word).wrapping_mul(0x0100_0193).rotate_left(5))
    }

    /// Every contact that it names, in lines and steps.
    pub fn contacts_mut(&mut self) -> impl Iterator<Item = &mut ContactId> {
        self.lines.iter_mut().chain(self.steps.iter_mut().flat_map(Step::contacts_mut))
    }

    /// Takes out contacts, of lines and of all that steps remember, so that *Go Back* brings none
    /// of them back.
    pub fn retain_contacts(&mut self, stays: impl Fn(&ContactId) -> bool) {
        self.lines.retain(&stays);
        for step in &mut self.steps {
            step.before.retain(&stays);
            if let StepKind::ByHand { added, removed } = &mut step.kind {
                added.retain(&stays);
                removed.retain(&stays);
            }
        }
    }
}

/// One step that made the lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What was done.
    pub kind: StepKind,
    /// The lines as they were: *Go Back* restores them exactly.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<ContactId>,
    /// How many lines there were after the step, when it was taken.
    pub after: u32,
}

impl Step {
    /// Whether its criteria name this code.
    #[must_use]
    pub fn picks_by(&self, list: CodeList, code: CodeId) -> bool {
        let names = |criterion: &Criterion| {
            criterion.field == Field::Codes(list) && criterion.values.contains(&Value::Code(code))
        };
        self.kind.criteria().is_some_and(|criteria| criteria.criteria().into_iter().any(names))
    }

    /// Every contact that it names.
    pub fn contacts_mut(&mut self) -> impl Iterator<Item = &mut ContactId> {
        let by_hand = match &mut self.kind {
            StepKind::ByHand { added, removed } => Some(added.iter_mut().chain(removed)),
            _ => None,
        };
        self.before.iter_mut().chain(by_hand.into_iter().flatten())
    }
}

/// What a step does with the lines (Business Central: Add Contacts, Refine, Reduce, manual edits).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// *Add Contacts*: appends the contacts that match.
    Add {
        /// Whom to add.
        criteria: Criteria,
        /// How.
        #[serde(default)]
        options: AddOptions,
    },
    /// *Refine*: keeps only lines that match.
    Refine {
        /// Whom to keep.
        criteria: Criteria,
        /// *Entire Companies*: if one person matches, the whole company counts.
        #[serde(default)]
        entire_companies: bool,
    },
    /// *Reduce*: takes out lines that match.
    Reduce {
        /// Whom to take out.
        criteria: Criteria,
        /// *Entire Companies*: if one person matches, the whole company counts.
        #[serde(default)]
        entire_companies: bool,
    },
    /// A run of edits by hand.
    ByHand {
        /// Appended, in this order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        added: Vec<ContactId>,
        /// Taken out.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        removed: Vec<ContactId>,
    },
}

impl StepKind {
    /// What the step picks by; nothing where it was done by hand.
    #[must_use]
    pub const fn criteria(&self) -> Option<&Criteria> {
        match self {
            Self::Add { criteria, .. } | Self::Refine { criteria, .. } | Self::Reduce { criteria, .. } => {
                Some(criteria)
            }
            Self::ByHand { .. } => None,
        }
    }

    /// The same, to be written to.
    pub const fn criteria_mut(&mut self) -> Option<&mut Criteria> {
        match self {
            Self::Add { criteria, .. } | Self::Refine { criteria, .. } | Self::Reduce { criteria, .. } => {
                Some(criteria)
            }
            Self::ByHand { .. } => None,
        }
    }
}

/// The options of *Add Contacts*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddOptions {
    /// *Allow Existing Contacts*: a contact that has a line gets a second one.
    pub allow_existing: bool,
    /// *Expand Companies*: every match brings its whole company.
    pub expand_companies: bool,
    /// *Allow Related Companies*: every matching person brings its company's own card.
    pub allow_related_companies: bool,
    /// *Ignore Exclusion*: also takes contacts marked *Exclude from Segment*.
    pub ignore_exclusion: bool,
}
