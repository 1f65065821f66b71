//! Property tests of windows that work at once, in any order, without a lock: all of them end with the
//! same, complete database, also where the store is full and where windows are killed.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use proptest::prelude::*;

use crate::domain::action::Action;
use crate::domain::arbitrary::{Op, Pick, Profile, cases};
use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::change::Change;
use crate::domain::contact::Contact;
use crate::domain::identifiers::ContactId;
use crate::storage::entry::{ChangeId, EntryKind};
use crate::storage::key::RecordKey;
use crate::storage::key_value::KeyValue;
use crate::storage::recovery;
use crate::storage::replica::Replica;
use crate::storage::replica::journal::Sequenced;
use crate::storage::replica::mirror_tests::mirrored;
use crate::storage::replica::outbox::Pending;
use crate::storage::replica::status::Saving;
use crate::storage::replica::tests::{act, at, many, name};
use crate::storage::simulated_windows::{SimulatedBrowser, SimulatedWindow, deliver_all};
use crate::storage::store::Store;

/// What happens in a window beside its changes.
#[derive(Clone, Copy, Debug)]
enum Going {
    /// The window sequences its pending changes.
    Number,
    /// The browser puts the window's oldest write in order.
    Send,
    /// The window is shown other windows' writes, and may handle them at once.
    Receive {
        follows: bool,
    },
    CatchUp,
    /// Time passes, and the window confirms and compacts.
    Rest,
}
use Going::{CatchUp, Number, Receive, Rest, Send};

fn going() -> impl Strategy<Value = Going> {
    prop_oneof![
        2 => Just(Number),
        2 => Just(Send),
        1 => any::<bool>().prop_map(|follows| Receive { follows }),
        1 => Just(CatchUp),
        1 => Just(Rest),
    ]
}

/// One browser with several windows.
struct Office<'a> {
    browser: &'a RefCell<SimulatedBrowser>,
    views: Vec<SimulatedWindow<'a>>,
    replicas: Vec<Replica<SimulatedWindow<'a>>>,
}

impl<'a> Office<'a> {
    fn open(browser: &'a RefCell<SimulatedBrowser>, windows: usize) -> Self {
        let views: Vec<SimulatedWindow<'_>> = (0..windows).map(|_| SimulatedWindow::open(browser)).collect();
        let replicas = views.iter().map(|view| Replica::open(Store::new(*view), &name(), "d")).collect();
        Self { browser, views, replicas }
    }

    fn go(&mut self, who: usize, going: Going) {
        let (views, replicas) = (&self.views, &mut self.replicas);
        match going {
            Number => replicas[who].sequence_pending(),
            Send => {
                views[who].send();
            }
            Receive { follows } => {
                for _ in 0..4 {
                    let key = views[who].receive().as_deref().and_then(RecordKey::parse);
                    if let Some(RecordKey::Log(number)) = key.filter(|_| follows) {
                        replicas[who].handle_entry(number);
                    }
                }
            }
            CatchUp => replicas[who].pull(),
            Rest => {
                deliver_all(views);
                replicas[who].confirm();
                if !replicas[who].has_pending() {
                    deliver_all(views);
                    replicas.iter_mut().for_each(Replica::confirm);
                    deliver_all(views);
                    replicas[who].compact();
                }
            }
        }
    }

    /// Time passes until all windows have seen all writes, and all changes have numbers.
    fn rest(&mut self) {
        for _ in 0..8 {
            deliver_all(&self.views);
            for replica in &mut self.replicas {
                replica.confirm();
                replica.sequence_pending();
            }
        }
        deliver_all(&self.views);
        self.replicas.iter_mut().for_each(Replica::pull);
    }

