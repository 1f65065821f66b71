//! An adaptive binary range coder: likely values take few bits.
//!
//! Written by hand, as one code path serves both directions, which crates do not offer: a writer
//! codes the value it is given and returns it; a reader ignores the value and returns the one it has
//! read. So the models can't diverge between writing and reading.

/// The learned probability of a yes.
#[derive(Clone, Copy, Debug)]
pub struct Bit {
    /// In 1/65,536.
    chance: u16,
    /// How often it was coded, up to [`SLOWEST`].
    seen: u8,
}

/// From this count on, a new value weighs an eightieth: the data changes along the table.
const SLOWEST: u8 = 80;

/// The weight of a new value in 1/32,768, by how many came before.
#[expect(clippy::indexing_slicing, reason = "the compiler works it out")]
const RATES: [i32; 128] = {
    let mut rates = [0; 128];
    let mut seen = 0;
    while seen < rates.len() {
        rates[seen] = (2 << 15) / (2 * seen as i32 + 3);
        seen += 1;
    }
    rates
};

impl Bit {
    /// A model without values.
    pub const NEW: Self = Self { chance: 1 << 15, seen: 0 };

    /// The probability of a yes in 1/4096, never 0 and never 1.
    #[inline]
    fn chance(self) -> u32 {
        u32::from(self.chance >> 4 | 1)
    }

    #[inline]
    fn learn(&mut self, yes: bool) {
        let rate = RATES.get(usize::from(self.seen & 127)).copied().unwrap_or(0);
        let apart = if yes { 0xffff } else { 0 } - i32::from(self.chance);
        self.chance = (i32::from(self.chance) + ((apart * rate) >> 15)) as u16;
        self.seen += u8::from(self.seen < SLOWEST);
    }
}

/// Writes bytes, or reads them.
#[derive(Debug)]
pub struct Coder<'a> {
    writing: bool,
    range: u32,
    /// The size of one step, while a share of the range is coded.
    step: u32,
    /// Writing: the low end of the range, with a carry above 32 bits.
    low: u64,
    held: u8,
    full: usize,
    bytes: Vec<u8>,
    /// Reading: the offset of the bytes in the range.
    code: u32,
    input: &'a [u8],
    /// How many bytes were read past the end.
    past: usize,
}

/// Bytes after the last significant one.
const TAIL: usize = 4;

impl<'a> Coder<'a> {
    /// A writer.
    pub fn writer() -> Self {
        Self {
            writing: true,
            range: u32::MAX,
            step: 0,
            low: 0,
            held: 0,
            full: 0,
            bytes: Vec::new(),
            code: 0,
            input: &[],
            past: 0,
        }
    }

    /// A reader of written bytes.
    pub fn reader(input: &'a [u8]) -> Self {
        let mut coder = Self { writing: false, input, ..Self::writer() };
        for _ in 0..=TAIL {
            coder.shift();
        }
        coder
    }

    /// Whether this is a writer.
    #[inline]
    pub fn is_writing(&self) -> bool {
        self.writing
    }

    /// Whether more was read than there is.
    pub fn is_past_end(&self) -> bool {
        self.past > TAIL
    }

    /// The written bytes.
    pub fn finish(mut self) -> Vec<u8> {
        for _ in 0..=TAIL {
            self.shift();
        }
        self.bytes
    }

    /// Codes a yes or no.
    pub fn bit(&mut self, model: &mut Bit, yes: bool) -> bool {
        let bound = (self.range >> 12) * model.chance();
        let yes = if self.writing { yes } else { self.code < bound };
        if yes {
            self.range = bound;
        } else {
            self.skip(bound);
            self.range -= bound;
        }
        model.learn(yes);
        self.fill();
        yes
    }

    /// Codes a number below a power of two, bit by bit, with as many models as numbers.
    pub fn tree(&mut self, models: &mut [Bit], value: usize) -> usize {
        let mut node = 1;
        let mut bit = models.len() / 2;
        while bit > 0 {
            let Some(model) = models.get_mut(node) else { break };
            node = node * 2 + usize::from(self.bit(model, value & bit != 0));
            bit /= 2;
        }
        node - models.len()
    }

    /// Codes a number below `count`, all equally likely. `count` is at most 65,536.
    pub fn even(&mut self, count: u32, value: u32) -> u32 {
        let read = self.target(count);
        let value = if self.writing { value } else { read };
        self.take(value, 1);
        value
    }

    /// Starts to code a share of a whole, which is at most 65,536. A reader gets the position in it.
    pub fn target(&mut self, whole: u32) -> u32 {
        self.step = self.range / whole.max(1);
        if self.writing { 0 } else { (self.code / self.step.max(1)).min(whole.saturating_sub(1)) }
    }

    /// Codes the share, given its start.
    pub fn take(&mut self, start: u32, size: u32) {
        self.skip(self.step.wrapping_mul(start));
        self.range = self.step.wrapping_mul(size);
        self.fill();
    }

    #[inline]
    fn skip(&mut self, by: u32) {
        if self.writing {
            self.low += u64::from(by);
        } else {
            self.code = self.code.wrapping_sub(by);
        }
    }

    #[inline]
    fn fill(&mut self) {
        while self.range < 1 << 24 {
            // Damaged bytes may empty the range.
            self.range = self.range.max(1) << 8;
            self.shift();
        }
    }

    fn shift(&mut self) {
        if !self.writing {
            let (byte, rest) = self.input.split_first().map_or((0, self.input), |(byte, rest)| (*byte, rest));
            self.past += usize::from(self.input.is_empty());
            self.input = rest;
            self.code = self.code << 8 | u32::from(byte);
            return;
        }
        // Bytes of ones are held back, as a carry would run through them.
        if self.low < 0xff00_0000 || self.low > 0xffff_ffff {
            let carry = (self.low >> 32) as u8;
            self.bytes.push(self.held.wrapping_add(carry));
            for _ in 0..self.full {
                self.bytes.push(0xff_u8.wrapping_add(carry));
            }
            self.full = 0;
            self.held = (self.low >> 24) as u8;
        } else {
            self.full += 1;
        }
        self.low = (self.low & 0x00ff_ffff) << 8;
    }
}

/// Codes numbers of any size; small ones take fewer bits.
#[derive(Clone, Debug)]
pub struct Number {
    /// The number of bits.
    lengths: [Bit; 64],
    /// The second bit of each length.
    seconds: [Bit; 64],
}

impl Number {
    /// A model without values.
    pub const fn new() -> Self {
        Self { lengths: [Bit::NEW; 64], seconds: [Bit::NEW; 64] }
    }

    /// Codes a number.
    pub fn code(&mut self, coder: &mut Coder<'_>, value: u32) -> u32 {
        let length = coder.tree(&mut self.lengths, (u32::BITS - value.leading_zeros()) as usize).min(32);
        let Some(mut left) = length.checked_sub(1) else { return 0 };
        let mut read = 1;
        if let Some(second) = self.seconds.get_mut(length).filter(|_| left > 0) {
            left -= 1;
            read = 2 | u32::from(coder.bit(second, value >> left & 1 == 1));
        }
        while left > 0 {
            let bits = left.min(16);
            left -= bits;
            read = read << bits | coder.even(1 << bits, value >> left & ((1 << bits) - 1));
        }
        read
    }

    /// Codes a signed difference, given in two's complement.
    pub fn signed(&mut self, coder: &mut Coder<'_>, value: u32) -> u32 {
        let folded = value << 1 ^ 0_u32.wrapping_sub(value >> 31);
        let folded = self.code(coder, folded);
        folded >> 1 ^ 0_u32.wrapping_sub(folded & 1)
    }
}
