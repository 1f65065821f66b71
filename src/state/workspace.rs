//! The database, its index, its store and its history, kept in step.
//!
//! **Every change goes one way:** see what other tabs did, check and make the change, bring the
//! index up to date, write the journal, remember the inverse.

use crate::domain::{Action, Change, Database, Refusal, Tables};
use crate::query::Index;
use crate::storage::{KeyValue, Newer, Opened, Problem, StorageError, Store};

use super::history::{Entry, History, Origin};

/// Journal entries before they are folded into a snapshot.
const JOURNAL_LIMIT: usize = 200;
/// Rows in a change past which a snapshot is cheaper than a journal entry.
const WEIGHT_LIMIT: usize = 2_000;

/// Whether what is in memory is also in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// It is.
    Saved,
    /// It is not, for this reason; memory has more than the store.
    Unsaved(StorageError),
    /// A newer program wrote the store; this one only reads.
    ReadOnly,
}

/// What a change came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The tables that changed, other tabs' changes included.
    pub tables: Tables,
    /// Whether there was anything to change.
    pub changed: bool,
}

/// The running data.
#[derive(Debug)]
pub struct Workspace<K> {
    database: Database,
    index: Index,
    store: Store<K>,
    revision: u64,
    /// The revision up to which memory and store are known to agree.
    stored: u64,
    history: History,
    saving: Saving,
    /// Whether the store has held this database yet. **What looks empty is not written to:**
    /// browsers have been seen to show a store as empty that is not.
    is_stored: bool,
}

impl<K: KeyValue> Workspace<K> {
    /// Opens what the store holds; `identity` names the database if there is none yet.
    pub fn open(keys: K, identity: &str) -> (Self, Vec<Problem>) {
        let mut store = Store::new(keys);
        let Opened { database, revision, problems, needs_snapshot } = store.open();
        let is_new = database.is_none();
        let database = database.unwrap_or_else(|| Database::new(identity));
        let index = Index::new(&database);
        let mut workspace = Self {
            database,
            index,
            store,
            revision,
            stored: revision,
            history: History::default(),
            saving: Saving::Saved,
            is_stored: !is_new,
        };
        if workspace.store.is_read_only() {
            workspace.saving = Saving::ReadOnly;
        } else if let Some(Problem::Unreadable(error)) = problems.first() {
            workspace.saving = Saving::Unsaved(error.clone());
        } else if needs_snapshot {
            workspace.revision += 1;
            workspace.save();
        }
        (workspace, problems)
    }

    /// The data.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// What finds in it.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Whether memory and store agree.
    pub fn saving(&self) -> &Saving {
        &self.saving
    }

    /// The number of the newest change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What can be undone and redone.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The store's keys, for what is not the database.
    pub fn keys(&self) -> &K {
        self.store.keys()
    }

    /// Makes a change that is worked out on the newest data.
    ///
    /// # Errors
    /// The refusal of the change; then nothing changed.
    pub fn commit(
        &mut self,
        origin: Origin,
        build: impl FnOnce(&Database, &Index) -> Result<(Action, Change), Refusal>,
    ) -> Result<Done, Refusal> {
        let others = self.catch_up();
        let (action, change) = build(&self.database, &self.index)?;
        if change.is_nothing() {
            return Ok(Done { tables: others, changed: false });
        }
        let (tables, inverse) = self.make(change)?;
        self.history.remember(Entry { action, change: inverse, origin });
        Ok(Done { tables: union(others, tables), changed: true })
    }

    /// Takes the newest change back.
    ///
    /// # Errors
    /// A refusal where another tab's change stands in the way; then nothing changed.
    pub fn undo(&mut self) -> Result<Option<(Entry, Tables)>, Refusal> {
        let others = self.catch_up();
        let Some(entry) = self.history.next_undo() else { return Ok(None) };
        let (tables, again) = self.make(entry.change.clone())?;
        Ok(self.history.undone(again).map(|entry| (entry, union(others, tables))))
    }

    /// Makes the change again that was taken back last.
    ///
    /// # Errors
    /// A refusal where another tab's change stands in the way; then nothing changed.
    pub fn redo(&mut self) -> Result<Option<(Entry, Tables)>, Refusal> {
        let others = self.catch_up();
        let Some(entry) = self.history.next_redo() else { return Ok(None) };
        let (tables, back) = self.make(entry.change.clone())?;
        Ok(self.history.redone(back).map(|entry| (entry, union(others, tables))))
    }