    /// All windows have the same database, which is saved and which a new window finds.
    fn is_equal(&mut self) -> Result<(), TestCaseError> {
        for replica in &mut self.replicas {
            prop_assert_eq!(replica.take_problems(), []);
        }
        for replica in &self.replicas {
            prop_assert!(!replica.has_pending());
            prop_assert_eq!(replica.saving(), &Saving::Saved);
            prop_assert_eq!(replica.database(), self.replicas[0].database());
        }
        self.is_found(&BTreeMap::new())
    }

    fn is_found(&self, mirror: &BTreeMap<String, String>) -> Result<(), TestCaseError> {
        let mut late = open_beyond(SimulatedWindow::open(self.browser), mirror);
        late.adopt(&HashSet::new());
        prop_assert_eq!(late.take_problems(), []);
        prop_assert_eq!(late.database(), self.replicas[0].database());
        Ok(())
    }
}

/// Opens a replica with the store that a window sees and a mirror.
fn open_beyond<'a>(
    view: SimulatedWindow<'a>,
    mirror: &BTreeMap<String, String>,
) -> Replica<SimulatedWindow<'a>> {
    let store = Store::new(view);
    let keys: Vec<String> = mirror.keys().cloned().collect();
    let wanted = recovery::wanted(&store, &keys, &HashSet::new());
    let texts = wanted.iter().map(|key| (key.clone(), mirror[key].clone())).collect();
    assert!(recovery::recover(&store, &keys, texts));
    Replica::open(store, &name(), "d")
}

/// What was done, by where it was done.
fn origins(replica: &Replica<SimulatedWindow<'_>>) -> BTreeSet<ChangeId> {
    replica.history().all().map(|past| past.meta.id.clone()).collect()
}

#[derive(Clone, Debug)]
enum Step {
    Act(Op),
    /// Makes so many contacts at once, too many for the journal.
    Many(u32),
    On(Going),
}

fn steps(most: usize) -> impl Strategy<Value = Vec<(usize, Step)>> {
    let step = prop_oneof![
        4 => Profile::default().op().prop_map(Step::Act),
        1 => (61_u32..1_100).prop_map(Step::Many),
        7 => going().prop_map(Step::On),
    ];
    proptest::collection::vec((0_usize..6, step), 1..most)
}

fn interleave(windows: usize, steps: &[(usize, Step)]) -> Result<(), TestCaseError> {
    let browser = RefCell::default();
    let mut office = Office::open(&browser, windows);
    let mut made = 0;
    for (who, step) in steps {
        let who = who % windows;
        match step {
            Step::Act(op) => made += usize::from(act(&mut office.replicas[who], op)),
            Step::Many(count) => {
                many(&mut office.replicas[who], *count);
                made += 1;
            }
            Step::On(going) => office.go(who, *going),
        }
    }
    office.rest();
    let refused: usize = office.replicas.iter_mut().map(|it| it.take_conflicts().refused.len()).sum();
    let history = origins(&office.replicas[0]);
    prop_assert_eq!(history.len(), made - refused);
    for replica in &office.replicas {
        prop_assert_eq!(&origins(replica), &history);
    }
    office.is_equal()
}

/// Windows that create contacts while now and then the store gets full, space is freed, a window is
/// killed, or all are killed and the newest writes in local storage are lost.
struct Trouble<'a> {
    office: Office<'a>,
    /// The mirror, which loses no writes.
    mirror: BTreeMap<String, String>,
    /// The numbers of the contacts that must be there in the end, by the change that created them.
    made: BTreeMap<ChangeId, Vec<String>>,
    /// The numbers of the contacts that may be there.
    doubtful: BTreeSet<String>,
}

