//! Opening: what the store, and the mirror, hold becomes the database of this window.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use crate::domain::change::Tables;
use crate::domain::database::Database;
use crate::storage::entry::{Link, Origin, Shape, What};
use crate::storage::first_format;
use crate::storage::history::History;
use crate::storage::key::{ASIDE, Key};
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::load::{Loaded, Problem, load};
use crate::storage::parts;
use crate::storage::replica::{Agreed, Conflicts, Followed, Replica, Saving, Waiting};
use crate::storage::store::{Restored, Store};

impl<K: KeyValue> Replica<K> {
    /// Opens what the store holds. `tab` names this window, as no other is named; `identity` the
    /// database, if there is none yet.
    pub fn open(store: Store<K>, tab: &str, identity: &str) -> Self {
        let mut replica = Self {
            store,
            database: Database::new(identity),
            tab: tab.to_owned(),
            sequence: 0,
            number: 0,
            last: Link::default(),
            start: 0,
            links: [(0, Link::default())].into(),
            marks: BTreeMap::new(),
            attempts: 0,
            prepared: None,
            has_mirror: false,
            shape: Shape::default(),
            waiting: Vec::new(),
            recent: VecDeque::new(),
            uncertain: Vec::new(),
            certain: 0,
            unsettled: Vec::new(),
            orphans: Vec::new(),
            stored: HashMap::new(),
            touched: HashMap::new(),
            damaged: HashSet::new(),
            is_mended: false,
            outdated: Vec::new(),
            needs_base: false,
            history: History::default(),
            saving: Saving::Saved,
            is_stored: false,
            followed: Followed::default(),
            conflicts: Conflicts::default(),
            problems: Vec::new(),
        };
        replica.load_again();
        replica.name_what_is_aside();
        replica.history.own(tab.to_owned());
        replica.history.inherit();
        replica.followed = Followed::default();
        replica
    }

    /// Damaged units that were put aside before are named until somebody removes them.
    fn name_what_is_aside(&mut self) {
        let keys = self.store.keys().keys().unwrap_or_default();
        for key in keys.into_iter().filter(|key| key.starts_with(ASIDE)) {
            self.damaged.insert(key.clone());
            self.problems.push(Problem::Damaged(key));
        }
    }

    /// Reads the store anew, and moves what waits on top of it.
    pub(super) fn read_again(&mut self) {
        self.load_again();
        self.make_waiting_again();
    }

    /// Reads the store anew. What waits must have been taken back, and is to be made again.
    pub(super) fn load_again(&mut self) {
        self.unsettle();
        if first_format::is_there(self.store.keys()) {
            self.carry_over();
            return;
        }
        let loaded = load(&mut self.store);
        if let Some(Problem::Unreadable(error)) =
            loaded.problems.iter().find(|problem| matches!(problem, Problem::Unreadable(_)))
        {
            self.saving = Saving::Unsaved(error.clone());
        }
        if self.store.is_read_only() {
            self.saving = Saving::ReadOnly;
        }
        self.take(loaded);
    }

    /// Keeps own changes that may have lost their numbers: whoever reads everything again can't
    /// take back what was done before. The database is not of use afterwards.
    fn unsettle(&mut self) {
        while let Some(agreed) = self.recent.pop_back() {
            let Agreed { number, about, back, own, .. } = agreed;
            // What was done last is taken back first, which always fits.
            let change = self.database.apply(back.clone()).ok();
            if let Some((ends, is_whole)) = own {
                let waiting = Waiting { about, ends, change, back, is_whole, is_stored: false };
                self.unsettled.insert(0, (number, waiting));
            }
        }
    }

