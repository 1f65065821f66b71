//! What storage writes down of a change: in the journal, as pending, and in the history.
//!
//! The names of types and fields follow the code; `#[serde(rename)]` keeps the names that are
//! stored. A key that this program does not know is refused, not left out, as a newer program wrote it.

use serde::{Deserialize, Serialize};

use crate::domain::action::Action;
use crate::domain::change::Change;
use crate::domain::database::NextIds;
use crate::storage::key::TablePart;

/// The identity of a change: its window, and its sequence number in that window. It is unique, and
/// stays the same when the change is rebased or gets another number in the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeId {
    /// The name of the window that made the change.
    #[serde(rename = "tab")]
    pub window: String,
    /// The sequence number in that window, from 1.
    pub sequence: u64,
}

/// A reference to a journal entry: the change, and the checksum of the entry's record. A change
/// that lost its number and got the same one again has another entry, and so another reference.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryRef {
    /// The change.
    #[serde(rename = "origin")]
    pub change: ChangeId,
    /// The checksum of the entry's record.
    #[serde(rename = "seal")]
    pub checksum: u32,
}

/// Whether a change is new work, an undo or a redo.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryKind {
    /// New work.
    #[default]
    #[serde(rename = "made")]
    Do,
    /// An undo of this change.
    #[serde(rename = "undid")]
    Undo(ChangeId),
    /// A redo of this change, which was itself an undo.
    #[serde(rename = "redid")]
    Redo(ChangeId),
}

/// Describes a change for the user and the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeMeta {
    /// The identity of the change.
    #[serde(rename = "origin")]
    pub id: ChangeId,
    /// Whether it is new work, an undo or a redo.
    #[serde(rename = "deed")]
    pub kind: EntryKind,
    /// The action that made it.
    pub action: Action,
    /// The address of the page on which it was made.
    pub place: String,
    /// The time at which it was made, in ISO 8601.
    pub at: String,
}

/// An entry of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JournalEntry {
    /// Describes the change.
    #[serde(rename = "about")]
    pub meta: ChangeMeta,
    /// **The entry before this one.** An entry counts only after its parent: where two windows
    /// took the same number, the parent tells which later entries follow which of the two.
    #[serde(default, rename = "after")]
    pub parent: EntryRef,
    /// The ends of the tables when the window made the change.
    #[serde(default)]
    pub ends: NextIds,
    /// The change itself.
    #[serde(rename = "what")]
    pub payload: Payload,
}

/// What an entry holds of its change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payload {
    /// The change.
    Change(Change),
    /// Nothing, as the change is too large for the journal. The parts that it touches were stored
    /// whole, under its number and the name of the attempt, before this entry was written.
    #[serde(rename = "whole")]
    Snapshot {
        /// The name of the attempt, which tells its parts from those of an abandoned attempt.
        #[serde(rename = "mark")]
        attempt: String,
        /// The parts that were stored.
        parts: Vec<TablePart>,
        /// All parts that there are after the change.
        #[serde(rename = "shape")]
        part_list: PartList,
        /// Whether the change replaces all tables.
        replaces: bool,
    },
}

/// The parts that the tables have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartList {
    /// The number of shards of contacts.
    pub contacts: u32,
    /// The indices of the segments.
    pub segments: Vec<u32>,
}

/// Names the parts, and says where the journal starts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The database's identity.
    pub identity: String,
    /// The number before the journal's first entry.
    pub start: u64,
    /// The entry of that number.
    #[serde(rename = "link")]
    pub start_entry: EntryRef,
    /// The parts.
    #[serde(rename = "shape")]
    pub part_list: PartList,
}

/// A change in the history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryEntry {
    /// Describes the change.
    #[serde(rename = "about")]
    pub meta: ChangeMeta,
    /// The inverse of the change; `None` where it is too large for the store.
    #[serde(rename = "back")]
    pub inverse: Option<Change>,
}

/// A change without a confirmed number, and its inverse. Where the change is too large for the
/// journal, its payload says only that: the change itself is stored under its number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PendingEntry {
    /// The change.
    pub entry: JournalEntry,
    /// The inverse of the change; `None` where it is too large for the store.
    #[serde(rename = "back")]
    pub inverse: Option<Change>,
}

impl PartList {
    /// All parts.
    pub fn parts(&self) -> impl Iterator<Item = TablePart> {
        let contacts = (0..self.contacts).map(TablePart::Contacts);
        let segments = self.segments.iter().copied().map(TablePart::Segment);
        [TablePart::Codes].into_iter().chain(contacts).chain(segments)
    }

    /// Whether the list has a part.
    #[must_use]
    pub fn has(&self, part: TablePart) -> bool {
        match part {
            TablePart::Codes => true,
            TablePart::Contacts(shard) => shard < self.contacts,
            TablePart::Segment(index) => self.segments.contains(&index),
        }
    }
}