impl Trouble<'_> {
    fn make(&mut self, who: usize, count: u32) {
        let replica = &mut self.office.replicas[who];
        replica.pull();
        let first = replica.database().next_contact_id().0;
        let made: Vec<String> = (0..count).map(|_| name()).collect();
        let put = |(id, number): (u32, &String)| {
            let contact = Contact::new(number, ContactKind::Company).with_text(ContactField::Name, number);
            Change::PutContact { id: ContactId(id), contact: Some(Box::new(contact)) }
        };
        let change = Change::Batch((first..).zip(&made).map(put).collect());
        replica.commit(change, Action::LoadSample, EntryKind::Do, at()).unwrap();
        self.made.insert(
            ChangeId { window: replica.window().to_owned(), sequence: replica.outbox.sequence },
            made,
        );
    }

    /// Applies a window's writes to the mirror, which comes after the browser has them.
    fn flush(&mut self, who: usize) {
        while self.office.views[who].send() {}
        mirrored(&mut self.mirror, self.office.replicas[who].store().take_writes());
    }

    fn go(&mut self, who: usize, going: Going) {
        // A rest takes longer than any write to the mirror.
        let is_rest = matches!(going, Rest);
        (0..self.office.replicas.len()).filter(|_| is_rest).for_each(|who| self.flush(who));
        self.office.go(who, going);
        (0..self.office.replicas.len()).filter(|_| is_rest).for_each(|who| self.flush(who));
    }

    /// Kills a window, and opens another one.
    fn kill(&mut self, who: usize) {
        while self.office.views[who].send() {}
        self.doubt(who);
        self.open_again(who);
    }

    /// Kills all windows at once; local storage lacks the newest writes.
    fn crash(&mut self, lost: usize) {
        for who in 0..self.office.replicas.len() {
            self.flush(who);
            self.doubt(who);
        }
        self.office.browser.borrow_mut().crash(lost);
        for who in 0..self.office.replicas.len() {
            self.open_again(who);
            while self.office.views[who].send() {}
        }
    }

    fn open_again(&mut self, who: usize) {
        self.office.views[who] = SimulatedWindow::open(self.office.browser);
        let keys: Vec<String> = self.mirror.keys().cloned().collect();
        let mut replica = open_beyond(self.office.views[who], &self.mirror);
        replica.write_recovered();
        mirrored(&mut self.mirror, recovery::differences(replica.store(), &keys));
        self.office.replicas[who] = replica;
    }

    /// Marks the changes as doubtful that a killed window reported as not saved.
    fn doubt(&mut self, who: usize) {
        let killed = &self.office.replicas[who];
        let unsaved: Vec<&Pending> =
            killed.outbox.pending.iter().filter(|pending| !pending.is_stored).collect();
        // A change that lost its number may still have its pending record.
        let is_told = *killed.saving() != Saving::Saved;
        let is_there = |pending: &Pending| matches!(killed.store.text(&pending.key()), Ok(Some(_)));
        assert!(is_told || unsaved.iter().all(|pending| !pending.is_large && is_there(pending)));
        // A large change is stored under its number alone: another window that takes the number at
        // this moment overwrites it.
        let is_alone = |sequenced: &&Sequenced| {
            is_told && killed.outbox.unconfirmed.contains(&sequenced.number) && sequenced.is_large_own()
        };
        let alone = killed.journal.recent.iter().filter(is_alone).map(|sequenced| &sequenced.meta.id);
        for id in unsaved.iter().map(|pending| &pending.meta.id).chain(alone) {
            self.doubtful.extend(self.made.remove(id).into_iter().flatten());
        }
    }

    /// Adopts the pending changes of killed windows.
    fn adopt(&mut self, who: usize) {
        let living: HashSet<String> = self.office.replicas.iter().map(|it| it.window().to_owned()).collect();
        self.office.replicas[who].find_foreign_pending();
        self.office.replicas[who].adopt(&living);
    }

    fn ends_with_all_that_was_saved(mut self) -> Result<(), TestCaseError> {
        self.office.browser.borrow_mut().quota = None;
        for replica in &mut self.office.replicas {
            replica.save();
        }
        self.office.rest();
        self.adopt(0);
        self.office.rest();
        let made: BTreeSet<String> = std::mem::take(&mut self.made).into_values().flatten().collect();
        let mut found = numbers(&self.office.replicas[0]);
        found.retain(|number| !self.doubtful.contains(number));
        prop_assert_eq!(found, made);
        for who in 0..self.office.replicas.len() {
            self.flush(who);
        }
        self.office.is_found(&self.mirror)?;
        // The store has everything once compaction has written what came from the mirror.
        for _ in 0..20 {
            (0..self.office.replicas.len()).for_each(|who| self.office.go(who, Rest));
        }
        deliver_all(&self.office.views);
        self.office.is_equal()
    }
}

