//! Reads the first format, to migrate it: one snapshot of the whole database as JSON, and the
//! changes since, one a key.

use serde::Deserialize;

use crate::domain::change::Change;
use crate::domain::database::Database;
use crate::domain::sorting::small_sort_by_key;
use crate::storage::key::RecordKey;
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::load::Problem;
use crate::storage::record;
use crate::storage::record::RecordError;

const HEAD: &str = "head";
const SNAPSHOT: &str = "snapshot/";
const JOURNAL: &str = "journal/";
/// The prefix of a head of this format.
const HEADER: &str = "mailroom 1 ";

/// What a store of the first format holds.
#[derive(Debug, Default)]
pub struct FirstFormat {
    /// The newest complete and intact state.
    pub database: Option<Database>,
    /// The keys of intact records, which can be removed once the database is migrated.
    pub outdated: Vec<String>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

#[derive(Deserialize)]
struct SnapshotHead {
    snapshot: u64,
}

/// Whether a store holds this format, and is not migrated yet.
pub fn is_present(keys: &impl KeyValue) -> bool {
    match keys.get(HEAD) {
        Ok(Some(head)) if head.starts_with(HEADER) => true,
        Ok(head) => {
            let keys = keys.keys().unwrap_or_default();
            let is_newer = keys
                .iter()
                .any(|key| matches!(RecordKey::parse(key), Some(RecordKey::Part(..) | RecordKey::Log(_))));
            head.is_none() && !is_newer && keys.iter().any(|key| key.starts_with(SNAPSHOT))
        }
        Err(_) => false,
    }
}

/// The keys of intact records of this format.
pub fn intact_keys(keys: &impl KeyValue) -> Vec<String> {
    let all = keys.keys().unwrap_or_default().into_iter();
    let old = all.filter(|key| key.starts_with(SNAPSHOT) || key.starts_with(JOURNAL));
    old.filter(|key| keys.get(key).is_ok_and(|text| text.is_some_and(|text| record::is_intact(&text))))
        .collect()
}

/// Reads the newest complete and intact state.
pub fn read(keys: &impl KeyValue) -> FirstFormat {
    let mut found = FirstFormat { outdated: intact_keys(keys), ..FirstFormat::default() };
    if let Err(error) = read_all(keys, &mut found) {
        found.problems.push(Problem::Unreadable(error));
    }
    found
}

fn read_all(store: &impl KeyValue, found: &mut FirstFormat) -> Result<(), StorageError> {
    let pointed = match store.get(HEAD)?.as_deref().map(record::read::<SnapshotHead>) {
        Some(Ok((_, head))) => Some(head.snapshot),
        Some(Err(error)) => {
            found.problems.push(problem(HEAD, error));
            None
        }
        None => None,
    };
    let keys = store.keys()?;
    let mut snapshots = numbered(&keys, SNAPSHOT);
    // The snapshot that the head names comes first, then the newest: a snapshot newer than the head
    // was never finished.
    small_sort_by_key(&mut snapshots, |&number| (Some(number) == pointed, number));
    let mut number = 0;
    for snapshot in snapshots.into_iter().rev() {
        let key = format!("{SNAPSHOT}{snapshot}");
        let Some(text) = store.get(&key)? else { continue };
        match record::read::<Database>(&text) {
            Ok((_, database)) => {
                found.database = Some(database);
                number = snapshot;
                break;
            }
            Err(error) => found.problems.push(problem(&key, error)),
        }
    }
    let mut entries = numbered(&keys, JOURNAL);
    entries.retain(|&entry| entry > number);
    small_sort_by_key(&mut entries, |&entry| entry);
    for entry in entries {
        number += 1;
        let key = format!("{JOURNAL}{number}");
        let change = match store.get(&key)?.map(|text| record::read::<Change>(&text)) {
            Some(Ok((_, change))) if entry == number => change,
            Some(Err(error @ RecordError::Newer)) => {
                found.problems.push(problem(&key, error));
                break;
            }
            _ => {
                found.problems.push(Problem::Damaged(key));
                break;
            }
        };
        if found.database.get_or_insert_default().apply(change).is_err() {
            found.problems.push(Problem::Damaged(key));
            break;
        }
    }
    Ok(())
}

fn problem(key: &str, error: RecordError) -> Problem {
    match error {
        RecordError::Damaged => Problem::Damaged(key.to_owned()),
        RecordError::Newer => Problem::Newer,
    }
}

fn numbered(keys: &[String], prefix: &str) -> Vec<u64> {
    keys.iter().filter_map(|key| key.strip_prefix(prefix)?.parse().ok()).collect()
}
