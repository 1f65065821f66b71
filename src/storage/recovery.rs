//! Recovers records from the mirror that the store lost in a crash, and brings the mirror in line
//! with the store again.

use std::collections::HashSet;

use crate::storage::entry::{ChangeId, EntryRef, JournalEntry, Manifest};
use crate::storage::key::RecordKey;
use crate::storage::key_value::KeyValue;
use crate::storage::record::RecordError;
use crate::storage::store::{Store, Write};
use crate::storage::{oversized_undo, record};

/// The keys whose texts to read from the mirror before a store is opened: those that the store
/// lacks, those known to be damaged, the manifest, and the journal, in which two windows may have
/// taken the same number. Any other record is the same in both, as records never change.
pub fn wanted<K: KeyValue>(store: &Store<K>, mirror: &[String], damaged: &HashSet<String>) -> Vec<String> {
    let here = store.keys().unwrap_or_default();
    let is_wanted = |key: &&String| {
        RecordKey::parse(key).is_some_and(|parsed| {
            matches!(parsed, RecordKey::Manifest | RecordKey::Log(_))
                || damaged.contains(key.as_str())
                || here.binary_search(&parsed).is_err()
        })
    };
    mirror.iter().filter(is_wanted).cloned().collect()
}

/// Overlays a store with records of the mirror, given all `keys` of the mirror and the `texts` of
/// those [`wanted`]. Returns whether the mirror belongs to the same database; if not, nothing of it
/// is used.
pub fn recover<K: KeyValue>(store: &Store<K>, keys: &[String], mut texts: Vec<(String, String)>) -> bool {
    let parse = |text: &str| record::read::<Manifest>(text).ok().map(|(_, manifest)| manifest);
    let index = texts.iter().position(|(key, _)| *key == RecordKey::Manifest.to_string());
    let mirrored = index.map(|index| texts.swap_remove(index));
    let mirrored_manifest = mirrored.as_ref().and_then(|(_, text)| parse(text));
    let here = store.text(&RecordKey::Manifest).ok().flatten();
    if matches!(here.as_deref().map(record::read::<Manifest>), Some(Err(RecordError::Newer))) {
        // A newer program wrote the store. The mirror is older, and nothing may be written.
        return true;
    }
    let is_older = |text: &str| record::is_older(text);
    if here.as_deref().is_some_and(is_older) {
        return true;
    }
    if here.is_some() {
        texts.retain(|(_, text)| !is_older(text));
    } else if mirrored.as_ref().is_some_and(|(_, text)| is_older(text)) {
        // The store lost data that is too old to be read. It is offered to the user all the same.
        texts.extend(mirrored);
        store.recover(texts);
        return true;
    }
    let here_manifest = here.as_deref().and_then(parse);
    let is_behind = match (&here_manifest, &mirrored_manifest) {
        (Some(here), Some(mirrored)) if here.identity != mirrored.identity => return false,
        // The store lost what came after its manifest, or has none.
        (Some(here), Some(mirrored)) => mirrored.start > here.start,
        (None, mirrored) => mirrored.is_some(),
        (Some(_), None) => false,
    };
    let manifest = if is_behind {
        texts.extend(mirrored);
        mirrored_manifest
    } else {
        here_manifest
    };
    let (entries, texts): (Vec<_>, Vec<_>) =
        texts.into_iter().partition(|(key, _)| matches!(RecordKey::parse(key), Some(RecordKey::Log(_))));
    store.recover(texts);
    recover_journal(store, keys, entries, manifest.map(|manifest| (manifest.start, manifest.start_entry)));
    true
}

/// Overlays a store with the journal entries that it lacks or holds damaged, and with the mirror's
/// entries that count where the two differ.
fn recover_journal<K: KeyValue>(
    store: &Store<K>,
    keys: &[String],
    mut mirrored: Vec<(String, String)>,
    start: Option<(u64, EntryRef)>,
) {
    let mut recovered: Vec<String> = Vec::new();
    let mut is_contested = false;
    for (key, text) in &mirrored {
        match store.raw().get(key).ok().flatten() {
            Some(here) if here == *text => {}
            Some(here) => match record::read::<JournalEntry>(&here) {
                Ok(_) => is_contested = true,
                Err(RecordError::Damaged) => recovered.push(key.clone()),
                // An entry of a newer program is reported when the store is read.
                Err(RecordError::Newer) => return,
            },
            None => recovered.push(key.clone()),
        }
    }
    store.set_stale(stale_pending(store, keys, &mirrored));
    if let Some(start) = start.filter(|_| is_contested) {
        follow_contested(store, keys, &mirrored, start, &mut recovered);
    }
    mirrored.retain(|(key, _)| recovered.contains(key));
    store.recover(mirrored);
}

