//! Snapshot, journal and head: the database in a store.

use serde::{Deserialize, Serialize};

use super::key_value::{KeyValue, StorageError};
use super::unit::{self, UnitError};
use crate::domain::{Change, Database, sort_few_by_key};

const HEAD: &str = "head";
const SNAPSHOT: &str = "snapshot/";
const JOURNAL: &str = "journal/";

/// The database in a store of texts.
#[derive(Debug)]
pub struct Store<K> {
    keys: K,
    /// The head as last read or written, to notice another tab's.
    head: Option<String>,
    /// Set where the store holds what this program must not write over.
    read_only: bool,
}

/// What was found in a store.
#[derive(Debug)]
pub struct Opened {
    /// The newest complete and intact state; nothing where there is none.
    pub database: Option<Database>,
    /// Its revision.
    pub revision: u64,
    /// What is wrong, to be told to the user.
    pub problems: Vec<Problem>,
    /// Whether the next save has to be a snapshot, because the journal can't be continued.
    pub needs_snapshot: bool,
}

/// What is wrong with a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The store can't be read.
    Unreadable(StorageError),
    /// A unit under this key is damaged. It stays where it is and is not written over.
    Damaged(String),
    /// A newer program wrote this: nothing may be written.
    Newer(u32),
}

/// What another tab has written since a revision.
#[derive(Debug)]
pub enum Newer {
    /// Nothing.
    Nothing,
    /// These changes, oldest first, with their revisions.
    Changes(Vec<(u64, Change)>),
    /// More than the journal tells: everything is to be read again.
    Everything,
}

#[derive(Serialize, Deserialize)]
struct Head {
    snapshot: u64,
}

impl<K: KeyValue> Store<K> {
    /// A store over these keys, not yet read.
    pub fn new(keys: K) -> Self {
        Self { keys, head: None, read_only: false }
    }

    /// The keys, for what is not the database.
    pub fn keys(&self) -> &K {
        &self.keys
    }

    /// Whether nothing may be written, because a newer program did.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Reads the newest complete and intact state.
    pub fn open(&mut self) -> Opened {
        let mut opened = Opened { database: None, revision: 0, problems: Vec::new(), needs_snapshot: false };
        if let Err(error) = self.read_all(&mut opened) {
            opened.problems.push(Problem::Unreadable(error));
        }
        self.read_only = opened.problems.iter().any(|problem| matches!(problem, Problem::Newer(_)));
        opened
    }

    fn read_all(&mut self, opened: &mut Opened) -> Result<(), StorageError> {
        self.head = self.keys.get(HEAD)?;
        let pointed = match self.head.as_deref().map(unit::read::<Head>) {
            Some(Ok((_, head))) => Some(head.snapshot),
            Some(Err(error)) => {
                opened.problems.push(problem(HEAD, error));
                opened.needs_snapshot = true;
                None
            }
            None => None,
        };
        let keys = self.keys.keys()?;
        let mut snapshots = numbered(&keys, SNAPSHOT);
        // The one the head names comes first, then the newest: a snapshot newer than the head
        // was never finished.
        sort_few_by_key(&mut snapshots, |&revision| (Some(revision) == pointed, revision));
        for revision in snapshots.into_iter().rev() {
            let key = format!("{SNAPSHOT}{revision}");
            let Some(text) = self.keys.get(&key)? else { continue };
            match unit::read::<Database>(&text) {
                Ok((_, database)) => {
                    opened.database = Some(database);
                    opened.revision = revision;
                    break;
                }
                Err(error) => {
                    opened.problems.push(problem(&key, error));
                    opened.needs_snapshot = true;
                }
            }
        }
        let mut entries = numbered(&keys, JOURNAL);
        sort_few_by_key(&mut entries, |&revision| revision);
        let newest = entries.last().copied().unwrap_or(0);
        let mut database = opened.database.take();
        entries.retain(|&revision| revision > opened.revision);
        for revision in entries {
            let key = format!("{JOURNAL}{revision}");
            if revision != opened.revision + 1 {
                opened.problems.push(Problem::Damaged(format!("{JOURNAL}{}", opened.revision + 1)));
                opened.needs_snapshot = true;
                break;
            }
            let read = self.keys.get(&key)?.map(|text| unit::read::<Change>(&text));
            let applied = match read {
                Some(Ok((_, change))) => database.get_or_insert_with(Database::default).apply(change).is_ok(),
                Some(Err(UnitError::Newer(format))) => {
                    opened.problems.push(Problem::Newer(format));
                    opened.needs_snapshot = true;
                    break;
                }
                _ => false,
            };
            if !applied {
                opened.problems.push(Problem::Damaged(key));
                opened.needs_snapshot = true;
                break;
            }
            opened.revision = revision;
        }
        opened.database = database;
        if opened.needs_snapshot {
            // Past everything that is there, so that nothing damaged is written over.
            opened.revision =
                opened.revision.max(newest).max(numbered(&keys, SNAPSHOT).into_iter().max().unwrap_or(0));
        }
        Ok(())
    }

