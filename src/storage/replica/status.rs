//! What a replica reports to its caller.

use crate::domain::action::Action;
use crate::domain::change::{Change, Tables};
use crate::domain::rebase::Renumbered;
use crate::domain::refusal::Refusal;
use crate::storage::key_value::StorageError;
use crate::storage::load::Problem;
use crate::storage::replica::size;

/// Whether the store has what memory has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// It has.
    #[default]
    Saved,
    /// It will have in a moment. Either the number of a large change is not confirmed, so another
    /// window can still take it; or the change is on its way through the mirror, so that the store
    /// can free space for it (see [`Replica::spill_to_mirror`]).
    ///
    /// [`Replica::spill_to_mirror`]: crate::storage::replica::Replica::spill_to_mirror
    Moving,
    /// It has not, for this reason.
    Unsaved(StorageError),
    /// The store has what this program must not write over; see the problems. It only reads.
    ReadOnly,
}

/// How the database changed, for whatever is derived from it.
#[derive(Debug, Default)]
pub struct Delta {
    /// The inverses of the changes, in order.
    pub changes: Vec<Change>,
    /// Whether everything may have changed; then `changes` is incomplete.
    pub everything: bool,
    /// The tables that changed.
    pub tables: Tables,
}

/// The effect of other windows' changes on those of this window.
#[derive(Debug, Default)]
pub struct Conflicts {
    /// Changes that no longer apply, and why.
    pub refused: Vec<(Action, Refusal)>,
    /// Records that got another No.
    pub moved: Vec<Renumbered>,
}

/// What a replica has to report.
#[derive(Debug, Default)]
pub(super) struct Status {
    /// Whether the store has what memory has. A large change is judged by [`Replica::saving`].
    ///
    /// [`Replica::saving`]: crate::storage::replica::Replica::saving
    pub(super) saving: Saving,
    /// Since the caller took it last.
    pub(super) delta: Delta,
    /// Since the caller took them last.
    pub(super) conflicts: Conflicts,
    /// Since the caller took them last.
    pub(super) problems: Vec<Problem>,
}

impl Delta {
    /// Adds a change, given its inverse.
    pub(super) fn add(&mut self, tables: Tables, inverse: &Change) {
        self.tables = self.tables.union(tables);
        if size::is_large(inverse) {
            self.everything = true;
            self.changes.clear();
        } else if !self.everything {
            self.changes.push(inverse.clone());
        }
    }

    /// Notes that everything may have changed.
    pub(super) fn add_everything(&mut self) {
        self.everything = true;
        self.changes.clear();
        self.tables = Tables::ALL;
    }
}
