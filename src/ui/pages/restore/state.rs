//! The state of an opened backup: the file, the running task, and the cards with their rows.

use crate::exchange::json::Backup;
use crate::exchange::json::envelope::JsonError;
use crate::exchange::merge::plan::{MergeOutcome, MergePlan};
use crate::i18n::texts::{Import, Opening, Texts};
use crate::ui::parts::icon::Icon;

/// A backup that was read.
pub struct OpenedBackup {
    /// The file's name.
    pub file: String,
    /// Its content.
    pub backup: Backup,
}

/// A task that takes a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestoreTask {
    /// Reads a file.
    Reading(String),
    /// Compares this number of contacts.
    Comparing(usize),
    /// Merges the file; it can no longer be cancelled.
    Merging(String),
    /// Replaces everything with the file; it can no longer be cancelled.
    Replacing(String),
}

/// Why a file cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestoreFailure {
    /// It could not be read at all.
    Unreadable,
    /// It is larger than any backup.
    TooLarge {
        /// Its bytes.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// It is no backup that can be opened.
    Json(JsonError),
}

/// A card, with the contacts, or groups and segments, of one result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestoreCard {
    /// Contacts that merging adds.
    New,
    /// Contacts that merging changes.
    Changed,
    /// The user decides.
    Duplicates,
    /// Contacts that merging leaves unchanged.
    Unchanged,
    /// Groups and segments that merging adds or changes.
    Others,
    /// Contacts that replacing removes.
    Goes,
    /// Contacts that replacing adds.
    Comes,
    /// Contacts that replacing changes.
    Changes,
}

impl RestoreCard {
    /// The cards of merging.
    pub const MERGE: [Self; 5] = [Self::New, Self::Changed, Self::Duplicates, Self::Unchanged, Self::Others];
    /// The cards of replacing.
    pub const REPLACE: [Self; 3] = [Self::Goes, Self::Comes, Self::Changes];

    /// The card to show first: decisions, then new contacts, then the rest.
    pub fn first(plan: Option<&MergePlan>) -> Self {
        let Some(plan) = plan else { return Self::New };
        let any = |wanted: fn(&MergeOutcome) -> bool| plan.contacts.iter().any(|row| wanted(&row.outcome));
        if any(|it| matches!(it, MergeOutcome::SameName(_) | MergeOutcome::SameNumber(_))) {
            Self::Duplicates
        } else if any(|it| matches!(it, MergeOutcome::New)) {
            Self::New
        } else if any(|it| matches!(it, MergeOutcome::Changed(_))) {
            Self::Changed
        } else {
            Self::Unchanged
        }
    }

    /// Its name.
    pub fn name(self, texts: &'static Texts) -> &'static str {
        let words = Opening::of(texts.language);
        match self {
            Self::New => Import::of(texts.language).new,
            Self::Changed => Import::of(texts.language).changed,
            Self::Duplicates => Import::of(texts.language).duplicates,
            Self::Unchanged => Import::of(texts.language).unchanged,
            Self::Others => words.others,
            Self::Goes => words.goes,
            Self::Comes => words.comes,
            Self::Changes => words.changes,
        }
    }

    /// Its icon and tone.
    pub const fn look(self) -> (Icon, &'static str) {
        match self {
            Self::New | Self::Comes => (Icon::Plus, "pos"),
            Self::Changed | Self::Changes => (Icon::Swap, "info"),
            Self::Duplicates => (Icon::Contacts, "warn"),
            Self::Unchanged => (Icon::Check, "plain"),
            Self::Others => (Icon::Segment, "plain"),
            Self::Goes => (Icon::Alert, "neg"),
        }
    }
}

/// The id of the list.
pub const ROWS: &str = "opened-rows";

/// The subject of a row, by its index in the plan or the replacement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A contact of the plan.
    Contact(usize),
    /// A code of the plan.
    Code(usize),
    /// A segment of the plan.
    Segment(usize),
    /// A contact of the replacement.
    Diff(usize),
}
