//! Changes too large for the journal: what they touch is stored anew, and the journal says so.

use super::{Replica, Waiting};
use crate::domain::{Change, Database};
use crate::storage::entry::{Entry, Head, What};
use crate::storage::key::{Key, Part};
use crate::storage::key_value::{KeyValue, StorageError};
use crate::storage::parts;
use crate::storage::unit;

impl<K: KeyValue> Replica<K> {
    /// Stores what a change has touched under the next number and a mark, then the
    /// entry that makes it count, whose checksum is handed back. **Until then the state before stands whole beside it.**
    pub(super) fn write_whole(&mut self, waiting: &Waiting) -> Result<u32, StorageError> {
        self.write_base()?;
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
        let mut written = Vec::new();
        let done = self.write_parts(&touched, number, &mark, &mut written).and_then(|()| {
            let what =
                What::Whole { mark: mark.clone(), parts: touched.clone(), shape: shape.clone(), replaces };
            let about = waiting.about.clone();
            let entry = Entry { about, after: self.last.clone(), ends: waiting.ends, what };
            let text = unit::write(number, &entry)?;
            self.set_making_room(&Key::Log(number), &text)?;
            Ok(unit::seal(&text))
        });
        if done.is_err() {
            for key in written {
                // What can't be removed doesn't count without its entry.
                let _ = self.store.remove(&key);
            }
            return done;
        }
        for part in touched {
            self.stored.insert(part, number);
            self.touched.insert(part, number);
        }
        self.marks.insert(number, mark);
        self.shape = shape;
        done
    }

    fn write_parts(
        &mut self,
        parts: &[Part],
        number: u64,
        mark: &str,
        written: &mut Vec<Key>,
    ) -> Result<(), StorageError> {
        for &part in parts {
            let Some(bytes) = parts::encode(&self.database, part) else { continue };
            let key = Key::Part(part, number, Some(mark.to_owned()));
            self.set_making_room(&key, &unit::write_bytes(number, &bytes))?;
            written.push(key);
        }
        Ok(())
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