    fn take(&mut self, loaded: Loaded) {
        let Loaded {
            rows,
            number,
            last,
            head,
            journal,
            links,
            stored,
            touched,
            records,
            waiting,
            problems,
            ..
        } = loaded;
        for problem in &problems {
            if let Problem::Damaged(key) = problem {
                self.damaged.insert(key.clone());
            }
        }
        let has_problems = !problems.is_empty();
        self.problems.extend(problems);
        let Some(rows) = rows else { return };
        match Database::try_from(rows) {
            Ok(database) => self.database = database,
            Err(fact) => {
                // Nothing intact leads here: parts that contradict each other.
                self.problems.push(Problem::Contradiction(fact));
                self.saving = Saving::ReadOnly;
                self.store.forbid_writing();
                return;
            }
        }
        self.followed.everything = true;
        self.followed.changes.clear();
        self.followed.tables = Tables::ALL;
        self.number = number;
        self.last = last;
        self.start = head.start;
        self.links = links;
        self.links.insert(head.start, head.link);
        self.marks.clear();
        for (number, entry) in &journal {
            if let What::Whole { mark, .. } = &entry.what {
                self.marks.insert(*number, mark.clone());
            }
        }
        self.shape = head.shape;
        self.recent.clear();
        self.uncertain.clear();
        self.certain = self.start;
        self.is_stored = true;
        let is_known = |origin: &Origin| records.values().any(|record| record.about.origin == *origin);
        self.waiting.retain(|waiting| !is_known(&waiting.about.origin));
        let mut lost = Vec::new();
        for (number, waiting) in std::mem::take(&mut self.unsettled) {
            if self.links.get(&number).is_some_and(|link| link.origin == waiting.about.origin) {
                self.uncertain.push(number);
                self.unsettled.push((number, waiting));
            } else if !is_known(&waiting.about.origin) {
                lost.push(waiting);
            }
        }
        self.waiting.splice(0..0, lost);
        self.orphans = waiting;
        self.orphans.retain(|orphan| {
            let origin = &orphan.entry.about.origin;
            origin.tab != self.tab && !self.waiting.iter().any(|waiting| waiting.about.origin == *origin)
        });
        self.history.read(records);
        self.stored = stored;
        self.touched = touched;
        for part in loaded.rescued {
            // The store doesn't have it: it is written to it with the next folding.
            self.stored.remove(&part);
            self.touched.insert(part, number);
        }
        if has_problems {
            // What was saved is stored anew, beside what is damaged.
            self.is_mended = true;
            self.touched.extend(parts::shape_of(&self.database).parts().map(|part| (part, number)));
        }
    }

    /// Reads the format that was written first; it is carried over with the first write.
    fn carry_over(&mut self) {
        let found = first_format::read(self.store.keys());
        if found.problems.iter().any(|problem| matches!(problem, Problem::Newer(_))) {
            self.store.forbid_writing();
            self.saving = Saving::ReadOnly;
        }
        self.problems.extend(found.problems);
        self.outdated = found.outdated;
        if let Some(database) = found.database {
            self.database = database;
            self.needs_base = true;
            self.followed.everything = true;
        }
    }

    /// Writes over what was read of the earlier format, and restores what only the mirror had.
    /// Does nothing where there is nothing to do.
    pub fn settle(&mut self) {
        for key in self.store.take_outlived() {
            // Where it stays, whoever takes care of it finds that it has a number.
            let _ = self.store.remove(&key);
        }
        if self.saving != Saving::Saved {
            return;
        }
        let number = self.number;
        let restored = loop {
            let restored = self.store.restore(|key| match key {
                Key::Head | Key::Waiting(..) => Restored::Written,
                Key::Log(other) | Key::Done(other) if *other <= number => Restored::Written,
                // Written or removed by folding. Until then the mirror must go on having it: a
                // newer one that stands here may still lose its number.
                Key::Part(..) => Restored::Kept,
                _ => Restored::Forgotten,
            });
            match restored {
                Err(StorageError::Full) if self.forget_oldest() => {}
                done => break done,
            }
        };
        let base = if self.needs_base { self.write_base() } else { Ok(()) };
        if let Err(error) = restored.and(base) {
            self.saving = Saving::Unsaved(error);
            return;
        }
        for key in first_format::left_over(self.store.keys()) {
            // What can't be removed now takes room and does no harm.
            let _ = self.store.remove_any(&key);
        }
    }
}
