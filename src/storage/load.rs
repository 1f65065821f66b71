//! Reads the newest complete and intact state from a store, and reports what is wrong with it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::rows::Rows;
use crate::storage::codec::DecodeError;
use crate::storage::entry::{
    ChangeId, EntryRef, HistoryEntry, JournalEntry, Manifest, PartList, Payload, PendingEntry,
};
use crate::storage::key::{RecordKey, TablePart};
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::record::RecordError;
use crate::storage::replay::replay;
use crate::storage::store::Store;
use crate::storage::{parts, record};

/// What is wrong with a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The store can't be read.
    Unreadable(StorageError),
    /// The record with this key is damaged or missing. A damaged one stays in the store, and is not
    /// overwritten.
    Damaged(String),
    /// So many rows referred to lost ones, and were repaired.
    Mended(usize),
    /// Intact parts contradict each other, in this way. Nothing is written.
    Contradiction(String),
    /// A newer program wrote to the store. Nothing is written.
    Newer,
    /// The store was written in a format that is too old to be read. Nothing is written until the user
    /// removes it.
    Older,
}

/// What a store holds.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The tables; `None` where the store holds no database.
    pub rows: Option<Rows>,
    /// The number of the newest change in the tables.
    pub number: u64,
    /// The entry of that number.
    pub last: EntryRef,
    /// The manifest.
    pub manifest: Manifest,
    /// The journal's entries, by number.
    pub journal: BTreeMap<u64, JournalEntry>,
    /// References to these entries, by number.
    pub entries: BTreeMap<u64, EntryRef>,
    /// The change up to which each part is stored.
    pub stored: HashMap<TablePart, u64>,
    /// The newest change that touches each part.
    pub touched: HashMap<TablePart, u64>,
    /// The parts that only the mirror has.
    pub recovered: BTreeSet<TablePart>,
    /// The history, by number.
    pub history: BTreeMap<u64, HistoryEntry>,
    /// Pending changes, by window and sequence number.
    pub pending: Vec<PendingEntry>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// Reads the whole store. A store that a newer program wrote, or one too old, becomes read-only.
pub fn load<K: KeyValue>(store: &mut Store<K>) -> Loaded {
    let mut loaded = Loaded::default();
    if let Err(error) = read(store, &mut loaded) {
        loaded.problems.push(Problem::Unreadable(error));
    }
    if loaded.problems.contains(&Problem::Newer) {
        // What this program takes for damage may be the newer program's way.
        loaded.problems = vec![Problem::Newer];
        store.forbid_writing();
    }
    if loaded.problems.contains(&Problem::Older) {
        store.forbid_writing();
    }
    loaded
}

fn read<K: KeyValue>(store: &mut Store<K>, loaded: &mut Loaded) -> Result<(), StorageError> {
    if store.older_texts()?.is_some() {
        loaded.problems.push(Problem::Older);
        return Ok(());
    }
    let keys = store.keys()?;
    let manifest = match store.read_manifest()? {
        Some(Ok(manifest)) => Some(manifest),
        Some(Err(error)) => {
            loaded.problems.push(problem(&RecordKey::Manifest, error));
            None
        }
        None => None,
    };
    if loaded.problems.contains(&Problem::Newer) {
        return Ok(());
    }
    let has_database =
        manifest.is_some() || keys.iter().any(|key| matches!(key, RecordKey::Part(..) | RecordKey::Log(_)));
    let has_manifest = manifest.is_some();
    loaded.manifest = manifest.unwrap_or_default();
    read_journal(store, &keys, has_manifest, loaded)?;
    let is_intact = has_manifest && loaded.problems.is_empty();
    let mut part_list = if is_intact { loaded.manifest.part_list.clone() } else { parts_of_keys(&keys) };
    for entry in loaded.journal.values() {
        if let Payload::Snapshot { part_list: after, .. } = &entry.payload {
            part_list.clone_from(after);
        }
    }
    let mut rows = Rows { identity: loaded.manifest.identity.clone(), ..Rows::default() };
    for part in part_list.parts() {
        read_part(store, &keys, part, &mut rows, loaded)?;
        if loaded.problems.contains(&Problem::Newer) && !loaded.stored.contains_key(&part) {
            // Without the part, the rows that refer to it would seem to be damaged.
            return Ok(());
        }
    }
    loaded.manifest.part_list = part_list;
    replay_journal(&mut rows, loaded);
    read_history_and_pending(store, &keys, loaded)?;
    let is_damaged = !loaded.problems.is_empty();
    if is_damaged {
        let mended = rows.drop_dangling_refs();
        if mended > 0 {
            loaded.problems.push(Problem::Mended(mended));
        }
    }
    loaded.rows = has_database.then_some(rows);
    Ok(())
}

