//! One window's copy of the database, kept in step with the store and, through it, with the other
//! windows.
//!
//! # Terms
//!
//! - A change is **pending** from the moment it is applied in memory until it has a number. It is
//!   written at once under a key of its window ([`Replica::commit`]).
//! - A change is **sequenced** when it gets the next number in the **journal**, which all windows
//!   share ([`Replica::sequence_pending`]). All windows apply the journal in the order of its
//!   numbers ([`Replica::pull`]), and rebase their pending changes on top of it.
//! - A number is **unconfirmed** at first: local storage shows a window other windows' writes late,
//!   so two windows may take the same number. The one that wrote later keeps it. A number is
//!   **confirmed** once writes of that time can be seen ([`Replica::confirm`]). A window that lost a
//!   number rolls its change back and sequences it again.
//! - The **parent** of an entry is the entry before it, by identity and checksum, so all windows
//!   agree on which entries count.
//! - A **large** change is stored as a **snapshot**: the parts that it touches, and an entry that
//!   names them.
//! - **Compaction** moves confirmed changes from the journal into the parts
//!   ([`Replica::compact`]).
//!
//! # Limitations
//!
//! - Written by hand, as local storage has no transactions, and no lock that works everywhere: Web
//!   Locks are missing over plain http. Under a lock, numbers rarely collide; without one, the
//!   windows agree later.
//! - A large change has no record under its window's key, so it is not saved until its number is
//!   confirmed ([`Saving::Moving`]).
//! - At most the newest 64 changes can be rolled back; beyond that, the store is read again.
//!
//! # Files
//!
//! `journal`, `outbox`, `stored_parts` and `status` are the parts of a [`Replica`]. The methods of
//! the replica itself are in files that call each other in one direction: `records`, `snapshot`,
//! `open`, `following`, `sequencing`, `adoption`, `compaction`.

mod adoption;
pub mod compaction;
mod following;
#[cfg(test)]
mod interleavings;
mod journal;
#[cfg(test)]
mod mirror_tests;
#[cfg(test)]
mod newer_program;
#[cfg(test)]
mod older_format;
mod open;
pub mod outbox;
mod records;
mod sequencing;
mod size;
mod snapshot;
pub mod status;
mod stored_parts;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashSet};

use crate::domain::change::Change;
use crate::domain::database::Database;
use crate::domain::refusal::Refusal;
use crate::storage::entry::ChangeId;
use crate::storage::history::History;
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::load::Problem;
use crate::storage::replica::journal::Journal;
use crate::storage::replica::outbox::Outbox;
use crate::storage::replica::status::{Conflicts, Delta, Saving, Status};
use crate::storage::replica::stored_parts::StoredParts;
use crate::storage::store::Store;

/// See the module.
#[derive(Debug)]
pub struct Replica<K> {
    store: Store<K>,
    database: Database,
    journal: Journal,
    outbox: Outbox,
    parts: StoredParts,
    history: History,
    status: Status,
}

impl<K: KeyValue> Replica<K> {
    /// The database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The store.
    pub fn store(&self) -> &Store<K> {
        &self.store
    }

    /// A number that grows with each change, over reloads as well.
    pub fn revision(&self) -> u64 {
        self.journal.number + self.outbox.pending.len() as u64
    }

    /// Refuses all writes from now on, before everything is deleted.
    pub fn freeze(&mut self) {
        self.store.forbid_writing();
    }

    /// This window's name, which no other window has.
    pub fn window(&self) -> &str {
        &self.outbox.window
    }

    /// Whether the store has what memory has. A large change is stored under its number alone, so
    /// it is not saved until that is confirmed.
    pub fn saving(&self) -> &Saving {
        let Outbox { pending, reopened, unconfirmed, .. } = &self.outbox;
        let is_at_stake = self
            .journal
            .recent
            .iter()
            .any(|sequenced| sequenced.is_large_own() && unconfirmed.contains(&sequenced.number))
            || pending.iter().chain(reopened.iter().map(|(_, it)| it)).any(|it| it.is_large);
        let saving = &self.status.saving;
        if *saving == Saving::Saved && is_at_stake { &Saving::Moving } else { saving }
    }

