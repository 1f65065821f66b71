//! One column of a shard: each cell from what its company's other rows and the rows before have.

use std::collections::HashMap;

use crate::storage::codec::coder::{Bit, Coder};
use crate::storage::codec::symbols::{NOVELTY, Symbols};
use crate::storage::codec::template::Template;
use crate::storage::codec::texts::Texts;

/// The rows whose cells a row's cell is likely to be like.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fellows {
    /// The row before of the same company.
    pub last: Option<usize>,
    /// The company's card, or the first of its rows.
    pub first: Option<usize>,
}

/// What all columns share while they are coded.
#[derive(Debug)]
pub struct Stream<'a> {
    /// What they are written to or read from.
    pub coder: Coder<'a>,
    /// Their new templates.
    pub texts: Texts<'a>,
    /// What is left of the allowance.
    pub left: usize,
}

/// A cell to be written.
#[derive(Debug, Default)]
pub struct Cell {
    /// The fellow whose template and digits make its text as well.
    pub like: Option<usize>,
    /// Else its template.
    pub template: String,
    /// And its digits.
    pub digits: Vec<u8>,
}

/// A column, as far as it has been written or read.
#[derive(Debug)]
pub struct Column {
    /// Each template once, in the order of their coming. The first is the empty one.
    templates: Vec<Template>,
    /// Where to find them; only for writing.
    by_text: HashMap<Box<str>, u32>,
    /// The template of each row, and where its digits begin.
    cells: Vec<(u32, usize)>,
    digits: Vec<u8>,
    /// Whether digits count up from row to row.
    counts: bool,
    /// Templates by how often they came, in all and by what the key column has.
    all: Symbols,
    within: Vec<Symbols>,
    novelty: [[Bit; NOVELTY]; 2],
    /// Whether a cell is like a fellow's, by how the row's cell before was.
    same: [[Bit; 4]; 2],
    /// How many of the expected digits are not kept.
    differing: [[Bit; 16]; 2],
}

impl Column {
    /// An empty column for so many rows. `counts` says that its digits count up from row to row.
    pub fn new(counts: bool, rows: usize) -> Self {
        Self {
            templates: vec![Template::new("")],
            by_text: HashMap::new(),
            cells: Vec::with_capacity(rows),
            digits: Vec::new(),
            counts,
            all: Symbols::default(),
            within: Vec::new(),
            novelty: [[Bit::NEW; NOVELTY]; 2],
            same: [[Bit::NEW; 4]; 2],
            differing: [[Bit::NEW; 16]; 2],
        }
    }

    /// The template and digits of a row.
    pub fn cell(&self, row: usize) -> Option<(&Template, &[u8])> {
        let &(number, start) = self.cells.get(row)?;
        let template = self.templates.get(number as usize)?;
        Some((template, self.digits.get(start..start + template.digits)?))
    }

    /// The number of the row's template, on which other columns depend.
    pub fn kind(&self, row: usize) -> usize {
        self.cells.get(row).map_or(0, |&(template, _)| template as usize)
    }

    /// A row that has no cell.
    pub fn skip(&mut self) {
        self.cells.push((0, self.digits.len()));
    }