    /// Takes over what other tabs have written, and says which tables that changed.
    ///
    /// While memory holds what the store doesn't, nothing is taken over: it would be lost.
    pub fn catch_up(&mut self) -> Tables {
        if matches!(self.saving, Saving::Unsaved(_)) {
            return Tables::default();
        }
        let mut tables = Tables::default();
        match self.store.newer_than(self.revision) {
            Ok(Newer::Changes(changes)) => {
                for (revision, change) in changes {
                    let more = change.tables();
                    let Ok(inverse) = self.database.apply(change) else { break };
                    self.index.update(&self.database, &inverse);
                    self.revision = revision;
                    self.stored = revision;
                    tables = union(tables, more);
                }
            }
            Ok(Newer::Everything) => {
                let opened = self.store.open();
                if let Some(database) = opened.database {
                    self.database = database;
                    self.revision = opened.revision;
                    self.stored = opened.revision;
                    self.is_stored = true;
                    self.index = Index::new(&self.database);
                    tables = Tables { contacts: true, codes: true, segments: true };
                }
            }
            Ok(Newer::Nothing) | Err(_) => {}
        }
        if self.store.is_read_only() {
            self.saving = Saving::ReadOnly;
        }
        tables
    }

    /// Writes everything to the store, and tells whether that worked.
    pub fn save(&mut self) -> bool {
        if self.saving == Saving::ReadOnly {
            return false;
        }
        // Another tab may have gone on while this one had no room. Its work and this one's can't
        // both be the next revision: this one stays in memory, where a backup can be made of it.
        if matches!(self.saving, Saving::Unsaved(_))
            && !matches!(self.store.newer_than(self.stored), Ok(Newer::Nothing))
        {
            return false;
        }
        self.saving = match self.store.save(self.revision, &self.database) {
            Ok(()) => {
                self.stored = self.revision;
                self.is_stored = true;
                Saving::Saved
            }
            Err(error) => Saving::Unsaved(error),
        };
        self.saving == Saving::Saved
    }

    /// Folds a long journal into a snapshot. For idle time.
    pub fn tidy(&mut self) {
        if self.saving == Saving::Saved
            && self.store.journal_length().is_ok_and(|length| length > JOURNAL_LIMIT)
        {
            // Where the snapshot doesn't fit beside the old one, the journal still holds everything.
            let _ = self.store.save(self.revision, &self.database);
        }
    }

    fn make(&mut self, change: Change) -> Result<(Tables, Change), Refusal> {
        let tables = change.tables();
        let goes_into_journal =
            self.saving == Saving::Saved && self.is_stored && weight(&change) <= WEIGHT_LIMIT;
        let journalled = goes_into_journal.then(|| change.clone());
        let inverse = self.database.apply(change)?;
        self.index.update(&self.database, &inverse);
        self.revision += 1;
        match journalled {
            Some(change) => {
                if self.store.append(self.revision, &change).is_ok() {
                    self.stored = self.revision;
                } else {
                    self.save();
                }
            }
            // A change that is itself unsaved can't be built on by the journal.
            None if self.saving == Saving::Saved || weight(&inverse) > WEIGHT_LIMIT => {
                self.save();
            }
            None => {}
        }
        Ok((tables, inverse))
    }
}

/// How many rows a change writes, at least.
fn weight(change: &Change) -> usize {
    match change {
        Change::Batch(changes) => changes.iter().map(weight).sum(),
        Change::Assign { contacts, .. } | Change::Unassign { contacts, .. } => 1 + contacts.len() / 8,
        Change::PutSegment { segment, .. } => segment.as_ref().map_or(1, |segment| {
            let before: usize = segment.steps.iter().map(|step| step.before.len()).sum();
            1 + (segment.lines.len() + before) / 8
        }),
        Change::PutContact { .. } | Change::PutCode { .. } => 1,
        Change::Replace(_) => usize::MAX / 2,
    }
}

