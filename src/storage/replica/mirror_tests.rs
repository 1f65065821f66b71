//! Tests of the mirror: it gives back what the store lost, and large changes without space in the store
//! go through it.

use std::collections::{BTreeMap, HashSet};

use crate::domain::action::Action;
use crate::domain::arbitrary::Op;
use crate::domain::catalogue::ContactField;
use crate::domain::change::Change;
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::storage::entry::EntryKind;
use crate::storage::key_value::memory::Memory;
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::recovery;
use crate::storage::replica::Replica;
use crate::storage::replica::status::Saving;
use crate::storage::replica::tests::{act, at, maintain, many, name, open};
use crate::storage::store::{Store, Write};

/// Regression: the mirror's copy of a damaged part was not used, and was removed with the part.
#[test]
fn a_damaged_unit_is_taken_from_the_mirror_where_it_is_intact() {
    let memory = Memory::default();
    let mut replica = open(&memory);
    many(&mut replica, 1_100);
    act(&mut replica, &Op::company("Firm 1"));
    maintain(&mut replica);
    let mirror = memory.texts.borrow().clone();
    let keys: Vec<String> = mirror.keys().cloned().collect();
    for damaged in keys.iter().filter(|key| !key.starts_with("done/")) {
        let memory = memory.clone();
        memory.texts.borrow_mut().insert(damaged.clone(), "damaged".into());
        let first = Replica::open(Store::new(&memory), &name(), "d");
        let store = Store::new(&memory);
        let wanted = recovery::wanted(&store, &keys, first.damaged());
        assert!(wanted.contains(damaged), "{damaged}");
        let texts = wanted.into_iter().map(|key| (key.clone(), mirror[&key].clone())).collect();
        assert!(recovery::recover(&store, &keys, texts));
        let mut again = Replica::open(store, &name(), "d");
        assert_eq!(again.take_problems(), [], "{damaged}");
        again.write_recovered();
        maintain(&mut again);
        let mut later = open(&memory);
        assert_eq!(later.take_problems(), [], "{damaged}");
        assert_eq!(later.database(), replica.database(), "{damaged}");
    }
}

#[test]
fn what_the_store_lost_comes_back_from_the_mirror() {
    let memory = Memory::default();
    let mut mirror = BTreeMap::new();
    let mut replica = open(&memory);
    let mut then = memory.clone();
    for turn in 0..260_u32 {
        if turn == 100 {
            many(&mut replica, 1_200);
        }
        act(&mut replica, &Op::company(&format!("Firm {}", turn % 250)));
        if turn % 3 == 0 {
            maintain(&mut replica);
        }
        mirrored(&mut mirror, replica.store().take_writes());
        if turn % 7 == 0 {
            // The browser is killed, and the disk has an earlier state.
            let mut again = open_with(&then, &mirror);
            assert_eq!(again.take_problems(), [], "{turn}");
            assert_eq!(again.database(), replica.database(), "{turn}");
            again.write_recovered();
            maintain(&mut again);
            assert_eq!(open(&then).database(), replica.database(), "{turn}");
            then = memory.clone();
        }
    }
}

/// Applies writes to a mirror.
pub(super) fn mirrored(mirror: &mut BTreeMap<String, String>, writes: Vec<Write>) {
    for write in writes {
        match write {
            Write::Put(key, text) => drop(mirror.insert(key, text)),
            Write::Remove(key) => drop(mirror.remove(&key)),
        }
    }
}

/// Opens a replica with a store and a mirror.
fn open_with<'m>(memory: &'m Memory, mirror: &BTreeMap<String, String>) -> Replica<&'m Memory> {
    let store = Store::new(memory);
    let keys: Vec<String> = mirror.keys().cloned().collect();
    let wanted = recovery::wanted(&store, &keys, &HashSet::new());
    let texts = wanted.into_iter().map(|key| (key.clone(), mirror[&key].clone())).collect();
    assert!(recovery::recover(&store, &keys, texts));
    let mut replica = Replica::open(store, &name(), "d");
    replica.adopt(&HashSet::new());
    replica
}

