//! The numbers of contacts that a merge adds and changes.

use crate::domain::database::Database;
use crate::exchange::merge::plan::{Destination, MergeOutcome, MergePlan};

/// The numbers of contacts by result, decisions included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MergeTotals {
    /// New contacts.
    pub new: usize,
    /// Contacts here that really change.
    pub changed: usize,
    /// Contacts of the file whose match here has all of their values already.
    pub unchanged: usize,
    /// Contacts that the user decides about, whatever the decision.
    pub possible_duplicates: usize,
    /// Possible duplicates that are left out.
    pub left_out: usize,
}

impl MergeTotals {
    /// The number of contacts that are added or really change.
    #[must_use]
    pub fn contacts(&self) -> usize {
        self.new + self.changed
    }
}

impl MergePlan {
    /// The numbers of contacts by result.
    #[must_use]
    pub fn totals(&self, database: &Database, file: &Database) -> MergeTotals {
        let mut totals = MergeTotals::default();
        for row in &self.contacts {
            totals.possible_duplicates += usize::from(row.is_possible_duplicate());
            match row.destination() {
                Destination::New => totals.new += 1,
                Destination::Into(ours) => {
                    let is_change = match row.outcome {
                        MergeOutcome::Unchanged(_) | MergeOutcome::Changed(_)
                            if !self.follows_a_decision(file, row) =>
                        {
                            matches!(row.outcome, MergeOutcome::Changed(_))
                        }
                        _ => !self.diff(database, file, row.theirs, ours).is_empty(),
                    };
                    totals.changed += usize::from(is_change);
                    totals.unchanged += usize::from(!is_change);
                }
                Destination::RepresentedBy(_) | Destination::Nowhere => totals.left_out += 1,
            }
        }
        totals
    }
}
