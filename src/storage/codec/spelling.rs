//! Texts that have not come before, letter by letter: each from the letters before it.

use super::coder::{Bit, Coder};
use super::symbols::{NOVELTY, Symbols};

const GUESSES: usize = 1 << 13;
const PAIRS: usize = 1 << 12;

/// What letters follow which.
#[derive(Debug)]
pub struct Spelling {
    /// The letter that came last after three letters, and how often running.
    guesses: Vec<(u8, u8)>,
    /// Whether such a guess was right.
    right: [Bit; 32],
    /// The letters seen after two letters, and after one.
    after_two: Vec<Symbols>,
    after_one: Vec<Symbols>,
    novelty: [[Bit; NOVELTY]; 2],
    /// The bits of a letter that was not seen after the one before.
    plain: [Bit; 256],
}

impl Spelling {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self {
            guesses: vec![(0, 0); GUESSES],
            right: [Bit::NEW; 32],
            after_two: vec![Symbols::default(); PAIRS],
            after_one: vec![Symbols::default(); 256],
            novelty: [[Bit::NEW; NOVELTY]; 2],
            plain: [Bit::NEW; 256],
        }
    }

    /// A text without zeros; nothing where it is longer than `limit` or no text.
    pub fn code(&mut self, coder: &mut Coder<'_>, text: &str, limit: usize) -> Option<String> {
        let mut read = Vec::new();
        let mut letters = text.bytes();
        let mut before = 0_u32;
        loop {
            let letter = self.letter(coder, before, letters.next().unwrap_or(0))?;
            if letter == 0 {
                return String::from_utf8(read).ok();
            }
            if read.len() >= limit || coder.is_past_end() {
                return None;
            }
            read.push(letter);
            before = before << 8 | u32::from(letter);
        }
    }

    fn letter(&mut self, coder: &mut Coder<'_>, before: u32, letter: u8) -> Option<u8> {
        let (guess, run) = self.guesses.get_mut(hash(before << 8, GUESSES))?;
        if *run > 0 && coder.bit(self.right.get_mut(usize::from(*run))?, letter == *guess) {
            *run = (*run + 1).min(31);
            return Some(*guess);
        }
        let two = self.after_two.get_mut(hash(before << 16, PAIRS))?;
        let one = self.after_one.get_mut((before & 0xff) as usize)?;
        let [wide, narrow] = &mut self.novelty;
        let written = Some(u32::from(letter));
        let letter = match two.code(coder, narrow, written, 0) {
            Some((letter, _)) => letter,
            None => {
                let letter = match one.code(coder, wide, written, 0) {
                    Some((letter, _)) => letter,
                    None => {
                        let letter = coder.tree(&mut self.plain, usize::from(letter)) as u32;
                        one.add(letter, 0);
                        letter
                    }
                };
                two.add(letter, 0);
                letter
            }
        };
        (*guess, *run) = (letter as u8, 1);
        Some(letter as u8)
    }
}

/// A place among a power of two.
fn hash(letters: u32, places: usize) -> usize {
    (letters.wrapping_mul(0x9e37_79b1) >> (u32::BITS - places.ilog2())) as usize
}
