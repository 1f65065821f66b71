//! Commits changes, gives them numbers, confirms the numbers, and rolls back what lost its number.

use crate::domain::action::Action;
use crate::domain::change::Change;
use crate::domain::refusal::Refusal;
use crate::storage::entry::{ChangeMeta, EntryKind, EntryRef, HistoryEntry};
use crate::storage::key::RecordKey;
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::record;
use crate::storage::replica::journal::{Own, RECENT, Sequenced};
use crate::storage::replica::outbox::Pending;
use crate::storage::replica::status::Saving;
use crate::storage::replica::{Replica, size};

impl<K: KeyValue> Replica<K> {
    /// Applies a change and writes it. The caller calls [`Replica::pull`] before it computes the
    /// change.
    ///
    /// # Errors
    /// The refusal of the change; then nothing changed.
    pub fn commit(
        &mut self,
        change: Change,
        action: Action,
        kind: EntryKind,
        (place, at): (String, String),
    ) -> Result<(), Refusal> {
        let is_large = size::is_large(&change);
        let change = if is_large { change } else { change.into_edits(&self.database) };
        let ends = self.database.next_ids();
        let kept = (!is_large).then(|| change.clone());
        let inverse = self.apply(change)?;
        let meta = ChangeMeta { id: self.outbox.next_id(), kind, action, place, at };
        self.outbox.pending.push(Pending { meta, ends, change: kept, inverse, is_large, is_stored: false });
        self.show_pending();
        self.store_pending();
        Ok(())
    }

    /// Tries again to write what only memory has, and returns whether that worked.
    pub fn save(&mut self) -> bool {
        if self.status.saving == Saving::ReadOnly {
            return false;
        }
        self.pull();
        self.store_pending();
        // Recovered records may not have fitted either.
        self.write_recovered();
        self.status.saving == Saving::Saved
    }

    /// Writes the pending changes that are not written yet.
    fn store_pending(&mut self) {
        if self.status.saving == Saving::ReadOnly {
            return;
        }
        match self.write_all_pending() {
            Err(error) => self.status.saving = Saving::Unsaved(error),
            // A large change can't be stored without a number.
            Ok(()) if self.outbox.has_large() => self.sequence_pending(),
            Ok(()) => self.status.saving = Saving::Saved,
        }
    }

    /// Gives the pending changes the next numbers of the journal. Best called under a lock that all
    /// windows share; without one, [`Replica::confirm`] notices numbers that were taken twice.
    pub fn sequence_pending(&mut self) {
        self.pull();
        if self.outbox.pending.is_empty() || self.is_spilling() {
            return;
        }
        // An entry must not follow one that is known to be lost, even another window's.
        if self.status.saving != Saving::ReadOnly {
            self.roll_back_lost();
        }
        while self.status.saving != Saving::ReadOnly && !self.outbox.pending.is_empty() {
            let mut pending = self.outbox.pending.remove(0);
            let done = if pending.is_large {
                // A snapshot must not contain the pending changes after it.
                self.rewind_pending();
                let done = self.write_snapshot(&pending);
                self.replay_pending();
                done
            } else {
                self.write_pending(&mut pending).and_then(|()| self.write_entry(&pending))
            };
            let checksum = match done {
                Ok(checksum) => checksum,
                Err(error) => {
                    self.outbox.pending.insert(0, pending);
                    self.status.saving = match error {
                        StorageError::Full if self.can_spill() => Saving::Moving,
                        error => Saving::Unsaved(error),
                    };
                    return;
                }
            };
            self.status.saving = Saving::Saved;
            let number = self.journal.next_number();
            let past = pending.history_entry();
            if let Ok(text) = record::write(number, &past) {
                // Without it this change can't be undone after a reload; nothing else is lost.
                let _ = self.set_evicting_history(&RecordKey::History(number), &text);
            }
            self.history.sequence(number, past);
            self.outbox.unconfirmed.push(number);
            let Pending { meta, ends, inverse, is_large, .. } = pending;
            let own = Some(Own { ends, is_large });
            self.journal.append(Sequenced { number, checksum, meta, inverse, own });
        }
    }

    /// Notes that the mirror has the snapshot of [`Replica::spill_to_mirror`], and writes it to the
    /// store.
    pub fn spilled(&mut self, attempt: &str) {
        if let Some(staged) = self.outbox.staged.as_mut().filter(|staged| staged.attempt == attempt) {
            staged.is_spilled = true;
        }
        self.sequence_pending();
    }

    /// Handles the event that another window wrote the journal entry of this number.
    pub fn handle_entry(&mut self, number: u64) {
        let is_new = number > self.journal.number;
        // The manifest comes first: the entries before its start were removed, not lost.
        self.pull();
        if !is_new && self.status.saving != Saving::ReadOnly {
            self.roll_back_lost();
        }
    }

