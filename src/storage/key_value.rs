//! The key-value store that the storage layer is written against, so that tests can make any write
//! fail.

use crate::storage::quota::SizeUnit;

/// Why a store refused a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// The browser stores nothing for this page.
    Denied,
    /// The text exceeds the quota.
    Full,
    /// Any other error, by the browser's name for it.
    Other(String),
}

/// Texts by key. All keys belong to Mailroom: an implementation adds its own prefix to them and
/// touches no others.
pub trait KeyValue {
    /// The text under a key.
    ///
    /// # Errors
    /// Where the store can't be read.
    fn get(&self, key: &str) -> Result<Option<String>, StorageError>;

    /// Sets the text of a key.
    ///
    /// # Errors
    /// Where the text doesn't fit or the store can't be written; then the key is unchanged.
    fn set(&self, key: &str, text: &str) -> Result<(), StorageError>;

    /// Removes a key, if it is there.
    ///
    /// # Errors
    /// Where the store can't be written.
    fn remove(&self, key: &str) -> Result<(), StorageError>;

    /// All keys.
    ///
    /// # Errors
    /// Where the store can't be read.
    fn keys(&self) -> Result<Vec<String>, StorageError>;

    /// The prefix of each key.
    fn prefix(&self) -> &'static str {
        ""
    }

    /// The unit in which the browser counts texts.
    fn size_unit(&self) -> SizeUnit {
        SizeUnit::default()
    }
}

#[cfg(test)]
pub mod memory {
    //! A store in memory whose writes can be made to fail.
    #![allow(missing_docs)]

    use std::cell::{Cell, RefCell};
    use std::collections::BTreeMap;

    use super::{KeyValue, StorageError};

    /// Holds texts; fails from the n-th write on, or past a number of UTF-16 units.
    #[derive(Clone, Debug, Default)]
    pub struct Memory {
        pub texts: RefCell<BTreeMap<String, String>>,
        pub writes_left: Cell<Option<usize>>,
        pub limit: Cell<Option<usize>>,
        /// After so many writes, the next one fails with this error, once.
        pub throw_at: RefCell<Option<(usize, StorageError)>>,
    }

    impl Memory {
        fn write(&self) -> Result<(), StorageError> {
            let thrown = match &mut *self.throw_at.borrow_mut() {
                Some((0, error)) => Some(error.clone()),
                Some((left, _)) => {
                    *left -= 1;
                    None
                }
                None => None,
            };
            if let Some(error) = thrown {
                self.throw_at.replace(None);
                return Err(error);
            }
            match self.writes_left.get() {
                Some(0) => Err(StorageError::Full),
                Some(left) => {
                    self.writes_left.set(Some(left - 1));
                    Ok(())
                }
                None => Ok(()),
            }
        }

        pub fn units(&self) -> usize {
            self.texts.borrow().iter().map(|(key, text)| key.len() + text.encode_utf16().count()).sum()
        }
    }

    impl KeyValue for &Memory {
        fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
            Ok(self.texts.borrow().get(key).cloned())
        }

        fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
            self.write()?;
            let old = self.texts.borrow().get(key).map_or(0, |text| key.len() + text.encode_utf16().count());
            let new = key.len() + text.encode_utf16().count();
            if self.limit.get().is_some_and(|limit| self.units() - old + new > limit) {
                return Err(StorageError::Full);
            }
            self.texts.borrow_mut().insert(key.to_owned(), text.to_owned());
            Ok(())
        }

        fn remove(&self, key: &str) -> Result<(), StorageError> {
            self.write()?;
            self.texts.borrow_mut().remove(key);
            Ok(())
        }

        fn keys(&self) -> Result<Vec<String>, StorageError> {
            Ok(self.texts.borrow().keys().cloned().collect())
        }
    }
}
