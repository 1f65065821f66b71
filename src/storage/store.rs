//! Records by key, on top of a plain key-value store.
//!
//! A [`Store`] tracks the [`Usage`], queues each write for the mirror, and overlays the store with
//! records that were recovered from the mirror.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::storage::entry::Manifest;
use crate::storage::key::RecordKey;
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::quota::Usage;
use crate::storage::record;
use crate::storage::record::RecordError;

/// A write for the mirror, which keeps the same texts under the same keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Sets the text of a key.
    Put(String, String),
    /// Removes a key.
    Remove(String),
}

/// What to do with a recovered record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Restore {
    /// Write it to the store.
    Write,
    /// Keep it in the overlay.
    Keep,
    /// Drop it, as it is of no use any more.
    #[default]
    Drop,
}

/// The database's records in a key-value store.
#[derive(Debug)]
pub struct Store<K> {
    raw: K,
    /// The manifest as last read or written, to notice another window's.
    manifest: Option<String>,
    /// Whether the store holds what this program must not overwrite.
    read_only: bool,
    usage: RefCell<Usage>,
    writes: RefCell<Vec<Write>>,
    /// Texts of the mirror that the store lacks, or holds damaged.
    recovered: RefCell<BTreeMap<String, String>>,
    /// Keys of pending changes whose numbers the mirror knows to be confirmed.
    stale: RefCell<Vec<RecordKey>>,
}

impl<K: KeyValue> Store<K> {
    /// Creates a store on top of a key-value store. Nothing is read yet.
    pub fn new(raw: K) -> Self {
        Self {
            raw,
            manifest: None,
            read_only: false,
            usage: RefCell::default(),
            writes: RefCell::default(),
            recovered: RefCell::default(),
            stale: RefCell::default(),
        }
    }

    /// The key-value store beneath, for keys of anything else.
    pub fn raw(&self) -> &K {
        &self.raw
    }

    /// Whether all writes are refused.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Refuses all writes from now on.
    pub fn forbid_writing(&mut self) {
        self.read_only = true;
    }

    /// Allows writes again.
    pub fn allow_writing(&mut self) {
        self.read_only = false;
    }