    /// What other tabs have written since a revision.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn newer_than(&mut self, revision: u64) -> Result<Newer, StorageError> {
        let head = self.keys.get(HEAD)?;
        if head != self.head {
            let snapshot =
                head.as_deref().and_then(|head| unit::read::<Head>(head).ok()).map(|(_, head)| head.snapshot);
            self.head = head;
            if snapshot.is_none_or(|snapshot| snapshot > revision) {
                return Ok(Newer::Everything);
            }
        }
        let mut changes = Vec::new();
        let mut next = revision + 1;
        while let Some(text) = self.keys.get(&format!("{JOURNAL}{next}"))? {
            match unit::read(&text) {
                Ok((_, change)) => changes.push((next, change)),
                Err(UnitError::Newer(_)) => {
                    self.read_only = true;
                    break;
                }
                Err(UnitError::Damaged) => break,
            }
            next += 1;
        }
        Ok(if changes.is_empty() { Newer::Nothing } else { Newer::Changes(changes) })
    }

    /// Writes a change as the journal entry of its revision.
    ///
    /// # Errors
    /// Where it doesn't fit or nothing may be written.
    pub fn append(&self, revision: u64, change: &Change) -> Result<(), StorageError> {
        self.check_writable()?;
        let text = unit::write(revision, change).map_err(|_| StorageError::Other("JSON".into()))?;
        self.keys.set(&format!("{JOURNAL}{revision}"), &text)
    }

    /// Writes everything: the snapshot under a key of its own, then the head, then removes what
    /// came before. What is damaged stays.
    ///
    /// # Errors
    /// Where it doesn't fit or nothing may be written. What was there before is still whole.
    pub fn save(&mut self, revision: u64, database: &Database) -> Result<(), StorageError> {
        self.check_writable()?;
        let key = format!("{SNAPSHOT}{revision}");
        let text = unit::write(revision, database).map_err(|_| StorageError::Other("JSON".into()))?;
        self.keys.set(&key, &text)?;
        let head = unit::write(revision, &Head { snapshot: revision })
            .map_err(|_| StorageError::Other("JSON".into()))?;
        if let Err(error) = self.keys.set(HEAD, &head) {
            let _ = self.keys.remove(&key);
            return Err(error);
        }
        self.head = Some(head);
        // The new state stands. What can't be removed now is removed by the next save.
        let _ = self.remove_before(revision);
        Ok(())
    }

    /// How many journal entries there are.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn journal_length(&self) -> Result<usize, StorageError> {
        Ok(numbered(&self.keys.keys()?, JOURNAL).len())
    }

    fn remove_before(&self, revision: u64) -> Result<(), StorageError> {
        let keys = self.keys.keys()?;
        for old in numbered(&keys, SNAPSHOT).into_iter().filter(|&old| old < revision) {
            let key = format!("{SNAPSHOT}{old}");
            if self.keys.get(&key)?.is_some_and(|text| unit::is_intact(&text)) {
                self.keys.remove(&key)?;
            }
        }
        for old in numbered(&keys, JOURNAL).into_iter().filter(|&old| old <= revision) {
            let key = format!("{JOURNAL}{old}");
            if self.keys.get(&key)?.is_some_and(|text| unit::is_intact(&text)) {
                self.keys.remove(&key)?;
            }
        }
        Ok(())
    }

    fn check_writable(&self) -> Result<(), StorageError> {
        if self.read_only { Err(StorageError::Other("newer".into())) } else { Ok(()) }
    }
}

fn problem(key: &str, error: UnitError) -> Problem {
    match error {
        UnitError::Damaged => Problem::Damaged(key.to_owned()),
        UnitError::Newer(format) => Problem::Newer(format),
    }
}

