//! Reading what the store holds: the newest complete and intact state, and what is wrong.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::rows::Rows;
use crate::storage::entry::{Entry, Head, Link, Origin, Record, Shape, WaitingEntry, What};
use crate::storage::key::{Key, Part};
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::parts;
use crate::storage::store::Store;
use crate::storage::unit;
use crate::storage::unit::UnitError;

/// What is wrong with a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The store can't be read.
    Unreadable(StorageError),
    /// The unit under this key is damaged or missing. A damaged one stays where it is and is not
    /// written over.
    Damaged(String),
    /// So many rows named something that is lost, and were mended.
    Mended(usize),
    /// Intact parts contradict each other, in this way; nothing is written.
    Contradiction(String),
    /// A newer program wrote this: nothing may be written.
    Newer(u32),
}

/// What a store holds.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The tables; nothing where the store holds no database.
    pub rows: Option<Rows>,
    /// The number of the newest change in them.
    pub number: u64,
    /// The entry of that number.
    pub last: Link,
    /// What there is, and where the journal begins.
    pub head: Head,
    /// Changes in the journal by number.
    pub journal: BTreeMap<u64, Entry>,
    /// What the journal's entries are told by.
    pub links: BTreeMap<u64, Link>,
    /// Up to which change each part is stored.
    pub stored: HashMap<Part, u64>,
    /// The newest change that touches each part.
    pub touched: HashMap<Part, u64>,
    /// Parts that stand in the mirror alone.
    pub rescued: BTreeSet<Part>,
    /// What was done, by number.
    pub records: BTreeMap<u64, Record>,
    /// Changes of windows that have no number yet, in the order of their windows and making.
    pub waiting: Vec<WaitingEntry>,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// Reads everything.
pub fn load<K: KeyValue>(store: &mut Store<K>) -> Loaded {
    let mut loaded = Loaded::default();
    if let Err(error) = read(store, &mut loaded) {
        loaded.problems.push(Problem::Unreadable(error));
    }
    if loaded.problems.iter().any(|problem| matches!(problem, Problem::Newer(_))) {
        store.forbid_writing();
    }
    loaded
}

fn read<K: KeyValue>(store: &mut Store<K>, loaded: &mut Loaded) -> Result<(), StorageError> {
    let keys = store.units()?;
    let head = match store.read_head()? {
        Some(Ok(head)) => Some(head),
        Some(Err(error)) => {
            loaded.problems.push(problem(&Key::Head, error));
            None
        }
        None => None,
    };
    if matches!(loaded.problems.first(), Some(Problem::Newer(_))) {
        return Ok(());
    }
    let is_there = head.is_some() || keys.iter().any(|key| matches!(key, Key::Part(..) | Key::Log(_)));
    let has_head = head.is_some();
    loaded.head = head.unwrap_or_default();
    read_journal(store, &keys, has_head, loaded)?;
    let is_whole = has_head && loaded.problems.is_empty();
    let mut shape = if is_whole { loaded.head.shape.clone() } else { shape_by_keys(&keys) };
    for entry in loaded.journal.values() {
        if let What::Whole { shape: after, .. } = &entry.what {
            shape.clone_from(after);
        }
    }
    let mut rows = Rows { identity: loaded.head.identity.clone(), ..Rows::default() };
    for part in shape.parts() {
        read_part(store, &keys, part, &mut rows, loaded)?;
    }
    loaded.head.shape = shape;
    redo(&mut rows, loaded);
    read_records(store, &keys, loaded)?;
    let is_damaged = !loaded.problems.is_empty();
    if is_damaged {
        let mended = rows.drop_dangling_refs();
        if mended > 0 {
            loaded.problems.push(Problem::Mended(mended));
        }
    }
    loaded.rows = is_there.then_some(rows);
    Ok(())
}

/// Follows the journal from its first entry to the last that is built on the one before it.
fn read_journal<K: KeyValue>(
    store: &Store<K>,
    keys: &[Key],
    has_head: bool,
    loaded: &mut Loaded,
) -> Result<(), StorageError> {
    // In the order of their numbers.
    let numbers = keys.iter().filter_map(|key| if let Key::Log(number) = key { Some(*number) } else { None });
    let newest = numbers.clone().next_back().unwrap_or(0);
    let mut last = Some(loaded.head.link.clone());
    if !has_head {
        // What the parts hold at least; the journal may begin further back.
        let parts = keys.iter().filter_map(|key| match key {
            Key::Part(_, number, None) => Some(*number),
            _ => None,
        });
        let before_first = numbers.clone().next().map(|first| first.saturating_sub(1));
        loaded.head.start = before_first.or(parts.max()).unwrap_or(0);
        last = None;
    }
    loaded.number = loaded.head.start;
    let mut number = loaded.head.start;
    while number < newest {
        number += 1;
        let key = Key::Log(number);
        let text = store.text(&key)?;
        let seal = text.as_deref().map(unit::seal).unwrap_or_default();
        match text.map(|text| unit::read::<Entry>(&text)) {
            Some(Ok((_, entry))) => {
                if last.as_ref().is_some_and(|last| *last != entry.after) {
                    // Built on a change that lost its number to another window's.
                    break;
                }
                loaded.number = number;
                let link = Link { origin: entry.about.origin.clone(), seal };
                loaded.links.insert(number, link.clone());
                last = Some(link);
                loaded.journal.insert(number, entry);
            }
            Some(Err(error @ UnitError::Newer(_))) => {
                loaded.problems.push(problem(&key, error));
                break;
            }
            Some(Err(UnitError::Damaged)) | None => {
                loaded.problems.push(Problem::Damaged(key.to_string()));
                loaded.number = number;
                last = None;
            }
        }
    }
    loaded.last = last.unwrap_or_default();
    Ok(())
}

