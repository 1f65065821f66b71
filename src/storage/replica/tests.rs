//! Tests of a replica: no change is lost, whatever is cut off, refused or damaged.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::domain::action::Action;
use crate::domain::arbitrary::{Op, Pick, stride};
use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::change::Change;
use crate::domain::contact::Contact;
use crate::domain::contacts;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::storage::codec::ROWS;
use crate::storage::entry::EntryKind;
use crate::storage::key_value::memory::Memory;
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::load::Problem;
use crate::storage::replica::Replica;
use crate::storage::replica::status::Saving;
use crate::storage::store::Store;

/// A unique window name.
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

/// Commits an operation; false where it changes nothing.
pub(super) fn act<K: KeyValue>(replica: &mut Replica<K>, op: &Op) -> bool {
    replica.pull();
    let Some(change) = op.change(replica.database()).filter(|change| !change.is_nothing()) else {
        return false;
    };
    replica.commit(change, Action::LoadSample, EntryKind::Do, at()).unwrap();
    true
}

fn person(name: &str) -> Op {
    Op::CreateContact {
        kind: ContactKind::Person,
        number: String::new(),
        name: name.to_owned(),
        fields: Vec::new(),
        company: Some(Pick(0)),
    }
}

fn create_code(code: &str) -> Op {
    Op::CreateCode { list: CodeList::MailingGroup, code: code.to_owned(), description: String::new() }
}

/// Assigns a mailing group to two contacts.
fn assign(pick: Pick) -> Op {
    Op::Assign { list: CodeList::MailingGroup, code: pick, contacts: vec![pick, Pick(0)] }
}

fn create_segment() -> Op {
    Op::CreateSegment { description: String::new() }
}

/// Many contacts in one change, too large for the journal.
pub(super) fn many<K: KeyValue>(replica: &mut Replica<K>, count: u32) {
    let first = replica.database().next_contact_id().0;
    // Another window may use the same indices; its contacts keep their numbers when they are rebased.
    let window = replica.window().to_owned();
    let put = |index: u32| {
        let contact = Contact::new(format!("M{index} {window}"), ContactKind::Company);
        let contact = contact.with_text(ContactField::Name, &format!("Office {index}"));
        Change::PutContact { id: ContactId(index), contact: Some(Box::new(contact)) }
    };
    let change = Change::Batch((first..first + count).map(put).collect());
    replica.commit(change, Action::LoadSample, EntryKind::Do, at()).unwrap();
}

/// Does all background work.
pub(super) fn maintain<K: KeyValue>(replica: &mut Replica<K>) {
    replica.sequence_pending();
    replica.confirm();
    while replica.compact() {}
}

/// Makes small changes, large ones and one that replaces everything, and calls back after each.
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
                replica.commit(change, Action::LoadSample, EntryKind::Do, at()).unwrap();
            }
            7 => {
                let meta = replica.history().next_undo().unwrap().clone();
                let back = replica.history().inverse(&meta.id).unwrap().clone();
                replica.commit(back, meta.action, EntryKind::Undo(meta.id), at()).unwrap();
            }
            _ => {
                let op = match turn {
                    1 => create_code("C1"),
                    2 => person("P 2 Q0"),
                    4 => assign(Pick(0)),
                    5 => create_segment(),
                    8 => Op::AddByHand { segment: Pick(0), contacts: vec![Pick(0)] },
                    _ => Op::company(&format!("Firm {turn}")),
                };
                assert!(act(replica, &op), "{turn}");
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
        // A database that was never written has a new identity each time.
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
    let errors = [StorageError::Full, StorageError::Denied, StorageError::Other("x".into())];
    for (number, error) in errors.into_iter().enumerate() {
        // The suite throws each error at other writes.
        let first = number * stride(10) / 3;
        for write in (first..).step_by(stride(10)) {
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
        act(&mut replica, &create_code(&format!("C{turn}")));
        act(&mut replica, &assign(Pick(turn)));
        act(&mut replica, &create_segment());
    }
    replica.sequence_pending();
    let whole = replica.database().clone();
    let mut damages = 0;
    for key in memory.texts.borrow().keys().cloned().collect::<Vec<_>>() {
        let text = memory.texts.borrow()[&key].clone();
        let characters: Vec<char> = text.chars().collect();
        // Cuts and changes each record at several positions.
        let step = (characters.len() * stride(10) / 25).max(1);
        for index in (0..characters.len()).step_by(step) {
            for is_cut in [true, false] {
                let mut damaged: String = characters[..index].iter().collect();
                if !is_cut {
                    damaged.push(if characters[index] == 'x' { 'y' } else { 'x' });
                    damaged.extend(&characters[index + 1..]);
                }
                let memory = memory.clone();
                memory.texts.borrow_mut().insert(key.clone(), damaged.clone());
                let mut again = open(&memory);
                let problems = again.take_problems();
                // An older version of a part may be damaged beside the newer one.
                assert!(!problems.is_empty() || *again.database() == whole, "{key}, {index}");
                damages += 1;
                if problems.contains(&Problem::Newer) {
                    continue;
                }
                // All other parts are intact.
                let lost = if key.starts_with("contacts") { ROWS } else { 0 };
                assert!(again.database().contact_count() + lost >= whole.contact_count(), "{key}");
                act(&mut again, &Op::company("Firm 7"));
                maintain(&mut again);
                if key != "head" && !problems.is_empty() {
                    let texts = memory.texts.borrow();
                    let aside = texts.get(&format!("aside/{key}")).or_else(|| texts.get(&key));
                    assert_eq!(aside, Some(&damaged), "{key}");
                }
                let last = open(&memory);
                assert!(last.database() == again.database(), "{key} {index} {problems:?}");
            }
        }
    }
    println!("{damages} damages");
}

/// Regression: changes in the journal were lost when a damaged part was stored again.
#[test]
fn what_was_saved_of_a_damaged_part_is_stored_anew_and_the_part_put_aside() {
    let memory = Memory::default();
    let mut replica = open(&memory);
    act(&mut replica, &Op::company("Firm 1"));
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