/// Follows the journal from its first entry to the last one whose parent is the entry before it.
fn read_journal<K: KeyValue>(
    store: &Store<K>,
    keys: &[RecordKey],
    has_manifest: bool,
    loaded: &mut Loaded,
) -> Result<(), StorageError> {
    // Keys are sorted, so numbers are too.
    let numbers =
        keys.iter().filter_map(|key| if let RecordKey::Log(number) = key { Some(*number) } else { None });
    let newest = numbers.clone().next_back().unwrap_or(0);
    let mut last = Some(loaded.manifest.start_entry.clone());
    if !has_manifest {
        // The parts are complete up to this number at least; the journal may start earlier.
        let parts = keys.iter().filter_map(|key| match key {
            RecordKey::Part(_, number, None) => Some(*number),
            _ => None,
        });
        let before_first = numbers.clone().next().map(|first| first.saturating_sub(1));
        loaded.manifest.start = before_first.or(parts.max()).unwrap_or(0);
        last = None;
    }
    loaded.number = loaded.manifest.start;
    let mut number = loaded.manifest.start;
    while number < newest {
        number += 1;
        let key = RecordKey::Log(number);
        let text = store.text(&key)?;
        let checksum = text.as_deref().map(record::header_checksum).unwrap_or_default();
        match text.map(|text| record::read::<JournalEntry>(&text)) {
            Some(Ok((_, entry))) => {
                if last.as_ref().is_some_and(|last| *last != entry.parent) {
                    // It follows a change that lost its number to another window's.
                    break;
                }
                loaded.number = number;
                let entry_ref = EntryRef { change: entry.meta.id.clone(), checksum };
                loaded.entries.insert(number, entry_ref.clone());
                last = Some(entry_ref);
                loaded.journal.insert(number, entry);
            }
            Some(Err(error @ RecordError::Newer)) => {
                loaded.problems.push(problem(&key, error));
                break;
            }
            Some(Err(RecordError::Damaged)) | None => {
                loaded.problems.push(Problem::Damaged(key.to_string()));
                loaded.number = number;
                last = None;
            }
        }
    }
    loaded.last = last.unwrap_or_default();
    Ok(())
}

fn parts_of_keys(keys: &[RecordKey]) -> PartList {
    let parts: BTreeSet<TablePart> = keys
        .iter()
        .filter_map(|key| if let RecordKey::Part(part, ..) = key { Some(*part) } else { None })
        .collect();
    let mut part_list = PartList::default();
    for part in parts {
        match part {
            TablePart::Contacts(shard) => {
                part_list.contacts = part_list.contacts.max(shard.saturating_add(1))
            }
            TablePart::Segment(index) => part_list.segments.push(index),
            TablePart::Codes => {}
        }
    }
    part_list
}

/// Whether a stored version of a part belongs to the state that the journal leads to.
fn counts(loaded: &Loaded, number: u64, attempt: Option<&str>) -> bool {
    let is_named = |attempt: &str| match loaded.journal.get(&number) {
        Some(JournalEntry { payload: Payload::Snapshot { attempt: named, .. }, .. }) => named == attempt,
        Some(_) => false,
        // The entry is damaged, or left the journal: abandoned attempts are removed by then.
        None => true,
    };
    number <= loaded.number && attempt.is_none_or(is_named)
}

