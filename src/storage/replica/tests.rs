//! Laws of storage: nothing is lost, whatever is cut off, refused, damaged or done at once.

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::domain::laws::{Deed as Doing, change};
use crate::domain::{Contact, ContactField, ContactId, ContactKind, contacts};
use crate::storage::{Memory, Write, rescue};

/// A window that nobody had before.
pub(super) fn name() -> String {
    static WINDOWS: AtomicUsize = AtomicUsize::new(0);
    format!("t{}", WINDOWS.fetch_add(1, Ordering::Relaxed))
}

fn open(memory: &Memory) -> Replica<&Memory> {
    let mut replica = Replica::open(Store::new(memory), &name(), "d");
    replica.adopt(&HashSet::new());
    replica
}

pub(super) fn at() -> (String, String) {
    ("/contacts".to_owned(), "2026-01-02T03:04:05Z".to_owned())
}

/// Does a deed of a random user, as far as it can be done.
pub(super) fn act<K: KeyValue>(replica: &mut Replica<K>, deed: Doing) -> bool {
    replica.catch_up();
    let Some(change) = change(replica.database(), deed).filter(|change| !change.is_nothing()) else {
        return false;
    };
    replica.commit(change, Action::LoadSample, Deed::Made, at()).unwrap();
    true
}

/// Many contacts in one change, too large for the journal.
pub(super) fn many<K: KeyValue>(replica: &mut Replica<K>, count: u32) {
    let first = replica.database().next_contact_id().0;
    // Another window may have used the same place; its contacts kept their numbers when they moved.
    let tab = replica.tab().to_owned();
    let put = |place: u32| {
        let contact = Contact::new(format!("M{place} {tab}"), ContactKind::Company);
        let contact = contact.with_text(ContactField::Name, &format!("Office {place}"));
        Change::PutContact { id: ContactId(place), contact: Some(Box::new(contact)) }
    };
    let change = Change::Batch((first..first + count).map(put).collect());
    replica.commit(change, Action::LoadSample, Deed::Made, at()).unwrap();
}

/// All that goes on in the background.
fn maintain<K: KeyValue>(replica: &mut Replica<K>) {
    replica.number_waiting();
    replica.check_numbers();
    while replica.fold() {}
}

/// A day's work, with a state after each change: small ones, large ones, everything replaced.
fn day(replica: &mut Replica<&Memory>, mut after: impl FnMut(&Replica<&Memory>) -> bool) {
    for turn in 0..9_u8 {
        match turn {
            3 => many(replica, 1_100),
            6 => {
                let mut other = Database::new("d");
                for name in ["A", "B"] {
                    let contact = Contact::new("", ContactKind::Company).with_text(ContactField::Name, name);
                    let (_, change) = contacts::create(&other, contact).unwrap();
                    other.apply(change).unwrap();
                }
                let change = Change::Replace(Box::new(other));
                replica.commit(change, Action::LoadSample, Deed::Made, at()).unwrap();
            }
            7 => {
                let about = replica.history().next_undo().unwrap().clone();
                let back = replica.history().way_back(&about.origin).unwrap().clone();
                replica.commit(back, about.action, Deed::Undid(about.origin), at()).unwrap();
            }
            _ => {
                let rules = [0, 2, 1, 0, 3, 8, 0, 0, 9];
                assert!(act(replica, (rules[usize::from(turn)], turn, 0, 0)), "{turn}");
            }
        }
        if !after(replica) {
            return;
        }
        maintain(replica);
        if !after(replica) {
            return;
        }
    }
}

#[test]
fn a_crash_between_any_two_writes_leaves_the_old_state_or_the_new_one() {
    let mut prefixes = 0;
    for writes in 0.. {
        let memory = Memory::default();
        let mut replica = open(&memory);
        memory.writes_left.set(Some(writes));
        let mut states = vec![replica.database().clone()];
        let mut is_cut = false;
        day(&mut replica, |replica| {
            states.push(replica.database().clone());
            is_cut = memory.writes_left.get() == Some(0);
            !is_cut
        });
        memory.writes_left.set(None);
        let mut again = open(&memory);
        assert_eq!(again.take_problems(), [], "{writes} writes");
        let (new, old) = (&states[states.len() - 1], &states[states.len() - 2]);
        // The identity of what was never written is another one each time.
        let found = again.database();
        assert!(found == new || found == old, "{writes} writes");
        maintain(&mut again);
        let last = open(&memory);
        assert_eq!(last.database(), again.database());
        prefixes += 1;
        if !is_cut {
            break;
        }
    }
    println!("{prefixes} prefixes of writes");
    assert!(prefixes > 60);
}