    /// Confirms the numbers of own changes, or rolls back what lost its number. Call it some time
    /// after [`Replica::sequence_pending`], when earlier writes of other windows can be seen.
    pub fn confirm(&mut self) {
        // The manifest comes first: the entries before its start are confirmed.
        self.pull();
        if self.status.saving == Saving::ReadOnly || self.roll_back_lost() {
            return;
        }
        self.outbox.reopened.clear();
        if let Some(newest) = std::mem::take(&mut self.outbox.unconfirmed).into_iter().max() {
            self.confirm_up_to(newest);
        }
    }

    /// Confirms all numbers up to this one, whichever window took them: the mirror gets their entries
    /// as they are, and the pending records of their changes are removed.
    pub(super) fn confirm_up_to(&mut self, newest: u64) {
        let later = self.journal.entries.range(self.journal.confirmed_up_to + 1..);
        for (&number, EntryRef { change, .. }) in later.take_while(|(number, _)| **number <= newest) {
            self.repair_history_entry(number);
            // The mirror may have an entry that this one has overwritten.
            let key = RecordKey::Log(number);
            if let Ok(Some(text)) = self.store.text(&key) {
                self.store.mirror_only(key.to_string(), text);
            }
            // A window that finds the pending record all the same knows the change by its identity.
            let key = RecordKey::Pending(change.window.clone(), change.sequence);
            let is_there =
                change.window == self.outbox.window || matches!(self.store.text(&key), Ok(Some(_)));
            if is_there && !self.parts.is_damaged(&key) {
                let _ = self.store.remove(&key);
            }
        }
        self.journal.confirmed_up_to = self.journal.confirmed_up_to.max(newest);
    }

    /// Writes the history entry of a number again where a window that lost the number left its own.
    fn repair_history_entry(&self, number: u64) {
        let key = RecordKey::History(number);
        let Some(past) = self.history.sequenced().get(&number) else { return };
        let text = self.store.text(&key).ok().flatten();
        let written = text.and_then(|text| record::read::<HistoryEntry>(&text).ok());
        if written.is_some_and(|(_, written)| written.meta.id != past.meta.id)
            && let Ok(text) = record::write(number, past)
        {
            // Without it this change can't be undone after a reload; nothing else is lost.
            let _ = self.store.set(&key, &text);
        }
    }

    /// Finds the first recent number that another window has taken over. Rolls back the changes from
    /// there on, makes own ones pending again, and returns whether there was one.
    pub(super) fn roll_back_lost(&mut self) -> bool {
        let oldest = self.journal.number.saturating_sub(RECENT as u64).max(self.journal.start + 1);
        let lost = self.journal.entries.range(oldest..).find_map(|(&number, entry)| {
            let text = self.store.text(&RecordKey::Log(number)).ok().flatten();
            (text.as_deref().map(record::header_checksum) != Some(entry.checksum)).then_some(number)
        });
        let Some(lost) = lost else { return false };
        for key in (lost..=self.journal.number).map(RecordKey::Log) {
            if let Ok(Some(text)) = self.store.text(&key) {
                // The mirror may get a lost entry later than the one that replaced it.
                self.store.mirror_only(key.to_string(), text);
            }
        }
        let can_roll_back = self.journal.recent.front().is_some_and(|oldest| oldest.number <= lost);
        self.rewind_pending();
        if can_roll_back {
            self.roll_back_from(lost);
        } else {
            self.load_and_replay();
        }
        self.store_pending();
        true
    }

    /// Reverts the changes from a number on, and follows the journal as it is now. Own changes that
    /// are not in it become pending again.
    fn roll_back_from(&mut self, contested: u64) {
        let mut again: Vec<Pending> = Vec::new();
        let mut can_follow = true;
        while let Some(sequenced) = self.journal.pop_from(contested) {
            // Once an inverse does not apply, the store is read again; own changes are kept for that.
            let change = if can_follow { self.apply(sequenced.inverse.clone()).ok() } else { None };
            can_follow &= change.is_some();
            self.history.remove(sequenced.number);
            if change.is_some() {
                again.extend(Pending::from_rolled_back(sequenced, change));
            }
        }
        again.reverse();
        self.outbox.unconfirmed.retain(|&number| number < contested);
        self.journal.confirmed_up_to = self.journal.confirmed_up_to.min(contested - 1);
        self.parts.stored.retain(|_, number| *number < contested);
        self.outbox.put_first(again);
        match self.journal.entries.get(&self.journal.number).cloned() {
            Some(last) if can_follow => {
                self.journal.last = last;
                self.follow_journal();
                self.replay_pending();
            }
            _ => self.load_and_replay(),
        }
    }
}
