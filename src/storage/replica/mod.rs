//! The database of one window, kept in step with the store and through it with other windows.
//!
//! A change is made in memory and written at once under a key of the window's own
//! ([`Replica::commit`]). Then it gets the next number in the journal that all windows share
//! ([`Replica::number_waiting`]); every window follows the journal in the order of its numbers
//! ([`Replica::catch_up`]), and moves what it has waiting on top of it.
//!
//! **No number is certain at once:** another window may not see yet that it is taken, and take it
//! as well. Each entry names the one before it, so all windows agree on what counts; whoever lost
//! a number keeps its change waiting until another one is certain ([`Replica::check_numbers`]).

pub mod fold;
#[cfg(test)]
mod interleavings;
#[cfg(test)]
mod mirror_tests;
mod open;
mod tabs;
#[cfg(test)]
mod tests;
pub mod whole;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use crate::domain::action::Action;
use crate::domain::change::{Change, Tables};
use crate::domain::database::{Database, NextIds};
use crate::domain::rebase::Renumbered;
use crate::domain::refusal::Refusal;
use crate::storage::entry::{About, Deed, Entry, Link, Origin, Record, Shape, WaitingEntry, What};
use crate::storage::history::History;
use crate::storage::key::{Key, Part};
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::load::Problem;
use crate::storage::replica::whole::Whole;
use crate::storage::store::Store;
use crate::storage::unit;

/// Rows in a change past which storing what it touches anew is cheaper than a journal entry.
/// Tests have less patience.
const WEIGHT_LIMIT: usize = if cfg!(test) { 60 } else { 1_000 };
/// Characters of JSON past which a way back is too large to be kept in the store.
const BACK_LIMIT: usize = 60_000;
/// Entries that can be taken back when they turn out to have lost their number.
const RECENT: usize = 64;

/// Whether what is in memory is also in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// It is.
    Saved,
    /// It is not for certain, and will be in a moment: the number of a large change can still be
    /// lost to another window, or it is on its way through the mirror, so that the store can make
    /// room for it (see [`Replica::lend`]).
    Moving,
    /// It is not, for this reason; memory has more than the store.
    Unsaved(StorageError),
    /// A newer program wrote the store; this one only reads.
    ReadOnly,
}

/// What happened to the database since this was asked last, for whatever is derived from it.
#[derive(Debug, Default)]
pub struct Followed {
    /// Inverses of the changes made, in order.
    pub changes: Vec<Change>,
    /// Everything is another: the changes tell nothing.
    pub everything: bool,
    /// The tables that changed.
    pub tables: Tables,
}

/// What other windows' work made of this one's.
#[derive(Debug, Default)]
pub struct Conflicts {
    /// Changes that no longer fit, and why.
    pub refused: Vec<(Action, Refusal)>,
    /// Records that got another No.
    pub moved: Vec<Renumbered>,
}

/// See the module.
#[derive(Debug)]
pub struct Replica<K> {
    store: Store<K>,
    database: Database,
    tab: String,
    sequence: u64,
    /// The number of the newest change that all agree on, and its entry.
    number: u64,
    last: Link,
    /// The number before the journal's first.
    start: u64,
    /// The entries from `start` on.
    links: BTreeMap<u64, Link>,
    /// The marks of those that were too large for the journal.
    marks: BTreeMap<u64, String>,
    /// Attempts to write such a change.
    attempts: u64,
    /// Such a change, ready to be written, that the store has no room for beside what it holds.
    prepared: Option<Whole>,
    /// Whether a mirror is there that may hold such a change meanwhile.
    has_mirror: bool,
    /// The parts that the head names.
    shape: Shape,
    waiting: Vec<Waiting>,
    /// Numbered changes that can be taken back, oldest first.
    recent: VecDeque<Agreed>,
    /// Own changes whose number is not certain yet.
    uncertain: Vec<u64>,
    /// Up to which number all are certain, and the mirror has them as the store does.
    certain: u64,
    /// Of those, the ones made before everything was read again, with their numbers.
    unsettled: Vec<(u64, Waiting)>,
    /// Changes of windows of which it is not known whether they are still open.
    orphans: Vec<WaitingEntry>,
    /// Up to which change each part is stored, and the newest change that touches it.
    stored: HashMap<Part, u64>,
    touched: HashMap<Part, u64>,
    /// Units that are damaged: they are never removed.
    damaged: HashSet<String>,
    /// Whether something was damaged, and all that was saved is to be stored anew.
    is_mended: bool,
    /// Keys of the earlier format that are carried over.
    outdated: Vec<String>,
    /// Whether the store still has to be written from the ground up.
    needs_base: bool,
    history: History,
    saving: Saving,
    /// Whether the store has held this database yet. **What looks empty is not written to:**
    /// browsers have been seen to show a store as empty that is not.
    is_stored: bool,
    followed: Followed,
    conflicts: Conflicts,
    problems: Vec<Problem>,
}

