//! Codes one column of a shard. A cell is predicted from other rows of its company and from the rows
//! before.

use std::collections::HashMap;

use crate::storage::codec::coder::{Bit, Coder};
use crate::storage::codec::symbols::{NOVELTY, Symbols};
use crate::storage::codec::template::Template;
use crate::storage::codec::texts::NewTexts;

/// The rows whose cells are likely to be equal to a row's cell.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReferenceRows {
    /// The previous row of the same company.
    pub previous: Option<usize>,
    /// The company itself, or else its first row.
    pub first: Option<usize>,
}

/// What all columns share while they are coded.
#[derive(Debug)]
pub struct Stream<'a> {
    /// The coder that they are written to or read from.
    pub coder: Coder<'a>,
    /// Their new templates.
    pub texts: NewTexts<'a>,
    /// The rest of the allowance.
    pub left: usize,
}

/// A cell to be written.
#[derive(Debug, Default)]
pub struct WrittenCell {
    /// The reference row whose template and digits give the same text.
    pub same_as: Option<usize>,
    /// Otherwise its template.
    pub template: String,
    /// Its digits.
    pub digits: Vec<u8>,
}

/// A column, as far as it is written or read.
#[derive(Debug)]
pub struct ColumnCoder {
    /// The distinct templates, in the order of their first occurrence. The first one is empty.
    templates: Vec<Template>,
    /// The templates by text; only for writing.
    by_text: HashMap<Box<str>, u32>,
    /// The template of each row, and the start of its digits.
    cells: Vec<(u32, usize)>,
    digits: Vec<u8>,
    /// Whether digits count up from row to row.
    counts: bool,
    /// The counts of templates, in the whole column and by the template of the key column.
    all: Symbols,
    within: Vec<Symbols>,
    novelty: [[Bit; NOVELTY]; 2],
    /// Whether a cell equals that of a reference row, by the relation of the row's previous cell.
    same: [[Bit; 4]; 2],
    /// How many of the predicted digits differ.
    differing: [[Bit; 16]; 2],
}

impl ColumnCoder {
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

    /// The index of the row's template, on which other columns depend.
    pub fn kind(&self, row: usize) -> usize {
        self.cells.get(row).map_or(0, |&(template, _)| template as usize)
    }

    /// Adds a row without a cell.
    pub fn skip(&mut self) {
        self.cells.push((0, self.digits.len()));
    }

    /// Codes the next row's cell, and returns the reference row that it equals. The cell that was read
    /// is then the last [`ColumnCoder::cell`]. `relation` is that of the row's cell in the previous column,
    /// and is set to that of this cell: 0 without reference rows, 1 unequal, 2 and 3 equal to one of
    /// them.
    pub fn code(
        &mut self,
        stream: &mut Stream<'_>,
        references: ReferenceRows,
        context: usize,
        relation: &mut usize,
        written: &WrittenCell,
    ) -> Option<Option<usize>> {
        let mut asked = None;
        for (way, reference) in [references.previous, references.first].into_iter().enumerate() {
            let Some(reference) = reference else { continue };
            if asked.is_some_and(|asked| self.is_same(asked, reference)) {
                continue;
            }
            let model = self.same.get_mut(way)?.get_mut(*relation)?;
            if stream.coder.bit(model, written.same_as == Some(reference)) {
                *relation = 2 + way;
                let &(number, start) = self.cells.get(reference)?;
                let end = start + self.templates.get(number as usize)?.digits;
                self.cells.push((number, self.digits.len()));
                self.digits.extend_from_within(start..end);
                return Some(Some(reference));
            }
            asked = Some(reference);
        }
        *relation = usize::from(asked.is_some());
        let (number, source) = self.template(stream, context, &written.template)?;
        let reference = asked.filter(|&reference| self.kind(reference) == number as usize);
        let count = self.templates.get(number as usize)?.digits;
        self.cells.push((number, self.digits.len()));
        if count > 0 {
            let way = usize::from(reference.is_some());
            self.code_digits(&mut stream.coder, reference.or(source), way, count, &written.digits)?;
        }
        Some(None)
    }

    fn is_same(&self, row: usize, other: usize) -> bool {
        self.kind(row) == self.kind(other)
            && self.cell(row).map(|(_, digits)| digits) == self.cell(other).map(|(_, digits)| digits)
    }

    /// Codes a template, and returns its index with the row of its last occurrence.
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
        // The empty template is there from the start.
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

    /// Codes the digits of the last cell: how many are those of another row, then the others as they
    /// are.
    fn code_digits(
        &mut self,
        coder: &mut Coder<'_>,
        source: Option<usize>,
        way: usize,
        count: usize,
        written: &[u8],
    ) -> Option<()> {
        let begin = self.digits.len();
        let mut position = 0;
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
            // Counted from the end, so that *all equal* has one code for every length.
            let differing = coder.tree(self.differing.get_mut(way)?, (count - kept).min(15));
            position = if differing < 15 { count.checked_sub(differing)? } else { 0 };
            self.digits.truncate(begin + position);
        }
        while position < count {
            let taken = (count - position).min(4);
            let mut unit = 10_u32.pow(taken as u32);
            let digits = written.get(position..position + taken).unwrap_or_default();
            let value = digits.iter().fold(0, |value, digit| value * 10 + u32::from(*digit));
            let value = coder.even(unit, value);
            while unit > 1 {
                unit /= 10;
                self.digits.push((value / unit % 10) as u8);
            }
            position += taken;
        }
        Some(())
    }
}

/// Counts up by one: 0199 becomes 0200.
fn count_on(digits: &mut [u8]) {
    for digit in digits.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            return;
        }
        *digit = 0;
    }
}
