//! What is written down of a change.

use serde::{Deserialize, Serialize};

use crate::domain::action::Action;
use crate::domain::change::Change;
use crate::domain::database::NextIds;
use crate::storage::key::Part;

/// Which change it is: the window that made it, and the how-manieth of its changes. No two
/// changes have the same, and it stays the same wherever the change is moved to.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// The window.
    pub tab: String,
    /// Counted from 1.
    pub sequence: u64,
}

/// An entry of the journal as it stands under its number: which change, and the checksum of what
/// was written of it. A change that lost its number and got it back is another entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Which change.
    pub origin: Origin,
    /// The checksum of its unit.
    pub seal: u32,
}

/// Whether a change was made, taken back or made again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Made.
    #[default]
    Made,
    /// This one was taken back.
    Undid(Origin),
    /// This one was made again.
    Redid(Origin),
}

/// What a change was, for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Which one it is.
    pub origin: Origin,
    /// Made, taken back or made again.
    pub deed: Deed,
    /// What it is called.
    pub action: Action,
    /// The address of the page it was made on.
    pub place: String,
    /// When, as ISO 8601.
    pub at: String,
}

/// A change in the journal, or waiting for its number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// What it was.
    pub about: About,
    /// **The entry before it.** An entry counts only behind that one: where two windows took
    /// the same number, it tells which of the later entries were built on which.
    #[serde(default)]
    pub after: Link,
    /// Where the tables ended for the window that made it.
    #[serde(default)]
    pub ends: NextIds,
    /// The change itself.
    pub what: What,
}

/// What an entry does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// This.
    Change(Change),
    /// Too much for the journal: what it touches was stored anew, complete, under its number and
    /// its mark, before the entry was.
    Whole {
        /// What tells its parts from those of an attempt that was given up.
        mark: String,
        /// What was stored anew.
        parts: Vec<Part>,
        /// What there is afterwards.
        shape: Shape,
        /// Whether nothing of what was before is left.
        replaces: bool,
    },
}

/// Which parts there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// How many runs of contacts.
    pub contacts: u32,
    /// The places of the segments.
    pub segments: Vec<u32>,
}

/// What there is, and where the journal begins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The database's identity.
    pub identity: String,
    /// The number before the journal's first.
    pub start: u64,
    /// The entry of that number.
    pub link: Link,
    /// The parts.
    pub shape: Shape,
}

/// A change that was made, as history keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// What it was.
    pub about: About,
    /// The change that takes it back; none where it is too large for this store.
    pub back: Option<Change>,
}

/// A change that waits for its number, or for its number to be certain, with the way back. One
/// that is too large for the journal only says so here: it stands under its number alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaitingEntry {
    /// The change.
    pub entry: Entry,
    /// The change that takes it back.
    pub back: Option<Change>,
}

impl Shape {
    /// All parts.
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        let contacts = (0..self.contacts).map(Part::Contacts);
        let segments = self.segments.iter().copied().map(Part::Segment);
        [Part::Codes].into_iter().chain(contacts).chain(segments)
    }

    /// Whether a part is one of them.
    #[must_use]
    pub fn has(&self, part: Part) -> bool {
        match part {
            Part::Codes => true,
            Part::Contacts(run) => run < self.contacts,
            Part::Segment(place) => self.segments.contains(&place),
        }
    }
}
