//! Numbers that look like chance and are always the same.

/// A die with as many sides as asked.
#[derive(Debug)]
pub struct Chance(pub u64);

impl Chance {
    /// A number below `sides`.
    pub fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % sides.max(1) as u64) as usize
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    /// Any of them, all as likely.
    pub fn any<'a, T: ?Sized>(&mut self, choices: &[&'a T], otherwise: &'a T) -> &'a T {
        let place = self.below(choices.len());
        choices.get(place).copied().unwrap_or(otherwise)
    }

    /// Any of them, the first ones more often, as names are.
    pub fn early(&mut self, choices: &[String]) -> String {
        let unit = self.below(1 << 20) as f64 / f64::from(1 << 20);
        let place = (unit.powf(1.7) * choices.len() as f64) as usize;
        choices.get(place).cloned().unwrap_or_default()
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
