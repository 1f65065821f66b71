//! Windows in step: numbers for what waits, following the others, and agreeing again after two
//! took the same number.

use std::collections::{HashMap, HashSet};

use crate::domain::change::Change;
use crate::domain::rebase::Rebase;
use crate::storage::entry::{Entry, Link, Origin, Record, What};
use crate::storage::key::Key;
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::load::Problem;
use crate::storage::parts;
use crate::storage::replica::{Agreed, RECENT, Replica, Saving, Waiting, record_of, small, waiting_unit};
use crate::storage::unit;
use crate::storage::unit::UnitError;

impl<K: KeyValue> Replica<K> {
    /// Gives what waits the next numbers of the journal. Best called under a lock that all
    /// windows share; without one, [`Replica::check_numbers`] finds out who was faster.
    pub fn number_waiting(&mut self) {
        self.catch_up();
        if self.waiting.is_empty() || self.is_moving() {
            return;
        }
        // Nothing is built on what is known to be lost, be it another window's.
        if self.saving != Saving::ReadOnly {
            self.give_up_lost();
        }
        while self.saving != Saving::ReadOnly && !self.waiting.is_empty() {
            let mut waiting = self.waiting.remove(0);
            let done = if waiting.is_whole {
                // What comes after it must not be in what it stores.
                self.take_back_waiting();
                let done = self.write_whole(&waiting);
                self.make_waiting_again();
                done
            } else {
                self.write_waiting(&mut waiting).and_then(|()| self.write_entry(&waiting))
            };
            let seal = match done {
                Ok(seal) => seal,
                Err(error) => {
                    self.waiting.insert(0, waiting);
                    self.saving = match error {
                        StorageError::Full if self.can_lend() => Saving::Moving,
                        error => Saving::Unsaved(error),
                    };
                    return;
                }
            };
            self.saving = Saving::Saved;
            let number = self.number + 1;
            let record = record_of(&waiting);
            if let Ok(text) = unit::write(number, &record) {
                // Without it this change can't be taken back after a reload; nothing else is lost.
                let _ = self.set_making_room(&Key::Done(number), &text);
            }
            self.history.agree(number, record);
            self.uncertain.push(number);
            let Waiting { about, ends, back, is_whole, .. } = waiting;
            self.agree(Agreed { number, seal, about, back, own: Some((ends, is_whole)) });
        }
    }

    fn write_entry(&mut self, waiting: &Waiting) -> Result<u32, StorageError> {
        self.write_base()?;
        let change = waiting.change.clone().unwrap_or(Change::nothing());
        let number = self.number + 1;
        self.touch(&change, number);
        let entry = Entry {
            about: waiting.about.clone(),
            after: self.last.clone(),
            ends: waiting.ends,
            what: What::Change(change),
        };
        let text = unit::write(number, &entry)?;
        self.set_making_room(&Key::Log(number), &text)?;
        Ok(unit::seal(&text))
    }

    fn touch(&mut self, change: &Change, number: u64) {
        for part in parts::touched(change, &self.shape) {
            self.touched.insert(part, number);
        }
    }

    fn agree(&mut self, agreed: Agreed) {
        self.number = agreed.number;
        self.last = Link { origin: agreed.about.origin.clone(), seal: agreed.seal };
        self.links.insert(agreed.number, self.last.clone());
        self.recent.push_back(agreed);
        while self.recent.len() > RECENT {
            self.recent.pop_front();
        }
    }

    /// Another window wrote an entry of the journal.
    pub fn see_entry(&mut self, number: u64) {
        let is_new = number > self.number;
        // The others' head first: what it has left behind is removed, and not lost.
        self.catch_up();
        if !is_new && self.saving != Saving::ReadOnly {
            self.give_up_lost();
        }
    }

    /// Whether own numbers are not certain yet: [`Replica::check_numbers`] is due.
    pub fn is_uncertain(&self) -> bool {
        !self.uncertain.is_empty()
    }

