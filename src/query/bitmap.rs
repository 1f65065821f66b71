//! A set of contacts: one bit for each row of the table.
//!
//! Written by hand: ids are dense, so compressed bitmaps of a library would be more code and no faster.

/// A set of small numbers. It grows as needed; bits past its end are not set.
#[derive(Clone, Debug, Default)]
pub struct Bitmap {
    words: Vec<u64>,
}

const BITS: usize = u64::BITS as usize;

impl Bitmap {
    /// An empty set.
    #[must_use]
    pub const fn new() -> Self {
        Self { words: Vec::new() }
    }

    /// An empty set with room for the numbers below `length`.
    #[must_use]
    pub fn with_length(length: usize) -> Self {
        Self { words: vec![0; length.div_ceil(BITS)] }
    }

    /// The set of all numbers below `length` for which `holds` is true, called in order.
    pub fn from_fn(length: usize, mut holds: impl FnMut(usize) -> bool) -> Self {
        let mut words = Vec::with_capacity(length.div_ceil(BITS));
        for start in (0..length).step_by(BITS) {
            let mut word = 0;
            for bit in 0..BITS.min(length - start) {
                word |= u64::from(holds(start + bit)) << bit;
            }
            words.push(word);
        }
        Self { words }
    }

    /// Whether the number is in the set.
    #[must_use]
    pub fn contains(&self, number: usize) -> bool {
        self.words.get(number / BITS).is_some_and(|word| word >> (number % BITS) & 1 == 1)
    }

    /// Puts a number in; false where it was there.
    pub fn insert(&mut self, number: usize) -> bool {
        let place = number / BITS;
        if place >= self.words.len() {
            self.words.resize(place + 1, 0);
        }
        let Some(word) = self.words.get_mut(place) else { return false };
        let bit = 1 << (number % BITS);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Takes a number out; false where it wasn't there.
    pub fn remove(&mut self, number: usize) -> bool {
        let Some(word) = self.words.get_mut(number / BITS) else { return false };
        let bit = 1 << (number % BITS);
        let there = *word & bit != 0;
        *word &= !bit;
        there
    }

    /// Puts a number in or takes it out.
    pub fn set(&mut self, number: usize, present: bool) {
        if present {
            self.insert(number);
        } else {
            self.remove(number);
        }
    }

    /// How many numbers are in the set.
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// How many numbers are in both sets.
    #[must_use]
    pub fn count_and(&self, other: &Self) -> usize {
        self.words.iter().zip(&other.words).map(|(a, b)| (a & b).count_ones() as usize).sum()
    }

    /// Whether nothing is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Keeps what is in both sets.
    pub fn and(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        for (word, with) in self.words.iter_mut().zip(&other.words) {
            *word &= with;
        }
    }

    /// Adds what is in the other set.
    pub fn or(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, with) in self.words.iter_mut().zip(&other.words) {
            *word |= with;
        }
    }

    /// Takes out what is in the other set.
    pub fn and_not(&mut self, other: &Self) {
        for (word, without) in self.words.iter_mut().zip(&other.words) {
            *word &= !without;
        }
    }

    /// The numbers in the set, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(place, &word)| {
            std::iter::successors((word != 0).then_some(word), |rest| {
                let rest = rest & (rest - 1);
                (rest != 0).then_some(rest)
            })
            .map(move |rest| place * BITS + rest.trailing_zeros() as usize)
        })
    }
}

/// Sets are equal when they hold the same numbers, however far they have grown.
impl PartialEq for Bitmap {
    fn eq(&self, other: &Self) -> bool {
        let shared = self.words.len().min(other.words.len());
        let rest = |words: &[u64]| words.iter().skip(shared).all(|word| *word == 0);
        self.words.iter().zip(&other.words).all(|(a, b)| a == b) && rest(&self.words) && rest(&other.words)
    }
}

impl Eq for Bitmap {}

impl FromIterator<usize> for Bitmap {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Self {
        let mut set = Self::new();
        for number in numbers {
            set.insert(number);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::btree_set, prelude::*};

    proptest! {
        #[test]
        fn it_is_a_set(a in btree_set(0usize..300, 0..40), b in btree_set(0usize..500, 0..40)) {
            let set = |numbers: &std::collections::BTreeSet<usize>| numbers.iter().copied().collect::<Bitmap>();
            let list = |bitmap: &Bitmap| bitmap.iter().collect::<Vec<_>>();
            prop_assert_eq!(list(&set(&a)), a.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(set(&a).count(), a.len());
            for (operate, expected) in [
                (Bitmap::and as fn(&mut Bitmap, &Bitmap), &a & &b),
                (Bitmap::or, &a | &b),
                (Bitmap::and_not, &a - &b),
            ] {
                let mut result = set(&a);
                operate(&mut result, &set(&b));
                prop_assert_eq!(&result, &set(&expected));
                prop_assert_eq!(result.is_empty(), expected.is_empty());
            }
            prop_assert_eq!(set(&a).count_and(&set(&b)), (&a & &b).len());
            prop_assert_eq!(Bitmap::from_fn(300, |number| a.contains(&number)), set(&a));
        }
    }

    #[test]
    fn putting_in_and_taking_out_say_whether_they_changed_anything() {
        let mut set = Bitmap::new();
        assert!(set.insert(70));
        assert!(!set.insert(70));
        assert!(set.contains(70) && !set.contains(7000));
        assert!(set.remove(70));
        assert!(!set.remove(70) && !set.remove(7000));
        assert_eq!(set, Bitmap::new());
    }
}
