//! Data that earlier versions stored in local storage is read and carried over.
#![expect(clippy::panic, reason = "a test panics to say what is wrong")]

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use mailroom::domain::database::Database;
use mailroom::exchange::json;
use mailroom::storage::key_value::{KeyValue, StorageError};
use mailroom::storage::record::FORMAT;
use mailroom::storage::replica::Replica;
use mailroom::storage::replica::status::Saving;
use mailroom::storage::store::Store;

/// A file made when that format was in use. **It is never regenerated.**
fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/stored/{name}"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

struct Keys(RefCell<BTreeMap<String, String>>);

impl KeyValue for &Keys {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        Ok(self.0.borrow().get(key).cloned())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        self.0.borrow_mut().insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.0.borrow_mut().remove(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StorageError> {
        Ok(self.0.borrow().keys().cloned().collect())
    }
}

fn open<'k>(keys: &'k Keys, window: &str) -> Replica<&'k Keys> {
    let mut replica = Replica::open(Store::new(keys), window, "another");
    assert_eq!(replica.take_problems(), []);
    replica.write_recovered();
    replica.adopt(&HashSet::new());
    replica.sequence_pending();
    replica.confirm();
    while replica.compact() {}
    assert_eq!(*replica.saving(), Saving::Saved);
    replica
}

/// The database without the facts that only a backup has.
fn content(database: &Database) -> String {
    json::write(database, "")
}

#[test]
fn storage_of_every_format_is_read_and_carried_over() {
    for format in 1..=FORMAT {
        let texts = serde_json::from_slice(&fixture(&format!("format-{format}.json"))).unwrap();
        let keys = Keys(RefCell::new(texts));
        let expected = json::read(&fixture(&format!("format-{format}.backup.json"))).unwrap().database;
        assert!(expected.contact_count() > 6 && expected.segment_count() == 1);

        let replica = open(&keys, "first");
        assert_eq!(content(replica.database()), content(&expected), "format {format}");
        // Everything is carried over, in the current format.
        let header = format!("mailroom {FORMAT} ");
        for (key, text) in keys.0.borrow().iter() {
            assert!(text.starts_with(&header), "format {format}: {key}: {text:.40}");
        }
        let again = open(&keys, "second");
        assert_eq!(content(again.database()), content(&expected), "format {format}");
    }
}