    /// Whether a change has a number. **The history alone can't tell:** it is given up where room is
    /// short, while the journal keeps each entry until nothing of it waits any more.
    pub(super) fn is_numbered(&self, origin: &Origin) -> bool {
        self.history.is_agreed(origin) || self.links.values().any(|link| link.origin == *origin)
    }

    /// Whether something waits for its number.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Looks whether the numbers of the last changes are still theirs. Call it some time after
    /// [`Replica::number_waiting`], when what other windows wrote before can be seen.
    pub fn check_numbers(&mut self) {
        // The others' head first: what it has left behind is certain.
        self.catch_up();
        if self.saving == Saving::ReadOnly || self.give_up_lost() {
            return;
        }
        self.unsettled.clear();
        if let Some(newest) = std::mem::take(&mut self.uncertain).into_iter().max() {
            self.be_certain(newest);
        }
    }

    /// From now on all numbers up to this one are certain, whoever took them: the mirror gets their
    /// entries as they are, and nothing waits for them any more.
    pub(super) fn be_certain(&mut self, newest: u64) {
        let later = self.links.range(self.certain + 1..);
        for (&number, Link { origin, .. }) in later.take_while(|(number, _)| **number <= newest) {
            self.keep_record(number);
            // The mirror may have one that this was written over.
            let key = Key::Log(number);
            if let Ok(Some(text)) = self.store.text(&key) {
                self.store.mirror_only(key.to_string(), text);
            }
            // A window that finds the key all the same knows the change by its origin.
            let key = Key::Waiting(origin.tab.clone(), origin.sequence);
            let is_there = origin.tab == self.tab || matches!(self.store.text(&key), Ok(Some(_)));
            if is_there && !self.damaged.contains(&key.to_string()) {
                let _ = self.store.remove(&key);
            }
        }
        self.certain = self.certain.max(newest);
    }

    /// Looks whether one of the last numbers has been taken by another window's change. If so, what
    /// was done since is taken back, and what is own of it waits again.
    pub(super) fn give_up_lost(&mut self) -> bool {
        let oldest = self.number.saturating_sub(RECENT as u64);
        let lost = self.links.range(oldest.max(self.start + 1)..).find_map(|(&number, link)| {
            let text = self.store.text(&Key::Log(number)).ok().flatten();
            (text.as_deref().map(unit::seal) != Some(link.seal)).then_some(number)
        });
        let Some(lost) = lost else { return false };
        for key in (lost..=self.number).map(Key::Log) {
            if let Ok(Some(text)) = self.store.text(&key) {
                // The mirror may get what has lost its number later than this.
                self.store.mirror_only(key.to_string(), text);
            }
        }
        let can_be_taken_back = self.recent.front().is_some_and(|agreed| agreed.number <= lost);
        self.take_back_waiting();
        if can_be_taken_back {
            self.give_up_from(lost);
        } else {
            self.read_again();
        }
        self.store_waiting();
        true
    }

    /// Writes the record of a number again where a window that lost it has left its own.
    fn keep_record(&self, number: u64) {
        let key = Key::Done(number);
        let Some(record) = self.history.agreed().get(&number) else { return };
        let written = self.store.text(&key).ok().flatten().and_then(|text| unit::read::<Record>(&text).ok());
        if written.is_some_and(|(_, written)| written.about.origin != record.about.origin)
            && let Ok(text) = unit::write(number, record)
        {
            // Without it this change can't be taken back after a reload; nothing else is lost.
            let _ = self.store.set(&key, &text);
        }
    }

