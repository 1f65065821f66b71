//! The journal is folded into the parts, one part at a time, while nobody waits.
//!
//! Each stored part tells up to which change it holds everything, and the journal keeps whatever
//! is newer; so between any two writes the store holds the whole state, and there is never more
//! than one part twice.

use std::collections::BTreeMap;

use crate::domain::identifiers::SegmentId;
use crate::storage::entry::{Head, Origin};
use crate::storage::key::{ASIDE, Key, Part};
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::parts;
use crate::storage::replica::{Replica, Saving};
use crate::storage::unit;

/// Changes that stay in the journal after they were folded, for windows that are late.
const KEPT: u64 = 50;
/// Changes in the journal from which on its beginning is moved.
const LONG: u64 = 150;
/// Changes that the history keeps.
pub const HISTORY_LIMIT: usize = 300;

/// A stored version of a part: up to which change it holds everything, and its mark.
pub(super) type Version = (u64, Option<String>);
pub(super) type Versions = BTreeMap<Part, Vec<Version>>;

impl<K: KeyValue> Replica<K> {
    /// Whether there is something to fold.
    pub fn needs_folding(&self) -> bool {
        self.can_fold()
            && (self.is_mended
                || self.touched.keys().any(|part| self.is_dirty(*part))
                || self.number - self.start > KEPT + LONG
                || self.shape != parts::shape_of(&self.database))
    }

    fn can_fold(&self) -> bool {
        // Parts hold certain changes only.
        self.saving == Saving::Saved && self.is_stored && self.uncertain.is_empty() && self.waiting.is_empty()
    }

    fn is_dirty(&self, part: Part) -> bool {
        if matches!(part, Part::Segment(place) if self.database.segment(SegmentId(place)).is_none()) {
            // What was deleted goes with the next head.
            return false;
        }
        let touched = self.touched.get(&part).copied().unwrap_or(0);
        touched > 0 && self.stored.get(&part).is_none_or(|&stored| stored < touched)
    }

    /// Stores one part anew, or moves the journal's beginning when none is left; true while there
    /// is more to do. Call it when nothing was changed for some time, so that all numbers are
    /// certain; best under a lock that all windows share.
    pub fn fold(&mut self) -> bool {
        let seen = self.last.clone();
        self.catch_up();
        // What came this very moment is not certain.
        if self.last != seen || !self.can_fold() || self.give_up_lost() || self.put_aside().is_err() {
            return false;
        }
        self.be_certain(self.number);
        self.fold_one().unwrap_or(false)
    }

    /// Moves damaged units to keys that nothing else uses, where they stay until somebody removes
    /// them: what was saved of them may need their own.
    fn put_aside(&mut self) -> Result<(), StorageError> {
        let keys: Vec<String> = self.damaged.iter().cloned().collect();
        for key in keys.iter().filter(|key| Key::parse(key).is_some()) {
            if let Some(text) = self.store.keys().get(key)? {
                let aside = format!("{ASIDE}{key}");
                self.store.set_any(&aside, &text)?;
                self.damaged.insert(aside);
                // The head is written over when all is stored anew.
                if Key::parse(key) != Some(Key::Head) {
                    self.store.remove_any(key)?;
                }
            }
            self.damaged.remove(key);
        }
        Ok(())
    }

    fn fold_one(&mut self) -> Result<bool, StorageError> {
        let versions = self.versions()?;
        // Another window may have folded, or a part have lost its number.
        let newest = versions.iter().filter_map(|(part, versions)| {
            let (number, mark) = versions.last()?;
            let is_here = !self.store.is_rescued(&Key::Part(*part, *number, mark.clone()));
            is_here.then_some((*part, *number))
        });
        self.stored = newest.collect();
        let dirty = self.touched.keys().copied().filter(|part| self.is_dirty(*part));
        // Where places were passed over, a run may have been touched by nobody.
        let shape = parts::shape_of(&self.database);
        let lacking = shape.parts().filter(|part| *part != Part::Codes && !self.stored.contains_key(part));
        let Some(part) = dirty.chain(lacking).min() else {
            self.move_beginning(&versions)?;
            return Ok(false);
        };
        let number = self.number;
        if let Some(bytes) = parts::encode(&self.database, part) {
            // Where only the mirror has this very version, it comes from there under its own mark.
            let same = versions.get(&part).and_then(|versions| versions.last());
            let mark = same.filter(|(newest, _)| *newest == number).and_then(|(_, mark)| mark.clone());
            let key = Key::Part(part, number, mark);
            let text = unit::write_bytes(number, &bytes);
            match self.store.set(&key, &text) {
                // The mirror has what is newer than what is here.
                Err(StorageError::Full) if !self.stored.contains_key(&part) => {
                    self.remove_older_than_mirrored(part, versions.get(&part))?;
                    self.set_making_room(&key, &text)?;
                }
                Err(StorageError::Full) => self.set_making_room(&key, &text)?,
                done => done?,
            }
        }
        self.stored.insert(part, number);
        if self.shape.has(part) {
            self.remove_versions(part, versions.get(&part), number)?;
        }
        Ok(true)
    }

