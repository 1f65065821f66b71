//! The cards of the check step.

use crate::exchange::import::plan::{ImportOutcome, ImportTotals};
use crate::i18n::texts::{Import, Texts};
use crate::ui::parts::icon::Icon;

/// The id of the list of rows, which the cards control.
pub const ROWS: &str = "import-rows";

/// A line of the list: the row's index in the plan, and which of its warnings.
pub type Line = (usize, usize);

/// A card of the result, with the rows of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportCard {
    /// New contacts.
    New,
    /// Contacts that change.
    Changed,
    /// Contacts that have all values already.
    Unchanged,
    /// The user decides.
    Duplicates,
    /// Left out.
    Rejected,
    /// Imported, with warnings.
    Warnings,
}

impl ImportCard {
    /// All cards.
    pub const ALL: [Self; 6] =
        [Self::New, Self::Changed, Self::Unchanged, Self::Duplicates, Self::Rejected, Self::Warnings];

    /// The number of lines.
    pub fn count(self, totals: &ImportTotals) -> usize {
        match self {
            Self::New => totals.new_companies + totals.new_persons,
            Self::Changed => totals.changed,
            Self::Unchanged => totals.unchanged,
            Self::Duplicates => totals.possible_duplicates,
            Self::Rejected => totals.rejected,
            Self::Warnings => totals.with_warnings,
        }
    }

    /// Its name.
    pub fn name(self, texts: &'static Texts) -> &'static str {
        match self {
            Self::New => Import::of(texts.language).new,
            Self::Changed => Import::of(texts.language).changed,
            Self::Unchanged => Import::of(texts.language).unchanged,
            Self::Duplicates => Import::of(texts.language).duplicates,
            Self::Rejected => Import::of(texts.language).rejected,
            Self::Warnings => Import::of(texts.language).warnings,
        }
    }

    /// Whether an outcome belongs to it.
    pub fn holds(self, outcome: &ImportOutcome) -> bool {
        match outcome {
            ImportOutcome::New => self == Self::New,
            ImportOutcome::Changed(_) => self == Self::Changed,
            ImportOutcome::Unchanged(_) => self == Self::Unchanged,
            ImportOutcome::PossibleDuplicate(_) => self == Self::Duplicates,
            ImportOutcome::Rejected(_) => self == Self::Rejected,
        }
    }

    /// Its icon and tone.
    pub const fn look(self) -> (Icon, &'static str) {
        match self {
            Self::New => (Icon::Plus, "pos"),
            Self::Changed => (Icon::Swap, "info"),
            Self::Unchanged => (Icon::Check, "plain"),
            Self::Duplicates => (Icon::Contacts, "warn"),
            Self::Rejected => (Icon::Alert, "neg"),
            Self::Warnings => (Icon::Warning, "warn"),
        }
    }

    /// The card to show first: decisions, then rejected rows, then the rest.
    pub fn first(totals: &ImportTotals) -> Self {
        let order =
            [Self::Duplicates, Self::Rejected, Self::New, Self::Changed, Self::Warnings, Self::Unchanged];
        order.into_iter().find(|card| card.count(totals) > 0).unwrap_or(Self::New)
    }
}
