//! Texts that have not come before, letter by letter: each from the letters before it.

use super::coder::{Bit, Coder};

const SLOTS: usize = 1 << 14;

/// What letters follow which.
#[derive(Debug)]
pub struct Spelling {
    /// The letter that came last after four letters.
    guesses: Vec<u8>,
    /// Whether such a guess was right, by how often it was right before.
    right: [Bit; 256],
    runs: Vec<u8>,
    /// The bits of a letter after one letter, and after two.
    one: Vec<Bit>,
    two: Vec<Bit>,
}

impl Spelling {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self {
            guesses: vec![0; SLOTS],
            right: [Bit::NEW; 256],
            runs: vec![0; SLOTS],
            one: vec![Bit::NEW; 256 * 256],
            two: vec![Bit::NEW; SLOTS * 16],
        }
    }

    /// A text without zeros; longer than `limit`, it is nothing.
    pub fn code(&mut self, coder: &mut Coder<'_>, text: &[u8], limit: usize) -> Option<Vec<u8>> {
        let mut read = Vec::new();
        let mut letters = text.iter().copied().chain([0]);
        let mut before = 0_u32;
        loop {
            let letter = self.letter(coder, before, letters.next().unwrap_or(0))?;
            if letter == 0 {
                return Some(read);
            }
            if read.len() >= limit || coder.is_past_end() {
                return None;
            }
            read.push(letter);
            before = before << 8 | u32::from(letter);
        }
    }

    fn letter(&mut self, coder: &mut Coder<'_>, before: u32, letter: u8) -> Option<u8> {
        let place = (before.wrapping_mul(0x9e37_79b1) >> 18) as usize;
        let guess = *self.guesses.get(place)?;
        let run = *self.runs.get(place)?;
        if run > 0 {
            let right = self.right.get_mut(usize::from(run))?;
            if coder.bit(right, letter == guess) {
                *self.runs.get_mut(place)? = (run + 1).min(31);
                return Some(guess);
            }
        }
        let one = (before & 0xff) as usize * 256;
        let mut node = 1_usize;
        let mut two = 0;
        for bit in (0..8).rev() {
            if bit & 3 == 3 {
                let key = (before & 0xffff) << 8 | node as u32;
                two = (key.wrapping_mul(0x9e37_79b1) >> 20) as usize * 16;
            }
            let nibble = if node < 16 { node } else { node >> (3 - bit) & (15 >> bit.min(3)) | 8 >> bit };
            let one = self.one.get_mut(one + node)?;
            let two = self.two.get_mut(two + (nibble & 15))?;
            let (a, b) = (one.seen(), 3 * two.seen());
            let chance = (one.chance() * (a + 1) + two.chance() * b) / (a + b + 1);
            let yes = coder.decide(chance.clamp(1, 4095), letter >> bit & 1 == 1);
            one.learn(yes);
            two.learn(yes);
            node = node * 2 + usize::from(yes);
        }
        let letter = (node & 0xff) as u8;
        *self.guesses.get_mut(place)? = letter;
        *self.runs.get_mut(place)? = 1;
        Some(letter)
    }
}