/// A change that is made in memory and has no number yet.
#[derive(Debug)]
struct Waiting {
    about: About,
    ends: NextIds,
    /// The change; not kept while it is made, where it is too large for the journal.
    change: Option<Change>,
    /// The change that takes it back.
    back: Change,
    /// Whether it is too large for the journal.
    is_whole: bool,
    /// Whether it stands under its window's key.
    is_stored: bool,
}

/// A change that has a number.
#[derive(Debug)]
struct Agreed {
    number: u64,
    /// The checksum of its entry.
    seal: u32,
    about: About,
    back: Change,
    /// For this window's own: where the tables ended when it was made, and whether it was too
    /// large for the journal.
    own: Option<(NextIds, bool)>,
}

impl<K: KeyValue> Replica<K> {
    /// The data.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The store.
    pub fn store(&self) -> &Store<K> {
        &self.store
    }

    /// A number that grows with each change, over reloads as well.
    pub fn revision(&self) -> u64 {
        self.number + self.waiting.len() as u64
    }

    /// Writes nothing any more: everything is about to be deleted.
    pub fn hold_still(&mut self) {
        self.store.forbid_writing();
    }

    /// This window's name among the windows.
    pub fn tab(&self) -> &str {
        &self.tab
    }

    /// Whether memory and store agree. A change too large for the journal stands under its number
    /// alone, so it is not counted as saved until that is certain.
    pub fn saving(&self) -> &Saving {
        let is_alone = |agreed: &Agreed| {
            agreed.own.is_some_and(|(_, is_whole)| is_whole) && self.uncertain.contains(&agreed.number)
        };
        let is_at_stake = self.recent.iter().any(is_alone)
            || self.waiting.iter().chain(self.unsettled.iter().map(|(_, it)| it)).any(|it| it.is_whole);
        if self.saving == Saving::Saved && is_at_stake { &Saving::Moving } else { &self.saving }
    }

    /// Whether memory has what the store doesn't have at all, so that closing the page loses it.
    pub fn is_ahead(&self) -> bool {
        matches!(self.saving, Saving::Moving | Saving::Unsaved(_))
            || (self.saving == Saving::Saved && self.waiting.iter().any(|waiting| waiting.is_whole))
    }

    /// What was done.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The same, to be written to.
    pub fn history_mut(&mut self) -> &mut History {
        &mut self.history
    }