    /// The next row's cell, with the fellow that it is like; what was read is then the last
    /// [`Column::cell`]. `like` tells how the row's cell in the column before was, and is told
    /// how this one is: 0 without fellows, 1 unlike, 2 and 3 like one of them.
    pub fn code(
        &mut self,
        stream: &mut Stream<'_>,
        fellows: Fellows,
        context: usize,
        like: &mut usize,
        written: &Cell,
    ) -> Option<Option<usize>> {
        let mut asked = None;
        for (way, fellow) in [fellows.last, fellows.first].into_iter().enumerate() {
            let Some(fellow) = fellow else { continue };
            if asked.is_some_and(|asked| self.is_same(asked, fellow)) {
                continue;
            }
            let model = self.same.get_mut(way)?.get_mut(*like)?;
            if stream.coder.bit(model, written.like == Some(fellow)) {
                *like = 2 + way;
                let &(number, start) = self.cells.get(fellow)?;
                let end = start + self.templates.get(number as usize)?.digits;
                self.cells.push((number, self.digits.len()));
                self.digits.extend_from_within(start..end);
                return Some(Some(fellow));
            }
            asked = Some(fellow);
        }
        *like = usize::from(asked.is_some());
        let (number, source) = self.template(stream, context, &written.template)?;
        let fellow = asked.filter(|&fellow| self.kind(fellow) == number as usize);
        let count = self.templates.get(number as usize)?.digits;
        self.cells.push((number, self.digits.len()));
        if count > 0 {
            let way = usize::from(fellow.is_some());
            self.code_digits(&mut stream.coder, fellow.or(source), way, count, &written.digits)?;
        }
        Some(None)
    }

    fn is_same(&self, row: usize, other: usize) -> bool {
        self.kind(row) == self.kind(other)
            && self.cell(row).map(|(_, digits)| digits) == self.cell(other).map(|(_, digits)| digits)
    }

    /// A template by number, with the row where it came last.
    fn template(
        &mut self,
        stream: &mut Stream<'_>,
        context: usize,
        written: &str,
    ) -> Option<(u32, Option<usize>)> {
        let row = self.cells.len() as u32;
        let writing = stream.coder.is_writing();
        let known = if writing { self.by_text.get(written).copied() } else { None };
        if context >= self.within.len() {
            self.within.resize_with(context + 1, Symbols::default);
        }
        let within = self.within.get_mut(context)?;
        let [wide, narrow] = &mut self.novelty;
        if let Some((number, source)) = within.code(&mut stream.coder, narrow, known, row) {
            return Some((number, Some(source as usize)));
        }
        if let Some((number, source)) = self.all.code(&mut stream.coder, wide, known, row) {
            within.add(number, row);
            return Some((number, Some(source as usize)));
        }
        let text = if writing {
            stream.texts.add(written);
            written
        } else {
            stream.texts.take()?
        };
        // The empty one was there from the start.
        let number = if text.is_empty() { 0 } else { self.templates.len() as u32 };
        self.all.add(number, row);
        within.add(number, row);
        if writing {
            self.by_text.insert(text.into(), number);
        }
        if number > 0 {
            self.templates.push(Template::new(text));
        }
        Some((number, None))
    }

    /// The digits of the last cell: as many as are kept of those of another row, then chance.
    fn code_digits(
        &mut self,
        coder: &mut Coder<'_>,
        source: Option<usize>,
        way: usize,
        count: usize,
        written: &[u8],
    ) -> Option<()> {
        let begin = self.digits.len();
        let mut place = 0;
        if let Some(source) = source {
            let from = self.cells.get(source)?.1;
            if from + count > begin {
                return None;
            }
            self.digits.extend_from_within(from..from + count);
            let expected = self.digits.get_mut(begin..)?;
            if self.counts {
                count_on(expected);
            }
            let kept = expected.iter().zip(written).take_while(|(a, b)| a == b).count();
            // Told from the end, so that all of them is always the same number.
            let differing = coder.tree(self.differing.get_mut(way)?, (count - kept).min(15));
            place = if differing < 15 { count.checked_sub(differing)? } else { 0 };
            self.digits.truncate(begin + place);
        }
        while place < count {
            let taken = (count - place).min(4);
            let mut unit = 10_u32.pow(taken as u32);
            let digits = written.get(place..place + taken).unwrap_or_default();
            let value = digits.iter().fold(0, |value, digit| value * 10 + u32::from(*digit));
            let value = coder.even(unit, value);
            while unit > 1 {
                unit /= 10;
                self.digits.push((value / unit % 10) as u8);
            }
            place += taken;
        }
        Some(())
    }
}

/// The number after: 0199 becomes 0200.
fn count_on(digits: &mut [u8]) {
    for digit in digits.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            return;
        }
        *digit = 0;
    }
}