fn numbered(keys: &[String], prefix: &str) -> Vec<u64> {
    keys.iter().filter_map(|key| key.strip_prefix(prefix)?.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::key_value::memory::Memory;
    use super::*;
    use crate::domain::{Contact, ContactField, ContactKind, contacts};

    fn contact(database: &Database, name: &str) -> Change {
        let contact = Contact::new("", ContactKind::Company).with_text(ContactField::Name, name);
        contacts::create(database, contact).unwrap().1
    }

    /// A store with two snapshots' worth of work: revision 3 saved whole, 4 and 5 in the journal.
    fn filled(memory: &Memory) -> (Database, u64) {
        let mut store = Store::new(memory);
        let mut database = Database::new("d");
        store.save(0, &database).unwrap();
        for revision in 1..=5 {
            let change = contact(&database, &format!("Office {revision}"));
            store.append(revision, &change).unwrap();
            database.apply(change).unwrap();
            if revision == 3 {
                store.save(revision, &database).unwrap();
            }
        }
        (database, 5)
    }

    #[test]
    fn what_is_saved_and_journalled_is_read_again() {
        let memory = Memory::default();
        let (database, revision) = filled(&memory);
        let opened = Store::new(&memory).open();
        assert_eq!(opened.problems, []);
        assert_eq!((opened.database, opened.revision), (Some(database), revision));
    }

    #[test]
    fn a_save_cut_off_after_any_write_leaves_the_old_state_or_the_new_one() {
        for writes in 0..12 {
            let memory = Memory::default();
            let (database, revision) = filled(&memory);
            let mut store = Store::new(&memory);
            store.open();
            memory.writes_left.set(Some(writes));
            let saved = store.save(revision, &database);
            memory.writes_left.set(None);
            let opened = Store::new(&memory).open();
            assert_eq!(opened.problems, [], "{writes} writes, {saved:?}");
            assert_eq!(opened.database.as_ref(), Some(&database));
        }
    }

    #[test]
    fn a_damaged_unit_is_named_and_never_written_over() {
        let memory = Memory::default();
        let (_, _) = filled(&memory);
        for key in memory.texts.borrow().keys().cloned().collect::<Vec<_>>() {
            let memory = memory.clone();
            memory.texts.borrow_mut().get_mut(&key).unwrap().push('x');
            let damaged = memory.texts.borrow()[&key].clone();
            let mut store = Store::new(&memory);
            let opened = store.open();
            assert_eq!(opened.problems.first(), Some(&Problem::Damaged(key.clone())));
            let database = opened.database.unwrap_or_default();
            store.save(opened.revision + 1, &database).unwrap();
            if key != HEAD {
                assert_eq!(memory.texts.borrow().get(&key), Some(&damaged), "{key}");
            }
            let again = Store::new(&memory).open();
            assert_eq!(again.database, Some(database));
        }
    }

    #[test]
    fn a_newer_program_s_data_is_left_alone() {
        let memory = Memory::default();
        filled(&memory);
        let newer = memory.texts.borrow()[HEAD].replacen("mailroom 1", "mailroom 2", 1);
        memory.texts.borrow_mut().insert(HEAD.into(), newer);
        let before = memory.texts.borrow().clone();
        let mut store = Store::new(&memory);
        let opened = store.open();
        assert!(opened.problems.contains(&Problem::Newer(2)));
        assert!(store.save(9, &Database::new("e")).is_err());
        assert!(store.append(9, &Change::nothing()).is_err());
        assert_eq!(*memory.texts.borrow(), before);
    }

    #[test]
    fn another_tab_s_changes_are_seen() {
        let memory = Memory::default();
        let (mut database, revision) = filled(&memory);
        let mut mine = Store::new(&memory);
        mine.open();
        assert!(matches!(mine.newer_than(revision), Ok(Newer::Nothing)));
        let mut theirs = Store::new(&memory);
        theirs.open();
        let change = contact(&database, "Theirs");
        theirs.append(6, &change).unwrap();
        assert!(
            matches!(mine.newer_than(5), Ok(Newer::Changes(changes)) if changes == [(6, change.clone())])
        );
        database.apply(change).unwrap();
        theirs.save(7, &database).unwrap();
        assert!(matches!(mine.newer_than(5), Ok(Newer::Everything)));
    }

    #[test]
    fn a_full_store_keeps_what_it_has() {
        let memory = Memory::default();
        let (database, revision) = filled(&memory);
        memory.limit.set(Some(memory.units() + 20));
        let mut store = Store::new(&memory);
        store.open();
        assert_eq!(store.save(revision + 1, &Database::new("f")), Err(StorageError::Full));
        let opened = Store::new(&memory).open();
        assert_eq!(opened.database, Some(database));
    }
}
