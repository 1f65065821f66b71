//! Undo and redo: the tab's own history of changes.

use crate::domain::{Action, Change};

use super::route::Address;

/// Where and when a change was made.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The page, to show it again.
    pub place: Address,
    /// ISO 8601.
    pub at: String,
}

/// A change that can be taken back or made again.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is called.
    pub action: Action,
    /// The change to make: the inverse for undo, the change itself for redo.
    pub change: Change,
    /// Where and when it was made.
    pub origin: Origin,
}

/// What can be undone and redone, oldest first.
#[derive(Debug, Default)]
pub struct History {
    undo: Vec<Entry>,
    redo: Vec<Entry>,
}

impl History {
    /// Remembers a new change; what could be redone is gone.
    pub fn remember(&mut self, entry: Entry) {
        self.undo.push(entry);
        self.redo.clear();
    }

    /// The changes made and not taken back, newest first.
    pub fn made(&self) -> impl Iterator<Item = &Entry> {
        self.undo.iter().rev()
    }

    /// The next entry to undo.
    #[must_use]
    pub fn next_undo(&self) -> Option<&Entry> {
        self.undo.last()
    }

    /// The next entry to redo.
    #[must_use]
    pub fn next_redo(&self) -> Option<&Entry> {
        self.redo.last()
    }

    /// Moves the newest entry from undo to redo, with the change that makes it again.
    pub fn undone(&mut self, again: Change) -> Option<Entry> {
        Self::shift(&mut self.undo, &mut self.redo, again)
    }

    /// Moves the newest entry from redo to undo, with the change that takes it back.
    pub fn redone(&mut self, back: Change) -> Option<Entry> {
        Self::shift(&mut self.redo, &mut self.undo, back)
    }

    fn shift(from: &mut Vec<Entry>, to: &mut Vec<Entry>, change: Change) -> Option<Entry> {
        let entry = from.pop()?;
        to.push(Entry { change, ..entry.clone() });
        Some(entry)
    }
}
