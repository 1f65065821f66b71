//! The changes of this window that have no confirmed number, and those of closed windows.

use crate::domain::change::Change;
use crate::domain::database::NextIds;
use crate::storage::entry::{
    ChangeId, ChangeMeta, EntryRef, HistoryEntry, JournalEntry, PartList, Payload, PendingEntry,
};
use crate::storage::key::{RecordKey, TablePart};
use crate::storage::key_value::StorageError;
use crate::storage::record;
use crate::storage::replica::journal::{Journal, Own, Sequenced};
use crate::storage::replica::size;
use crate::storage::store::Write;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    /// This window's name.
    pub(super) window: String,
    /// The sequence number of its newest change.
    pub(super) sequence: u64,
    /// Changes that are applied in memory and have no number.
    pub(super) pending: Vec<Pending>,
    /// The numbers of own changes that are not confirmed.
    pub(super) unconfirmed: Vec<u64>,
    /// Own changes with unconfirmed numbers that were applied before the store was read again, with
    /// these numbers. They can't be rolled back, so they are kept until they are confirmed.
    pub(super) reopened: Vec<(u64, Pending)>,
    /// Pending changes of other windows, which may be closed.
    pub(super) foreign_pending: Vec<PendingEntry>,
    /// A large change that the store has no space for beside what it holds.
    pub(super) staged: Option<StagedSnapshot>,
    /// How many large changes this window has staged.
    pub(super) attempts: u64,
    /// Whether there is a mirror, which can hold a large change meanwhile.
    pub(super) has_mirror: bool,
}

/// A change that is applied in memory and has no number.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) meta: ChangeMeta,
    /// The ends of the tables when it was made.
    pub(super) ends: NextIds,
    /// The change; `None` while it is applied and too large for the journal.
    pub(super) change: Option<Change>,
    pub(super) inverse: Change,
    /// Whether it is too large for the journal.
    pub(super) is_large: bool,
    /// Whether it is stored under its window's key.
    pub(super) is_stored: bool,
}

/// A large change, ready to be written as a snapshot of the parts that it touches.
#[derive(Debug)]
pub(super) struct StagedSnapshot {
    pub(super) number: u64,
    /// The entry that it follows.
    pub(super) parent: EntryRef,
    pub(super) change: ChangeId,
    /// The ends of the tables before it, which determine the indices of its new rows.
    pub(super) ends: NextIds,
    pub(super) attempt: String,
    pub(super) parts: Vec<TablePart>,
    pub(super) part_list: PartList,
    /// First the record that says that its number is not confirmed, then the parts, then the entry
    /// that makes them count.
    pub(super) texts: Vec<(RecordKey, String)>,
    /// The checksum of its entry.
    pub(super) checksum: u32,
    /// Whether the mirror has it.
    pub(super) is_spilled: bool,
}

/// What the mirror must hold before the store frees space for a large change.
#[derive(Debug)]
pub struct Spill {
    /// The name of the attempt, for [`Replica::spilled`].
    ///
    /// [`Replica::spilled`]: crate::storage::replica::Replica::spilled
    pub attempt: String,
    /// The records.
    pub writes: Vec<Write>,
}

impl Outbox {
    /// The identity of the next change.
    pub(super) fn next_id(&mut self) -> ChangeId {
        self.sequence += 1;
        ChangeId { window: self.window.clone(), sequence: self.sequence }
    }

    /// The name of the next attempt to store a large change.
    pub(super) fn next_attempt(&mut self) -> String {
        self.attempts += 1;
        format!("{}.{}", self.window, self.attempts)
    }

    /// Whether a large change is pending.
    pub(super) fn has_large(&self) -> bool {
        self.pending.iter().any(|pending| pending.is_large)
    }

    /// Whether a change is pending in this window.
    pub(super) fn has(&self, id: &ChangeId) -> bool {
        self.pending.iter().any(|pending| pending.meta.id == *id)
    }

    /// Puts pending changes before the others.
    pub(super) fn put_first(&mut self, pending: Vec<Pending>) {
        self.pending.splice(0..0, pending);
    }

    /// Settles which changes are still pending once the store was read again: `is_known` says which
    /// ones have a number, and `foreign` are the pending changes in the store.
    pub(super) fn resolve(
        &mut self,
        journal: &Journal,
        is_known: impl Fn(&ChangeId) -> bool,
        foreign: Vec<PendingEntry>,
    ) {
        self.unconfirmed.clear();
        self.pending.retain(|pending| !is_known(&pending.meta.id));
        let mut lost = Vec::new();
        for (number, pending) in std::mem::take(&mut self.reopened) {
            if journal.entries.get(&number).is_some_and(|entry| entry.change == pending.meta.id) {
                self.unconfirmed.push(number);
                self.reopened.push((number, pending));
            } else if !is_known(&pending.meta.id) {
                lost.push(pending);
            }
        }
        self.put_first(lost);
        self.foreign_pending = foreign;
        let (window, pending) = (&self.window, &self.pending);
        self.foreign_pending.retain(|foreign| {
            let id = &foreign.entry.meta.id;
            id.window != *window && !pending.iter().any(|pending| pending.meta.id == *id)
        });
    }
}

impl Pending {
    /// A change that was rolled back; `None` for a change of another window.
    pub(super) fn from_rolled_back(sequenced: Sequenced, change: Option<Change>) -> Option<Self> {
        let Sequenced { meta, inverse, own: Some(Own { ends, is_large }), .. } = sequenced else {
            return None;
        };
        Some(Self { meta, ends, change, inverse, is_large, is_stored: false })
    }

    /// The key of its window under which it is stored.
    pub(super) fn key(&self) -> RecordKey {
        RecordKey::Pending(self.meta.id.window.clone(), self.meta.id.sequence)
    }

    /// Its record under that key.
    pub(super) fn record(&self) -> Result<String, StorageError> {
        let entry = JournalEntry {
            meta: self.meta.clone(),
            parent: EntryRef::default(),
            ends: self.ends,
            payload: Payload::Change(self.change.clone().unwrap_or(Change::nothing())),
        };
        let inverse = size::storable(&self.inverse);
        record::write(self.meta.id.sequence, &PendingEntry { entry, inverse })
    }

    /// It as the history has it.
    pub(super) fn history_entry(&self) -> HistoryEntry {
        HistoryEntry { meta: self.meta.clone(), inverse: size::storable(&self.inverse) }
    }
}

impl StagedSnapshot {
    /// Whether it was made of a pending change, with the same place in the journal.
    pub(super) fn is_of(&self, pending: &Pending, journal: &Journal) -> bool {
        (self.number, &self.parent, &self.change, self.ends)
            == (journal.next_number(), &journal.last, &pending.meta.id, pending.ends)
    }
}