fn union(a: Tables, b: Tables) -> Tables {
    Tables {
        contacts: a.contacts || b.contacts,
        codes: a.codes || b.codes,
        segments: a.segments || b.segments,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Contact, ContactField, ContactKind, contacts};
    use crate::storage::{KeyValue, Memory};
    use proptest::prelude::*;

    fn create(database: &Database, name: &str) -> Result<(Action, Change), Refusal> {
        let contact = Contact::new("", ContactKind::Company).with_text(ContactField::Name, name);
        let (_, change) = contacts::create(database, contact)?;
        Ok((Action::CreateContact { contact: name.into() }, change))
    }

    #[test]
    fn what_is_done_is_there_after_a_reload_and_can_be_undone() {
        let memory = Memory::default();
        let (mut workspace, problems) = Workspace::open(&memory, "d");
        assert_eq!(problems, []);
        workspace.commit(Origin::default(), |database, _| create(database, "One")).unwrap();
        let (again, _) = Workspace::open(&memory, "other");
        assert_eq!(again.database(), workspace.database());
        workspace.undo().unwrap().unwrap();
        assert_eq!(workspace.database().contact_count(), 0);
        workspace.redo().unwrap().unwrap();
        let (again, _) = Workspace::open(&memory, "other");
        assert_eq!(again.database().contact_count(), 1);
        assert_eq!(again.database().identity(), "d");
    }

    #[test]
    fn a_store_that_looks_empty_is_not_written_to_until_there_is_something_to_keep() {
        let memory = Memory::default();
        let (mut one, _) = Workspace::open(&memory, "one");
        let (mut two, _) = Workspace::open(&memory, "two");
        assert_eq!(memory.units(), 0);
        one.commit(Origin::default(), |database, _| create(database, "One")).unwrap();
        two.commit(Origin::default(), |database, _| create(database, "Two")).unwrap();
        one.catch_up();
        assert_eq!(one.database().contact_count(), 2);
        assert_eq!(one.database(), two.database());
        assert_eq!(Workspace::open(&memory, "later").0.database(), one.database());
    }

    #[test]
    fn two_tabs_in_turn_lose_nothing() {
        let memory = Memory::default();
        let (mut one, _) = Workspace::open(&memory, "d");
        let (mut two, _) = Workspace::open(&memory, "d");
        for turn in 0..450 {
            let tab = if turn % 3 == 0 { &mut two } else { &mut one };
            tab.commit(Origin::default(), |database, _| create(database, &format!("{turn}"))).unwrap();
            tab.tidy();
        }
        one.catch_up();
        two.catch_up();
        assert_eq!(one.database().contact_count(), 450);
        assert_eq!(one.database(), two.database());
        let (again, problems) = Workspace::open(&memory, "d");
        assert_eq!(problems, []);
        assert_eq!(again.database(), one.database());
    }

    #[test]
    fn what_does_not_fit_stays_in_memory_and_is_saved_once_it_fits() {
        let memory = Memory::default();
        let (mut workspace, _) = Workspace::open(&memory, "d");
        memory.limit.set(Some(memory.units() + 100));
        workspace.commit(Origin::default(), |database, _| create(database, "One")).unwrap();
        workspace.commit(Origin::default(), |database, _| create(database, "Two")).unwrap();
        assert_eq!(*workspace.saving(), Saving::Unsaved(StorageError::Full));
        assert_eq!(workspace.database().contact_count(), 2);
        memory.limit.set(None);
        let mut other = Workspace::open(&memory, "d").0;
        assert!(workspace.save());
        assert_eq!(other.catch_up(), Tables { contacts: true, codes: true, segments: true });
        assert_eq!(other.database(), workspace.database());
        let (again, problems) = Workspace::open(&memory, "d");
        assert_eq!(problems, []);
        assert_eq!(again.database(), workspace.database());
    }

    #[test]
    fn a_tab_without_room_does_not_write_over_another_tab_s_work() {
        let memory = Memory::default();
        let (mut full, _) = Workspace::open(&memory, "d");
        let (mut other, _) = Workspace::open(&memory, "d");
        memory.limit.set(Some(memory.units()));
        full.commit(Origin::default(), |database, _| create(database, "Mine")).unwrap();
        assert_eq!(*full.saving(), Saving::Unsaved(StorageError::Full));
        memory.limit.set(None);
        other.commit(Origin::default(), |database, _| create(database, "Theirs")).unwrap();
        assert!(!full.save());
        assert_eq!(full.database().contact_count(), 1);
        let (again, _) = Workspace::open(&memory, "d");
        assert_eq!(again.database(), other.database());
    }

    proptest! {
        #[test]
        fn any_text_as_what_is_stored(texts in prop::array::uniform3(
            "(mailroom [0-9] [0-9]{1,3} [0-9a-f]{8} (plain|packed) )?\\PC{0,60}",
        )) {
            let memory = Memory::default();
            for (key, text) in ["head", "snapshot/1", "journal/2"].into_iter().zip(&texts) {
                KeyValue::set(&&memory, key, text).unwrap();
            }
            let (workspace, problems) = Workspace::open(&memory, "hostile");
            prop_assert_eq!(workspace.database().contact_count(), 0);
            prop_assert!(!problems.is_empty());
            // What can't be read stays, for somebody who can.
            for (key, text) in ["snapshot/1", "journal/2"].into_iter().zip(texts.iter().skip(1)) {
                let kept = KeyValue::get(&&memory, key).unwrap();
                prop_assert_eq!(kept.as_ref(), Some(text));
            }
        }
    }
}
