//! Compacts the journal into the parts, one part at a time, while the user is idle.
//!
//! Each stored part names the change up to which it is complete, and the journal keeps all later
//! ones. So between any two writes the store has the whole state, and at most one part twice.

use crate::storage::entry::{ChangeId, Manifest};
use crate::storage::key::{ASIDE, RecordKey, TablePart};
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::replica::Replica;
use crate::storage::replica::records::{Version, Versions};
use crate::storage::replica::status::Saving;
use crate::storage::{parts, record};

/// Changes that stay in the journal after compaction, for windows that follow late.
const KEPT: u64 = 50;
/// How many changes more make the journal long enough to move its start.
const LONG: u64 = 150;
/// Changes that the history keeps.
pub const HISTORY_LIMIT: usize = 300;

impl<K: KeyValue> Replica<K> {
    /// Whether there is something to compact.
    pub fn needs_compaction(&self) -> bool {
        self.can_compact()
            && (self.parts.needs_repair
                || self.dirty().next().is_some()
                || self.is_journal_long()
                || self.parts.list != parts::list(&self.database))
    }

    fn can_compact(&self) -> bool {
        // Parts contain confirmed changes only.
        self.status.saving == Saving::Saved
            && self.parts.is_initialized
            && !self.has_unconfirmed()
            && !self.has_pending()
    }

    fn is_journal_long(&self) -> bool {
        self.journal.length() > KEPT + LONG
    }

    /// The parts that were touched since they were stored.
    fn dirty(&self) -> impl Iterator<Item = TablePart> {
        self.parts.touched.keys().copied().filter(|part| self.parts.is_dirty(*part, &self.database))
    }

    /// Stores one part again, or moves the journal's start where no part is dirty. Returns whether
    /// there is more to do. Call it after some time without a change, so that all numbers are
    /// confirmed; best under a lock that all windows share.
    pub fn compact(&mut self) -> bool {
        let seen = self.journal.last.clone();
        self.pull();
        // A change that came this moment is not confirmed.
        if self.journal.last != seen
            || !self.can_compact()
            || self.roll_back_lost()
            || self.set_damaged_aside().is_err()
        {
            return false;
        }
        self.confirm_up_to(self.journal.number);
        self.compact_part().unwrap_or(false)
    }

    /// Moves damaged records to keys that nothing else uses, as what was recovered of them may need
    /// theirs. They stay there until the user removes them.
    fn set_damaged_aside(&mut self) -> Result<(), StorageError> {
        let keys: Vec<String> = self.parts.damaged.iter().cloned().collect();
        for key in keys.iter().filter(|key| RecordKey::parse(key).is_some()) {
            if let Some(text) = self.store.raw().get(key)? {
                let aside = format!("{ASIDE}{key}");
                self.store.set_any(&aside, &text)?;
                self.parts.damaged.insert(aside);
                // The manifest is overwritten once everything is stored again.
                if RecordKey::parse(key) != Some(RecordKey::Manifest) {
                    self.store.remove_any(key)?;
                }
            }
            self.parts.damaged.remove(key);
        }
        Ok(())
    }

    fn compact_part(&mut self) -> Result<bool, StorageError> {
        let versions = self.versions()?;
        // Another window may have compacted, or a part may have lost its number.
        let newest = versions.iter().filter_map(|(part, versions)| {
            let (number, attempt) = versions.last()?;
            let is_here = !self.store.is_recovered(&RecordKey::Part(*part, *number, attempt.clone()));
            is_here.then_some((*part, *number))
        });
        self.parts.stored = newest.collect();
        // Where ids were skipped, no change may have touched a shard.
        let part_list = parts::list(&self.database);
        let lacking = part_list
            .parts()
            .filter(|part| *part != TablePart::Codes && !self.parts.stored.contains_key(part));
        let Some(part) = self.dirty().chain(lacking).min() else {
            self.advance_start(&versions)?;
            return Ok(false);
        };
        let number = self.journal.number;
        if let Some(bytes) = parts::encode(&self.database, part) {
            // Where only the mirror has this very version, it keeps the name of its attempt.
            let same = versions.get(&part).and_then(|versions| versions.last());
            let attempt =
                same.filter(|(newest, _)| *newest == number).and_then(|(_, attempt)| attempt.clone());
            let key = RecordKey::Part(part, number, attempt);
            let text = record::write_bytes(number, &bytes);
            match self.store.set(&key, &text) {
                // The mirror has a newer version than the store.
                Err(StorageError::Full) if !self.parts.stored.contains_key(&part) => {
                    self.remove_older_than_recovered(part, versions.get(&part))?;
                    self.set_evicting_history(&key, &text)?;
                }
                Err(StorageError::Full) => self.set_evicting_history(&key, &text)?,
                done => done?,
            }
        }
        self.parts.stored.insert(part, number);
        if self.parts.list.has(part) {
            self.remove_versions(part, versions.get(&part), number)?;
        }
        Ok(true)
    }

