//! Changes too large for the journal: what they touch is stored anew, and the journal says so.
//!
//! The state before stands whole beside the new one until the entry is written. Where there is no
//! room for both, the mirror gets the new one first ([`Replica::lend`]); then the store may give up
//! the old one, as a crash from there on finds all of the new one in the mirror.

use crate::domain::change::Change;
use crate::domain::database::{Database, NextIds};
use crate::storage::entry::{Entry, Head, Link, Origin, Shape, WaitingEntry, What};
use crate::storage::key::{Key, Part};
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::parts;
use crate::storage::replica::{Replica, Saving, Waiting};
use crate::storage::store::Write;
use crate::storage::unit;

/// A change as it is to stand in the store.
#[derive(Debug)]
pub struct Whole {
    number: u64,
    /// The entry that it comes after, and the change.
    after: Link,
    origin: Origin,
    /// Where the tables ended before it: the places of its new rows follow from that.
    ends: NextIds,
    mark: String,
    parts: Vec<Part>,
    shape: Shape,
    /// What says that its number is not certain, the parts, then the entry that makes them count.
    texts: Vec<(Key, String)>,
    seal: u32,
    /// Whether the mirror has it.
    is_lent: bool,
}

/// What a mirror is to hold before the store makes room for it.
#[derive(Debug)]
pub struct Lent {
    /// What it is told by afterwards.
    pub mark: String,
    /// All of it.
    pub writes: Vec<Write>,
}

impl<K: KeyValue> Replica<K> {
    /// Stores what a change has touched under the next number and a mark, then the entry that makes
    /// it count, whose checksum is handed back. **Until then the state before stands whole beside
    /// it, or the new one in the mirror.**
    pub(super) fn write_whole(&mut self, waiting: &Waiting) -> Result<u32, StorageError> {
        self.write_base()?;
        let whole = match self.prepared.take() {
            Some(whole) if self.is_of(&whole, waiting) => whole,
            _ => self.prepare(waiting)?,
        };
        let done = if whole.is_lent { self.write_instead(&whole) } else { self.write_beside(&whole) };
        if let Err(error) = done {
            // What the mirror had of it was taken back with the attempt.
            self.prepared = Some(Whole { is_lent: false, ..whole });
            return Err(error);
        }
        let Whole { number, mark, parts, shape, seal, .. } = whole;
        for part in parts {
            self.stored.insert(part, number);
            self.touched.insert(part, number);
        }
        self.marks.insert(number, mark);
        self.shape = shape;
        Ok(seal)
    }

    fn prepare(&mut self, waiting: &Waiting) -> Result<Whole, StorageError> {
        let number = self.number + 1;
        let shape = parts::shape_of(&self.database);
        let replaces = matches!(waiting.back, Change::Replace(_));
        let mut touched = parts::touched(&waiting.back, &shape);
        touched.retain(|part| shape.has(*part));
        // Afterwards every part is expected to stand in the store.
        touched.extend(shape.parts().filter(|part| !self.stored.contains_key(part)));
        let touched: Vec<Part> = touched.into_iter().collect();
        self.attempts += 1;
        let mark = format!("{}.{}", self.tab, self.attempts);
        let (about, after) = (waiting.about.clone(), self.last.clone());
        let what = What::Whole { mark: mark.clone(), parts: touched.clone(), shape: shape.clone(), replaces };
        let entry = Entry { about, after: after.clone(), ends: waiting.ends, what };
        let log = unit::write(number, &entry)?;
        let seal = unit::seal(&log);
        let origin = waiting.about.origin.clone();
        let mut texts = Vec::with_capacity(touched.len() + 2);
        let waits = unit::write(origin.sequence, &WaitingEntry { entry, back: None })?;
        texts.push((Key::Waiting(origin.tab.clone(), origin.sequence), waits));
        for &part in &touched {
            if let Some(bytes) = parts::encode(&self.database, part) {
                let key = Key::Part(part, number, Some(mark.clone()));
                texts.push((key, unit::write_bytes(number, &bytes)));
            }
        }
        texts.push((Key::Log(number), log));
        let ends = waiting.ends;
        Ok(Whole { number, after, origin, ends, mark, parts: touched, shape, texts, seal, is_lent: false })
    }

    fn write_beside(&mut self, whole: &Whole) -> Result<(), StorageError> {
        let mut done = Ok(());
        for (place, (key, text)) in whole.texts.iter().enumerate() {
            done = self.store.set(key, text);
            if done == Err(StorageError::Full) && !self.can_lend_instead(whole) {
                done = self.set_making_room(key, text);
            }
            if done.is_err() {
                for (key, _) in whole.texts.iter().take(place) {
                    // What can't be removed doesn't count without its entry.
                    let _ = self.store.remove(key);
                }
                break;
            }
        }
        done
    }

