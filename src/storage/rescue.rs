//! What of the mirror a store lacks, and what the mirror lacks of the store.

use std::collections::{BTreeSet, HashSet};

use super::entry::Head;
use super::far;
use super::key::Key;
use super::key_value::KeyValue;
use super::store::{Store, Write};
use super::unit::{self, UnitError};

/// Keys whose texts the mirror is to be asked for before a store is opened: those that the store
/// lacks, those known to be damaged there, and the head. All others are the same in both, as units
/// never change.
pub fn wanted<K: KeyValue>(store: &Store<K>, mirror: &[String], damaged: &HashSet<String>) -> Vec<String> {
    let here: BTreeSet<String> =
        store.units().unwrap_or_default().into_iter().map(|key| key.to_string()).collect();
    let is_wanted = |key: &&String| {
        Key::parse(key).is_some_and(|parsed| {
            parsed == Key::Head || damaged.contains(key.as_str()) || !here.contains(key.as_str())
        })
    };
    mirror.iter().filter(is_wanted).cloned().collect()
}

/// Has a store read what the mirror has saved. Nothing of it is used where it belongs to another
/// database; says whether it does.
pub fn rescue<K: KeyValue>(store: &Store<K>, mut texts: Vec<(String, String)>) -> bool {
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
    match (here_head, saved_head) {
        (Some(here), Some(saved)) if here.identity != saved.identity => return false,
        // The store lost what came after its own head, or has none.
        (Some(here), Some(head)) if head.start > here.start => texts.extend(saved),
        (None, Some(_)) => texts.extend(saved),
        _ => {}
    }
    store.rescue(texts);
    true
}

/// The writes that make a mirror the same as a store again. Ways back that are kept there stay.
pub fn differences<K: KeyValue>(store: &Store<K>, mirror: &[String]) -> Vec<Write> {
    let Ok(units) = store.units() else { return Vec::new() };
    let here: BTreeSet<String> = units.iter().map(ToString::to_string).collect();
    let there: BTreeSet<&str> = mirror.iter().map(String::as_str).collect();
    let gone = there.iter().filter(|key| !far::is_key(key) && !here.contains(**key));
    let mut writes: Vec<Write> = gone.map(|key| Write::Remove((*key).to_owned())).collect();
    for key in units {
        let name = key.to_string();
        // These two are written over.
        let changes = matches!(key, Key::Head | Key::Waiting(..));
        if (changes || !there.contains(name.as_str()))
            && let Ok(Some(text)) = store.text(&key)
        {
            writes.push(Write::Put(name, text));
        }
    }
    writes
}
