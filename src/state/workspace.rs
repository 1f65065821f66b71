//! The database with its index, its undo history and its storage, kept in step.
//!
//! **There is one path for changes:** take over the changes of other windows, build the change on
//! the result, apply it, and write it to the journal.

use crate::domain::action::Action;
use crate::domain::change::{Change, Tables};
use crate::domain::database::Database;
use crate::domain::refusal::Refusal;
use crate::query::finder::Finder;
use crate::query::index::Index;
use crate::storage::entry::{ChangeId, ChangeMeta, EntryKind};
use crate::storage::history::History;
use crate::storage::key_value::KeyValue;
use crate::storage::load::Problem;
use crate::storage::replica::Replica;
use crate::storage::replica::status::{Conflicts, Saving};
use crate::storage::store::Store;

/// The result of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The tables that changed, also by other windows.
    pub tables: Tables,
    /// Whether there was anything to change.
    pub changed: bool,
}

/// The page and the time of a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryPoint {
    /// The hash of the page's address.
    pub place: String,
    /// ISO 8601.
    pub at: String,
}

/// A change that was undone or redone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// Its name.
    pub action: Action,
    /// The hash of the page where it was made.
    pub place: String,
    /// The tables that changed.
    pub tables: Tables,
}

/// Why nothing was undone or redone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UndoError {
    /// There is nothing to undo or redo.
    Nothing,
    /// The undo records of these changes are too large for local storage and must be loaded first.
    NotLoaded(Vec<ChangeId>),
    /// A change of another window prevents it.
    Refused(Refusal),
}

/// The data of a running window.
#[derive(Debug)]
pub struct Workspace<K> {
    replica: Replica<K>,
    finder: Finder,
}

impl<K: KeyValue> Workspace<K> {
    /// Opens the store. `tab` identifies this window, `identity` a database that does not exist yet.
    pub fn open(store: Store<K>, tab: &str, identity: &str) -> Self {
        let replica = Replica::open(store, tab, identity);
        let finder = Finder::new(replica.database());
        Self { replica, finder }
    }

    /// The data.
    pub fn database(&self) -> &Database {
        self.replica.database()
    }

    /// Finds contacts in the data.
    pub fn finder(&self) -> &Finder {
        &self.finder
    }

    /// Whether memory and store agree.
    pub fn saving(&self) -> &Saving {
        self.replica.saving()
    }

    /// The number of the newest change.
    pub fn revision(&self) -> u64 {
        self.replica.revision()
    }

    /// The history of changes.
    pub fn history(&self) -> &History {
        self.replica.history()
    }

    /// The storage, for work in the background.
    pub fn replica(&self) -> &Replica<K> {
        &self.replica
    }

    /// Runs work in the background; returns the tables that it changed.
    pub fn with_replica(&mut self, work: impl FnOnce(&mut Replica<K>)) -> Tables {
        work(&mut self.replica);
        self.follow()
    }

    /// The problems found in the store since the last call.
    pub fn take_problems(&mut self) -> Vec<Problem> {
        self.replica.take_problems()
    }

    /// The conflicts with changes of other windows since the last call.
    pub fn take_conflicts(&mut self) -> Conflicts {
        self.replica.take_conflicts()
    }

    /// Applies a change that `build` makes of the newest data.
    ///
    /// # Errors
    /// The refusal of the change; then nothing changed.
    pub fn commit(
        &mut self,
        point: HistoryPoint,
        build: impl FnOnce(&Database, &Index) -> Result<(Action, Change), Refusal>,
    ) -> Result<Committed, Refusal> {
        let others = self.pull();
        let (action, change) = build(self.replica.database(), self.finder.index())?;
        if change.is_nothing() {
            return Ok(Committed { tables: others, changed: false });
        }
        let HistoryPoint { place, at } = point;
        self.replica.commit(change, action, EntryKind::Do, (place, at))?;
        Ok(Committed { tables: others.union(self.follow()), changed: true })
    }

    /// Undoes the newest change.
    ///
    /// # Errors
    /// [`UndoError`]; then nothing changed.
    pub fn undo(&mut self, at: String) -> Result<Undone, UndoError> {
        self.undo_or_redo(History::next_undo, EntryKind::Undo, at)
    }

    /// Redoes the change that was undone last.
    ///
    /// # Errors
    /// [`UndoError`]; then nothing changed.
    pub fn redo(&mut self, at: String) -> Result<Undone, UndoError> {
        self.undo_or_redo(History::next_redo, EntryKind::Redo, at)
    }