#[test]
fn what_came_from_the_mirror_was_not_written_once_there_was_room() {
    let memory = Memory::default();
    let mut replica = open(&memory);
    many(&mut replica, 1_100);
    act(&mut replica, &Op::company("Firm 1"));
    maintain(&mut replica);
    let mirror = memory.texts.take();
    memory.limit.set(Some(0));
    let mut again = open_with(&memory, &mirror);
    again.write_recovered();
    assert_eq!(*again.saving(), Saving::Unsaved(StorageError::Full));
    memory.limit.set(None);
    assert!(again.save());
    maintain(&mut again);
    let mut later = open(&memory);
    assert_eq!(later.take_problems(), []);
    assert_eq!(later.database(), replica.database());
}

/// Regression: the mirror dropped the older version of a part for one in the store whose number was
/// not confirmed.
#[test]
fn a_part_that_only_the_mirror_had_went_for_one_that_lost_its_number() {
    let memory = Memory::default();
    let mut replica = open(&memory);
    many(&mut replica, 1_100);
    act(&mut replica, &Op::company("Firm 1"));
    replica.sequence_pending();
    let mut mirror = memory.texts.take();
    open_with(&memory, &mirror).write_recovered();

    // Two windows take the next number, one of them for a large change.
    let elsewhere = memory.clone();
    many(&mut open_with(&memory, &mirror), 1_200);
    let mut other = open_with(&elsewhere, &mirror);
    act(&mut other, &Op::company("Firm 2"));
    other.sequence_pending();
    mirror.extend(memory.texts.borrow().clone());
    let mut window = open_with(&memory, &mirror);
    window.write_recovered();
    let keys: Vec<String> = mirror.keys().cloned().collect();
    mirrored(&mut mirror, recovery::differences(window.store(), &keys));

    other.confirm();
    mirrored(&mut mirror, other.store().take_writes());
    memory.texts.borrow_mut().extend(elsewhere.texts.borrow().clone());
    window.confirm();
    assert_eq!(window.take_problems(), []);
    assert_eq!(window.database(), other.database());
    let mut later = open_with(&memory, &mirror);
    assert_eq!(later.take_problems(), []);
    assert_eq!(later.database(), other.database());
}

/// Two windows take the next number after the same state, and the second one confirms it. Returns what
/// each of them wrote.
fn a_number_taken_twice() -> [(Memory, Vec<Write>); 2] {
    let memory = Memory::default();
    maintain(&mut open(&memory));
    let elsewhere = memory.clone();
    let mut one = open(&memory);
    act(&mut one, &Op::company("Firm 1"));
    one.sequence_pending();
    let mut other = open(&elsewhere);
    many(&mut other, 61);
    assert_eq!(*other.saving(), Saving::Moving, "another window may have the number");
    assert!(!other.is_ahead(), "it stands in the store");
    other.confirm();
    assert_eq!(*other.saving(), Saving::Saved);
    let (written, there) = (one.store().take_writes(), other.store().take_writes());
    [(memory, written), (elsewhere, there)]
}

#[test]
fn after_a_crash_the_journal_ended_with_an_entry_that_was_written_over() {
    let [(memory, written), (_, there)] = a_number_taken_twice();
    let mut mirror = BTreeMap::new();
    mirrored(&mut mirror, written);
    mirrored(&mut mirror, there);
    // The disk lacks the second entry.
    let mut again = open_with(&memory, &mirror);
    assert_eq!(again.take_problems(), []);
    assert_eq!(again.database().contact_count(), 62);
    again.write_recovered();
    maintain(&mut again);
    assert_eq!(open(&memory).database(), again.database());
}

#[test]
fn an_entry_that_lost_its_number_counted_where_the_mirror_had_got_it_later() {
    let [(memory, written), (elsewhere, there)] = a_number_taken_twice();
    let mut mirror = BTreeMap::new();
    mirrored(&mut mirror, there);
    mirrored(&mut mirror, written);
    elsewhere
        .texts
        .borrow_mut()
        .extend(memory.texts.take().into_iter().filter(|(key, _)| key.starts_with("tab/")));
    let mut again = open_with(&elsewhere, &mirror);
    assert_eq!(again.take_problems(), []);
    assert_eq!(again.database().contact_count(), 62);
    again.write_recovered();
    maintain(&mut again);
    assert_eq!(open(&elsewhere).database(), again.database());
}