    /// The texts of all keys, recovered ones included, if the store was written in a format that is
    /// too old to be read. The manifest decides; without a readable one, any record of such a format.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn older_texts(&self) -> Result<Option<BTreeMap<String, String>>, StorageError> {
        let manifest = self.text(&RecordKey::Manifest)?;
        if manifest.is_some_and(|text| record::read::<Manifest>(&text) != Err(RecordError::Damaged)) {
            return Ok(None);
        }
        let mut texts = self.recovered.borrow().clone();
        for key in self.raw.keys()? {
            if let Some(text) = self.raw.get(&key)? {
                texts.insert(key, text);
            }
        }
        texts.retain(|_, text| record::is_older(text));
        Ok(Some(texts).filter(|texts| !texts.is_empty()))
    }

    /// Overlays the store with texts of the mirror.
    pub fn recover(&self, texts: Vec<(String, String)>) {
        self.recovered.borrow_mut().extend(texts);
    }

    /// Notes the keys of pending changes whose numbers are confirmed: they may be removed.
    pub fn set_stale(&self, keys: Vec<RecordKey>) {
        self.stale.replace(keys);
    }

    /// Takes the keys of [`Store::set_stale`].
    pub fn take_stale(&self) -> Vec<RecordKey> {
        self.stale.take()
    }

    /// Whether a key's text comes from the mirror.
    pub fn is_recovered(&self, key: &RecordKey) -> bool {
        self.recovered.borrow().contains_key(&key.to_string())
    }

    /// Restores recovered records as `restore` decides by key. A record that is damaged in the
    /// store is written in any case. A record that can't be written stays in the overlay.
    ///
    /// # Errors
    /// Where a record doesn't fit.
    pub fn restore(&self, restore: impl Fn(&RecordKey) -> Restore) -> Result<(), StorageError> {
        let recovered = std::mem::take(&mut *self.recovered.borrow_mut());
        let mut done = Ok(());
        for (key, text) in recovered {
            // A text that is in the store and was recovered all the same is the same record, damaged.
            let is_damaged = matches!(self.raw.get(&key), Ok(Some(here)) if here != text);
            let decision = if is_damaged {
                Restore::Write
            } else {
                RecordKey::parse(&key).as_ref().map(&restore).unwrap_or_default()
            };
            if decision == Restore::Write && done.is_ok() {
                done = self.put(&key, &text);
            }
            if decision == Restore::Keep || (decision == Restore::Write && done.is_err()) {
                self.recovered.borrow_mut().insert(key, text);
            }
        }
        done
    }

    /// The keys of all records, recovered ones included, in order.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn keys(&self) -> Result<Vec<RecordKey>, StorageError> {
        let mut keys = self.raw.keys()?;
        keys.extend(self.recovered.borrow().keys().cloned());
        let mut keys: Vec<RecordKey> = keys.iter().filter_map(|key| RecordKey::parse(key)).collect();
        keys.sort_unstable();
        keys.dedup();
        Ok(keys)
    }

    /// The text of a record.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn text(&self, key: &RecordKey) -> Result<Option<String>, StorageError> {
        let key = key.to_string();
        if let Some(text) = self.recovered.borrow().get(&key) {
            return Ok(Some(text.clone()));
        }
        let text = self.raw.get(&key)?;
        if let Some(text) = &text {
            self.usage.borrow_mut().set(&key, self.size(&key, text));
        }
        Ok(text)
    }

    /// Sets the text of a record.
    ///
    /// # Errors
    /// Where the text doesn't fit or writes are refused; then the key is unchanged.
    pub fn set(&self, key: &RecordKey, text: &str) -> Result<(), StorageError> {
        self.put(&key.to_string(), text)
    }

    /// Sets the text of a key that is not a record's.
    ///
    /// # Errors
    /// Where the text doesn't fit or writes are refused.
    pub fn set_any(&self, key: &str, text: &str) -> Result<(), StorageError> {
        self.put(key, text)
    }

    fn put(&self, key: &str, text: &str) -> Result<(), StorageError> {
        if self.read_only {
            return Err(StorageError::Other("newer".into()));
        }
        let size = self.size(key, text);
        if let Err(error) = self.raw.set(key, text) {
            if error == StorageError::Full {
                self.usage.borrow_mut().refuse(key, size);
            }
            return Err(error);
        }
        self.usage.borrow_mut().set(key, size);
        self.recovered.borrow_mut().remove(key);
        self.writes.borrow_mut().push(Write::Put(key.to_owned(), text.to_owned()));
        Ok(())
    }

    /// Writes a text to the mirror alone.
    pub fn mirror_only(&self, key: String, text: String) {
        if !self.read_only {
            self.writes.borrow_mut().push(Write::Put(key, text));
        }
    }

    /// Removes a record.
    ///
    /// # Errors
    /// Where writes are refused.
    pub fn remove(&self, key: &RecordKey) -> Result<(), StorageError> {
        if self.read_only {
            return Err(StorageError::Other("newer".into()));
        }
        self.remove_any(&key.to_string())
    }

    /// Removes any key, such as one of an earlier format.
    ///
    /// # Errors
    /// Where the store can't be written.
    pub fn remove_any(&self, key: &str) -> Result<(), StorageError> {
        self.raw.remove(key)?;
        self.usage.borrow_mut().remove(key);
        self.recovered.borrow_mut().remove(key);
        self.writes.borrow_mut().push(Write::Remove(key.to_owned()));
        Ok(())
    }

    /// Reads the manifest, where there is one.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn read_manifest(&mut self) -> Result<Option<Result<Manifest, RecordError>>, StorageError> {
        let text = self.text(&RecordKey::Manifest)?;
        self.manifest.clone_from(&text);
        Ok(text.map(|text| record::read::<Manifest>(&text).map(|(_, manifest)| manifest)))
    }

    /// Whether the manifest differs from the one that was read or written last.
    ///
    /// # Errors
    /// Where the store can't be read.
    pub fn manifest_changed(&self) -> Result<bool, StorageError> {
        Ok(self.raw.get(&RecordKey::Manifest.to_string())? != self.manifest)
    }

    /// Writes the manifest.
    ///
    /// # Errors
    /// Where it doesn't fit or writes are refused.
    pub fn write_manifest(&mut self, manifest: &Manifest) -> Result<(), StorageError> {
        let text = record::write(manifest.start, manifest)?;
        self.set(&RecordKey::Manifest, &text)?;
        self.manifest = Some(text);
        Ok(())
    }

    /// The size of a key and its text.
    fn size(&self, key: &str, text: &str) -> usize {
        let (prefix, unit) = (self.raw.prefix(), self.raw.size_unit());
        prefix.len() + unit.size(key) + unit.size(text)
    }

    /// Whether texts fit once other records are removed, as far as that is known.
    pub fn would_fit(&self, removed: &[RecordKey], texts: &[(RecordKey, String)]) -> bool {
        let removed: Vec<String> = removed.iter().map(ToString::to_string).collect();
        let size = texts.iter().map(|(key, text)| self.size(&key.to_string(), text)).sum();
        self.usage.borrow().would_fit(removed.iter().map(String::as_str), size)
    }

    /// The used share of the quota, from 0 to 1.
    pub fn share(&self) -> f64 {
        self.usage.borrow().share()
    }

    /// The size of the database's keys and texts, in the browser's unit.
    pub fn used(&self) -> usize {
        self.usage.borrow().used()
    }

    /// Takes the writes since the last call, in order, for the mirror.
    pub fn take_writes(&self) -> Vec<Write> {
        std::mem::take(&mut *self.writes.borrow_mut())
    }
}
