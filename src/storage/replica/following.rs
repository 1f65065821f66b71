//! Follows the journal: applies other windows' changes, and rebases the pending changes on them.

use std::collections::HashMap;

use crate::domain::change::Change;
use crate::domain::rebase::Rebase;
use crate::storage::entry::{ChangeId, HistoryEntry, JournalEntry, Payload};
use crate::storage::key::RecordKey;
use crate::storage::key_value::KeyValue;
use crate::storage::load::Problem;
use crate::storage::record;
use crate::storage::record::RecordError;
use crate::storage::replica::journal::Sequenced;
use crate::storage::replica::outbox::Pending;
use crate::storage::replica::status::Saving;
use crate::storage::replica::{Replica, size};

impl<K: KeyValue> Replica<K> {
    /// Applies the changes of other windows.
    pub fn pull(&mut self) {
        if self.store.is_read_only() {
            self.status.saving = Saving::ReadOnly;
            return;
        }
        if self.store.manifest_changed().unwrap_or(false) && !self.follow_manifest() {
            return;
        }
        let next = RecordKey::Log(self.journal.next_number());
        if matches!(self.store.text(&next), Ok(Some(_))) {
            self.rewind_pending();
            self.follow_journal();
            self.replay_pending();
        }
    }

    /// Takes over a manifest that another window wrote. Returns whether the journal can be followed
    /// from here.
    fn follow_manifest(&mut self) -> bool {
        match self.store.read_manifest() {
            Ok(Some(Ok(manifest))) => {
                if !self.parts.is_initialized {
                    // Both windows found an empty store, and the other one wrote first.
                    self.parts.is_initialized = true;
                    self.database.identify(&manifest.identity);
                }
                if manifest.start > self.journal.number || manifest.identity != self.database.identity() {
                    self.rewind_pending();
                    self.load_and_replay();
                    return false;
                }
                self.journal.start_at(&manifest);
                self.parts.list = manifest.part_list;
                true
            }
            Ok(Some(Err(RecordError::Newer))) => {
                self.stop_writing();
                false
            }
            Ok(Some(Err(RecordError::Damaged)) | None) | Err(_) => true,
        }
    }

    /// Writes nothing from now on, as a newer program is at work.
    pub(super) fn stop_writing(&mut self) {
        if self.store.is_read_only() {
            return;
        }
        self.store.forbid_writing();
        self.status.problems.push(Problem::Newer);
        self.status.saving = Saving::ReadOnly;
    }

    /// Reads the store again, and replays the pending changes, which must have been rewound.
    pub(super) fn load_and_replay(&mut self) {
        self.load_again();
        self.replay_pending();
    }

    /// Applies the journal's entries as far as they go. The pending changes must have been rewound.
    pub(super) fn follow_journal(&mut self) {
        while let Ok(Some(text)) = self.store.text(&RecordKey::Log(self.journal.next_number())) {
            match record::read::<JournalEntry>(&text) {
                Ok((_, entry)) if entry.parent == self.journal.last => {
                    if !self.follow_entry(entry, record::header_checksum(&text)) {
                        self.load_again();
                        return;
                    }
                }
                Err(RecordError::Newer) => {
                    self.stop_writing();
                    return;
                }
                // It follows a change that lost its number; its window will sequence it again.
                Ok(_) | Err(RecordError::Damaged) => return,
            }
        }
    }

    /// Applies another window's change. Returns false where the store must be read again instead.
    fn follow_entry(&mut self, entry: JournalEntry, checksum: u32) -> bool {
        let JournalEntry { meta, payload: Payload::Change(change), .. } = entry else { return false };
        let number = self.journal.next_number();
        // Two windows may have adopted the same pending change; then it is applied already.
        let change = if self.is_sequenced(&meta.id) { Change::nothing() } else { change };
        self.parts.touch(&change, number);
        let Ok(inverse) = self.apply(change) else { return false };
        self.outbox.pending.retain(|pending| pending.meta.id != meta.id);
        self.outbox.foreign_pending.retain(|foreign| foreign.entry.meta.id != meta.id);
        let past = HistoryEntry { meta: meta.clone(), inverse: size::storable(&inverse) };
        self.history.sequence(number, past);
        self.journal.append(Sequenced { number, checksum, meta, inverse, own: None });
        true
    }

    /// Reverts the pending changes, newest first, so that other windows' changes come before them.
    pub(super) fn rewind_pending(&mut self) {
        for index in (0..self.outbox.pending.len()).rev() {
            let Some(inverse) = self.outbox.pending.get(index).map(|pending| pending.inverse.clone()) else {
                continue;
            };
            // The exact inverse of the newest change always applies.
            let change = self.apply(inverse).ok();
            if let Some(pending) = self.outbox.pending.get_mut(index) {
                pending.change = change.or(pending.change.take());
            }
        }
    }

    /// Applies the pending changes again, rebased on the changes that came before them.
    pub(super) fn replay_pending(&mut self) {
        let mut rebases: HashMap<String, Rebase> = HashMap::new();
        let mut kept = Vec::new();
        for mut pending in std::mem::take(&mut self.outbox.pending) {
            let rebase = rebases.entry(pending.meta.id.window.clone()).or_default();
            let Some(change) = pending.change.take() else { continue };
            let change = rebase.rebase_change(change, pending.ends, &self.database);
            let ends = self.database.next_ids();
            let copy = (!pending.is_large).then(|| change.clone());
            match self.apply(change) {
                Ok(inverse) => {
                    pending = Pending { ends, inverse, change: copy, ..pending };
                    if pending.is_stored && !pending.is_large {
                        // A window that adopts the change later finds it rebased.
                        let _ = pending.record().and_then(|text| self.store.set(&pending.key(), &text));
                    }
                    kept.push(pending);
                }
                Err(refusal) => {
                    let ChangeId { window, sequence } = pending.meta.id;
                    let _ = self.store.remove(&RecordKey::Pending(window, sequence));
                    self.status.conflicts.refused.push((pending.meta.action, refusal));
                }
            }
        }
        self.outbox.pending = kept;
        self.status.conflicts.moved.extend(rebases.into_values().flat_map(|rebase| rebase.renumbered));
        self.show_pending();
    }
}
