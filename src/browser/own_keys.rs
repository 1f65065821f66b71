//! The app's keys, whether or not the browser lets the page keep anything.

use crate::browser::local_storage::{BrowserStorage, PREFIX};
use crate::browser::place::is_webkit;
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::room::Measure;

/// The app's keys in local storage; every call is refused where the browser gives the page none.
#[derive(Clone, Copy, Debug)]
pub struct OwnKeys {
    storage: Option<BrowserStorage>,
    measure: Measure,
}

impl OwnKeys {
    /// Asks the browser for local storage.
    #[must_use]
    pub fn open() -> Self {
        let measure = if is_webkit() { Measure::Bytes } else { Measure::Units };
        Self { storage: BrowserStorage::open().ok(), measure }
    }

    fn storage(self) -> Result<BrowserStorage, StorageError> {
        self.storage.ok_or(StorageError::Denied)
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

    fn prefix(&self) -> &'static str {
        PREFIX
    }

    fn measure(&self) -> Measure {
        self.measure
    }
}
