//! Opens a replica: reads the store, with what was recovered from the mirror.

use crate::domain::database::Database;
use crate::storage::entry::ChangeId;
use crate::storage::history::History;
use crate::storage::key::{ASIDE, RecordKey};
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::load::{Loaded, Problem, load};
use crate::storage::parts;
use crate::storage::replica::Replica;
use crate::storage::replica::journal::Journal;
use crate::storage::replica::outbox::{Outbox, Pending};
use crate::storage::replica::status::{Delta, Saving, Status};
use crate::storage::replica::stored_parts::StoredParts;
use crate::storage::store::{Restore, Store};

impl<K: KeyValue> Replica<K> {
    /// Opens the database of a store. `window` is this window's name, which no other window has;
    /// `identity` becomes the database's identity where the store has none.
    pub fn open(store: Store<K>, window: &str, identity: &str) -> Self {
        let mut replica = Self {
            store,
            database: Database::new(identity),
            journal: Journal::default(),
            outbox: Outbox { window: window.to_owned(), ..Outbox::default() },
            parts: StoredParts::default(),
            history: History::default(),
            status: Status::default(),
        };
        replica.load_again();
        replica.report_set_aside();
        replica.history.attach_window(window.to_owned());
        replica.history.attach_all_windows();
        replica.status.delta = Delta::default();
        replica
    }

    /// Reports the damaged records that were set aside, until the user removes them.
    fn report_set_aside(&mut self) {
        if self.status.problems.contains(&Problem::Older) {
            // They are among the older records.
            return;
        }
        let keys = self.store.raw().keys().unwrap_or_default();
        for key in keys.into_iter().filter(|key| key.starts_with(ASIDE)) {
            self.parts.damaged.insert(key.clone());
            self.status.problems.push(Problem::Damaged(key));
        }
    }

    /// Reads the store again. The pending changes must have been rewound, and are to be replayed.
    pub(super) fn load_again(&mut self) {
        self.reopen_recent();
        let loaded = load(&mut self.store);
        if let Some(Problem::Unreadable(error)) =
            loaded.problems.iter().find(|problem| matches!(problem, Problem::Unreadable(_)))
        {
            self.status.saving = Saving::Unsaved(error.clone());
        }
        if self.store.is_read_only() {
            self.status.saving = Saving::ReadOnly;
        }
        self.take_loaded(loaded);
    }

    /// Keeps own changes that may have lost their numbers, as they can't be rolled back once the
    /// store is read again. The database is of no use afterwards.
    fn reopen_recent(&mut self) {
        while let Some(sequenced) = self.journal.recent.pop_back() {
            // The inverse of the newest change always applies.
            let change = self.database.apply(sequenced.inverse.clone()).ok();
            let number = sequenced.number;
            if let Some(pending) = Pending::from_rolled_back(sequenced, change) {
                self.outbox.reopened.insert(0, (number, pending));
            }
        }
    }

    fn take_loaded(&mut self, loaded: Loaded) {
        for problem in &loaded.problems {
            if let Problem::Damaged(key) = problem {
                self.parts.damaged.insert(key.clone());
            }
        }
        let has_problems = !loaded.problems.is_empty();
        self.status.problems.extend(loaded.problems);
        let Some(rows) = loaded.rows else { return };
        match Database::try_from(rows) {
            Ok(database) => self.database = database,
            Err(fact) => {
                // Intact parts contradict each other, which no sequence of writes leads to.
                self.status.problems.push(Problem::Contradiction(fact));
                self.status.saving = Saving::ReadOnly;
                self.store.forbid_writing();
                return;
            }
        }
        let number = loaded.number;
        self.status.delta.add_everything();
        self.journal =
            Journal::read((number, loaded.last), &loaded.manifest, loaded.entries, &loaded.journal);
        self.parts.list = loaded.manifest.part_list;
        self.parts.is_initialized = true;
        let history = &loaded.history;
        let is_known = |id: &ChangeId| history.values().any(|entry| entry.meta.id == *id);
        self.outbox.resolve(&self.journal, is_known, loaded.pending);
        self.history.set_sequenced(loaded.history);
        self.parts.stored = loaded.stored;
        self.parts.touched = loaded.touched;
        for part in loaded.recovered {
            // The store lacks the part: the next compaction writes it.
            self.parts.stored.remove(&part);
            self.parts.touched.insert(part, number);
        }
        if has_problems {
            // What was recovered is stored again, beside what is damaged.
            self.parts.needs_repair = true;
            self.parts.touched.extend(parts::list(&self.database).parts().map(|part| (part, number)));
        }
    }

    /// Writes what was read and is not in the store: records that only the mirror has.
    pub fn write_recovered(&mut self) {
        for key in self.store.take_stale() {
            // A window that adopts a record left here finds that its change has a number.
            let _ = self.store.remove(&key);
        }
        if self.status.saving != Saving::Saved {
            return;
        }
        let number = self.journal.number;
        let restored = loop {
            let restored = self.store.restore(|key| match key {
                RecordKey::Manifest | RecordKey::Pending(..) => Restore::Write,
                RecordKey::Log(other) | RecordKey::History(other) if *other <= number => Restore::Write,
                // Compaction writes or removes it. Until then the mirror must keep it: a newer
                // version in the store may still lose its number.
                RecordKey::Part(..) => Restore::Keep,
                _ => Restore::Drop,
            });
            match restored {
                Err(StorageError::Full) if self.evict_oldest() => {}
                done => break done,
            }
        };
        if let Err(error) = restored {
            self.status.saving = Saving::Unsaved(error);
        }
    }
}