/// Regression: at the next crash, its number did not count as confirmed.
#[test]
fn what_was_certain_came_back_from_the_store_as_waiting() {
    let memory = Memory::default();
    let mut replica = open(&memory);
    act(&mut replica, &Op::company("Firm 1"));
    replica.sequence_pending();
    let disk = memory.clone();
    replica.confirm();
    let mut mirror = BTreeMap::new();
    mirrored(&mut mirror, replica.store().take_writes());
    let waits = |texts: &BTreeMap<String, String>| texts.keys().any(|key| key.starts_with("tab/"));
    assert!(waits(&disk.texts.borrow()) && !waits(&mirror));
    let mut again = open_with(&disk, &mirror);
    again.write_recovered();
    let keys: Vec<String> = mirror.keys().cloned().collect();
    mirrored(&mut mirror, recovery::differences(again.store(), &keys));
    assert!(!waits(&disk.texts.borrow()) && !waits(&mirror));
    assert_eq!(again.database(), replica.database());
}

/// Regression: a record that only the mirror had was removed from it before the store had it.
#[test]
fn a_browser_killed_again_before_what_the_mirror_had_is_folded_loses_nothing() {
    let memory = Memory::default();
    let mut replica = open(&memory);
    act(&mut replica, &Op::company("Firm 1"));
    maintain(&mut replica);
    let disk = memory.clone();
    many(&mut replica, 1_100);
    act(&mut replica, &Op::company("Firm 2"));
    replica.sequence_pending();
    let mut mirror = memory.texts.borrow().clone();
    for folded in 0..4 {
        let memory = disk.clone();
        let mut again = open_with(&memory, &mirror);
        assert_eq!(again.take_problems(), [], "{folded}");
        assert_eq!(again.database(), replica.database(), "{folded}");
        again.write_recovered();
        let keys: Vec<String> = mirror.keys().cloned().collect();
        let writes = recovery::differences(again.store(), &keys);
        mirrored(&mut mirror, writes);
        for _ in 0..folded {
            again.sequence_pending();
            again.confirm();
            again.compact();
        }
        mirrored(&mut mirror, again.store().take_writes());
    }
}

/// Renames every contact unpredictably, in one large change.
fn rename_all<K: KeyValue>(replica: &mut Replica<K>, seed: u32) {
    let renamed = |(id, contact): (ContactId, &Contact)| {
        let name = format!(
            "{:x}",
            crate::exchange::checksum::checksum(&[seed, id.0].map(u32::to_be_bytes).concat())
        );
        let contact = contact.clone().with_text(ContactField::Name, &name);
        Change::PutContact { id, contact: Some(Box::new(contact)) }
    };
    let change = Change::Batch(replica.database().contacts().map(renamed).collect());
    replica.commit(change, Action::LoadSample, EntryKind::Do, at()).unwrap();
}

/// The contacts in order, whatever their indices.
fn in_order(database: &Database) -> Vec<Contact> {
    database.contacts().map(|(_, contact)| contact.clone()).collect()
}

