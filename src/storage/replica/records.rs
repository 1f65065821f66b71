//! Writes single records of a replica, evicting old history where the store is full.

use std::collections::BTreeMap;

use crate::domain::change::Change;
use crate::storage::entry::{JournalEntry, Manifest, Payload};
use crate::storage::key::{RecordKey, TablePart};
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::record;
use crate::storage::replica::Replica;
use crate::storage::replica::outbox::Pending;

/// A stored version of a part: the change up to which it is complete, and its attempt.
pub(super) type Version = (u64, Option<String>);
/// The stored versions of each part, oldest first.
pub(super) type Versions = BTreeMap<TablePart, Vec<Version>>;

impl<K: KeyValue> Replica<K> {
    /// Sets a record. Where it doesn't fit, the oldest history is evicted first.
    pub(super) fn set_evicting_history(&mut self, key: &RecordKey, text: &str) -> Result<(), StorageError> {
        loop {
            match self.store.set(key, text) {
                Err(StorageError::Full) if self.evict_oldest() => {}
                done => return done,
            }
        }
    }

    /// Evicts the oldest change of the history; false where there is none.
    pub(super) fn evict_oldest(&mut self) -> bool {
        match self.history.pop_oldest() {
            Some(number) => self.store.remove(&RecordKey::History(number)).is_ok(),
            None => false,
        }
    }

    /// Writes a manifest where the store has none.
    pub(super) fn write_base(&mut self) -> Result<(), StorageError> {
        if self.parts.is_initialized {
            return Ok(());
        }
        let start = self.journal.start;
        let start_entry = self.journal.start_entry();
        let identity = self.database.identity().to_owned();
        let part_list = self.parts.list.clone();
        self.store.write_manifest(&Manifest { identity, start, start_entry, part_list })?;
        self.parts.is_initialized = true;
        Ok(())
    }

    /// Writes a pending change under its window's key, where it stays until its number is confirmed.
    /// A large change is stored under its number alone.
    pub(super) fn write_pending(&mut self, pending: &mut Pending) -> Result<(), StorageError> {
        if pending.is_stored || pending.is_large {
            return Ok(());
        }
        let (key, text) = (pending.key(), pending.record()?);
        if let Err(error) = self.set_evicting_history(&key, &text) {
            // The mirror may have space for it, so that a crash does not lose it.
            self.store.mirror_only(key.to_string(), text);
            return Err(error);
        }
        pending.is_stored = true;
        Ok(())
    }

    /// Writes all pending changes under their windows' keys.
    pub(super) fn write_all_pending(&mut self) -> Result<(), StorageError> {
        self.write_base()?;
        let mut all = std::mem::take(&mut self.outbox.pending);
        let done = all.iter_mut().try_for_each(|pending| self.write_pending(pending));
        self.outbox.pending = all;
        done
    }

    /// Writes a pending change as the next entry of the journal, and returns the entry's checksum.
    pub(super) fn write_entry(&mut self, pending: &Pending) -> Result<u32, StorageError> {
        self.write_base()?;
        let change = pending.change.clone().unwrap_or(Change::nothing());
        let number = self.journal.next_number();
        self.parts.touch(&change, number);
        let entry = JournalEntry {
            meta: pending.meta.clone(),
            parent: self.journal.last.clone(),
            ends: pending.ends,
            payload: Payload::Change(change),
        };
        let text = record::write(number, &entry)?;
        self.set_evicting_history(&RecordKey::Log(number), &text)?;
        Ok(record::header_checksum(&text))
    }

    /// The stored versions of each part that count.
    pub(super) fn versions(&self) -> Result<Versions, StorageError> {
        let mut versions: Versions = BTreeMap::new();
        for key in self.store.keys()? {
            if self.parts.is_damaged(&key) {
                continue;
            }
            let RecordKey::Part(part, number, attempt) = key else { continue };
            let counts =
                attempt.as_ref().is_none_or(|attempt| self.journal.may_have_attempt(number, attempt));
            if number <= self.journal.number && counts {
                versions.entry(part).or_default().push((number, attempt));
            }
        }
        Ok(versions)
    }
}
