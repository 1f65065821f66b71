//! The app's keys, whether or not the browser lets the page keep anything.

use super::local_storage::BrowserStorage;
use crate::storage::{KeyValue, StorageError};

/// The app's keys in local storage; every call is refused where the browser gives the page none.
#[derive(Clone, Copy, Debug)]
pub struct OwnKeys(Option<BrowserStorage>);

impl OwnKeys {
    /// Asks the browser for local storage.
    #[must_use]
    pub fn open() -> Self {
        Self(BrowserStorage::open().ok())
    }

    fn storage(self) -> Result<BrowserStorage, StorageError> {
        self.0.ok_or(StorageError::Denied)
    }

    /// UTF-16 units that the app's keys and texts use.
    ///
    /// # Errors
    /// Where they can't be read.
    pub fn units_used(self) -> Result<usize, StorageError> {
        let storage = self.storage()?;
        let mut units = 0;
        for key in storage.keys()? {
            let text = storage.get(&key)?.unwrap_or_default();
            units += key.encode_utf16().count() + text.encode_utf16().count();
        }
        Ok(units)
    }
}

impl KeyValue for OwnKeys {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.storage()?.get(key)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        self.storage()?.set(key, text)
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.storage()?.remove(key)
    }

    fn keys(&self) -> Result<Vec<String>, StorageError> {
        self.storage()?.keys()
    }
}
