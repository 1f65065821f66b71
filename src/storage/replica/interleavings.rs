//! Laws of windows that work at once, in any order, without a lock: they end equal and complete,
//! also where the room is used up and where one of them is killed meanwhile.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use proptest::prelude::*;

use crate::domain::arbitrary::{Op, Profile, cases};
use crate::domain::contact::{Contact, ContactField, ContactKind};
use crate::domain::identifiers::ContactId;
use crate::storage::key::Key;
use crate::storage::key_value::KeyValue;
use crate::storage::replica::mirror_tests::mirrored;
use crate::storage::replica::tests::{act, at, many, name};
use crate::storage::replica::{Action, Agreed, Change, Deed, Origin, Replica, Saving, Waiting};
use crate::storage::rescue;
use crate::storage::store::Store;
use crate::storage::windows::{Browser, Window, settle};

/// What goes on in a window beside the changes that are made in it.
#[derive(Clone, Copy, Debug)]
enum Going {
    /// What waits gets its numbers.
    Number,
    /// The browser puts the oldest write in order.
    Send,
    /// It is shown what others wrote, and may follow at once.
    Receive {
        follows: bool,
    },
    CatchUp,
    /// Time passes, and it tidies up.
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
    browser: &'a RefCell<Browser>,
    views: Vec<Window<'a>>,
    replicas: Vec<Replica<Window<'a>>>,
}

impl<'a> Office<'a> {
    fn open(browser: &'a RefCell<Browser>, windows: usize) -> Self {
        let views: Vec<Window<'_>> = (0..windows).map(|_| Window::open(browser)).collect();
        let replicas = views.iter().map(|view| Replica::open(Store::new(*view), &name(), "d")).collect();
        Self { browser, views, replicas }
    }

    fn go(&mut self, who: usize, going: Going) {
        let (views, replicas) = (&self.views, &mut self.replicas);
        match going {
            Number => replicas[who].number_waiting(),
            Send => {
                views[who].send();
            }
            Receive { follows } => {
                for _ in 0..4 {
                    let key = views[who].receive().as_deref().and_then(Key::parse);
                    if let Some(Key::Log(number)) = key.filter(|_| follows) {
                        replicas[who].see_entry(number);
                    }
                }
            }
            CatchUp => replicas[who].catch_up(),
            Rest => {
                settle(views);
                replicas[who].check_numbers();
                if !replicas[who].is_waiting() {
                    settle(views);
                    replicas.iter_mut().for_each(Replica::check_numbers);
                    settle(views);
                    replicas[who].fold();
                }
            }
        }
    }

    /// Time passes until everybody has seen everything, and all has its number.
    fn rest(&mut self) {
        for _ in 0..8 {
            settle(&self.views);
            for replica in &mut self.replicas {
                replica.check_numbers();
                replica.number_waiting();
            }
        }
        settle(&self.views);
        self.replicas.iter_mut().for_each(Replica::catch_up);
    }

    /// All windows have the same, all of it is saved, and so it is found by a later one.
    fn is_equal(&mut self) -> Result<(), TestCaseError> {
        for replica in &mut self.replicas {
            prop_assert_eq!(replica.take_problems(), []);
        }
        for replica in &self.replicas {
            prop_assert!(!replica.is_waiting());
            prop_assert_eq!(replica.saving(), &Saving::Saved);
            prop_assert_eq!(replica.database(), self.replicas[0].database());
        }
        self.is_found(&BTreeMap::new())
    }

    fn is_found(&self, mirror: &BTreeMap<String, String>) -> Result<(), TestCaseError> {
        let mut late = open_beyond(Window::open(self.browser), mirror);
        late.adopt(&HashSet::new());
        prop_assert_eq!(late.take_problems(), []);
        prop_assert_eq!(late.database(), self.replicas[0].database());
        Ok(())
    }
}

/// Opens what a window sees, and a mirror beyond it.
fn open_beyond<'a>(view: Window<'a>, mirror: &BTreeMap<String, String>) -> Replica<Window<'a>> {
    let store = Store::new(view);
    let keys: Vec<String> = mirror.keys().cloned().collect();
    let wanted = rescue::wanted(&store, &keys, &HashSet::new());
    let texts = wanted.iter().map(|key| (key.clone(), mirror[key].clone())).collect();
    assert!(rescue::rescue(&store, &keys, texts));
    Replica::open(store, &name(), "d")
}

/// What was done, by where it was done.
fn origins(replica: &Replica<Window<'_>>) -> BTreeSet<Origin> {
    replica.history().all().map(|past| past.about.origin.clone()).collect()
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

/// Windows that make contacts, while now and then the room is used up, there is some again, one of
/// them is killed, or all of them and the last writes in local storage are lost.
struct Trouble<'a> {
    office: Office<'a>,
    /// What the windows have handed to the mirror, which loses nothing.
    mirror: BTreeMap<String, String>,
    /// The numbers of the contacts that must be there in the end, by the change that made them.
    made: BTreeMap<Origin, Vec<String>>,
    /// Those that may be there.
    doubtful: BTreeSet<String>,
}