#[test]
fn a_write_that_throws_once_loses_nothing() {
    let mut faults = 0;
    for error in [StorageError::Full, StorageError::Denied, StorageError::Other("x".into())] {
        for write in 0.. {
            let memory = Memory::default();
            let mut replica = open(&memory);
            memory.throw_at.replace(Some((write, error.clone())));
            day(&mut replica, |_| true);
            let has_thrown = memory.throw_at.borrow().is_none();
            replica.save();
            maintain(&mut replica);
            assert_eq!(*replica.saving(), Saving::Saved, "{write}: {error:?}");
            let mut again = open(&memory);
            assert_eq!(again.take_problems(), [], "{write}: {error:?}");
            assert_eq!(again.database(), replica.database(), "{write}: {error:?}");
            faults += 1;
            if !has_thrown {
                break;
            }
        }
    }
    println!("{faults} writes that throw");
}

#[test]
fn a_damaged_unit_is_named_kept_and_takes_nothing_else_along() {
    let memory = Memory::default();
    let mut replica = open(&memory);
    many(&mut replica, 2_100);
    for turn in 0..4 {
        maintain(&mut replica);
        act(&mut replica, (2, turn, 0, 0));
        act(&mut replica, (3, turn, turn, 0));
        act(&mut replica, (8, 0, 0, 0));
    }
    replica.number_waiting();
    let whole = replica.database().clone();
    let mut damages = 0;
    for key in memory.texts.borrow().keys().cloned().collect::<Vec<_>>() {
        let text = memory.texts.borrow()[&key].clone();
        let characters: Vec<char> = text.chars().collect();
        // Some places of each, cut there and changed there.
        let step = (characters.len() / 25).max(1);
        for place in (0..characters.len()).step_by(step) {
            for is_cut in [true, false] {
                let mut damaged: String = characters[..place].iter().collect();
                if !is_cut {
                    damaged.push(if characters[place] == 'x' { 'y' } else { 'x' });
                    damaged.extend(&characters[place + 1..]);
                }
                let memory = memory.clone();
                memory.texts.borrow_mut().insert(key.clone(), damaged.clone());
                let mut again = open(&memory);
                let problems = again.take_problems();
                // An older version of a part may be damaged beside the newer one.
                assert!(!problems.is_empty() || *again.database() == whole, "{key}, {place}");
                damages += 1;
                if matches!(problems.first(), Some(Problem::Newer(_))) {
                    continue;
                }
                // All other parts are there.
                let lost = if key.starts_with("contacts") { 1_024 } else { 0 };
                assert!(again.database().contact_count() + lost >= whole.contact_count(), "{key}");
                act(&mut again, (0, 7, 0, 0));
                maintain(&mut again);
                if key != "head" && !problems.is_empty() {
                    let texts = memory.texts.borrow();
                    let aside = texts.get(&format!("aside/{key}")).or_else(|| texts.get(&key));
                    assert_eq!(aside, Some(&damaged), "{key}");
                }
                let last = open(&memory);
                assert!(last.database() == again.database(), "{key} {place} {problems:?}");
            }
        }
    }
    println!("{damages} damages");
}

/// What the journal still held was once given up when the damaged part was stored anew.
#[test]
fn what_was_saved_of_a_damaged_part_is_stored_anew_and_the_part_put_aside() {
    let memory = Memory::default();
    let mut replica = open(&memory);
    act(&mut replica, (0, 1, 0, 0));
    maintain(&mut replica);
    assert!(memory.texts.borrow().contains_key("contacts/0/1"));
    memory.texts.borrow_mut().insert("contacts/0/1".into(), "damaged".into());

    let mut again = open(&memory);
    assert_eq!(again.take_problems(), [Problem::Damaged("contacts/0/1".into())]);
    maintain(&mut again);
    let mut third = open(&memory);
    assert_eq!(third.take_problems(), [Problem::Damaged("aside/contacts/0/1".into())]);
    assert_eq!(third.database(), replica.database());
    assert!(third.damaged_as_json().contains("damaged"));
    third.remove_damaged();
    assert_eq!(open(&memory).take_problems(), []);
    assert_eq!(open(&memory).database(), replica.database());
}