fn numbers<K: KeyValue>(replica: &Replica<K>) -> BTreeSet<String> {
    replica.database().contacts().map(|(_, contact)| contact.number.clone()).collect()
}

#[derive(Clone, Copy, Debug)]
enum Trial {
    Make(u32),
    /// Limits the store to so much more than the window sees.
    LeaveRoom(usize),
    MakeRoom,
    /// Applies its writes to the mirror.
    Flush,
    Adopt,
    Kill,
    /// Kills all windows, and loses so many of the newest writes in local storage.
    Crash(usize),
    On(Going),
}
use Trial::{Adopt, Crash, Flush, Kill, LeaveRoom, Make, MakeRoom, On};

fn trials() -> impl Strategy<Value = Vec<(usize, Trial)>> {
    let trial = prop_oneof![
        4 => Just(Make(1)),
        1 => (61_u32..1_100).prop_map(Make),
        7 => going().prop_map(On),
        1 => (0_usize..5_000).prop_map(LeaveRoom),
        1 => Just(MakeRoom),
        2 => Just(Flush),
        1 => Just(Adopt),
        1 => Just(Kill),
        1 => (0_usize..12).prop_map(Crash),
    ];
    proptest::collection::vec((0_usize..6, trial), 1..80)
}

fn interleave_in_trouble(windows: usize, trials: &[(usize, Trial)]) -> Result<(), TestCaseError> {
    let browser = RefCell::default();
    let office = Office::open(&browser, windows);
    let (mirror, made, doubtful) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
    let mut trouble = Trouble { office, mirror, made, doubtful };
    for &(who, trial) in trials {
        let who = who % windows;
        match trial {
            Make(count) => trouble.make(who, count),
            LeaveRoom(units) => {
                let seen = trouble.office.views[who].units();
                browser.borrow_mut().quota = Some(seen + units);
            }
            MakeRoom => browser.borrow_mut().quota = None,
            Flush => trouble.flush(who),
            Adopt => trouble.adopt(who),
            Kill => trouble.kill(who),
            Crash(lost) => trouble.crash(lost),
            On(going) => trouble.go(who, going),
        }
    }
    trouble.ends_with_all_that_was_saved()
}

proptest! {
    #![proptest_config(cases(50))]

    #[test]
    fn two_windows_at_once_end_equal_and_complete(steps in steps(60)) {
        interleave(2, &steps)?;
    }

    #[test]
    fn three_windows_at_once_end_equal_and_complete(steps in steps(80)) {
        interleave(3, &steps)?;
    }
}

#[test]
fn a_segment_that_is_deleted_between_two_large_changes_is_not_reported_as_damaged() {
    let code = Op::CreateCode { list: CodeList::MailingGroup, code: "R6".into(), description: String::new() };
    let steps = [
        (0, Step::Act(Op::CreateSegment { description: "Firm".into() })),
        (0, Step::Act(code)),
        (1, Step::On(Rest)),
        (2, Step::Many(972)),
        (0, Step::Many(300)),
        (0, Step::Act(Op::DeleteSegment { segment: Pick(0) })),
        (1, Step::On(Rest)),
        (1, Step::Many(1031)),
    ];
    interleave(3, &steps).unwrap();
}

proptest! {
    #![proptest_config(cases(25))]

    #[test]
    fn windows_without_room_of_which_some_are_killed_lose_nothing_that_was_saved(trials in trials()) {
        interleave_in_trouble(2, &trials)?;
        interleave_in_trouble(3, &trials)?;
    }
}

