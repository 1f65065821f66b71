//! The mirror: a copy of the stored texts in IndexedDB. Browsers write local storage to the disk
//! late, so a crash loses its newest writes.
//!
//! Without a mirror the app works all the same.

use js_sys::Array;

use crate::browser::indexed_db::{Connection, answer, completion, delete as delete_database};
use crate::storage::store::Write;

const DATABASE: &str = "mailroom";
const STORE: &str = "units";

/// An open mirror.
#[derive(Clone, Debug)]
pub struct Mirror(Connection);

impl Mirror {
    /// Opens the mirror, and creates it where it is missing.
    pub async fn open() -> Option<Self> {
        let connection = Connection::open(DATABASE, STORE).await.ok()?;
        connection.close_for_deletion();
        Some(Self(connection))
    }

    /// All keys.
    pub async fn keys(&self) -> Option<Vec<String>> {
        let keys = answer(&self.0.read().ok()?.get_all_keys().ok()?).await.ok()?;
        Some(Array::from(&keys).iter().filter_map(|key| key.as_string()).collect())
    }

    /// The texts of those of these keys that are there.
    pub async fn texts(&self, keys: Vec<String>) -> Option<Vec<(String, String)>> {
        let store = self.0.read().ok()?;
        // All requests are made at once, as a transaction ends when it has none. Each one is listened
        // to from now on, as its answer may come before those in front of it were awaited.
        let answers: Vec<_> = keys
            .iter()
            .map(|key| Some(answer(&store.get(&key.as_str().into()).ok()?)))
            .collect::<Option<_>>()?;
        let mut texts = Vec::with_capacity(keys.len());
        for (key, answer) in keys.into_iter().zip(answers) {
            if let Some(text) = answer.await.ok()?.as_string() {
                texts.push((key, text));
            }
        }
        Some(texts)
    }

    /// Makes all writes or none.
    pub async fn write(&self, writes: Vec<Write>) -> Option<()> {
        let (store, transaction) = self.0.write().ok()?;
        for write in writes {
            match write {
                Write::Put(key, text) => drop(store.put_with_key(&text.into(), &key.into()).ok()?),
                Write::Remove(key) => drop(store.delete(&key.into()).ok()?),
            }
        }
        completion(&transaction).await.ok()
    }
}

/// Deletes the mirror, and returns whether that worked.
pub async fn delete() -> bool {
    delete_database(DATABASE).await.is_ok()
}
