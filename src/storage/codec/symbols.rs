//! Codes repeated symbols by how often they came before: frequent ones take fewer bits.

use crate::storage::codec::coder::{Bit, Coder};

/// The count of one occurrence.
const ONCE: u32 = 24;

/// The total from which counts are halved.
const MOST: u32 = 1 << 15;
/// The number of models with which [`Symbols::code`] codes whether a symbol is new.
pub const NOVELTY: usize = 9;

/// The symbols that came before, with their counts.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    seen: Vec<Seen>,
    total: u32,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    symbol: u32,
    count: u32,
    /// The row of its last occurrence.
    row: u32,
}

impl Symbols {
    /// Codes a symbol, and returns it with the row of its last occurrence. Returns `None` for a new
    /// symbol, which the caller codes in another way and [`Symbols::add`]s.
    pub fn code(
        &mut self,
        coder: &mut Coder<'_>,
        novelty: &mut [Bit; NOVELTY],
        symbol: Option<u32>,
        row: u32,
    ) -> Option<(u32, u32)> {
        let known = self.seen.len() as u32;
        // Where most symbols came once, the next one is likely to be new as well.
        let often = usize::from(self.total > known * ONCE) + usize::from(self.total > 3 * known * ONCE);
        let model = novelty.get_mut((known.min(3).checked_sub(1)? * 3) as usize + often)?;
        let written = symbol.filter(|_| coder.is_writing());
        let mut slot = written.and_then(|symbol| self.seen.iter().position(|seen| seen.symbol == symbol));
        if !coder.bit(model, slot.is_some()) {
            return None;
        }
        let target = coder.target(self.total);
        let mut start = 0;
        if coder.is_writing() {
            start = self.seen.get(..slot?)?.iter().map(|seen| seen.count).sum();
        } else {
            slot = self.seen.iter().position(|seen| {
                let is_hit = target - start < seen.count;
                start += if is_hit { 0 } else { seen.count };
                is_hit
            });
        }
        let slot = slot?;
        let seen = self.seen.get_mut(slot)?;
        coder.take(start, seen.count);
        let found = (seen.symbol, seen.row);
        seen.count += ONCE;
        seen.row = row;
        let count = seen.count;
        self.total += ONCE;
        // Frequent symbols move to the front, where they are found sooner.
        if self.seen.get(slot / 2).is_some_and(|front| front.count < count) {
            self.seen.swap(slot, slot / 2);
        }
        self.shrink();
        Some(found)
    }

    /// Adds a new symbol.
    pub fn add(&mut self, symbol: u32, row: u32) {
        self.seen.push(Seen { symbol, count: ONCE, row });
        self.total += ONCE;
        self.shrink();
    }

    fn shrink(&mut self) {
        if self.total > MOST {
            for seen in &mut self.seen {
                seen.count = seen.count.div_ceil(2);
            }
            self.total = self.seen.iter().map(|seen| seen.count).sum();
        }
    }
}