impl Trouble<'_> {
    fn make(&mut self, who: usize, count: u32) {
        let replica = &mut self.office.replicas[who];
        replica.catch_up();
        let first = replica.database().next_contact_id().0;
        let made: Vec<String> = (0..count).map(|_| name()).collect();
        let put = |(id, number): (u32, &String)| {
            let contact = Contact::new(number, ContactKind::Company).with_text(ContactField::Name, number);
            Change::PutContact { id: ContactId(id), contact: Some(Box::new(contact)) }
        };
        let change = Change::Batch((first..).zip(&made).map(put).collect());
        replica.commit(change, Action::LoadSample, Deed::Made, at()).unwrap();
        self.made.insert(Origin { tab: replica.tab.clone(), sequence: replica.sequence }, made);
    }

    /// Hands what a window wrote to the mirror, which takes longer than handing it to the browser.
    fn flush(&mut self, who: usize) {
        while self.office.views[who].send() {}
        mirrored(&mut self.mirror, self.office.replicas[who].store().take_writes());
    }

    fn go(&mut self, who: usize, going: Going) {
        // No write is on its way to the mirror for as long as a rest takes.
        let is_rest = matches!(going, Rest);
        (0..self.office.replicas.len()).filter(|_| is_rest).for_each(|who| self.flush(who));
        self.office.go(who, going);
        (0..self.office.replicas.len()).filter(|_| is_rest).for_each(|who| self.flush(who));
    }

    /// A window ends without a word, and another one is opened.
    fn kill(&mut self, who: usize) {
        while self.office.views[who].send() {}
        self.doubt(who);
        self.open_again(who);
    }

    /// All windows end at once, and local storage lacks what was written last.
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
        self.office.views[who] = Window::open(self.office.browser);
        let keys: Vec<String> = self.mirror.keys().cloned().collect();
        let mut replica = open_beyond(self.office.views[who], &self.mirror);
        replica.settle();
        mirrored(&mut self.mirror, rescue::differences(replica.store(), &keys));
        self.office.replicas[who] = replica;
    }

    /// What a window that ends had told to be unsaved may be gone.
    fn doubt(&mut self, who: usize) {
        let killed = &self.office.replicas[who];
        let unsaved: Vec<&Waiting> = killed.waiting.iter().filter(|waiting| !waiting.is_stored).collect();
        // One that lost its number may wait under its key still.
        let is_told = *killed.saving() != Saving::Saved;
        let stands = |waiting: &Waiting| {
            let Origin { tab, sequence } = waiting.about.origin.clone();
            matches!(killed.store.text(&Key::Waiting(tab, sequence)), Ok(Some(_)))
        };
        assert!(is_told || unsaved.iter().all(|waiting| !waiting.is_whole && stands(waiting)));
        // A change too large for the journal stands under its number alone: another window that
        // takes that in this very moment takes it away.
        let is_alone = |agreed: &&Agreed| {
            is_told
                && killed.uncertain.contains(&agreed.number)
                && agreed.own.is_some_and(|(_, is_whole)| is_whole)
        };
        let alone = killed.recent.iter().filter(is_alone).map(|agreed| &agreed.about.origin);
        for origin in unsaved.iter().map(|waiting| &waiting.about.origin).chain(alone) {
            self.doubtful.extend(self.made.remove(origin).into_iter().flatten());
        }
    }

    /// A window takes care of what killed ones have left.
    fn adopt(&mut self, who: usize) {
        let living: HashSet<String> = self.office.replicas.iter().map(|it| it.tab.clone()).collect();
        self.office.replicas[who].look_for_orphans();
        self.office.replicas[who].adopt(&living);
    }

    fn ends_with_all_that_was_saved(mut self) -> Result<(), TestCaseError> {
        self.office.browser.borrow_mut().room = None;
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
        // The store has all once what came from the mirror is folded.
        for _ in 0..20 {
            (0..self.office.replicas.len()).for_each(|who| self.office.go(who, Rest));
        }
        settle(&self.office.views);
        self.office.is_equal()
    }
}

fn numbers<K: KeyValue>(replica: &Replica<K>) -> BTreeSet<String> {
    replica.database().contacts().map(|(_, contact)| contact.number.clone()).collect()
}

#[derive(Clone, Copy, Debug)]
enum Trial {
    Make(u32),
    /// From now on there is that much more room than what the window sees.
    LeaveRoom(usize),
    MakeRoom,
    /// What it wrote comes to the mirror.
    Flush,
    Adopt,
    Kill,
    /// Everything ends, and so many of the last writes in local storage are lost.
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
                browser.borrow_mut().room = Some(seen + units);
            }
            MakeRoom => browser.borrow_mut().room = None,
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
