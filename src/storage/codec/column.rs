//! One column of a shard: each cell from what its company's other rows and the rows before have.

use std::collections::HashMap;

use super::coder::{Bit, Coder};
use super::spelling::Spelling;
use super::symbols::{NOVELTY, Symbols};
use super::template::DIGIT;

/// The rows whose cells a row's cell is likely to be like.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fellows {
    /// The row before of the same company.
    pub last: Option<usize>,
    /// The company's card, or the first of its rows.
    pub first: Option<usize>,
}

/// A column, as far as it has been written or read.
#[derive(Debug)]
pub struct Column {
    templates: Vec<Box<[u8]>>,
    by_template: HashMap<Box<[u8]>, u32>,
    /// The template of each row, and where its digits begin.
    cells: Vec<(u32, usize)>,
    digits: Vec<u8>,
    all: Symbols,
    within: Vec<Symbols>,
    novelty: [[Bit; NOVELTY]; 2],
    same: [Bit; 16],
    first_digits: Bit,
    kept: [[Bit; 16]; 3],
    digit: [[Bit; 16]; 24],
    next: bool,
}

impl Column {
    /// An empty column. `counts` says that its digits count up from row to row.
    pub fn new(counts: bool) -> Self {
        let mut column = Self {
            templates: Vec::new(),
            by_template: HashMap::new(),
            cells: Vec::new(),
            digits: Vec::new(),
            all: Symbols::default(),
            within: Vec::new(),
            novelty: [[Bit::NEW; NOVELTY]; 2],
            same: [Bit::NEW; 16],
            first_digits: Bit::NEW,
            kept: [[Bit::NEW; 16]; 3],
            digit: [[Bit::NEW; 16]; 24],
            next: counts,
        };
        // The empty text is there from the start.
        column.new_template(Vec::new());
        column
    }

    /// The template and digits of a row.
    pub fn cell(&self, row: usize) -> Option<(&[u8], &[u8])> {
        let &(template, start) = self.cells.get(row)?;
        let end = self.cells.get(row + 1).map_or(self.digits.len(), |&(_, end)| end);
        Some((self.templates.get(template as usize)?, self.digits.get(start..end)?))
    }

    /// A small number for the row's template, that other columns' models depend on.
    pub fn kind(&self, row: usize) -> usize {
        self.cells.get(row).map_or(0, |&(template, _)| template as usize)
    }

    /// The next row's cell; what was read is then the last [`Column::cell`]. `like` tells how
    /// the row's cells before were coded, 0 to 3, and is told how this one was.
    pub fn code(
        &mut self,
        coder: &mut Coder<'_>,
        spelling: &mut Spelling,
        fellows: Fellows,
        context: usize,
        like: &mut usize,
        limit: usize,
        written: (&[u8], &[u8]),
    ) -> Option<()> {
        let row = self.cells.len();
        let mut asked: Option<usize> = None;
        for (way, fellow) in [fellows.last, fellows.first].into_iter().enumerate() {
            let Some(fellow) = fellow else { continue };
            let their = self.cell(fellow)?;
            if asked.is_some_and(|asked| self.cell(asked) == Some(their)) {
                continue;
            }
            let same = coder.is_writing() && their == written;
            let model = self.same.get_mut(way * 4 + *like)?;
            if coder.bit(model, same) {
                *like = 2 + way;
                let &(template, start) = self.cells.get(fellow)?;
                let end = start + their_len(&self.cells, self.digits.len(), fellow);
                self.cells.push((template, self.digits.len()));
                self.digits.extend_from_within(start..end);
                return Some(());
            }
            asked = Some(fellow);
        }
        *like = usize::from(asked.is_some());
        let known = coder.is_writing().then(|| self.by_template.get(written.0).copied()).flatten();
        if context >= self.within.len() {
            self.within.resize_with(context + 1, Symbols::default);
        }
        let [wide, narrow] = &mut self.novelty;
        let within = self.within.get_mut(context)?;
        let here = row as u32;
        let (template, source) = match within.code(coder, narrow, known, here) {
            Some(found) => found,
            None => match self.all.code(coder, wide, known, here) {
                Some((template, source)) => {
                    within.add(template, here);
                    (template, source)
                }
                None => {
                    // The empty text is known without having been seen.
                    let text = spelling.code(coder, written.0, limit)?;
                    let template = if text.is_empty() { 0 } else { self.templates.len() as u32 };
                    self.all.add(template, here);
                    self.within.get_mut(context)?.add(template, here);
                    if !text.is_empty() {
                        self.new_template(text);
                    }
                    (template, u32::MAX)
                }
            },
        };
        let count = self.templates.get(template as usize)?.iter().filter(|letter| **letter == DIGIT).count();
        let like_fellow = asked.filter(|&fellow| self.kind(fellow) == template as usize);
        let source = like_fellow.or((source < here).then_some(source as usize));
        self.cells.push((template, self.digits.len()));
        self.code_digits(coder, source, usize::from(like_fellow.is_some()), count, written.1)
    }

    /// A vacant row.
    pub fn skip(&mut self) {
        self.cells.push((0, self.digits.len()));
    }

    fn new_template(&mut self, template: Vec<u8>) {
        let template: Box<[u8]> = template.into();
        self.by_template.insert(template.clone(), self.templates.len() as u32);
        self.templates.push(template);
    }

    fn code_digits(
        &mut self,
        coder: &mut Coder<'_>,
        source: Option<usize>,
        way: usize,
        count: usize,
        written: &[u8],
    ) -> Option<()> {
        if count == 0 {
            return Some(());
        }
        let mut expected: Vec<u8> = source.and_then(|row| Some(self.cell(row)?.1.to_vec())).unwrap_or_default();
        if self.next {
            count_on(&mut expected);
        }
        let mut kept = 0;
        if expected.len() == count {
            kept = expected.iter().zip(written).take_while(|(a, b)| a == b).count();
            // From the end, so that all of them is always the same number.
            let models = self.kept.get_mut(way)?;
            let left = coder.tree(models, (count - kept).min(15));
            kept = if left < 15 { count.checked_sub(left)? } else { 0 };
            self.digits.extend(expected.get(..kept)?);
        }
        for place in kept..count {
            let models = self.digit.get_mut(place.min(23))?;
            let digit = coder.tree(models, usize::from(written.get(place).copied().unwrap_or(0)));
            self.digits.push(digit as u8);
        }
        Some(())
    }
}

fn their_len(cells: &[(u32, usize)], all: usize, row: usize) -> usize {
    let start = cells.get(row).map_or(0, |cell| cell.1);
    cells.get(row + 1).map_or(all, |cell| cell.1) - start
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