#[test]
fn a_large_change_that_was_certain_was_written_over_by_a_window_that_knew_another_beginning() {
    interleave_in_trouble(
        3,
        &[
            (1, Make(1)),
            (2, Make(1)),
            (2, Make(1)),
            (1, On(Number)),
            (1, Kill),
            (2, Make(61)),
            (1, Make(1)),
            (1, On(Number)),
            (2, Make(1)),
            (2, On(Rest)),
            (1, Make(1)),
            (2, Kill),
            (1, On(Number)),
        ],
    )
    .unwrap();
}

#[test]
fn a_number_was_taken_for_certain_when_another_window_spoke_up() {
    let follow = On(Receive { follows: true });
    let mut trials = vec![(0, Make(1)), (0, On(Number)), (0, Flush), (0, follow), (0, follow), (0, Flush)];
    trials.extend([(1, Make(1)), (1, On(Number)), (1, Flush), (0, Kill)]);
    interleave_in_trouble(2, &trials).unwrap();
}

#[test]
fn a_change_that_two_windows_took_care_of_was_made_twice() {
    interleave_in_trouble(
        2,
        &[(0, Make(1)), (0, Crash(0)), (1, Adopt), (1, Make(61)), (1, Make(1)), (1, On(Rest)), (0, Adopt)],
    )
    .unwrap();
}

#[test]
fn a_change_that_lost_its_number_twice_was_taken_care_of_by_its_own_window() {
    let mut trials = vec![(2, Make(61)), (2, Make(1)), (0, Kill), (2, Adopt), (1, Make(61))];
    trials.extend([(2, On(Number)), (0, On(Rest)), (2, Adopt)]);
    for windows in [2, 3] {
        interleave_in_trouble(windows, &trials).unwrap();
    }
}

#[test]
fn a_run_of_places_that_nobody_used_was_told_to_be_damaged() {
    interleave_in_trouble(
        2,
        &[
            (1, Make(1)),
            (1, On(Number)),
            (0, Make(1)),
            (1, Make(1)),
            (1, Flush),
            (0, Make(61)),
            (1, Make(61)),
            (1, Make(1)),
            (0, LeaveRoom(0)),
            (0, On(Rest)),
            (0, Crash(0)),
            (0, Make(511)),
            (0, LeaveRoom(30)),
            (0, Adopt),
            (0, On(Number)),
            (1, Crash(4)),
        ],
    )
    .unwrap();
}

#[test]
fn a_killed_window_s_change_was_made_twice_once_the_history_had_given_it_up() {
    let follow = On(Receive { follows: true });
    interleave_in_trouble(
        2,
        &[
            (1, Make(1)),
            (1, On(Number)),
            (0, LeaveRoom(0)),
            (1, Kill),
            (0, Make(1)),
            (0, Make(1)),
            (0, follow),
            (0, Make(1)),
        ],
    )
    .unwrap();
}

#[test]
fn a_change_that_had_found_no_room_was_numbered_before_it_stood_under_its_window_s_key() {
    interleave_in_trouble(
        2,
        &[(0, LeaveRoom(0)), (0, Make(1)), (0, LeaveRoom(600)), (0, On(Number)), (0, Kill), (1, Make(65))],
    )
    .unwrap();
}

#[test]
fn a_large_change_that_had_found_no_room_was_written_with_places_that_it_had_moved_from() {
    interleave_in_trouble(
        2,
        &[
            (0, Make(1)),
            (0, Make(673)),
            (1, LeaveRoom(3_600)),
            (0, On(Rest)),
            (0, Make(61)),
            (1, Make(1)),
            (1, On(Number)),
            (0, Make(1)),
            (0, On(Number)),
            (0, On(Rest)),
        ],
    )
    .unwrap();
}