    /// Takes back everything from a number on, and follows the journal as it is now. Own changes
    /// that are not in it wait again.
    fn give_up_from(&mut self, contested: u64) {
        let mut again: Vec<Waiting> = Vec::new();
        let mut can_follow = true;
        while let Some(agreed) = self.recent.pop_back_if(|agreed| agreed.number >= contested) {
            let Agreed { number, about, back, own, .. } = agreed;
            // Once one way back doesn't fit, all is read again; own changes are kept for that.
            let change = if can_follow { self.apply(back.clone()).ok() } else { None };
            can_follow &= change.is_some();
            self.history.disagree(number);
            self.links.remove(&number);
            self.marks.remove(&number);
            self.number = number - 1;
            if let (Some((ends, is_whole)), Some(change)) = (own, change) {
                let change = Some(change);
                again.insert(0, Waiting { about, ends, change, back, is_whole, is_stored: false });
            }
        }
        self.uncertain.retain(|&number| number < contested);
        self.certain = self.certain.min(contested - 1);
        self.stored.retain(|_, number| *number < contested);
        self.waiting.splice(0..0, again);
        match self.links.get(&self.number) {
            Some(link) if can_follow => {
                self.last.clone_from(link);
                self.follow();
                self.make_waiting_again();
            }
            _ => self.read_again(),
        }
    }

    /// Takes over what other windows have done.
    pub fn catch_up(&mut self) {
        if self.store.is_read_only() {
            self.saving = Saving::ReadOnly;
            return;
        }
        if self.store.head_changed().unwrap_or(false) && !self.follow_head() {
            return;
        }
        let next = Key::Log(self.number + 1);
        if matches!(self.store.text(&next), Ok(Some(_))) {
            self.take_back_waiting();
            self.follow();
            self.make_waiting_again();
        }
    }

    /// Looks at a head that another window wrote, and says whether the journal can be followed.
    fn follow_head(&mut self) -> bool {
        match self.store.read_head() {
            Ok(Some(Ok(head))) => {
                if !self.is_stored && !self.needs_base {
                    // Both windows found an empty store; the other one was the first to write.
                    self.is_stored = true;
                    self.database.identify(&head.identity);
                }
                if head.start > self.number || head.identity != self.database.identity() {
                    self.take_back_waiting();
                    self.read_again();
                    return false;
                }
                self.start = head.start;
                self.links.insert(head.start, head.link);
                self.shape = head.shape;
                true
            }
            Ok(Some(Err(UnitError::Newer(format)))) => {
                self.be_read_only(format);
                false
            }
            Ok(Some(Err(UnitError::Damaged)) | None) | Err(_) => true,
        }
    }

    fn be_read_only(&mut self, format: u32) {
        self.store.forbid_writing();
        self.problems.push(Problem::Newer(format));
        self.saving = Saving::ReadOnly;
    }

    /// Follows the journal as far as it goes. What waits must have been taken back.
    pub(super) fn follow(&mut self) {
        while let Ok(Some(text)) = self.store.text(&Key::Log(self.number + 1)) {
            match unit::read::<Entry>(&text) {
                Ok((_, entry)) if entry.after == self.last => {
                    if !self.follow_entry(entry, unit::seal(&text)) {
                        self.load_again();
                        return;
                    }
                }
                Err(UnitError::Newer(format)) => {
                    self.be_read_only(format);
                    return;
                }
                // Built on what lost its number: its window gives it another one.
                Ok(_) | Err(UnitError::Damaged) => return,
            }
        }
    }

    /// Makes another window's change; false where the store has to be read again instead.
    fn follow_entry(&mut self, entry: Entry, seal: u32) -> bool {
        let Entry { about, what: What::Change(change), .. } = entry else { return false };
        let number = self.number + 1;
        // Two windows may have taken care of the same orphan: then its change is made already.
        let change = if self.is_numbered(&about.origin) { Change::nothing() } else { change };
        self.touch(&change, number);
        let Ok(back) = self.apply(change) else { return false };
        self.waiting.retain(|waiting| waiting.about.origin != about.origin);
        self.orphans.retain(|orphan| orphan.entry.about.origin != about.origin);
        self.history.agree(number, Record { about: about.clone(), back: small(&back) });
        self.agree(Agreed { number, seal, about, back, own: None });
        true
    }