    /// Writes in the place of what the change replaces. Where that is refused midway, all stands as
    /// before: another window may go on from there.
    fn write_instead(&mut self, whole: &Whole) -> Result<(), StorageError> {
        let mut replaced = Vec::new();
        for key in self.replaced(whole)? {
            replaced.extend(self.store.text(&key)?.map(|text| (key, text)));
        }
        let removed = replaced.iter().try_for_each(|(key, _)| self.store.remove(key));
        let written = removed
            .and_then(|()| whole.texts.iter().try_for_each(|(key, text)| self.set_making_room(key, text)));
        if written.is_err() {
            for (key, _) in &whole.texts {
                // What can't be removed doesn't count without its entry.
                let _ = self.store.remove(key);
            }
            for (key, text) in replaced {
                if self.store.set(&key, &text).is_err() {
                    self.store.mirror_only(key.to_string(), text);
                }
            }
        }
        written
    }

    /// The stored versions of parts that a change replaces or leaves without use.
    fn replaced(&self, whole: &Whole) -> Result<Vec<Key>, StorageError> {
        let versions = self.versions()?.into_iter();
        let versions = versions.filter(|(part, _)| whole.parts.contains(part) || !whole.shape.has(*part));
        let keys = versions.flat_map(|(part, versions)| {
            versions.into_iter().map(move |(number, mark)| Key::Part(part, number, mark))
        });
        Ok(keys.collect())
    }

    fn can_lend_instead(&self, whole: &Whole) -> bool {
        self.has_mirror
            && self.replaced(whole).is_ok_and(|replaced| self.store.would_fit(&replaced, &whole.texts))
    }

    fn is_of(&self, whole: &Whole, waiting: &Waiting) -> bool {
        (whole.number, &whole.after, &whole.origin, whole.ends)
            == (self.number + 1, &self.last, &waiting.about.origin, waiting.ends)
    }

    /// Whether what waits is not to be touched: it did not fit a moment ago, and the mirror may be
    /// getting it right now.
    pub(super) fn is_moving(&self) -> bool {
        self.saving == Saving::Moving
            && self.waiting.first().is_some_and(|waiting| {
                self.can_lend() && self.prepared.as_ref().is_some_and(|whole| self.is_of(whole, waiting))
            })
    }

    /// Whether a change waits that only fits by way of the mirror.
    pub(super) fn can_lend(&self) -> bool {
        self.prepared.as_ref().is_some_and(|whole| !whole.is_lent && self.can_lend_instead(whole))
    }

    /// Says whether there is a mirror. Without one, what doesn't fit beside what the store holds
    /// doesn't fit.
    pub fn have_mirror(&mut self, has_mirror: bool) {
        self.has_mirror = has_mirror;
    }

    /// What the mirror is to hold, so that the store can give up what it replaces. Best called under
    /// the lock of [`Replica::number_waiting`], which is kept until [`Replica::take_lent`].
    pub fn lend(&self) -> Option<Lent> {
        let whole = self.prepared.as_ref().filter(|_| self.saving == Saving::Moving)?;
        let put = |(key, text): &(Key, String)| Write::Put(key.to_string(), text.clone());
        Some(Lent { mark: whole.mark.clone(), writes: whole.texts.iter().map(put).collect() })
    }

    /// The mirror has what was lent.
    pub fn take_lent(&mut self, mark: &str) {
        if let Some(whole) = self.prepared.as_mut().filter(|whole| whole.mark == mark) {
            whole.is_lent = true;
        }
        self.number_waiting();
    }

    /// Writes what the journal begins from, where the store doesn't have it yet: a head, and the
    /// tables of an earlier format.
    pub(super) fn write_base(&mut self) -> Result<(), StorageError> {
        if self.is_stored && !self.needs_base {
            return Ok(());
        }
        if self.needs_base {
            let base = self.base();
            let shape = parts::shape_of(&base);
            for part in shape.parts() {
                if let Some(bytes) = parts::encode(&base, part) {
                    let text = unit::write_bytes(self.start, &bytes);
                    self.store.set(&Key::Part(part, self.start, None), &text)?;
                }
                self.stored.insert(part, self.start);
            }
            self.shape = shape;
        }
        let link = self.links.get(&self.start).cloned().unwrap_or_default();
        let identity = self.database.identity().to_owned();
        self.store.write_head(&Head { identity, start: self.start, link, shape: self.shape.clone() })?;
        self.needs_base = false;
        self.is_stored = true;
        for key in std::mem::take(&mut self.outdated) {
            // What can't be removed now takes room and does no harm.
            let _ = self.store.remove_any(&key);
        }
        Ok(())
    }

    /// The database without what waits: that comes to the journal.
    fn base(&self) -> Database {
        let mut base = self.database.clone();
        for waiting in self.waiting.iter().rev() {
            // The exact way back of what was done last always fits.
            let _ = base.apply(waiting.back.clone());
        }
        base
    }
}