/// The mirror's copy of a damaged part was not used, and removed with the part.
#[test]
fn a_damaged_unit_is_taken_from_the_mirror_where_it_is_intact() {
    let memory = Memory::default();
    let mut replica = open(&memory);
    many(&mut replica, 1_100);
    act(&mut replica, (0, 1, 0, 0));
    maintain(&mut replica);
    let mirror = memory.texts.borrow().clone();
    let keys: Vec<String> = mirror.keys().cloned().collect();
    for damaged in keys.iter().filter(|key| !key.starts_with("done/")) {
        let memory = memory.clone();
        memory.texts.borrow_mut().insert(damaged.clone(), "damaged".into());
        let first = Replica::open(Store::new(&memory), &name(), "d");
        let store = Store::new(&memory);
        let wanted = rescue::wanted(&store, &keys, first.damaged());
        assert!(wanted.contains(damaged), "{damaged}");
        let texts = wanted.into_iter().map(|key| (key.clone(), mirror[&key].clone())).collect();
        assert!(rescue::rescue(&store, texts));
        let mut again = Replica::open(store, &name(), "d");
        assert_eq!(again.take_problems(), [], "{damaged}");
        again.settle();
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
        act(&mut replica, (0, u8::try_from(turn % 250).unwrap(), 0, 0));
        if turn % 3 == 0 {
            maintain(&mut replica);
        }
        mirrored(&mut mirror, replica.store().take_writes());
        if turn % 7 == 0 {
            // The browser is killed, and has on its disk what was there a while ago.
            let store = Store::new(&then);
            let lacking = mirror.iter().filter(|(key, _)| !then.texts.borrow().contains_key(*key));
            store.rescue(lacking.map(|(key, text)| (key.clone(), text.clone())));
            let head = mirror.get("head").cloned();
            store.rescue(head.map(|head| ("head".to_owned(), head)));
            let mut again = Replica::open(store, &name(), "d");
            again.adopt(&HashSet::new());
            assert_eq!(again.take_problems(), [], "{turn}");
            assert_eq!(again.database(), replica.database(), "{turn}");
            again.settle();
            maintain(&mut again);
            assert_eq!(open(&then).database(), replica.database(), "{turn}");
            then = memory.clone();
        }
    }
}

/// Puts into a mirror what was written.
fn mirrored(mirror: &mut BTreeMap<String, String>, writes: Vec<Write>) {
    for write in writes {
        match write {
            Write::Put(key, text) => drop(mirror.insert(key, text)),
            Write::Remove(key) => drop(mirror.remove(&key)),
        }
    }
}

/// Opens what a store holds, and a mirror beyond it.
fn open_with<'m>(memory: &'m Memory, mirror: &BTreeMap<String, String>) -> Replica<&'m Memory> {
    let store = Store::new(memory);
    let keys: Vec<String> = mirror.keys().cloned().collect();
    let wanted = rescue::wanted(&store, &keys, &HashSet::new());
    let texts = wanted.into_iter().map(|key| (key.clone(), mirror[&key].clone())).collect();
    assert!(rescue::rescue(&store, texts));
    let mut replica = Replica::open(store, &name(), "d");
    replica.adopt(&HashSet::new());
    replica
}

#[test]
fn what_came_from_the_mirror_was_not_written_once_there_was_room() {
    let memory = Memory::default();
    let mut replica = open(&memory);
    many(&mut replica, 1_100);
    act(&mut replica, (0, 1, 0, 0));
    maintain(&mut replica);
    let mirror = memory.texts.take();
    memory.limit.set(Some(0));
    let mut again = open_with(&memory, &mirror);
    again.settle();
    assert_eq!(*again.saving(), Saving::Unsaved(StorageError::Full));
    memory.limit.set(None);
    assert!(again.save());
    maintain(&mut again);
    let mut later = open(&memory);
    assert_eq!(later.take_problems(), []);
    assert_eq!(later.database(), replica.database());
}

/// What only the mirror had was taken out of it before the store had it.
#[test]
fn a_browser_killed_again_before_what_the_mirror_had_is_folded_loses_nothing() {
    let memory = Memory::default();
    let mut replica = open(&memory);
    act(&mut replica, (0, 1, 0, 0));
    maintain(&mut replica);
    let disk = memory.clone();
    many(&mut replica, 1_100);
    act(&mut replica, (0, 2, 0, 0));
    replica.number_waiting();
    let mut mirror = memory.texts.borrow().clone();
    for folded in 0..4 {
        let memory = disk.clone();
        let mut again = open_with(&memory, &mirror);
        assert_eq!(again.take_problems(), [], "{folded}");
        assert_eq!(again.database(), replica.database(), "{folded}");
        again.settle();
        let keys: Vec<String> = mirror.keys().cloned().collect();
        let writes = rescue::differences(again.store(), &keys);
        mirrored(&mut mirror, writes);
        for _ in 0..folded {
            again.number_waiting();
            again.check_numbers();
            again.fold();
        }
        mirrored(&mut mirror, again.store().take_writes());
    }
}

