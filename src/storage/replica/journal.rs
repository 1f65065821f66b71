//! The shared journal, as far as this window has followed it.

use std::collections::{BTreeMap, VecDeque};

use crate::domain::change::Change;
use crate::domain::database::NextIds;
use crate::storage::entry::{ChangeId, ChangeMeta, EntryRef, JournalEntry, Manifest, Payload};

/// How many changes can be rolled back when it turns out that one of them lost its number.
pub(super) const RECENT: usize = 64;

/// See the module.
#[derive(Debug)]
pub(super) struct Journal {
    /// The number of the newest entry, and the entry.
    pub(super) number: u64,
    pub(super) last: EntryRef,
    /// The number before the first entry.
    pub(super) start: u64,
    /// The entries from `start` on.
    pub(super) entries: BTreeMap<u64, EntryRef>,
    /// The attempts of the changes that were stored as snapshots.
    pub(super) attempts: BTreeMap<u64, String>,
    /// All numbers up to this one are confirmed, and the mirror has their entries as the store has.
    pub(super) confirmed_up_to: u64,
    /// The newest changes, oldest first.
    pub(super) recent: VecDeque<Sequenced>,
}

/// A change with a number.
#[derive(Debug)]
pub(super) struct Sequenced {
    pub(super) number: u64,
    /// The checksum of its entry.
    pub(super) checksum: u32,
    pub(super) meta: ChangeMeta,
    pub(super) inverse: Change,
    /// `None` for a change of another window.
    pub(super) own: Option<Own>,
}

/// What this window knows of its own change.
#[derive(Clone, Copy, Debug)]
pub(super) struct Own {
    /// The ends of the tables when the change was made.
    pub(super) ends: NextIds,
    /// Whether it is too large for the journal.
    pub(super) is_large: bool,
}

impl Default for Journal {
    fn default() -> Self {
        Self {
            number: 0,
            last: EntryRef::default(),
            start: 0,
            entries: [(0, EntryRef::default())].into(),
            attempts: BTreeMap::new(),
            confirmed_up_to: 0,
            recent: VecDeque::new(),
        }
    }
}

impl Journal {
    /// A journal that was read up to the entry `last`, which has the number `number`.
    pub(super) fn read(
        (number, last): (u64, EntryRef),
        manifest: &Manifest,
        entries: BTreeMap<u64, EntryRef>,
        read: &BTreeMap<u64, JournalEntry>,
    ) -> Self {
        let attempt = |entry: &JournalEntry| match &entry.payload {
            Payload::Snapshot { attempt, .. } => Some(attempt.clone()),
            Payload::Change(_) => None,
        };
        let attempts = read.iter().filter_map(|(number, entry)| Some((*number, attempt(entry)?))).collect();
        let confirmed_up_to = manifest.start;
        let mut journal =
            Self { number, last, start: 0, entries, attempts, confirmed_up_to, recent: VecDeque::new() };
        journal.start_at(manifest);
        journal
    }

    /// Takes over the start that a manifest names.
    pub(super) fn start_at(&mut self, manifest: &Manifest) {
        self.start = manifest.start;
        self.entries.insert(manifest.start, manifest.start_entry.clone());
    }

    /// Moves the start to a later entry.
    pub(super) fn trim(&mut self, start: u64) {
        self.start = start;
        self.entries.retain(|number, _| *number >= start);
        self.attempts.retain(|number, _| *number > start);
    }

    /// The entry before the first.
    pub(super) fn start_entry(&self) -> EntryRef {
        self.entries.get(&self.start).cloned().unwrap_or_default()
    }

    /// The number of the next entry.
    pub(super) fn next_number(&self) -> u64 {
        self.number + 1
    }

    /// How many entries there are.
    pub(super) fn length(&self) -> u64 {
        self.number - self.start
    }

    /// Whether a change has an entry.
    pub(super) fn has(&self, id: &ChangeId) -> bool {
        self.entries.values().any(|entry| entry.change == *id)
    }

    /// Whether the change of this number was stored by this attempt, as far as that is known.
    pub(super) fn may_have_attempt(&self, number: u64, attempt: &str) -> bool {
        // A number without an entry was damaged; no other window can have taken it.
        number <= self.start
            || !self.entries.contains_key(&number)
            || self.attempts.get(&number).is_some_and(|own| own == attempt)
    }

    /// Appends a change.
    pub(super) fn append(&mut self, sequenced: Sequenced) {
        self.number = sequenced.number;
        self.last = EntryRef { change: sequenced.meta.id.clone(), checksum: sequenced.checksum };
        self.entries.insert(sequenced.number, self.last.clone());
        self.recent.push_back(sequenced);
        while self.recent.len() > RECENT {
            self.recent.pop_front();
        }
    }

    /// Takes the newest change off, if its number is at least `first`. `last` is left as it is.
    pub(super) fn pop_from(&mut self, first: u64) -> Option<Sequenced> {
        let sequenced = self.recent.pop_back_if(|sequenced| sequenced.number >= first)?;
        self.entries.remove(&sequenced.number);
        self.attempts.remove(&sequenced.number);
        self.number = sequenced.number - 1;
        Some(sequenced)
    }
}

impl Sequenced {
    /// Whether it is this window's, and too large for the journal.
    pub(super) fn is_large_own(&self) -> bool {
        self.own.is_some_and(|own| own.is_large)
    }
}