    /// The stored versions of each part that count, oldest first.
    pub(super) fn versions(&self) -> Result<Versions, StorageError> {
        let mut versions: Versions = BTreeMap::new();
        for key in self.store.units()? {
            let Key::Part(part, number, mark) = key else { continue };
            let is_ours = mark.as_ref().is_none_or(|mark| {
                // A number without a change was damaged, and nobody else can have written it.
                number <= self.start
                    || !self.links.contains_key(&number)
                    || self.marks.get(&number).is_some_and(|own| own == mark)
            });
            let is_damaged = self.damaged.contains(&Key::Part(part, number, mark.clone()).to_string());
            if number <= self.number && is_ours && !is_damaged {
                versions.entry(part).or_default().push((number, mark));
            }
        }
        Ok(versions)
    }

    /// Removes versions of a part that are older than one that only the mirror has.
    fn remove_older_than_mirrored(
        &self,
        part: Part,
        versions: Option<&Vec<Version>>,
    ) -> Result<(), StorageError> {
        let newest_first = versions.into_iter().flatten().rev();
        let keys = newest_first.map(|(number, mark)| Key::Part(part, *number, mark.clone()));
        for key in keys.skip_while(|key| !self.store.is_rescued(key)).skip(1) {
            self.store.remove(&key)?;
        }
        Ok(())
    }

    fn remove_versions(
        &self,
        part: Part,
        versions: Option<&Vec<Version>>,
        before: u64,
    ) -> Result<(), StorageError> {
        for (number, mark) in versions.into_iter().flatten().filter(|(number, _)| *number < before) {
            let key = Key::Part(part, *number, mark.clone());
            if !self.damaged.contains(&key.to_string()) {
                self.store.remove(&key)?;
            }
        }
        Ok(())
    }

    /// Removes what windows left waiting that has its number: once its entry leaves the journal,
    /// nobody could tell any more.
    fn remove_numbered(&self) -> Result<(), StorageError> {
        for key in self.store.units()? {
            let Key::Waiting(tab, sequence) = &key else { continue };
            let origin = Origin { tab: tab.clone(), sequence: *sequence };
            if self.is_numbered(&origin) && !self.damaged.contains(&key.to_string()) {
                self.store.remove(&key)?;
            }
        }
        Ok(())
    }

    /// Everything is in the parts: the head names them, and what they hold leaves the journal.
    fn move_beginning(&mut self, versions: &Versions) -> Result<(), StorageError> {
        self.remove_numbered()?;
        let shape = parts::shape_of(&self.database);
        let is_long = self.number - self.start > KEPT + LONG;
        let start = match (self.is_mended, is_long) {
            // What is damaged is left behind.
            (true, _) => self.number,
            (false, true) => self.number - KEPT,
            (false, false) => self.start,
        };
        if self.is_mended || shape != self.shape || start != self.start {
            let link = self.links.get(&start).cloned().unwrap_or_default();
            let identity = self.database.identity().to_owned();
            self.store.write_head(&Head { identity, start, link, shape: shape.clone() })?;
            self.start = start;
            self.shape = shape;
            self.is_mended = false;
            self.links.retain(|number, _| *number >= start);
            self.marks.retain(|number, _| *number > start);
        }
        for key in self.store.units()? {
            let is_left_over = match &key {
                Key::Log(number) => *number <= self.start,
                Key::Part(part, number, mark) => {
                    let newest = versions.get(part).and_then(|versions| versions.last());
                    let counts = newest.is_some_and(|(newest, own)| (number, mark) == (newest, own));
                    // Where it has no entry in the journal, it was never finished.
                    *number <= self.number && (!counts || !self.shape.has(*part))
                }
                _ => false,
            };
            if is_left_over && !self.damaged.contains(&key.to_string()) {
                self.store.remove(&key)?;
            }
        }
        while self.history.agreed().len() > HISTORY_LIMIT && self.forget_oldest() {}
        Ok(())
    }
}
