//! A pseudo-random number generator with a fixed sequence (SplitMix64).
//!
//! Written by hand, as the data must never change with the version of a library.

/// The generator's state.
#[derive(Debug)]
pub struct Rng(pub u64);

impl Rng {
    /// A uniform number below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % count.max(1) as u64) as usize
    }

    /// True in so many of a hundred calls.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A uniform choice.
    pub fn any<'a, T: ?Sized>(&mut self, choices: &[&'a T], otherwise: &'a T) -> &'a T {
        let index = self.below(choices.len());
        choices.get(index).copied().unwrap_or(otherwise)
    }

    /// A choice that favours the first ones, as the frequencies of names do.
    pub fn skewed(&mut self, choices: &[String]) -> String {
        let unit = self.below(1 << 20) as f64 / f64::from(1 << 20);
        let index = (unit.powf(1.7) * choices.len() as f64) as usize;
        choices.get(index).cloned().unwrap_or_default()
    }

    /// A text with a digit for each `d` and a capital for each `A`.
    pub fn fill(&mut self, pattern: &str) -> String {
        pattern
            .chars()
            .map(|sign| match sign {
                'd' => char::from(b'0' + self.below(10) as u8),
                'A' => char::from(b"ABCDEFGHJKLMNPRSTUWXYZ".get(self.below(22)).copied().unwrap_or(b'A')),
                other => other,
            })
            .collect()
    }
}
