//! Local storage as a key-value store.

use crate::storage::key_value::{KeyValue, StorageError};
use gloo_storage::{LocalStorage, Storage};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

/// The prefix of the app's keys: pages that are opened from files share one local storage.
pub(super) const PREFIX: &str = "mailroom.";

/// The page's local storage.
#[derive(Clone, Copy, Debug)]
pub struct BrowserStorage(());

impl BrowserStorage {
    /// Asks the browser for local storage.
    ///
    /// # Errors
    /// [`StorageError::Denied`] where cookies or storage are blocked.
    pub fn open() -> Result<Self, StorageError> {
        raw().map(|_| Self(()))
    }
}

/// Local storage, requested for each call, as a browser may revoke it. The check comes first because
/// `LocalStorage::raw()` throws where there is none, which would leave borrowed state locked.
fn raw() -> Result<web_sys::Storage, StorageError> {
    match super::window().map(|window| window.local_storage()) {
        Some(Ok(Some(_))) => Ok(LocalStorage::raw()),
        _ => Err(StorageError::Denied),
    }
}

impl KeyValue for BrowserStorage {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        raw()?.get_item(&own(key)).map_err(|error| reason(&error))
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        raw()?.set_item(&own(key), text).map_err(|error| reason(&error))
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        raw()?.remove_item(&own(key)).map_err(|error| reason(&error))
    }

    fn keys(&self) -> Result<Vec<String>, StorageError> {
        let storage = raw()?;
        let length = storage.length().map_err(|error| reason(&error))?;
        let mut keys = Vec::new();
        for index in 0..length {
            // Another tab may have removed a key meanwhile.
            let key = storage.key(index).map_err(|error| reason(&error))?;
            keys.extend(key.and_then(|key| key.strip_prefix(PREFIX).map(str::to_owned)));
        }
        Ok(keys)
    }
}

/// The app's key for a key of local storage, as in a `storage` event; `None` for another program's.
#[must_use]
pub fn own_key(key: &str) -> Option<&str> {
    key.strip_prefix(PREFIX)
}

fn own(key: &str) -> String {
    format!("{PREFIX}{key}")
}

fn reason(error: &JsValue) -> StorageError {
    let name = match error.dyn_ref::<DomException>() {
        Some(exception) => exception.name(),
        None => error.dyn_ref::<js_sys::Error>().map_or_else(String::new, |error| error.name().into()),
    };
    match name.as_str() {
        // The names in the standard, in Firefox and in old WebKit.
        "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" | "QUOTA_EXCEEDED_ERR" => StorageError::Full,
        "SecurityError" => StorageError::Denied,
        _ => StorageError::Other(name),
    }
}