/// The pending changes of the store whose numbers are confirmed. The mirror gets a pending change
/// before its entry, and drops it once its number is confirmed; so where it has the entry without
/// the pending change, the store lost the removal.
fn stale_pending<K: KeyValue>(
    store: &Store<K>,
    keys: &[String],
    mirrored: &[(String, String)],
) -> Vec<RecordKey> {
    let mut pending = store.keys().unwrap_or_default();
    pending.retain(|key| matches!(key, RecordKey::Pending(..)) && !keys.contains(&key.to_string()));
    if !pending.is_empty() {
        let confirmed: Vec<RecordKey> =
            mirrored.iter().filter_map(|(_, text)| Some(pending_key(&entry(text)?.meta.id))).collect();
        pending.retain(|key| confirmed.contains(key));
    }
    pending
}

/// Follows a journal of which the store and the mirror have different entries, and adds the keys
/// whose text in the mirror counts to `counting`. **Where two windows took the same number, store
/// and mirror may each have the other window's entry:** a store that a crash cut short lacks an
/// overwrite, and a mirror gets the entries of several windows in any order. The mirror gets an
/// entry once more when its number is confirmed. So its entry counts, unless the entry's change is
/// still pending there.
fn follow_contested<K: KeyValue>(
    store: &Store<K>,
    keys: &[String],
    mirrored: &[(String, String)],
    (start, mut last): (u64, EntryRef),
    counting: &mut Vec<String>,
) {
    for number in start + 1.. {
        let key = RecordKey::Log(number).to_string();
        // Only an entry whose parent is the entry before it counts.
        let fitting = |text: &String| {
            let entry = entry(text).filter(|entry| entry.parent == last)?;
            Some(EntryRef { change: entry.meta.id, checksum: record::header_checksum(text) })
        };
        let is_pending = |entry: &EntryRef| keys.contains(&pending_key(&entry.change).to_string());
        let text = store.raw().get(&key).ok().flatten();
        let in_mirror = mirrored.iter().find(|(other, _)| *other == key);
        last = match (text.as_ref().and_then(fitting), in_mirror.and_then(|(_, text)| fitting(text))) {
            (Some(here), there) if there.as_ref().is_none_or(|there| *there == here || is_pending(there)) => {
                if there.is_none_or(|there| there != here) {
                    store.mirror_only(key, text.unwrap_or_default());
                }
                here
            }
            (_, Some(there)) => {
                counting.push(key);
                there
            }
            (_, None) => break,
        };
    }
}

fn entry(text: &str) -> Option<JournalEntry> {
    record::read::<JournalEntry>(text).ok().map(|(_, entry)| entry)
}

fn pending_key(id: &ChangeId) -> RecordKey {
    RecordKey::Pending(id.window.clone(), id.sequence)
}

/// The writes that bring a mirror in line with a store; none for a store that must not be written.
/// Oversized inverses stay in the mirror.
pub fn differences<K: KeyValue>(store: &Store<K>, mirror: &[String]) -> Vec<Write> {
    if store.is_read_only() {
        return Vec::new();
    }
    let Ok(here) = store.keys() else { return Vec::new() };
    let mut there: Vec<RecordKey> = mirror.iter().filter_map(|key| RecordKey::parse(key)).collect();
    there.sort_unstable();
    let is_gone = |key: &&String| {
        !oversized_undo::is_key(key)
            && RecordKey::parse(key).is_none_or(|key| here.binary_search(&key).is_err())
    };
    let mut writes: Vec<Write> = mirror.iter().filter(is_gone).cloned().map(Write::Remove).collect();
    for key in &here {
        // Only these two are overwritten.
        let changes = matches!(key, RecordKey::Manifest | RecordKey::Pending(..));
        if (changes || there.binary_search(key).is_err())
            && let Ok(Some(text)) = store.text(key)
        {
            writes.push(Write::Put(key.to_string(), text));
        }
    }
    writes
}
