//! Writes a large change as a snapshot: the parts that it touches, then an entry that names them.
//!
//! # Terms
//!
//! - A snapshot is **staged** when all its records are ready to be written.
//! - A staged snapshot is written **beside** the older versions of its parts. They stay until the
//!   entry is written, so a crash at any time leaves the old state or the new one.
//! - Where the store has no space for both, the snapshot is **spilled**: the mirror gets it first
//!   ([`Replica::spill_to_mirror`]). Then it is written **in place** of the older versions, and a
//!   crash in between finds all of it in the mirror.
//!
//! # Limitations
//!
//! Without a mirror, a large change that does not fit beside the older versions stays in memory.

use crate::domain::change::Change;
use crate::storage::entry::{JournalEntry, Payload, PendingEntry};
use crate::storage::key::{RecordKey, TablePart};
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::replica::Replica;
use crate::storage::replica::outbox::{Pending, Spill, StagedSnapshot};
use crate::storage::replica::status::Saving;
use crate::storage::store::Write;
use crate::storage::{parts, record};

impl<K: KeyValue> Replica<K> {
    /// Writes the snapshot of a large change under the next number, and returns its entry's checksum.
    /// **Until the entry is written, the store has the whole state before it, or the mirror has the
    /// whole state after it.**
    pub(super) fn write_snapshot(&mut self, pending: &Pending) -> Result<u32, StorageError> {
        self.write_base()?;
        let staged = match self.outbox.staged.take() {
            Some(staged) if staged.is_of(pending, &self.journal) => staged,
            _ => self.stage(pending)?,
        };
        let done = if staged.is_spilled { self.write_in_place(&staged) } else { self.write_beside(&staged) };
        if let Err(error) = done {
            // The failed attempt removed the snapshot from the mirror as well.
            self.outbox.staged = Some(StagedSnapshot { is_spilled: false, ..staged });
            return Err(error);
        }
        let StagedSnapshot { number, attempt, parts, part_list, checksum, .. } = staged;
        for part in parts {
            self.parts.stored.insert(part, number);
            self.parts.touched.insert(part, number);
        }
        self.journal.attempts.insert(number, attempt);
        self.parts.list = part_list;
        Ok(checksum)
    }

    /// Encodes the parts that a large change touches, and its entry.
    fn stage(&mut self, pending: &Pending) -> Result<StagedSnapshot, StorageError> {
        let number = self.journal.next_number();
        let part_list = parts::list(&self.database);
        let replaces = matches!(pending.inverse, Change::Replace(_));
        let mut touched = parts::touched(&pending.inverse, &part_list);
        touched.retain(|part| part_list.has(*part));
        // After a snapshot, every part is expected in the store.
        touched.extend(part_list.parts().filter(|part| !self.parts.stored.contains_key(part)));
        let touched: Vec<TablePart> = touched.into_iter().collect();
        let attempt = self.outbox.next_attempt();
        let (meta, parent) = (pending.meta.clone(), self.journal.last.clone());
        let payload = Payload::Snapshot {
            attempt: attempt.clone(),
            parts: touched.clone(),
            part_list: part_list.clone(),
            replaces,
        };
        let entry = JournalEntry { meta, parent: parent.clone(), ends: pending.ends, payload };
        let log = record::write(number, &entry)?;
        let checksum = record::header_checksum(&log);
        let change = pending.meta.id.clone();
        let mut texts = Vec::with_capacity(touched.len() + 2);
        let unconfirmed = record::write(change.sequence, &PendingEntry { entry, inverse: None })?;
        texts.push((pending.key(), unconfirmed));
        for &part in &touched {
            if let Some(bytes) = parts::encode(&self.database, part) {
                let key = RecordKey::Part(part, number, Some(attempt.clone()));
                texts.push((key, record::write_bytes(number, &bytes)));
            }
        }
        texts.push((RecordKey::Log(number), log));
        let (ends, parts) = (pending.ends, touched);
        Ok(StagedSnapshot {
            number,
            parent,
            change,
            ends,
            attempt,
            parts,
            part_list,
            texts,
            checksum,
            is_spilled: false,
        })
    }

