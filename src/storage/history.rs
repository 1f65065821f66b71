//! What was done, in order, and what of it can be taken back or made again.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::domain::change::Change;
use crate::storage::entry::{About, Deed, Origin, Record};

/// Changes by number. What waits for its number comes last.
#[derive(Debug, Default)]
pub struct History {
    agreed: BTreeMap<u64, Record>,
    waiting: Vec<Record>,
    /// Ways back that are too large for the store, as long as the page is open.
    large: HashMap<Origin, Change>,
    new_large: Vec<Origin>,
    /// Windows whose changes this one takes back: itself, and those that are gone.
    own: HashSet<String>,
}

/// A change of the history, and whether it counts now.
#[derive(Clone, Copy, Debug)]
pub struct Past<'a> {
    /// What it was.
    pub about: &'a About,
    /// Its number; none while it waits for one.
    pub number: Option<u64>,
}

impl History {
    /// Takes up what a store holds.
    pub(super) fn read(&mut self, agreed: BTreeMap<u64, Record>) {
        self.agreed = agreed;
    }

    /// Counts what was done by windows that were there before among one's own: as long as nothing
    /// else is known, they are closed.
    pub(super) fn inherit(&mut self) {
        self.own.extend(self.agreed.values().map(|record| record.about.origin.tab.clone()));
    }

    /// Leaves what windows did that are open to them.
    pub fn disown(&mut self, living: &HashSet<String>) {
        self.own.retain(|tab| !living.contains(tab));
    }

    /// Counts a window's changes among one's own.
    pub fn own(&mut self, tab: String) {
        self.own.insert(tab);
    }

    /// All changes with the numbers they have, oldest first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = Past<'_>> {
        let agreed =
            self.agreed.iter().map(|(number, record)| Past { about: &record.about, number: Some(*number) });
        agreed.chain(self.waiting.iter().map(|record| Past { about: &record.about, number: None }))
    }

    /// The change to take back next.
    #[must_use]
    pub fn next_undo(&self) -> Option<&About> {
        self.stacks().0.last().copied()
    }

    /// The change to make again next: the one that took it back.
    #[must_use]
    pub fn next_redo(&self) -> Option<&About> {
        self.stacks().1.last().copied()
    }

    /// One's own changes that were made and not taken back, and those that were.
    #[must_use]
    pub fn stacks(&self) -> (Vec<&About>, Vec<&About>) {
        let (mut undo, mut redo): (Vec<&About>, Vec<&About>) = Default::default();
        let own = self.all().map(|past| past.about).filter(|about| self.own.contains(&about.origin.tab));
        for about in own {
            match &about.deed {
                Deed::Made => {
                    undo.push(about);
                    redo.clear();
                }
                Deed::Undid(origin) => {
                    undo.retain(|other| other.origin != *origin);
                    redo.push(about);
                }
                Deed::Redid(origin) => {
                    redo.retain(|other| other.origin != *origin);
                    undo.push(about);
                }
            }
        }
        (undo, redo)
    }

    /// The changes of all windows that were made and not taken back.
    #[must_use]
    pub fn standing(&self) -> HashSet<Origin> {
        let mut standing = HashSet::new();
        // What takes back what: the change that a taking back stands for.
        let mut stands_for: HashMap<&Origin, &Origin> = HashMap::new();
        for about in self.all().map(|past| past.about) {
            match &about.deed {
                Deed::Made => {
                    standing.insert(about.origin.clone());
                }
                Deed::Undid(origin) => {
                    let made = stands_for.get(origin).copied().unwrap_or(origin);
                    standing.remove(made);
                    stands_for.insert(&about.origin, made);
                }
                Deed::Redid(origin) => {
                    let made = stands_for.get(origin).copied().unwrap_or(origin);
                    standing.insert(made.clone());
                    stands_for.insert(&about.origin, made);
                }
            }
        }
        standing
    }

    /// The change that takes a change back, as far as it is at hand.
    #[must_use]
    pub fn way_back(&self, origin: &Origin) -> Option<&Change> {
        let mut records = self.agreed.values().chain(&self.waiting).rev();
        let record = records.find(|record| record.about.origin == *origin);
        record.and_then(|record| record.back.as_ref()).or_else(|| self.large.get(origin))
    }

    /// Keeps a way back at hand that is too large for the store.
    pub fn keep_large(&mut self, origin: Origin, back: Change) {
        if self.large.insert(origin.clone(), back).is_none() {
            self.new_large.push(origin);
        }
    }

    /// Ways back too large for the store that came since this was asked last.
    pub fn take_large(&mut self) -> Vec<(Origin, Change)> {
        let new = std::mem::take(&mut self.new_large).into_iter();
        new.filter_map(|origin| self.large.get(&origin).cloned().map(|back| (origin, back))).collect()
    }

    /// Whether a change with a number can be taken back.
    pub(super) fn is_agreed(&self, origin: &Origin) -> bool {
        self.agreed.values().any(|record| record.about.origin == *origin)
    }

    pub(super) fn agree(&mut self, number: u64, record: Record) {
        self.waiting.retain(|waiting| waiting.about.origin != record.about.origin);
        self.agreed.insert(number, record);
    }

    pub(super) fn disagree(&mut self, number: u64) {
        self.agreed.remove(&number);
    }

    pub(super) fn wait(&mut self, waiting: Vec<Record>) {
        self.waiting = waiting;
    }

    pub(super) fn agreed(&self) -> &BTreeMap<u64, Record> {
        &self.agreed
    }

    pub(super) fn forget_oldest(&mut self) -> Option<u64> {
        let (number, record) = self.agreed.pop_first()?;
        self.large.remove(&record.about.origin);
        Some(number)
    }
}
