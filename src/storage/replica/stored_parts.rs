//! What this window knows of the stored parts.

use std::collections::{HashMap, HashSet};

use crate::domain::change::Change;
use crate::domain::database::Database;
use crate::domain::identifiers::SegmentId;
use crate::storage::entry::PartList;
use crate::storage::key::{RecordKey, TablePart};
use crate::storage::parts;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct StoredParts {
    /// The parts that the manifest names.
    pub(super) list: PartList,
    /// The change up to which each part is stored.
    pub(super) stored: HashMap<TablePart, u64>,
    /// The newest change that touches each part.
    pub(super) touched: HashMap<TablePart, u64>,
    /// The keys of damaged records, which are never removed without the user's decision.
    pub(super) damaged: HashSet<String>,
    /// Whether something is damaged, so that all that was recovered must be stored again.
    pub(super) needs_repair: bool,
    /// Whether the store has held this database yet. **A store that looks empty is not written to
    /// until there is a change to keep:** browsers have been seen to show a full store as empty.
    pub(super) is_initialized: bool,
}

impl StoredParts {
    /// Notes that the change of this number touches its parts.
    pub(super) fn touch(&mut self, change: &Change, number: u64) {
        for part in parts::touched(change, &self.list) {
            self.touched.insert(part, number);
        }
    }

    /// Whether a change has touched a part since it was stored.
    pub(super) fn is_dirty(&self, part: TablePart, database: &Database) -> bool {
        if matches!(part, TablePart::Segment(index) if database.segment(SegmentId(index)).is_none()) {
            // A deleted segment goes with the next manifest.
            return false;
        }
        let touched = self.touched.get(&part).copied().unwrap_or(0);
        touched > 0 && self.stored.get(&part).is_none_or(|&stored| stored < touched)
    }

    /// Whether the record of a key is damaged.
    pub(super) fn is_damaged(&self, key: &RecordKey) -> bool {
        self.damaged.contains(&key.to_string())
    }
}