fn shape_by_keys(keys: &[Key]) -> Shape {
    let parts: BTreeSet<Part> = keys
        .iter()
        .filter_map(|key| if let Key::Part(part, ..) = key { Some(*part) } else { None })
        .collect();
    let mut shape = Shape::default();
    for part in parts {
        match part {
            Part::Contacts(run) => shape.contacts = shape.contacts.max(run.saturating_add(1)),
            Part::Segment(place) => shape.segments.push(place),
            Part::Codes => {}
        }
    }
    shape
}

/// Whether a stored part belongs to the state that the journal leads to.
fn counts(loaded: &Loaded, number: u64, mark: Option<&str>) -> bool {
    let is_named = |mark: &str| match loaded.journal.get(&number) {
        Some(Entry { what: What::Whole { mark: own, .. }, .. }) => own == mark,
        Some(_) => false,
        // The entry is damaged, or was folded; what was given up is gone by then.
        None => true,
    };
    number <= loaded.number && mark.is_none_or(is_named)
}

/// Reads the newest intact version of a part.
fn read_part<K: KeyValue>(
    store: &Store<K>,
    keys: &[Key],
    part: Part,
    rows: &mut Rows,
    loaded: &mut Loaded,
) -> Result<(), StorageError> {
    let first = keys.partition_point(|key| *key < Key::Part(part, 0, None));
    let mut versions: Vec<(u64, &Key)> = Vec::new();
    for key in keys.iter().skip(first) {
        let Key::Part(other, number, mark) = key else { break };
        if *other != part {
            break;
        }
        if counts(loaded, *number, mark.as_deref()) {
            versions.push((*number, key));
        }
    }
    let had_any = !versions.is_empty();
    for (number, key) in versions.into_iter().rev() {
        let read = store.text(key)?.map(|text| unit::read_bytes(&text));
        let bytes = match read {
            Some(Ok((_, bytes))) => Some(bytes),
            Some(Err(error @ UnitError::Newer(_))) => {
                loaded.problems.push(problem(key, error));
                return Ok(());
            }
            Some(Err(UnitError::Damaged)) | None => None,
        };
        if bytes.and_then(|bytes| parts::decode(rows, part, &bytes)).is_some() {
            loaded.stored.insert(part, number);
            if store.is_rescued(key) {
                loaded.rescued.insert(part);
            }
            return Ok(());
        }
        loaded.problems.push(Problem::Damaged(key.to_string()));
    }
    // The codes of an office that was never stored whole stand in the journal alone.
    if !had_any && (part != Part::Codes || loaded.head.start > 0) {
        loaded.problems.push(Problem::Damaged(Key::Part(part, loaded.head.start, None).to_string()));
    }
    Ok(())
}

/// Makes the journal's changes once more on the parts that don't hold them yet.
fn redo(rows: &mut Rows, loaded: &mut Loaded) {
    let replaced = loaded.journal.iter().rev().find_map(|(number, entry)| {
        matches!(entry.what, What::Whole { replaces: true, .. }).then_some(*number)
    });
    for (&number, entry) in loaded.journal.range(replaced.unwrap_or(0)..) {
        match &entry.what {
            What::Change(change) => {
                for part in parts::touched(change, &loaded.head.shape) {
                    loaded.touched.insert(part, number);
                }
                let is_stored = |part| loaded.stored.get(&part).is_some_and(|&stored| stored >= number);
                rows.redo(change.clone(), &|row| !is_stored(parts::part_of(row)));
            }
            What::Whole { parts, .. } => {
                for &part in parts {
                    loaded.touched.insert(part, number);
                    if loaded.stored.get(&part).is_none_or(|&stored| stored < number) {
                        loaded.problems.push(Problem::Damaged(Key::Part(part, number, None).to_string()));
                    }
                }
            }
        }
    }
}

/// Reads what was done, and what waits for its number.
fn read_records<K: KeyValue>(
    store: &Store<K>,
    keys: &[Key],
    loaded: &mut Loaded,
) -> Result<(), StorageError> {
    for key in keys {
        match key {
            Key::Done(number) if *number <= loaded.number => {
                match store.text(key)?.map(|text| unit::read::<Record>(&text)) {
                    Some(Ok((_, record))) => drop(loaded.records.insert(*number, record)),
                    // Without it this change can't be taken back; nothing else is lost.
                    Some(Err(error)) => loaded.problems.push(problem(key, error)),
                    None => {}
                }
            }
            Key::Waiting(..) => match store.text(key)?.map(|text| unit::read::<WaitingEntry>(&text)) {
                Some(Ok((_, entry))) => loaded.waiting.push(entry),
                Some(Err(error)) => loaded.problems.push(problem(key, error)),
                None => {}
            },
            _ => {}
        }
    }
    // Where two windows took the same number, the record may be the other one's.
    let (start, journal) = (loaded.head.start, &loaded.journal);
    loaded.records.retain(|number, record| {
        *number <= start || journal.get(number).is_some_and(|entry| entry.about.origin == record.about.origin)
    });
    for (number, entry) in &loaded.journal {
        let about = entry.about.clone();
        loaded.records.entry(*number).or_insert(Record { about, back: None });
    }
    let records = &loaded.records;
    let is_numbered = |origin: &Origin| records.values().any(|record| record.about.origin == *origin);
    loaded.waiting.retain(|waiting| !is_numbered(&waiting.entry.about.origin));
    Ok(())
}

fn problem(key: &Key, error: UnitError) -> Problem {
    match error {
        UnitError::Damaged => Problem::Damaged(key.to_string()),
        UnitError::Newer(format) => Problem::Newer(format),
    }
}