    /// Writes a snapshot beside the older versions of its parts. A failed attempt is removed.
    fn write_beside(&mut self, staged: &StagedSnapshot) -> Result<(), StorageError> {
        let mut done = Ok(());
        for (index, (key, text)) in staged.texts.iter().enumerate() {
            done = self.store.set(key, text);
            if done == Err(StorageError::Full) && !self.would_fit_in_place(staged) {
                done = self.set_evicting_history(key, text);
            }
            if done.is_err() {
                for (key, _) in staged.texts.iter().take(index) {
                    // A record that can't be removed does not count without the entry.
                    let _ = self.store.remove(key);
                }
                break;
            }
        }
        done
    }

    /// Writes a snapshot in place of the older versions of its parts. A failed attempt restores
    /// them: another window may go on from there.
    fn write_in_place(&mut self, staged: &StagedSnapshot) -> Result<(), StorageError> {
        let mut replaced = Vec::new();
        for key in self.replaced(staged)? {
            replaced.extend(self.store.text(&key)?.map(|text| (key, text)));
        }
        let removed = replaced.iter().try_for_each(|(key, _)| self.store.remove(key));
        let written = removed.and_then(|()| {
            staged.texts.iter().try_for_each(|(key, text)| self.set_evicting_history(key, text))
        });
        if written.is_err() {
            for (key, _) in &staged.texts {
                // A record that can't be removed does not count without the entry.
                let _ = self.store.remove(key);
            }
            for (key, text) in replaced {
                if self.store.set(&key, &text).is_err() {
                    self.store.mirror_only(key.to_string(), text);
                }
            }
        }
        written
    }

    /// The stored versions of parts that a snapshot replaces or makes useless.
    fn replaced(&self, staged: &StagedSnapshot) -> Result<Vec<RecordKey>, StorageError> {
        let versions = self.versions()?.into_iter();
        let versions =
            versions.filter(|(part, _)| staged.parts.contains(part) || !staged.part_list.has(*part));
        let keys = versions.flat_map(|(part, versions)| {
            versions.into_iter().map(move |(number, attempt)| RecordKey::Part(part, number, attempt))
        });
        Ok(keys.collect())
    }

    /// Whether a snapshot can be spilled and would fit in place.
    fn would_fit_in_place(&self, staged: &StagedSnapshot) -> bool {
        self.outbox.has_mirror
            && self.replaced(staged).is_ok_and(|replaced| self.store.would_fit(&replaced, &staged.texts))
    }

    /// Whether the pending changes must not be touched: the first one did not fit, and the mirror may
    /// be getting it at this moment.
    pub(super) fn is_spilling(&self) -> bool {
        self.status.saving == Saving::Moving
            && self.outbox.pending.first().is_some_and(|pending| {
                self.can_spill()
                    && self.outbox.staged.as_ref().is_some_and(|staged| staged.is_of(pending, &self.journal))
            })
    }

    /// Whether a staged snapshot only fits by way of the mirror, which does not have it yet.
    pub(super) fn can_spill(&self) -> bool {
        self.outbox
            .staged
            .as_ref()
            .is_some_and(|staged| !staged.is_spilled && self.would_fit_in_place(staged))
    }

    /// The records that the mirror must hold, so that the store can remove what they replace. Best
    /// called under the lock of [`Replica::sequence_pending`], held until [`Replica::spilled`].
    pub fn spill_to_mirror(&self) -> Option<Spill> {
        let staged = self.outbox.staged.as_ref().filter(|_| self.status.saving == Saving::Moving)?;
        let put = |(key, text): &(RecordKey, String)| Write::Put(key.to_string(), text.clone());
        Some(Spill { attempt: staged.attempt.clone(), writes: staged.texts.iter().map(put).collect() })
    }
}
