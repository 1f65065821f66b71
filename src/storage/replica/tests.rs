//! Laws of storage: nothing is lost, whatever is cut off, refused, damaged or done at once.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::domain::contact::{Contact, ContactField, ContactKind};
use crate::domain::contacts;
use crate::domain::identifiers::ContactId;
use crate::domain::proptests::{Deed as Doing, change};
use crate::storage::key_value::memory::Memory;

/// A window that nobody had before.
pub(super) fn name() -> String {
    static WINDOWS: AtomicUsize = AtomicUsize::new(0);
    format!("t{}", WINDOWS.fetch_add(1, Ordering::Relaxed))
}

pub(super) fn open(memory: &Memory) -> Replica<&Memory> {
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
pub(super) fn maintain<K: KeyValue>(replica: &mut Replica<K>) {
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