    /// Takes back what waits, newest first, so that the others' changes come before it.
    pub(super) fn take_back_waiting(&mut self) {
        for place in (0..self.waiting.len()).rev() {
            let Some(back) = self.waiting.get(place).map(|waiting| waiting.back.clone()) else { continue };
            // The exact way back of what was done last always fits.
            let change = self.apply(back).ok();
            if let Some(waiting) = self.waiting.get_mut(place) {
                waiting.change = change.or(waiting.change.take());
            }
        }
    }

    /// Makes what waits again, moved on top of what came before it.
    pub(super) fn make_waiting_again(&mut self) {
        let mut rebases: HashMap<String, Rebase> = HashMap::new();
        let mut kept = Vec::new();
        for mut waiting in std::mem::take(&mut self.waiting) {
            let rebase = rebases.entry(waiting.about.origin.tab.clone()).or_default();
            let Some(change) = waiting.change.take() else { continue };
            let change = rebase.rebase_change(change, waiting.ends, &self.database);
            let ends = self.database.next_ids();
            let copy = (!waiting.is_whole).then(|| change.clone());
            match self.apply(change) {
                Ok(back) => {
                    waiting = Waiting { ends, back, change: copy, ..waiting };
                    if waiting.is_stored && !waiting.is_whole {
                        // Whoever takes care of it after this window finds it as it fits now.
                        let (key, text) = waiting_unit(&waiting);
                        let _ = text.and_then(|text| self.store.set(&key, &text));
                    }
                    kept.push(waiting);
                }
                Err(refusal) => {
                    let Origin { tab, sequence } = waiting.about.origin;
                    let _ = self.store.remove(&Key::Waiting(tab, sequence));
                    self.conflicts.refused.push((waiting.about.action, refusal));
                }
            }
        }
        self.waiting = kept;
        self.conflicts.moved.extend(rebases.into_values().flat_map(|rebase| rebase.renumbered));
        self.show_waiting();
    }

    /// Takes care of what windows left waiting that are closed; `living` are those that are open.
    pub fn adopt(&mut self, living: &HashSet<String>) {
        // Another window may have taken care of them.
        self.catch_up();
        let (stay, adopted): (Vec<_>, Vec<_>) = std::mem::take(&mut self.orphans)
            .into_iter()
            .partition(|orphan| living.contains(&orphan.entry.about.origin.tab));
        self.orphans = stay;
        let mut first = Vec::new();
        for orphan in adopted {
            let Entry { about, ends, what, .. } = orphan.entry;
            if self.is_numbered(&about.origin) {
                let is_it = |link: &Link| link.origin == about.origin;
                // One that is not certain goes with the next folding.
                if !self.links.range(self.certain + 1..).any(|(_, link)| is_it(link)) {
                    let _ = self.store.remove(&Key::Waiting(about.origin.tab, about.origin.sequence));
                }
                continue;
            }
            let What::Change(change) = what else {
                // Too large to stand under its window's key, and not yet saved when that was closed.
                let _ = self.store.remove(&Key::Waiting(about.origin.tab, about.origin.sequence));
                continue;
            };
            self.history.own(about.origin.tab.clone());
            let (change, back) = (Some(change), Change::nothing());
            first.push(Waiting { about, ends, change, back, is_whole: false, is_stored: true });
        }
        if !first.is_empty() {
            self.take_back_waiting();
            self.waiting.splice(0..0, first);
            self.make_waiting_again();
        }
    }

    /// Looks for what other windows have left waiting.
    pub fn look_for_orphans(&mut self) {
        let Ok(keys) = self.store.units() else { return };
        for key in keys {
            let Key::Waiting(tab, sequence) = &key else { continue };
            let is_it = |origin: &Origin| origin.tab == *tab && origin.sequence == *sequence;
            if *tab == self.tab
                || self.orphans.iter().any(|orphan| is_it(&orphan.entry.about.origin))
                || self.waiting.iter().any(|waiting| is_it(&waiting.about.origin))
            {
                continue;
            }
            let read = self.store.text(&key).ok().flatten().and_then(|text| unit::read(&text).ok());
            self.orphans.extend(read.map(|(_, orphan)| orphan));
        }
    }
}