    fn undo_or_redo(
        &mut self,
        next: impl FnOnce(&History) -> Option<&ChangeMeta>,
        kind: impl FnOnce(ChangeId) -> EntryKind,
        at: String,
    ) -> Result<Undone, UndoError> {
        let others = self.pull();
        let meta = next(self.history()).ok_or(UndoError::Nothing)?.clone();
        let Some(change) = self.history().inverse(&meta.id).cloned() else {
            return Err(UndoError::NotLoaded(vec![meta.id]));
        };
        let ChangeMeta { id, action, place, .. } = meta;
        self.replica
            .commit(change, action.clone(), kind(id), (place.clone(), at))
            .map_err(UndoError::Refused)?;
        Ok(Undone { action, place, tables: others.union(self.follow()) })
    }

    /// Restores the data as it was before the change with this id. That is a change, too, and can
    /// be undone.
    ///
    /// # Errors
    /// [`UndoError`]; then nothing changed.
    pub fn go_back_before(&mut self, id: &ChangeId, point: HistoryPoint) -> Result<Committed, UndoError> {
        let others = self.pull();
        let past: Vec<ChangeId> = self.history().all().map(|past| past.meta.id.clone()).collect();
        let first = past.iter().position(|other| other == id).ok_or(UndoError::Nothing)?;
        let later = past.get(first..).unwrap_or_default();
        let at = self.history().all().nth(first).map(|past| past.meta.at.clone()).unwrap_or_default();
        let missing: Vec<ChangeId> =
            later.iter().filter(|id| self.history().inverse(id).is_none()).cloned().collect();
        if !missing.is_empty() {
            return Err(UndoError::NotLoaded(missing));
        }
        let ways = later.iter().rev().filter_map(|id| self.history().inverse(id).cloned());
        let change = Change::Batch(ways.collect());
        let action = Action::ReturnTo { at, changes: later.len() };
        let HistoryPoint { place, at } = point;
        self.replica.commit(change, action, EntryKind::Do, (place, at)).map_err(UndoError::Refused)?;
        Ok(Committed { tables: others.union(self.follow()), changed: true })
    }

    /// Takes over the changes of other windows; returns the tables that they changed.
    pub fn pull(&mut self) -> Tables {
        self.with_replica(Replica::pull)
    }

    /// Writes changes that are in memory only; whether that worked.
    pub fn save(&mut self) -> bool {
        self.replica.save();
        self.replica.sequence_pending();
        self.follow();
        *self.saving() == Saving::Saved
    }

