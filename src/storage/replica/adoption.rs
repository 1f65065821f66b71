//! Adopts the pending changes of closed windows.

use std::collections::HashSet;

use crate::domain::change::Change;
use crate::storage::entry::{ChangeId, EntryRef, JournalEntry, Payload};
use crate::storage::key::RecordKey;
use crate::storage::key_value::KeyValue;
use crate::storage::record;
use crate::storage::record::RecordError;
use crate::storage::replica::Replica;
use crate::storage::replica::outbox::Pending;

impl<K: KeyValue> Replica<K> {
    /// Adopts the pending changes of closed windows, given the open ones.
    pub fn adopt(&mut self, open: &HashSet<String>) {
        // Another window may have adopted them.
        self.pull();
        let (stay, adopted): (Vec<_>, Vec<_>) = std::mem::take(&mut self.outbox.foreign_pending)
            .into_iter()
            .partition(|foreign| open.contains(&foreign.entry.meta.id.window));
        self.outbox.foreign_pending = stay;
        let mut first = Vec::new();
        for foreign in adopted {
            let JournalEntry { meta, ends, payload, .. } = foreign.entry;
            if self.is_sequenced(&meta.id) {
                let is_it = |entry: &EntryRef| entry.change == meta.id;
                // While its number is not confirmed, compaction takes care of the record.
                let later = self.journal.confirmed_up_to + 1;
                if !self.journal.entries.range(later..).any(|(_, entry)| is_it(entry)) {
                    let _ = self.store.remove(&RecordKey::Pending(meta.id.window, meta.id.sequence));
                }
                continue;
            }
            let Payload::Change(change) = payload else {
                // A large change is stored under its number alone, and this one was not saved.
                let _ = self.store.remove(&RecordKey::Pending(meta.id.window, meta.id.sequence));
                continue;
            };
            self.history.attach_window(meta.id.window.clone());
            let (change, inverse) = (Some(change), Change::nothing());
            first.push(Pending { meta, ends, change, inverse, is_large: false, is_stored: true });
        }
        if !first.is_empty() {
            self.rewind_pending();
            self.outbox.put_first(first);
            self.replay_pending();
        }
    }

    /// Looks for pending changes of other windows, for [`Replica::adopt`].
    pub fn find_foreign_pending(&mut self) {
        let Ok(keys) = self.store.keys() else { return };
        for key in keys {
            let RecordKey::Pending(window, sequence) = &key else { continue };
            let id = ChangeId { window: window.clone(), sequence: *sequence };
            let is_known = self.outbox.foreign_pending.iter().any(|foreign| foreign.entry.meta.id == id);
            if id.window == self.outbox.window || is_known || self.outbox.has(&id) {
                continue;
            }
            match self.store.text(&key).ok().flatten().map(|text| record::read(&text)) {
                Some(Ok((_, foreign))) => self.outbox.foreign_pending.push(foreign),
                Some(Err(RecordError::Newer)) => return self.stop_writing(),
                Some(Err(RecordError::Damaged)) | None => {}
            }
        }
    }
}