    /// Removes versions of a part that are older than one that only the mirror has.
    fn remove_older_than_recovered(
        &self,
        part: TablePart,
        versions: Option<&Vec<Version>>,
    ) -> Result<(), StorageError> {
        let newest_first = versions.into_iter().flatten().rev();
        let keys = newest_first.map(|(number, attempt)| RecordKey::Part(part, *number, attempt.clone()));
        for key in keys.skip_while(|key| !self.store.is_recovered(key)).skip(1) {
            self.store.remove(&key)?;
        }
        Ok(())
    }

    fn remove_versions(
        &self,
        part: TablePart,
        versions: Option<&Vec<Version>>,
        before: u64,
    ) -> Result<(), StorageError> {
        for (number, attempt) in versions.into_iter().flatten().filter(|(number, _)| *number < before) {
            let key = RecordKey::Part(part, *number, attempt.clone());
            if !self.parts.is_damaged(&key) {
                self.store.remove(&key)?;
            }
        }
        Ok(())
    }

    /// Removes the pending records of changes that have numbers: once an entry leaves the journal,
    /// no window could know that any more.
    fn remove_sequenced_pending(&self) -> Result<(), StorageError> {
        for key in self.store.keys()? {
            let RecordKey::Pending(window, sequence) = &key else { continue };
            let id = ChangeId { window: window.clone(), sequence: *sequence };
            if self.is_sequenced(&id) && !self.parts.is_damaged(&key) {
                self.store.remove(&key)?;
            }
        }
        Ok(())
    }

    /// Moves the journal's start once the parts contain everything: writes the manifest, then removes
    /// the entries and versions that are no longer needed.
    fn advance_start(&mut self, versions: &Versions) -> Result<(), StorageError> {
        self.remove_sequenced_pending()?;
        let part_list = parts::list(&self.database);
        let start = match (self.parts.needs_repair, self.is_journal_long()) {
            // Damaged entries are left behind.
            (true, _) => self.journal.number,
            (false, true) => self.journal.number - KEPT,
            (false, false) => self.journal.start,
        };
        if self.parts.needs_repair || part_list != self.parts.list || start != self.journal.start {
            let start_entry = self.journal.entries.get(&start).cloned().unwrap_or_default();
            let identity = self.database.identity().to_owned();
            let manifest = Manifest { identity, start, start_entry, part_list };
            self.store.write_manifest(&manifest)?;
            self.journal.trim(start);
            self.parts.list = manifest.part_list;
            self.parts.needs_repair = false;
        }
        for key in self.store.keys()? {
            let is_left_over = match &key {
                RecordKey::Log(number) => *number <= self.journal.start,
                RecordKey::Part(part, number, attempt) => {
                    let newest = versions.get(part).and_then(|versions| versions.last());
                    let counts = newest.is_some_and(|(newest, own)| (number, attempt) == (newest, own));
                    // A version that does not count belongs to an attempt that was never finished.
                    *number <= self.journal.number && (!counts || !self.parts.list.has(*part))
                }
                _ => false,
            };
            if is_left_over && !self.parts.is_damaged(&key) {
                self.store.remove(&key)?;
            }
        }
        while self.history.sequenced().len() > HISTORY_LIMIT && self.evict_oldest() {}
        Ok(())
    }
}