/// Reads the newest intact version of a part.
fn read_part<K: KeyValue>(
    store: &Store<K>,
    keys: &[RecordKey],
    part: TablePart,
    rows: &mut Rows,
    loaded: &mut Loaded,
) -> Result<(), StorageError> {
    let first = keys.partition_point(|key| *key < RecordKey::Part(part, 0, None));
    let mut versions: Vec<(u64, &RecordKey)> = Vec::new();
    for key in keys.iter().skip(first) {
        let RecordKey::Part(other, number, attempt) = key else { break };
        if *other != part {
            break;
        }
        if counts(loaded, *number, attempt.as_deref()) {
            versions.push((*number, key));
        }
    }
    let had_any = !versions.is_empty();
    for (number, key) in versions.into_iter().rev() {
        let read = store.text(key)?.map(|text| record::read_bytes(&text));
        let bytes = match read {
            Some(Ok((_, bytes))) => Some(bytes),
            Some(Err(error @ RecordError::Newer)) => {
                loaded.problems.push(problem(key, error));
                return Ok(());
            }
            Some(Err(RecordError::Damaged)) | None => None,
        };
        match bytes.map_or(Err(DecodeError::Damaged), |bytes| parts::decode(rows, part, &bytes)) {
            Ok(()) => {
                loaded.stored.insert(part, number);
                if store.is_recovered(key) {
                    loaded.recovered.insert(part);
                }
                return Ok(());
            }
            Err(DecodeError::Unknown) => {
                loaded.problems.push(Problem::Newer);
                return Ok(());
            }
            Err(DecodeError::Damaged) => loaded.problems.push(Problem::Damaged(key.to_string())),
        }
    }
    // Until the first compaction, the codes are in the journal alone.
    if !had_any && (part != TablePart::Codes || loaded.manifest.start > 0) {
        loaded
            .problems
            .push(Problem::Damaged(RecordKey::Part(part, loaded.manifest.start, None).to_string()));
    }
    Ok(())
}

/// Applies the journal's changes to the parts that don't contain them yet.
fn replay_journal(rows: &mut Rows, loaded: &mut Loaded) {
    let replaced = loaded.journal.iter().rev().find_map(|(number, entry)| {
        matches!(entry.payload, Payload::Snapshot { replaces: true, .. }).then_some(*number)
    });
    for (&number, entry) in loaded.journal.range(replaced.unwrap_or(0)..) {
        match &entry.payload {
            Payload::Change(change) => {
                for part in parts::touched(change, &loaded.manifest.part_list) {
                    loaded.touched.insert(part, number);
                }
                let is_stored = |part| loaded.stored.get(&part).is_some_and(|&stored| stored >= number);
                replay(rows, change.clone(), &|part| !is_stored(part));
            }
            Payload::Snapshot { parts, .. } => {
                // A later snapshot may do without a part, because its segment was deleted.
                for &part in parts.iter().filter(|part| loaded.manifest.part_list.has(**part)) {
                    loaded.touched.insert(part, number);
                    if loaded.stored.get(&part).is_none_or(|&stored| stored < number) {
                        let key = RecordKey::Part(part, number, None);
                        loaded.problems.push(Problem::Damaged(key.to_string()));
                    }
                }
            }
        }
    }
}

/// Reads the history, and the changes that have no number.
fn read_history_and_pending<K: KeyValue>(
    store: &Store<K>,
    keys: &[RecordKey],
    loaded: &mut Loaded,
) -> Result<(), StorageError> {
    for key in keys {
        match key {
            RecordKey::History(number) if *number <= loaded.number => {
                match store.text(key)?.map(|text| record::read::<HistoryEntry>(&text)) {
                    Some(Ok((_, entry))) => drop(loaded.history.insert(*number, entry)),
                    // Without it this change can't be undone; nothing else is lost.
                    Some(Err(error)) => loaded.problems.push(problem(key, error)),
                    None => {}
                }
            }
            RecordKey::Pending(..) => {
                match store.text(key)?.map(|text| record::read::<PendingEntry>(&text)) {
                    Some(Ok((_, entry))) => loaded.pending.push(entry),
                    Some(Err(error)) => loaded.problems.push(problem(key, error)),
                    None => {}
                }
            }
            _ => {}
        }
    }
    // Where two windows took the same number, the history entry may be the other window's.
    let (start, journal) = (loaded.manifest.start, &loaded.journal);
    loaded.history.retain(|number, past| {
        *number <= start || journal.get(number).is_some_and(|entry| entry.meta.id == past.meta.id)
    });
    for (number, entry) in &loaded.journal {
        let meta = entry.meta.clone();
        loaded.history.entry(*number).or_insert(HistoryEntry { meta, inverse: None });
    }
    let history = &loaded.history;
    let is_sequenced = |id: &ChangeId| history.values().any(|past| past.meta.id == *id);
    loaded.pending.retain(|pending| !is_sequenced(&pending.entry.meta.id));
    Ok(())
}

fn problem(key: &RecordKey, error: RecordError) -> Problem {
    match error {
        RecordError::Damaged => Problem::Damaged(key.to_string()),
        RecordError::Newer => Problem::Newer,
    }
}