/// Regression: a database could take half of the store at most, as it had to fit twice.
#[test]
fn what_has_no_room_beside_what_it_replaces_goes_through_the_mirror() {
    for writes in 0.. {
        let memory = Memory::default();
        let mut replica = open(&memory);
        replica.set_mirror(true);
        many(&mut replica, 2_200);
        rename_all(&mut replica, 1);
        act(&mut replica, &Op::company("Firm 1"));
        maintain(&mut replica);
        let mut mirror = BTreeMap::new();
        mirrored(&mut mirror, replica.store().take_writes());
        assert_eq!(mirror, *memory.texts.borrow());
        memory.limit.set(Some(memory.units() + 3_000));
        let history = replica.history().all().count();
        let old = replica.database().clone();
        rename_all(&mut replica, 2);
        let new = in_order(replica.database());
        assert_eq!(*replica.saving(), Saving::Moving);
        assert!(replica.is_ahead());
        assert_eq!(open(&memory).database(), &old);
        // A change that comes meanwhile stays pending.
        act(&mut replica, &Op::company("Firm 2"));
        assert_eq!(*replica.saving(), Saving::Moving);
        let newest = in_order(replica.database());
        mirrored(&mut mirror, replica.store().take_writes());
        let spill = replica.spill_to_mirror().unwrap();
        mirrored(&mut mirror, spill.writes);
        // The browser is killed after so many writes.
        memory.writes_left.set(Some(writes));
        replica.spilled(&spill.attempt);
        let is_cut = memory.writes_left.get() == Some(0);
        memory.writes_left.set(None);
        let disk = memory.clone();
        let mut again = open_with(&disk, &mirror);
        assert_eq!(again.take_problems(), [], "{writes}");
        let found = again.database().clone();
        assert!([&new, &newest].contains(&&in_order(&found)), "{writes}");
        again.write_recovered();
        maintain(&mut again);
        assert_eq!(*again.saving(), Saving::Saved, "{writes}");
        let mut without_mirror = open(&disk);
        assert_eq!(without_mirror.take_problems(), [], "{writes}");
        assert_eq!(*without_mirror.database(), found, "{writes}");
        if !is_cut {
            replica.confirm();
            assert_eq!(*replica.saving(), Saving::Saved);
            assert_eq!(in_order(replica.database()), newest);
            assert_eq!(open(&memory).database(), replica.database());
            assert_eq!(replica.history().all().count(), history + 2, "no history was given up");
            maintain(&mut replica);
            assert_eq!(open(&memory).database(), replica.database());
            assert!(writes > 3, "{writes}");
            break;
        }
    }
}

/// Makes a large change that does not fit beside what it replaces, and returns the state before it.
fn all_renamed_where_there_is_no_room(memory: &Memory) -> (Replica<&Memory>, Database) {
    let mut replica = open(memory);
    replica.set_mirror(true);
    many(&mut replica, 1_100);
    rename_all(&mut replica, 1);
    maintain(&mut replica);
    memory.limit.set(Some(memory.units() + 1_500));
    let old = replica.database().clone();
    rename_all(&mut replica, 2);
    (replica, old)
}

/// Regression: the records to be replaced were lost.
#[test]
fn a_write_refused_midway_through_the_mirror_leaves_the_old_state() {
    for index in 0.. {
        let memory = Memory::default();
        let (mut replica, old) = all_renamed_where_there_is_no_room(&memory);
        let spill = replica.spill_to_mirror().unwrap();
        memory.throw_at.replace(Some((index, StorageError::Other("refused".into()))));
        replica.spilled(&spill.attempt);
        replica.confirm();
        if *replica.saving() == Saving::Saved {
            assert!(index > 3, "{index}");
            break;
        }
        assert_eq!(*replica.saving(), Saving::Unsaved(StorageError::Other("refused".into())), "{index}");
        let mut other = open(&memory);
        assert_eq!(other.take_problems(), [], "{index}");
        assert_eq!(other.database(), &old, "{index}");
        memory.limit.set(None);
        assert!(replica.save(), "{index}");
        assert_eq!(open(&memory).database(), replica.database(), "{index}");
    }
}

#[test]
fn what_has_no_room_stays_in_memory_where_the_mirror_fails() {
    let memory = Memory::default();
    let (mut replica, old) = all_renamed_where_there_is_no_room(&memory);
    assert_eq!(*replica.saving(), Saving::Moving);
    replica.set_mirror(false);
    replica.sequence_pending();
    assert_eq!(*replica.saving(), Saving::Unsaved(StorageError::Full));
    assert_eq!(open(&memory).database(), &old);
    // The same holds where the new state is too large by itself.
    replica.set_mirror(true);
    many(&mut replica, 4_000);
    assert_eq!(*replica.saving(), Saving::Moving, "the first change fits");
    let spill = replica.spill_to_mirror().unwrap();
    replica.spilled(&spill.attempt);
    assert_eq!(*replica.saving(), Saving::Unsaved(StorageError::Full));
    memory.limit.set(None);
    assert!(replica.save());
    assert_eq!(open(&memory).database(), replica.database());
}