    /// What was found wrong since this was asked last.
    pub fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.problems)
    }

    /// The keys of damaged units.
    pub fn damaged(&self) -> &HashSet<String> {
        &self.damaged
    }

    /// The damaged units as they stand, in a JSON object by key.
    pub fn damaged_as_json(&self) -> String {
        let texts: BTreeMap<&String, Option<String>> = self
            .damaged
            .iter()
            .map(|key| (key, self.store.keys().get(key).ok().flatten()))
            .filter(|(_, text)| text.is_some())
            .collect();
        serde_json::to_string_pretty(&texts).unwrap_or_default()
    }

    /// Removes the damaged units, which somebody has decided on.
    pub fn remove_damaged(&mut self) {
        if self.store.is_read_only() {
            return;
        }
        let keys: Vec<String> = self.damaged.iter().cloned().collect();
        for key in keys {
            // What can't be removed stays damaged, and is named at the next start again.
            if self.store.remove_any(&key).is_ok() {
                self.damaged.remove(&key);
            }
        }
    }

    /// What happened to the database since this was asked last.
    pub fn take_followed(&mut self) -> Followed {
        std::mem::take(&mut self.followed)
    }

    /// What other windows' work made of this one's, since this was asked last.
    pub fn take_conflicts(&mut self) -> Conflicts {
        std::mem::take(&mut self.conflicts)
    }

    /// Makes a change, and writes it down. Call [`Replica::catch_up`] before it is worked out.
    ///
    /// # Errors
    /// The refusal of the change; then nothing changed.
    pub fn commit(
        &mut self,
        change: Change,
        action: Action,
        deed: Deed,
        (place, at): (String, String),
    ) -> Result<(), Refusal> {
        let is_whole = weight(&change) > WEIGHT_LIMIT;
        let change = if is_whole { change } else { change.into_edits(&self.database) };
        let ends = self.database.next_ids();
        let kept = (!is_whole).then(|| change.clone());
        let back = self.apply(change)?;
        self.sequence += 1;
        let origin = Origin { tab: self.tab.clone(), sequence: self.sequence };
        let about = About { origin, deed, action, place, at };
        self.waiting.push(Waiting { about, ends, change: kept, back, is_whole, is_stored: false });
        self.show_waiting();
        self.store_waiting();
        Ok(())
    }

    /// Makes a change in memory, and hands back its inverse.
    fn apply(&mut self, change: Change) -> Result<Change, Refusal> {
        let tables = change.tables();
        let inverse = self.database.apply(change)?;
        self.followed.tables = self.followed.tables.union(tables);
        if weight(&inverse) > WEIGHT_LIMIT {
            self.followed.everything = true;
            self.followed.changes.clear();
        } else if !self.followed.everything {
            self.followed.changes.push(inverse.clone());
        }
        Ok(inverse)
    }

    /// Writes down what waits and isn't written yet.
    fn store_waiting(&mut self) {
        if self.saving == Saving::ReadOnly {
            return;
        }
        match self.write_all_waiting() {
            Err(error) => self.saving = Saving::Unsaved(error),
            // It can't wait under a key of its own.
            Ok(()) if self.waiting.iter().any(|waiting| waiting.is_whole) => self.number_waiting(),
            Ok(()) => self.saving = Saving::Saved,
        }
    }

    fn write_all_waiting(&mut self) -> Result<(), StorageError> {
        self.write_base()?;
        let mut all = std::mem::take(&mut self.waiting);
        let done = all.iter_mut().try_for_each(|waiting| self.write_waiting(waiting));
        self.waiting = all;
        done
    }

    /// Writes a change under its window's key, where it stands until its number is certain. What
    /// is too large for the journal has no place but its number.
    fn write_waiting(&mut self, waiting: &mut Waiting) -> Result<(), StorageError> {
        if waiting.is_stored || waiting.is_whole {
            return Ok(());
        }
        let (key, text) = waiting_unit(waiting);
        let text = text?;
        if let Err(error) = self.set_making_room(&key, &text) {
            // The mirror may have room, so that a crash doesn't take it.
            self.store.mirror_only(key.to_string(), text);
            return Err(error);
        }
        waiting.is_stored = true;
        Ok(())
    }

    /// Tries again to write what is in memory only, and tells whether that worked.
    pub fn save(&mut self) -> bool {
        if self.saving == Saving::ReadOnly {
            return false;
        }
        self.catch_up();
        self.store_waiting();
        // What came from the mirror may have found no room either.
        self.settle();
        self.saving == Saving::Saved
    }

    /// Puts a unit; where it doesn't fit, older history is given up first.
    fn set_making_room(&mut self, key: &Key, text: &str) -> Result<(), StorageError> {
        loop {
            match self.store.set(key, text) {
                Err(StorageError::Full) if self.forget_oldest() => {}
                done => return done,
            }
        }
    }

    /// Gives up the oldest change of the history, and says whether there was one.
    fn forget_oldest(&mut self) -> bool {
        match self.history.forget_oldest() {
            Some(number) => self.store.remove(&Key::Done(number)).is_ok(),
            None => false,
        }
    }

    /// Shows what waits in the history.
    fn show_waiting(&mut self) {
        self.history.wait(self.waiting.iter().map(record_of).collect());
        for waiting in self.waiting.iter().filter(|waiting| !is_small(&waiting.back)) {
            self.history.keep_large(waiting.about.origin.clone(), waiting.back.clone());
        }
    }
}

fn record_of(waiting: &Waiting) -> Record {
    Record { about: waiting.about.clone(), back: small(&waiting.back) }
}

/// The key of a waiting change, and its unit.
fn waiting_unit(waiting: &Waiting) -> (Key, Result<String, StorageError>) {
    let origin = &waiting.about.origin;
    let key = Key::Waiting(origin.tab.clone(), origin.sequence);
    let entry = Entry {
        about: waiting.about.clone(),
        after: Link::default(),
        ends: waiting.ends,
        what: What::Change(waiting.change.clone().unwrap_or(Change::nothing())),
    };
    let text = unit::write(origin.sequence, &WaitingEntry { entry, back: small(&waiting.back) });
    (key, text)
}

/// The way back, where it is small enough for the store.
fn small(back: &Change) -> Option<Change> {
    is_small(back).then(|| back.clone())
}

fn is_small(back: &Change) -> bool {
    weight(back) <= WEIGHT_LIMIT && serde_json::to_vec(back).is_ok_and(|json| json.len() <= BACK_LIMIT)
}

/// How many rows a change writes, at least.
fn weight(change: &Change) -> usize {
    match change {
        Change::Batch(changes) => changes.iter().map(weight).fold(0, usize::saturating_add),
        Change::Assign { contacts, .. } | Change::Unassign { contacts, .. } => 1 + contacts.len() / 64,
        Change::PutSegment { segment, .. } => segment.as_ref().map_or(1, |segment| {
            let before: usize = segment.steps.iter().map(|step| step.before.len()).sum();
            1 + (segment.lines.len() + before) / 64
        }),
        Change::EditLines { edit, .. } => {
            let before: usize = edit.steps.iter().map(|step| step.before.len()).sum();
            1 + (edit.lines.len() + before) / 64
        }
        Change::PutContact { .. }
        | Change::EditContact { .. }
        | Change::EditSegment { .. }
        | Change::PutCode { .. } => 1,
        Change::Replace(_) => usize::MAX,
    }
}
