//! Units by key, with what this program adds to a plain store: it keeps count of the room they
//! take, notes every write for the mirror, and reads what the mirror has saved as if it were here.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::storage::entry::Head;
use crate::storage::key::Key;
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::room::Room;
use crate::storage::unit;
use crate::storage::unit::UnitError;

/// A write for the mirror, which keeps the same texts under the same keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Puts a text under a key.
    Put(String, String),
    /// Removes a key.
    Remove(String),
}

/// What becomes of a text that the mirror has saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Restored {
    /// It is written into the store.
    Written,
    /// It goes on being read as if it stood there.
    Kept,
    /// It is of no use any more.
    #[default]
    Forgotten,
}

/// The units of the database in a store of texts.
#[derive(Debug)]
pub struct Store<K> {
    keys: K,
    /// The head as last read or written, to notice another window's.
    head: Option<String>,
    /// Set where the store holds what this program must not write over.
    read_only: bool,
    room: RefCell<Room>,
    writes: RefCell<Vec<Write>>,
    /// Texts that the mirror has and the store lacks, or has damaged.
    rescued: RefCell<BTreeMap<String, String>>,
    /// What waits here though the mirror knows its number to be certain.
    outlived: RefCell<Vec<Key>>,
}

impl<K: KeyValue> Store<K> {
    /// A store over these keys, not yet read.
    pub fn new(keys: K) -> Self {
        Self {
            keys,
            head: None,
            read_only: false,
            room: RefCell::default(),
            writes: RefCell::default(),
            rescued: RefCell::default(),
            outlived: RefCell::default(),
        }
    }

    /// The keys, for what is not the database.
    pub fn keys(&self) -> &K {
        &self.keys
    }

    /// Whether nothing may be written, because a newer program did.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// From now on nothing may be written.
    pub fn forbid_writing(&mut self) {
        self.read_only = true;
    }

    /// Takes over texts of the mirror: they are read as if they stood in the store.
    pub fn rescue(&self, texts: Vec<(String, String)>) {
        self.rescued.borrow_mut().extend(texts);
    }

    /// Takes note of units that are of no use any more, and may be removed.
    pub fn outlive(&self, keys: Vec<Key>) {
        self.outlived.replace(keys);
    }

    /// Those units.
    pub fn take_outlived(&self) -> Vec<Key> {
        self.outlived.take()
    }

    /// Whether a key's text comes from the mirror.
    pub fn is_rescued(&self, key: &Key) -> bool {
        self.rescued.borrow().contains_key(&key.to_string())
    }

    /// Does with each text of the mirror what `what` says of its key. What is damaged here and
    /// intact there is written in any case; what could not be written goes on being read there.
    ///
    /// # Errors
    /// Where something doesn't fit.
    pub fn restore(&self, what: impl Fn(&Key) -> Restored) -> Result<(), StorageError> {
        let rescued = std::mem::take(&mut *self.rescued.borrow_mut());
        let mut done = Ok(());
        for (key, text) in rescued {
            // What is here and was not read was damaged: this is the same unit, intact.
            let is_damaged = matches!(self.keys.get(&key), Ok(Some(here)) if here != text);
            let what = if is_damaged {
                Restored::Written
            } else {
                Key::parse(&key).as_ref().map(&what).unwrap_or_default()
            };
            if what == Restored::Written && done.is_ok() {
                done = self.put(&key, &text);
            }
            if what == Restored::Kept || (what == Restored::Written && done.is_err()) {
                self.rescued.borrow_mut().insert(key, text);
            }
        }
        done
    }

