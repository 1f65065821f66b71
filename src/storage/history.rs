//! The history: all changes in order, and which of them the user can undo or redo.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::domain::change::Change;
use crate::storage::entry::{ChangeId, ChangeMeta, EntryKind, HistoryEntry};

/// Changes by number, then the pending ones.
#[derive(Debug, Default)]
pub struct History {
    sequenced: BTreeMap<u64, HistoryEntry>,
    pending: Vec<HistoryEntry>,
    /// Inverses that are too large for the store, until the page is closed.
    oversized: HashMap<ChangeId, Change>,
    /// Those of them that the mirror was not given yet.
    new_oversized: Vec<ChangeId>,
    /// The windows whose changes this window undoes: itself, and closed ones.
    windows: HashSet<String>,
}

/// A change of the history.
#[derive(Clone, Copy, Debug)]
pub struct PastChange<'a> {
    /// Describes the change.
    pub meta: &'a ChangeMeta,
    /// Its number; `None` while it is pending.
    pub number: Option<u64>,
}

impl History {
    /// Replaces the changes that have numbers with those of the store.
    pub(super) fn set_sequenced(&mut self, sequenced: BTreeMap<u64, HistoryEntry>) {
        self.sequenced = sequenced;
    }

    /// Attaches all windows of the history, which counts them as closed until
    /// [`History::detach_windows`] tells which of them are open.
    pub(super) fn attach_all_windows(&mut self) {
        self.windows.extend(self.sequenced.values().map(|entry| entry.meta.id.window.clone()));
    }

    /// Detaches open windows: each of them undoes its own changes.
    pub fn detach_windows(&mut self, open: &HashSet<String>) {
        self.windows.retain(|window| !open.contains(window));
    }

    /// Attaches a window: this one undoes its changes.
    pub fn attach_window(&mut self, window: String) {
        self.windows.insert(window);
    }

    /// All changes, oldest first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = PastChange<'_>> {
        let sequenced = self
            .sequenced
            .iter()
            .map(|(number, entry)| PastChange { meta: &entry.meta, number: Some(*number) });
        sequenced.chain(self.pending.iter().map(|entry| PastChange { meta: &entry.meta, number: None }))
    }

    /// The change that the next undo reverts.
    #[must_use]
    pub fn next_undo(&self) -> Option<&ChangeMeta> {
        self.stacks().0.last().copied()
    }

    /// The undo that the next redo reverts.
    #[must_use]
    pub fn next_redo(&self) -> Option<&ChangeMeta> {
        self.stacks().1.last().copied()
    }

    /// The undo stack and the redo stack of this window and those attached to it.
    #[must_use]
    pub fn stacks(&self) -> (Vec<&ChangeMeta>, Vec<&ChangeMeta>) {
        let (mut undo, mut redo): (Vec<&ChangeMeta>, Vec<&ChangeMeta>) = Default::default();
        let own = self.all().map(|past| past.meta).filter(|meta| self.windows.contains(&meta.id.window));
        for meta in own {
            match &meta.kind {
                EntryKind::Do => {
                    undo.push(meta);
                    redo.clear();
                }
                EntryKind::Undo(id) => {
                    undo.retain(|other| other.id != *id);
                    redo.push(meta);
                }
                EntryKind::Redo(id) => {
                    redo.retain(|other| other.id != *id);
                    undo.push(meta);
                }
            }
        }
        (undo, redo)
    }

    /// The changes of all windows that are not undone.
    #[must_use]
    pub fn in_effect(&self) -> HashSet<ChangeId> {
        let mut in_effect = HashSet::new();
        // The change at the end of each chain of undo and redo.
        let mut targets: HashMap<&ChangeId, &ChangeId> = HashMap::new();
        for meta in self.all().map(|past| past.meta) {
            match &meta.kind {
                EntryKind::Do => {
                    in_effect.insert(meta.id.clone());
                }
                EntryKind::Undo(id) => {
                    let target = targets.get(id).copied().unwrap_or(id);
                    in_effect.remove(target);
                    targets.insert(&meta.id, target);
                }
                EntryKind::Redo(id) => {
                    let target = targets.get(id).copied().unwrap_or(id);
                    in_effect.insert(target.clone());
                    targets.insert(&meta.id, target);
                }
            }
        }
        in_effect
    }

    /// The inverse of a change; `None` where it is not in memory.
    #[must_use]
    pub fn inverse(&self, id: &ChangeId) -> Option<&Change> {
        let mut entries = self.sequenced.values().chain(&self.pending).rev();
        let entry = entries.find(|entry| entry.meta.id == *id);
        entry.and_then(|entry| entry.inverse.as_ref()).or_else(|| self.oversized.get(id))
    }

    /// Keeps an inverse in memory that is too large for the store.
    pub fn keep_oversized(&mut self, id: ChangeId, inverse: Change) {
        if self.oversized.insert(id.clone(), inverse).is_none() {
            self.new_oversized.push(id);
        }
    }

    /// Takes the oversized inverses since the last call, for the mirror.
    pub fn take_new_oversized(&mut self) -> Vec<(ChangeId, Change)> {
        let new = std::mem::take(&mut self.new_oversized).into_iter();
        new.filter_map(|id| self.oversized.get(&id).cloned().map(|inverse| (id, inverse))).collect()
    }

    /// Whether a change is in the history with a number.
    pub(super) fn has_sequenced(&self, id: &ChangeId) -> bool {
        self.sequenced.values().any(|entry| entry.meta.id == *id)
    }

    /// Gives a change a number.
    pub(super) fn sequence(&mut self, number: u64, entry: HistoryEntry) {
        self.pending.retain(|pending| pending.meta.id != entry.meta.id);
        self.sequenced.insert(number, entry);
    }

    /// Removes the change that lost this number.
    pub(super) fn remove(&mut self, number: u64) {
        self.sequenced.remove(&number);
    }

    /// Replaces the pending changes.
    pub(super) fn set_pending(&mut self, pending: Vec<HistoryEntry>) {
        self.pending = pending;
    }

    /// The changes that have numbers.
    pub(super) fn sequenced(&self) -> &BTreeMap<u64, HistoryEntry> {
        &self.sequenced
    }

    /// Drops the oldest change, and returns its number.
    pub(super) fn pop_oldest(&mut self) -> Option<u64> {
        let (number, entry) = self.sequenced.pop_first()?;
        self.oversized.remove(&entry.meta.id);
        Some(number)
    }
}
