//! How much of local storage the database takes, and how much there is.

use std::collections::HashMap;

/// The local storage that browsers give an origin: so many UTF-16 units in Chromium and Firefox, so
/// many bytes in WebKit. No interface tells it, so the first refused write corrects it.
pub const QUOTA: usize = 5_242_880;

/// The unit in which a browser counts stored texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SizeUnit {
    /// UTF-16 units, as in Chromium and Firefox.
    #[default]
    Utf16,
    /// Bytes, as in WebKit: one a character in a text of Latin-1, else two a UTF-16 unit.
    Byte,
}

impl SizeUnit {
    /// The size of a text.
    #[must_use]
    pub fn size(self, text: &str) -> usize {
        // A character of four bytes in UTF-8 takes two units, any other one.
        let units = text.bytes().filter(|byte| byte & 0xc0 != 0x80).count()
            + text.bytes().filter(|byte| *byte >= 0xf0).count();
        // In UTF-8, a character beyond Latin-1 starts with a greater byte than `ÿ` does.
        let is_latin = || text.bytes().all(|byte| byte <= 0xc3);
        match self {
            Self::Utf16 => units,
            Self::Byte if is_latin() => units,
            Self::Byte => 2 * units,
        }
    }
}

/// The storage that the database's keys and texts take, as far as they were read or written.
#[derive(Clone, Debug)]
pub struct Usage {
    sizes: HashMap<String, usize>,
    used: usize,
    /// As far as it is known: other programs may take a share of the quota.
    capacity: usize,
}

impl Default for Usage {
    fn default() -> Self {
        Self { sizes: HashMap::new(), used: 0, capacity: QUOTA }
    }
}

impl Usage {
    /// Notes that the key has a text of this size.
    pub fn set(&mut self, key: &str, size: usize) {
        self.used += size;
        self.used -= self.sizes.insert(key.to_owned(), size).unwrap_or(0);
        self.capacity = self.capacity.max(self.used);
    }

    /// Notes that the key was removed.
    pub fn remove(&mut self, key: &str) {
        self.used -= self.sizes.remove(key).unwrap_or(0);
    }

    /// Notes that a text of this size was refused under the key, which bounds the capacity.
    pub fn refuse(&mut self, key: &str, size: usize) {
        let before = self.sizes.get(key).copied().unwrap_or(0);
        let wanted = (self.used + size).saturating_sub(before);
        self.capacity = self.capacity.min(wanted.saturating_sub(1)).max(self.used);
    }

    /// Whether texts of this size fit once the keys are removed, as far as that is known.
    #[must_use]
    pub fn would_fit<'a>(&self, removed: impl IntoIterator<Item = &'a str>, size: usize) -> bool {
        let removed: usize = removed.into_iter().filter_map(|key| self.sizes.get(key)).sum();
        (self.used + size).saturating_sub(removed) <= self.capacity
    }

    /// The size of all keys and texts.
    #[must_use]
    pub fn used(&self) -> usize {
        self.used
    }

    /// The used share of the capacity, from 0 to 1.
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
            assert_eq!(SizeUnit::Utf16.size(text), units, "{text}");
            assert_eq!(SizeUnit::Byte.size(text), bytes, "{text}");
        }
    }

    #[test]
    fn a_refusal_tells_how_much_room_there_really_is() {
        let mut usage = Usage::default();
        usage.set("a", QUOTA / 4);
        assert!((usage.share() - 0.25).abs() < 1e-6);
        // Another program has taken all but a hundred units of the rest.
        usage.refuse("b", 101);
        assert!(usage.share() > 0.999);
        usage.set("b", 100);
        assert!((usage.share() - 1.0).abs() < 1e-9);
        usage.remove("a");
        assert!(usage.share() < 0.001);
        // The other program has freed some of it.
        usage.set("a", QUOTA / 2);
        assert!((usage.share() - 1.0).abs() < 1e-9);
    }
}
