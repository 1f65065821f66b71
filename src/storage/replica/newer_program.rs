//! What a newer program has written is neither damaged nor written over.

use serde_json::Value;

use crate::domain::arbitrary::Op;
use crate::storage::codec::proptests::shard;
use crate::storage::key_value::memory::Memory;
use crate::storage::load::Problem;
use crate::storage::record;
use crate::storage::replica::status::Saving;
use crate::storage::replica::tests::{act, maintain, open};

/// A store with a part, a journal entry and a pending change, and the key of the latter.
fn store() -> (Memory, String) {
    let memory = Memory::default();
    let mut replica = open(&memory);
    act(&mut replica, &Op::company("Firm 1"));
    maintain(&mut replica);
    act(&mut replica, &Op::company("Firm 2"));
    let pending = memory.texts.borrow().keys().find(|key| key.starts_with("tab/")).cloned();
    (memory, pending.unwrap())
}

/// Replaces a piece of a record's JSON, as a newer program would have written it.
fn rewrite(memory: &Memory, key: &str, from: &str, to: &str) {
    let text = memory.texts.borrow()[key].clone();
    let (number, value) = record::read::<Value>(&text).unwrap();
    let json = value.to_string();
    assert!(json.contains(from), "{json}");
    let value: Value = serde_json::from_str(&json.replacen(from, to, 1)).unwrap();
    memory.texts.borrow_mut().insert(key.to_owned(), record::write(number, &value).unwrap());
}

/// A window that opens the store reports a newer program alone, and writes nothing.
fn is_left_alone(memory: &Memory) {
    let before = memory.texts.borrow().clone();
    let mut replica = open(memory);
    assert_eq!(replica.take_problems(), [Problem::Newer]);
    assert_eq!(*replica.saving(), Saving::ReadOnly);
    act(&mut replica, &Op::company("Firm 3"));
    maintain(&mut replica);
    assert_eq!(replica.take_problems(), []);
    assert!(replica.damaged().is_empty());
    assert_eq!(*memory.texts.borrow(), before);
}

const FIELD: (&str, &str) = ("\"name\":\"Firm", "\"birthday\":\"Firm");
const LIST: (&str, &str) = ("\"mailing_group\":0", "\"newsletter\":1,\"mailing_group\":0");
const TABLE: (&str, &str) = ("\"segments\":", "\"invoices\":0,\"segments\":");

#[test]
fn a_journal_entry_with_an_unknown_key() {
    for (from, to) in [FIELD, LIST, TABLE] {
        let (memory, _) = store();
        rewrite(&memory, "log/1", from, to);
        is_left_alone(&memory);
    }
}

#[test]
fn a_pending_change_with_an_unknown_key() {
    for (from, to) in [FIELD, LIST, TABLE] {
        let (memory, pending) = store();
        rewrite(&memory, &pending, from, to);
        is_left_alone(&memory);
    }
}

#[test]
fn a_manifest_with_an_unknown_table() {
    let (memory, _) = store();
    rewrite(&memory, "head", TABLE.0, TABLE.1);
    is_left_alone(&memory);
}

#[test]
fn a_part_with_an_unknown_field() {
    let (memory, _) = store();
    let texts = 3;
    let text = record::write_bytes(1, &shard("birthday", texts, &[0], &["1.1.2000"]));
    memory.texts.borrow_mut().insert("contacts/0/1".into(), text);
    is_left_alone(&memory);
}

#[test]
fn a_part_with_an_unknown_list() {
    let (memory, _) = store();
    let lists = 2;
    let text = record::write_bytes(1, &shard("newsletter", lists, &[1, 0], &[]));
    memory.texts.borrow_mut().insert("contacts/0/1".into(), text);
    is_left_alone(&memory);
}

#[test]
fn a_running_window_stops_writing_at_an_unknown_key() {
    let (memory, _) = store();
    let mut running = open(&memory);
    let mut newer = open(&memory);
    act(&mut newer, &Op::company("Firm 4"));
    newer.sequence_pending();
    let newest = memory.texts.borrow().keys().filter(|key| key.starts_with("log/")).max().cloned().unwrap();
    rewrite(&memory, &newest, FIELD.0, FIELD.1);
    let before = memory.texts.borrow().clone();
    act(&mut running, &Op::company("Firm 5"));
    maintain(&mut running);
    assert_eq!(running.take_problems(), [Problem::Newer]);
    assert_eq!(*running.saving(), Saving::ReadOnly);
    assert_eq!(*memory.texts.borrow(), before);
}
