//! A store in a format that is too old to be read is left as it is, until the user removes it.

use std::collections::BTreeMap;

use crate::domain::arbitrary::Op;
use crate::storage::key_value::memory::Memory;
use crate::storage::load::Problem;
use crate::storage::recovery;
use crate::storage::replica::Replica;
use crate::storage::replica::status::Saving;
use crate::storage::replica::tests::{act, maintain, name, open};
use crate::storage::store::{Store, Write};

fn older(texts: &[(&str, &str)]) -> Memory {
    let memory = Memory::default();
    for (key, text) in texts {
        memory.texts.borrow_mut().insert((*key).to_owned(), (*text).to_owned());
    }
    memory
}

fn first() -> Memory {
    older(&[
        ("head", "mailroom 1 3 0000cafe plain\n{}"),
        ("snapshot/3", "mailroom 1 3 0000cafe packed\n㐀㐀"),
        ("journal/4", "mailroom 1 4 0000cafe plain\n{}"),
        ("preferences", "{}"),
    ])
}

fn second() -> Memory {
    older(&[
        ("head", "mailroom 2 3 0000cafe plain\n{}"),
        ("contacts/0/3", "mailroom 2 3 0000cafe bytes\n㐀㐀"),
        ("aside/log/1", "mailroom 2 1 0000cafe plain\n{}"),
        ("preferences", "{}"),
    ])
}

#[test]
fn it_is_left_as_it_is_and_offered_as_a_file() {
    for memory in [first(), second()] {
        let before = memory.texts.borrow().clone();
        let mut replica = open(&memory);
        assert_eq!(replica.take_problems(), [Problem::Older]);
        assert_eq!(*replica.saving(), Saving::ReadOnly);
        act(&mut replica, &Op::company("Firm 1"));
        maintain(&mut replica);
        replica.write_recovered();
        replica.save();
        assert_eq!(*memory.texts.borrow(), before);
        assert_eq!(recovery::differences(replica.store(), &["snapshot/2".into()]), []);
        let json = replica.older_as_json().unwrap();
        let mut texts: BTreeMap<String, String> = serde_json::from_str(&json).unwrap();
        texts.insert("preferences".into(), "{}".into());
        assert_eq!(texts, before, "all records as they are");
    }
}

#[test]
fn the_user_removes_it_and_goes_on() {
    for memory in [first(), second()] {
        let mut replica = open(&memory);
        act(&mut replica, &Op::company("Firm 1"));
        replica.remove_older().unwrap();
        maintain(&mut replica);
        assert_eq!(*replica.saving(), Saving::Saved);
        assert!(memory.texts.borrow().contains_key("preferences"));
        assert!(replica.store().take_writes().contains(&Write::Remove("head".into())));
        let mut again = open(&memory);
        assert_eq!(again.take_problems(), []);
        assert_eq!(again.older_as_json(), None);
        assert_eq!(again.database().contact_count(), 1);
    }
}

#[test]
fn without_a_manifest_its_records_tell() {
    let memory = older(&[("snapshot/3", "mailroom 1 3 0000cafe packed\n㐀㐀")]);
    assert_eq!(open(&memory).take_problems(), [Problem::Older]);
}

#[test]
fn what_only_the_mirror_has_is_offered_too() {
    let memory = Memory::default();
    let mirrored: Vec<(String, String)> = second().texts.into_inner().into_iter().collect();
    let keys: Vec<String> = mirrored.iter().map(|(key, _)| key.clone()).collect();
    let store = Store::new(&memory);
    let wanted = recovery::wanted(&store, &keys, &Default::default());
    let texts = mirrored.into_iter().filter(|(key, _)| wanted.contains(key)).collect();
    assert!(recovery::recover(&store, &keys, texts));
    let mut replica = Replica::open(store, &name(), "d");
    assert_eq!(replica.take_problems(), [Problem::Older]);
    assert!(replica.older_as_json().unwrap().contains("contacts/0/3"));
}

#[test]
fn what_the_mirror_kept_of_it_does_not_come_back() {
    let memory = Memory::default();
    let mut replica = open(&memory);
    act(&mut replica, &Op::company("Firm 1"));
    maintain(&mut replica);
    let mirrored: Vec<(String, String)> = second().texts.into_inner().into_iter().collect();
    let keys: Vec<String> = mirrored.iter().map(|(key, _)| key.clone()).collect();
    let store = Store::new(&memory);
    recovery::recover(&store, &keys, mirrored);
    let mut again = Replica::open(store, &name(), "d");
    assert_eq!(again.take_problems(), []);
    assert_eq!(again.database(), replica.database());
}
