//! The app's key-value store.
//!
//! Written by hand, as gloo-storage panics where the browser denies local storage: here every call is
//! refused instead, and the app runs without saving.

use crate::browser::environment::is_webkit;
use crate::browser::local_storage::{BrowserStorage, PREFIX};
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::quota::SizeUnit;

/// The app's keys in local storage. Every call is refused where the browser denies it.
#[derive(Clone, Copy, Debug)]
pub struct OwnKeys {
    storage: Option<BrowserStorage>,
    size_unit: SizeUnit,
}

impl OwnKeys {
    /// Asks the browser for local storage.
    #[must_use]
    pub fn open() -> Self {
        let size_unit = if is_webkit() { SizeUnit::Byte } else { SizeUnit::Utf16 };
        Self { storage: BrowserStorage::open().ok(), size_unit }
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

    fn size_unit(&self) -> SizeUnit {
        self.size_unit
    }
}
