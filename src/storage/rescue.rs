//! What of the mirror a store lacks, and what the mirror lacks of the store.

use std::collections::HashSet;

use crate::storage::entry::{Entry, Head, Link, Origin};
use crate::storage::far;
use crate::storage::key::Key;
use crate::storage::key_value::KeyValue;
use crate::storage::store::{Store, Write};
use crate::storage::unit;
use crate::storage::unit::UnitError;

/// Keys whose texts the mirror is to be asked for before a store is opened: those that the store
/// lacks, those known to be damaged there, the head, and the journal, in which two windows may have
/// taken the same number. All others are the same in both, as units never change.
pub fn wanted<K: KeyValue>(store: &Store<K>, mirror: &[String], damaged: &HashSet<String>) -> Vec<String> {
    let here = store.units().unwrap_or_default();
    let is_wanted = |key: &&String| {
        Key::parse(key).is_some_and(|parsed| {
            matches!(parsed, Key::Head | Key::Log(_))
                || damaged.contains(key.as_str())
                || here.binary_search(&parsed).is_err()
        })
    };
    mirror.iter().filter(is_wanted).cloned().collect()
}

/// Has a store read what the mirror has saved, of which these are all `keys` and the `texts` that
/// were [`wanted`]. Nothing of it is used where it belongs to another database; says whether it does.
pub fn rescue<K: KeyValue>(store: &Store<K>, keys: &[String], mut texts: Vec<(String, String)>) -> bool {
    let head_of = |text: &str| unit::read::<Head>(text).ok().map(|(_, head)| head);
    let place = texts.iter().position(|(key, _)| *key == Key::Head.to_string());
    let saved = place.map(|place| texts.swap_remove(place));
    let saved_head = saved.as_ref().and_then(|(_, text)| head_of(text));
    let here = store.text(&Key::Head).ok().flatten();
    if matches!(here.as_deref().map(unit::read::<Head>), Some(Err(UnitError::Newer(_)))) {
        // A newer program has been here: what the mirror has is older, and nothing may be written.
        return true;
    }
    let here_head = here.as_deref().and_then(head_of);
    let is_behind = match (&here_head, &saved_head) {
        (Some(here), Some(saved)) if here.identity != saved.identity => return false,
        // The store lost what came after its own head, or has none.
        (Some(here), Some(saved)) => saved.start > here.start,
        (None, saved) => saved.is_some(),
        (Some(_), None) => false,
    };
    let head = if is_behind {
        texts.extend(saved);
        saved_head
    } else {
        here_head
    };
    let (entries, texts): (Vec<_>, Vec<_>) =
        texts.into_iter().partition(|(key, _)| matches!(Key::parse(key), Some(Key::Log(_))));
    store.rescue(texts);
    rescue_journal(store, keys, entries, head.map(|head| (head.start, head.link)));
    true
}

/// Has a store read the entries of the journal that it lacks or has damaged, and those of the
/// mirror that count where the two differ.
fn rescue_journal<K: KeyValue>(
    store: &Store<K>,
    keys: &[String],
    mut there: Vec<(String, String)>,
    beginning: Option<(u64, Link)>,
) {
    let mut rescued: Vec<String> = Vec::new();
    let mut is_contested = false;
    for (key, text) in &there {
        match store.keys().get(key).ok().flatten() {
            Some(here) if here == *text => {}
            Some(here) => match unit::read::<Entry>(&here) {
                Ok(_) => is_contested = true,
                Err(UnitError::Damaged) => rescued.push(key.clone()),
                // What a newer program wrote stays, and is told when the store is read.
                Err(UnitError::Newer(_)) => return,
            },
            None => rescued.push(key.clone()),
        }
    }
    store.outlive(outlived(store, keys, &there));
    if let Some(beginning) = beginning.filter(|_| is_contested) {
        follow(store, keys, &there, beginning, &mut rescued);
    }
    there.retain(|(key, _)| rescued.contains(key));
    store.rescue(there);
}

/// What waits in the store though its number is certain. A mirror gets what waits before the entry
/// and gives it up once the number is certain: where it has the entry alone, the store lost that.
fn outlived<K: KeyValue>(store: &Store<K>, keys: &[String], there: &[(String, String)]) -> Vec<Key> {
    let mut left = store.units().unwrap_or_default();
    left.retain(|key| matches!(key, Key::Waiting(..)) && !keys.contains(&key.to_string()));
    if !left.is_empty() {
        let certain: Vec<Key> =
            there.iter().filter_map(|(_, text)| Some(waiting(&entry(text)?.about.origin))).collect();
        left.retain(|key| certain.contains(key));
    }
    left
}

/// Follows a journal of which the store and the mirror have different entries, and collects the keys
/// of which the mirror's count. **Where two windows took a number, each may have the other one's:** a
/// store that a crash cut short lacks what was written over an entry, and a mirror gets entries in
/// an order of its own. It is handed them once more when their numbers are certain, so its entry
/// counts, unless that waits for another number.
fn follow<K: KeyValue>(
    store: &Store<K>,
    keys: &[String],
    there: &[(String, String)],
    (start, mut last): (u64, Link),
    counting: &mut Vec<String>,
) {
    for number in start + 1.. {
        let key = Key::Log(number).to_string();
        // Only what comes after the one before.
        let fitting = |text: &String| {
            let entry = entry(text).filter(|entry| entry.after == last)?;
            Some(Link { origin: entry.about.origin, seal: unit::seal(text) })
        };
        let is_doubtful = |entry: &Link| keys.contains(&waiting(&entry.origin).to_string());
        let text = store.keys().get(&key).ok().flatten();
        let mirrored = there.iter().find(|(other, _)| *other == key);
        last = match (text.as_ref().and_then(fitting), mirrored.and_then(|(_, text)| fitting(text))) {
            (Some(here), there)
                if there.as_ref().is_none_or(|there| *there == here || is_doubtful(there)) =>
            {
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

fn entry(text: &str) -> Option<Entry> {
    unit::read::<Entry>(text).ok().map(|(_, entry)| entry)
}

fn waiting(origin: &Origin) -> Key {
    Key::Waiting(origin.tab.clone(), origin.sequence)
}

/// The writes that make a mirror the same as a store again. Ways back that are kept there stay.
pub fn differences<K: KeyValue>(store: &Store<K>, mirror: &[String]) -> Vec<Write> {
    let Ok(here) = store.units() else { return Vec::new() };
    let mut there: Vec<Key> = mirror.iter().filter_map(|key| Key::parse(key)).collect();
    there.sort_unstable();
    let is_gone = |key: &&String| {
        !far::is_key(key) && Key::parse(key).is_none_or(|key| here.binary_search(&key).is_err())
    };
    let mut writes: Vec<Write> = mirror.iter().filter(is_gone).cloned().map(Write::Remove).collect();
    for key in &here {
        // These two are written over.
        let changes = matches!(key, Key::Head | Key::Waiting(..));
        if (changes || there.binary_search(key).is_err())
            && let Ok(Some(text)) = store.text(key)
        {
            writes.push(Write::Put(key.to_string(), text));
        }
    }
    writes
}