    /// Whether memory has a change that the store has nowhere, so that closing the page loses it.
    pub fn is_ahead(&self) -> bool {
        match self.status.saving {
            Saving::Moving | Saving::Unsaved(_) => true,
            Saving::Saved => self.outbox.has_large(),
            Saving::ReadOnly => false,
        }
    }

    /// The history.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The history, to be changed.
    pub fn history_mut(&mut self) -> &mut History {
        &mut self.history
    }

    /// Takes the problems since the last call.
    pub fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.status.problems)
    }

    /// Takes the changes of the database since the last call.
    pub fn take_delta(&mut self) -> Delta {
        std::mem::take(&mut self.status.delta)
    }

    /// Takes the effects of other windows' changes since the last call.
    pub fn take_conflicts(&mut self) -> Conflicts {
        std::mem::take(&mut self.status.conflicts)
    }

    /// Whether a change has no number yet.
    pub fn has_pending(&self) -> bool {
        !self.outbox.pending.is_empty()
    }

    /// Whether own numbers are not confirmed: [`Replica::confirm`] is due.
    pub fn has_unconfirmed(&self) -> bool {
        !self.outbox.unconfirmed.is_empty()
    }

    /// Says whether there is a mirror, which large changes can go through.
    pub fn set_mirror(&mut self, has_mirror: bool) {
        self.outbox.has_mirror = has_mirror;
    }

    /// The keys of damaged records.
    pub fn damaged(&self) -> &HashSet<String> {
        &self.parts.damaged
    }

    /// The texts of the damaged records, as a JSON object by key.
    pub fn damaged_as_json(&self) -> String {
        let text = |key: &String| Some((key.clone(), self.store.raw().get(key).ok().flatten()?));
        json_of(&self.parts.damaged.iter().filter_map(text).collect())
    }

    /// Removes the damaged records, on the user's decision.
    pub fn remove_damaged(&mut self) {
        if self.store.is_read_only() {
            return;
        }
        let keys: Vec<String> = self.parts.damaged.iter().cloned().collect();
        for key in keys {
            // A record that can't be removed is reported again at the next start.
            if self.store.remove_any(&key).is_ok() {
                self.parts.damaged.remove(&key);
            }
        }
    }

    /// The texts of a store that is too old to be read, as a JSON object by key; `None` for any other.
    pub fn older_as_json(&self) -> Option<String> {
        Some(json_of(&self.store.older_texts().ok().flatten()?))
    }

    /// Removes what is too old to be read, on the user's decision, so that this database is stored.
    ///
    /// # Errors
    /// Where a record can't be removed; then nothing is written yet.
    pub fn remove_older(&mut self) -> Result<(), StorageError> {
        for key in self.store.older_texts()?.into_iter().flat_map(BTreeMap::into_keys) {
            self.store.remove_any(&key)?;
            self.parts.damaged.remove(&key);
        }
        self.store.allow_writing();
        self.status.saving = Saving::Saved;
        self.save();
        Ok(())
    }

    /// Applies a change in memory, and returns its inverse.
    fn apply(&mut self, change: Change) -> Result<Change, Refusal> {
        let tables = change.tables();
        let inverse = self.database.apply(change)?;
        self.status.delta.add(tables, &inverse);
        Ok(inverse)
    }

    /// Whether a change has a number. **The history alone can't tell:** it is evicted where space is
    /// short, while the journal keeps each entry until no pending record of its change is left.
    fn is_sequenced(&self, id: &ChangeId) -> bool {
        self.history.has_sequenced(id) || self.journal.has(id)
    }

    /// Shows the pending changes in the history.
    fn show_pending(&mut self) {
        self.history.set_pending(self.outbox.pending.iter().map(|pending| pending.history_entry()).collect());
        for pending in self.outbox.pending.iter().filter(|pending| !size::is_storable(&pending.inverse)) {
            self.history.keep_oversized(pending.meta.id.clone(), pending.inverse.clone());
        }
    }
}

/// Texts as a JSON object by key.
fn json_of(texts: &BTreeMap<String, String>) -> String {
    // Texts with texts as keys: serialization cannot fail.
    serde_json::to_string(texts).unwrap_or_default()
}