    /// Updates the finder from the changes that were applied to the database.
    fn follow(&mut self) -> Tables {
        let delta = self.replica.take_delta();
        if delta.everything {
            self.finder = Finder::new(self.replica.database());
        } else {
            for change in &delta.changes {
                self.finder.update(self.replica.database(), change);
            }
        }
        delta.tables
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::{ContactField, ContactKind};
    use crate::domain::contact::Contact;
    use crate::domain::contacts;
    use crate::storage::key_value::StorageError;
    use crate::storage::key_value::memory::Memory;
    use proptest::prelude::*;

    fn create(database: &Database, name: &str) -> Result<(Action, Change), Refusal> {
        let contact = Contact::new("", ContactKind::Company).with_text(ContactField::Name, name);
        let (_, change) = contacts::create(database, contact)?;
        Ok((Action::CreateContact { contact: name.into() }, change))
    }

    fn open<'a>(memory: &'a Memory, tab: &str) -> Workspace<&'a Memory> {
        Workspace::open(Store::new(memory), tab, tab)
    }

    fn commit(workspace: &mut Workspace<&Memory>, name: &str) {
        workspace.commit(HistoryPoint::default(), |database, _| create(database, name)).unwrap();
        workspace.with_replica(Replica::sequence_pending);
    }

    #[test]
    fn what_is_done_is_there_after_a_reload_and_can_be_undone() {
        let memory = Memory::default();
        let mut workspace = open(&memory, "one");
        assert_eq!(workspace.take_problems(), []);
        commit(&mut workspace, "One");
        let mut again = open(&memory, "two");
        assert_eq!(again.database(), workspace.database());
        let undone = again.undo("later".into()).unwrap();
        assert_eq!(undone.action, Action::CreateContact { contact: "One".into() });
        assert_eq!(again.database().contact_count(), 0);
        again.with_replica(Replica::sequence_pending);
        let mut third = open(&memory, "three");
        assert_eq!(third.database().contact_count(), 0);
        third.redo("later".into()).unwrap();
        assert_eq!(third.database().contact_count(), 1);
        assert_eq!(third.database().identity(), "one");
    }

    #[test]
    fn a_store_that_looks_empty_is_not_written_to_until_there_is_something_to_keep() {
        let memory = Memory::default();
        let (mut one, mut two) = (open(&memory, "one"), open(&memory, "two"));
        assert_eq!(memory.units(), 0);
        commit(&mut one, "One");
        commit(&mut two, "Two");
        one.pull();
        assert_eq!(one.database().contact_count(), 2);
        assert_eq!(one.database(), two.database());
        assert_eq!(open(&memory, "later").database(), one.database());
    }

    #[test]
    fn two_hundred_changes_are_taken_back_after_a_reload_one_by_one_or_at_once() {
        let memory = Memory::default();
        let mut workspace = open(&memory, "one");
        for turn in 0..230 {
            commit(&mut workspace, &format!("{turn}"));
            workspace.with_replica(|replica| {
                replica.confirm();
                while replica.compact() {}
            });
        }
        let mut again = open(&memory, "two");
        for left in (30..230).rev() {
            again.undo(String::new()).unwrap();
            assert_eq!(again.database().contact_count(), left);
        }
        for _ in 0..200 {
            again.redo(String::new()).unwrap();
        }
        assert_eq!(again.redo(String::new()), Err(UndoError::Nothing));
        assert_eq!(again.database(), workspace.database());
        again.with_replica(Replica::sequence_pending);

        let mut third = open(&memory, "three");
        let id = third.history().all().nth(100).unwrap().meta.id.clone();
        third.go_back_before(&id, HistoryPoint::default()).unwrap();
        assert_eq!(third.database().contact_count(), 100);
        third.undo(String::new()).unwrap();
        assert_eq!(third.database(), workspace.database());
    }

    #[test]
    fn what_does_not_fit_stays_in_memory_and_is_saved_once_it_fits() {
        let memory = Memory::default();
        let mut workspace = open(&memory, "one");
        memory.limit.set(Some(memory.units() + 100));
        commit(&mut workspace, "One");
        commit(&mut workspace, "Two");
        assert_eq!(*workspace.saving(), Saving::Unsaved(StorageError::Full));
        assert_eq!(workspace.database().contact_count(), 2);
        memory.limit.set(None);
        assert!(workspace.save());
        let mut again = open(&memory, "two");
        assert_eq!(again.take_problems(), []);
        assert_eq!(again.database(), workspace.database());
    }

    #[test]
    fn a_tab_without_room_loses_neither_its_own_work_nor_another_s() {
        let memory = Memory::default();
        let (mut full, mut other) = (open(&memory, "full"), open(&memory, "other"));
        memory.limit.set(Some(memory.units()));
        full.commit(HistoryPoint::default(), |database, _| create(database, "Mine")).unwrap();
        assert_eq!(*full.saving(), Saving::Unsaved(StorageError::Full));
        memory.limit.set(None);
        commit(&mut other, "Theirs");
        assert!(full.save());
        assert_eq!(full.database().contact_count(), 2);
        let moved = full.take_conflicts().moved;
        assert_eq!((moved[0].from.as_str(), moved[0].to.as_str()), ("CT000001", "CT000002"));
        other.pull();
        assert_eq!(full.database(), other.database());
        assert_eq!(open(&memory, "later").database(), other.database());
    }

    proptest! {
        #[test]
        fn any_text_as_what_is_stored(texts in prop::array::uniform3(
            "(mailroom [0-9] [0-9]{1,3} [0-9a-f]{8} (plain|packed|bytes) )?\\PC{0,60}",
        )) {
            let memory = Memory::default();
            let keys = ["head", "contacts/0/1", "log/2"];
            for (key, text) in keys.into_iter().zip(&texts) {
                KeyValue::set(&&memory, key, text).unwrap();
            }
            let mut workspace = open(&memory, "hostile");
            prop_assert_eq!(workspace.database().contact_count(), 0);
            prop_assert!(!workspace.take_problems().is_empty());
            commit(&mut workspace, "New");
            workspace.with_replica(|replica| {
                replica.confirm();
                while replica.compact() {}
            });
            let mut older = None;
            workspace.with_replica(|replica| older = replica.older_as_json());
            if older.is_some() {
                // It is left alone until the user decides.
                for (key, text) in keys.into_iter().zip(&texts) {
                    let kept = KeyValue::get(&&memory, key).unwrap();
                    prop_assert_eq!(kept.as_ref(), Some(text));
                }
                return Ok(());
            }
            // Unreadable units are kept.
            for (key, text) in keys.into_iter().zip(&texts).skip(1) {
                let get = |key: &str| KeyValue::get(&&memory, key).unwrap();
                let kept = get(&format!("aside/{key}")).or_else(|| get(key));
                prop_assert_eq!(kept.as_ref(), Some(text));
            }
            let again = open(&memory, "again");
            prop_assert_eq!(again.database(), workspace.database());
        }
    }
}