    /// All keys of units, those in the mirror alone included.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn units(&self) -> Result<Vec<Key>, StorageError> {
        let mut keys = self.keys.keys()?;
        keys.extend(self.rescued.borrow().keys().cloned());
        let mut keys: Vec<Key> = keys.iter().filter_map(|key| Key::parse(key)).collect();
        keys.sort_unstable();
        keys.dedup();
        Ok(keys)
    }

    /// The text under a key.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn text(&self, key: &Key) -> Result<Option<String>, StorageError> {
        let key = key.to_string();
        if let Some(text) = self.rescued.borrow().get(&key) {
            return Ok(Some(text.clone()));
        }
        let text = self.keys.get(&key)?;
        if let Some(text) = &text {
            self.room.borrow_mut().hold(&key, self.size(&key, text));
        }
        Ok(text)
    }

    /// Puts a text under the key of a unit.
    ///
    /// # Errors
    /// Where it doesn't fit or nothing may be written; then the key is as it was.
    pub fn set(&self, key: &Key, text: &str) -> Result<(), StorageError> {
        self.put(&key.to_string(), text)
    }

    /// Puts a text under a key that is none of a unit's.
    ///
    /// # Errors
    /// Where it doesn't fit or nothing may be written.
    pub fn set_any(&self, key: &str, text: &str) -> Result<(), StorageError> {
        self.put(key, text)
    }

    fn put(&self, key: &str, text: &str) -> Result<(), StorageError> {
        if self.read_only {
            return Err(StorageError::Other("newer".into()));
        }
        let size = self.size(key, text);
        if let Err(error) = self.keys.set(key, text) {
            if error == StorageError::Full {
                self.room.borrow_mut().refuse(key, size);
            }
            return Err(error);
        }
        self.room.borrow_mut().hold(key, size);
        self.rescued.borrow_mut().remove(key);
        self.writes.borrow_mut().push(Write::Put(key.to_owned(), text.to_owned()));
        Ok(())
    }

    /// Has the mirror keep a text that the store has no room for.
    pub fn mirror_only(&self, key: String, text: String) {
        if !self.read_only {
            self.writes.borrow_mut().push(Write::Put(key, text));
        }
    }

    /// Removes a unit.
    ///
    /// # Errors
    /// Where nothing may be written.
    pub fn remove(&self, key: &Key) -> Result<(), StorageError> {
        if self.read_only {
            return Err(StorageError::Other("newer".into()));
        }
        self.remove_any(&key.to_string())
    }

    /// Removes a key of an earlier format.
    ///
    /// # Errors
    /// Where nothing may be written.
    pub fn remove_any(&self, key: &str) -> Result<(), StorageError> {
        self.keys.remove(key)?;
        self.room.borrow_mut().release(key);
        self.rescued.borrow_mut().remove(key);
        self.writes.borrow_mut().push(Write::Remove(key.to_owned()));
        Ok(())
    }

    /// The head, where there is an intact one.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn read_head(&mut self) -> Result<Option<Result<Head, UnitError>>, StorageError> {
        let text = self.text(&Key::Head)?;
        self.head.clone_from(&text);
        Ok(text.map(|text| unit::read::<Head>(&text).map(|(_, head)| head)))
    }

    /// Whether the head is another one than was read or written last.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn head_changed(&self) -> Result<bool, StorageError> {
        Ok(self.keys.get(&Key::Head.to_string())? != self.head)
    }

    /// Points the head at what there is.
    ///
    /// # Errors
    /// Where it doesn't fit or nothing may be written.
    pub fn write_head(&mut self, head: &Head) -> Result<(), StorageError> {
        let text = unit::write(head.start, head)?;
        self.set(&Key::Head, &text)?;
        self.head = Some(text);
        Ok(())
    }

    /// What a text under a key takes, the key included.
    fn size(&self, key: &str, text: &str) -> usize {
        let (prefix, measure) = (self.keys.prefix(), self.keys.measure());
        prefix.len() + measure.size(key) + measure.size(text)
    }

    /// Whether texts fit once other units are removed, as far as that is known.
    pub fn would_fit(&self, gone: &[Key], texts: &[(Key, String)]) -> bool {
        let gone: Vec<String> = gone.iter().map(ToString::to_string).collect();
        let size = texts.iter().map(|(key, text)| self.size(&key.to_string(), text)).sum();
        self.room.borrow().would_fit(gone.iter().map(String::as_str), size)
    }

    /// The taken part of the room there is, from 0 to 1.
    pub fn share(&self) -> f64 {
        self.room.borrow().share()
    }

    /// What the database's keys and texts take, as the browser counts it.
    pub fn used(&self) -> usize {
        self.room.borrow().used()
    }

    /// What was written since this was asked last, in order, for the mirror.
    pub fn take_writes(&self) -> Vec<Write> {
        std::mem::take(&mut *self.writes.borrow_mut())
    }
}