/// Gives every contact a name that nothing could foretell, in one change that is too large for the
/// journal.
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
    replica.commit(change, Action::LoadSample, Deed::Made, at()).unwrap();
}

/// The contacts, wherever they stand.
fn in_order(database: &Database) -> Vec<Contact> {
    database.contacts().map(|(_, contact)| contact.clone()).collect()
}

/// Half of the store was all that an office could take: there was no room for two of it.
#[test]
fn what_has_no_room_beside_what_it_replaces_goes_through_the_mirror() {
    for writes in 0.. {
        let memory = Memory::default();
        let mut replica = open(&memory);
        replica.have_mirror(true);
        many(&mut replica, 2_200);
        rename_all(&mut replica, 1);
        act(&mut replica, (0, 1, 0, 0));
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
        assert_eq!(open(&memory).database(), &old);
        // What comes meanwhile waits.
        act(&mut replica, (0, 2, 0, 0));
        assert_eq!(*replica.saving(), Saving::Moving);
        let newest = in_order(replica.database());
        mirrored(&mut mirror, replica.store().take_writes());
        let lent = replica.lend().unwrap();
        mirrored(&mut mirror, lent.writes);
        // The browser is killed after so many writes.
        memory.writes_left.set(Some(writes));
        replica.take_lent(&lent.mark);
        let is_cut = memory.writes_left.get() == Some(0);
        memory.writes_left.set(None);
        let disk = memory.clone();
        let mut again = open_with(&disk, &mirror);
        assert_eq!(again.take_problems(), [], "{writes}");
        let found = again.database().clone();
        assert!([&new, &newest].contains(&&in_order(&found)), "{writes}");
        again.settle();
        maintain(&mut again);
        assert_eq!(*again.saving(), Saving::Saved, "{writes}");
        let mut without_mirror = open(&disk);
        assert_eq!(without_mirror.take_problems(), [], "{writes}");
        assert_eq!(*without_mirror.database(), found, "{writes}");
        if !is_cut {
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

/// A change of everything that has no room beside what it replaces; and the state before it.
fn all_renamed_where_there_is_no_room(memory: &Memory) -> (Replica<&Memory>, Database) {
    let mut replica = open(memory);
    replica.have_mirror(true);
    many(&mut replica, 1_100);
    rename_all(&mut replica, 1);
    maintain(&mut replica);
    memory.limit.set(Some(memory.units() + 1_500));
    let old = replica.database().clone();
    rename_all(&mut replica, 2);
    (replica, old)
}

/// What was to be replaced was gone by then.
#[test]
fn a_write_refused_midway_through_the_mirror_leaves_the_old_state() {
    for place in 0.. {
        let memory = Memory::default();
        let (mut replica, old) = all_renamed_where_there_is_no_room(&memory);
        let lent = replica.lend().unwrap();
        memory.throw_at.replace(Some((place, StorageError::Other("refused".into()))));
        replica.take_lent(&lent.mark);
        if *replica.saving() == Saving::Saved {
            assert!(place > 3, "{place}");
            break;
        }
        assert_eq!(*replica.saving(), Saving::Unsaved(StorageError::Other("refused".into())), "{place}");
        let mut other = open(&memory);
        assert_eq!(other.take_problems(), [], "{place}");
        assert_eq!(other.database(), &old, "{place}");
        memory.limit.set(None);
        assert!(replica.save(), "{place}");
        assert_eq!(open(&memory).database(), replica.database(), "{place}");
    }
}

#[test]
fn what_has_no_room_stays_in_memory_where_the_mirror_fails() {
    let memory = Memory::default();
    let (mut replica, old) = all_renamed_where_there_is_no_room(&memory);
    assert_eq!(*replica.saving(), Saving::Moving);
    replica.have_mirror(false);
    replica.number_waiting();
    assert_eq!(*replica.saving(), Saving::Unsaved(StorageError::Full));
    assert_eq!(open(&memory).database(), &old);
    // So it does where the new state would be too large by itself.
    replica.have_mirror(true);
    many(&mut replica, 4_000);
    assert_eq!(*replica.saving(), Saving::Moving, "the first change fits");
    let lent = replica.lend().unwrap();
    replica.take_lent(&lent.mark);
    assert_eq!(*replica.saving(), Saving::Unsaved(StorageError::Full));
    memory.limit.set(None);
    assert!(replica.save());
    assert_eq!(open(&memory).database(), replica.database());
}
