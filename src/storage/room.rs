//! How much room there is, and how much of it is taken.

use std::collections::HashMap;

/// What browsers give a place's local storage: Chromium and Firefox so many UTF-16 units, WebKit
/// so many bytes. No interface tells it; the first refusal corrects it.
pub const QUOTA: usize = 5_242_880;

/// How a browser counts what it stores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// UTF-16 units, as Chromium and Firefox do.
    #[default]
    Units,
    /// Bytes, as WebKit does: one a character where all are of Latin-1, else two a UTF-16 unit.
    Bytes,
}

impl Measure {
    /// What a text counts.
    #[must_use]
    pub fn size(self, text: &str) -> usize {
        // Characters of four bytes are two units, all others one.
        let units = text.bytes().filter(|byte| byte & 0xc0 != 0x80).count()
            + text.bytes().filter(|byte| *byte >= 0xf0).count();
        // In UTF-8, characters beyond Latin-1 begin with a byte greater than that of `ÿ`.
        let is_latin = || text.bytes().all(|byte| byte <= 0xc3);
        match self {
            Self::Units => units,
            Self::Bytes if is_latin() => units,
            Self::Bytes => 2 * units,
        }
    }
}

/// The room that the database's keys and texts take, as far as they were read or written.
#[derive(Clone, Debug)]
pub struct Room {
    sizes: HashMap<String, usize>,
    used: usize,
    /// As far as it is known: other programs may have a part of the quota.
    capacity: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { sizes: HashMap::new(), used: 0, capacity: QUOTA }
    }
}

impl Room {
    /// A text of this size stands under the key.
    pub fn hold(&mut self, key: &str, size: usize) {
        self.used += size;
        self.used -= self.sizes.insert(key.to_owned(), size).unwrap_or(0);
        self.capacity = self.capacity.max(self.used);
    }

    /// Nothing stands under the key any more.
    pub fn release(&mut self, key: &str) {
        self.used -= self.sizes.remove(key).unwrap_or(0);
    }

    /// A text of this size was refused under the key: there is not as much room as that.
    pub fn refuse(&mut self, key: &str, size: usize) {
        let before = self.sizes.get(key).copied().unwrap_or(0);
        let wanted = (self.used + size).saturating_sub(before);
        self.capacity = self.capacity.min(wanted.saturating_sub(1)).max(self.used);
    }

    /// Whether so much fits once there is nothing under these keys, as far as that is known.
    #[must_use]
    pub fn would_fit<'a>(&self, gone: impl IntoIterator<Item = &'a str>, size: usize) -> bool {
        let gone: usize = gone.into_iter().filter_map(|key| self.sizes.get(key)).sum();
        (self.used + size).saturating_sub(gone) <= self.capacity
    }

    /// What is taken.
    #[must_use]
    pub fn used(&self) -> usize {
        self.used
    }

    /// The taken part of what there is, from 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a share needs no more than a few digits")]
        let share = self.used as f64 / self.capacity.max(1) as f64;
        share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_count_texts_in_two_ways() {
        for (text, units, bytes) in [
            ("", 0, 0),
            ("Per", 3, 3),
            ("Åse é ÿ", 7, 7),
            ("Łódź", 4, 8),
            ("字", 1, 2),
            ("a🌊", 3, 6),
            ("Ā", 1, 2),
        ] {
            assert_eq!(Measure::Units.size(text), units, "{text}");
            assert_eq!(Measure::Bytes.size(text), bytes, "{text}");
        }
    }

    #[test]
    fn a_refusal_tells_how_much_room_there_really_is() {
        let mut room = Room::default();
        room.hold("a", QUOTA / 4);
        assert!((room.share() - 0.25).abs() < 1e-6);
        // Another program has the rest but for a hundred units.
        room.refuse("b", 101);
        assert!(room.share() > 0.999);
        room.hold("b", 100);
        assert!((room.share() - 1.0).abs() < 1e-9);
        room.release("a");
        assert!(room.share() < 0.001);
        // It gave some back.
        room.hold("a", QUOTA / 2);
        assert!((room.share() - 1.0).abs() < 1e-9);
    }
}
