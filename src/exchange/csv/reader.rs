//! Reads a table piece by piece, so that nobody has to wait for a large file.

use ::csv::{ReaderBuilder, StringRecord};

use crate::exchange::csv::decode::{Decoded, Decoding, Encoding};
use crate::exchange::csv::header;
use crate::exchange::csv::quotes::BrokenLines;
use crate::exchange::csv::sniff::{Separator, said_separator, separator};
use crate::exchange::csv::table::{
    FirstLine, MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Reading, Row, Table, TableError,
};

/// A file on its way from bytes to a table.
///
/// **The size of the steps makes no difference to the table.**
pub struct TableReader {
    reading: Reading,
    bytes: usize,
    stage: Stage,
}

enum Stage {
    /// Bytes become text.
    Decoding(Decoding),
    /// Quotation marks that are never closed are looked for.
    Marks(Text, BrokenLines),
    /// The text is cut into rows.
    Rows(Text, BrokenLines, Rows),
}

struct Text {
    text: String,
    encoding: Encoding,
    separator: Separator,
}

impl TableReader {
    /// Gets ready to read a file, whose bytes every step is given again.
    ///
    /// # Errors
    /// A [`TableError`] where it is too large, or something else than a table for certain.
    pub fn new(bytes: &[u8], reading: Reading) -> Result<Self, TableError> {
        if bytes.len() > MAX_BYTES {
            return Err(TableError::TooLarge { bytes: bytes.len(), limit: MAX_BYTES });
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(TableError::Workbook);
        }
        let stage = Stage::Decoding(Decoding::new(bytes, reading.encoding));
        Ok(Self { reading, bytes: bytes.len(), stage })
    }

    /// Works on about so many bytes more; whether that was all.
    ///
    /// # Errors
    /// A [`TableError`] where there is too much to read.
    pub fn step(&mut self, bytes: &[u8], count: usize) -> Result<bool, TableError> {
        match &mut self.stage {
            Stage::Decoding(decoding) => {
                if decoding.step(bytes, count) {
                    let decoded = std::mem::replace(decoding, Decoding::new(b"", None)).finish();
                    let text = recognise(decoded, self.reading)?;
                    let marks = BrokenLines::new(text.separator.byte());
                    self.stage = Stage::Marks(text, marks);
                }
                Ok(false)
            }
            Stage::Marks(text, marks) => {
                if marks.step(&text.text, count) {
                    let separator = text.separator;
                    let empty = Text { text: String::new(), encoding: text.encoding, separator };
                    let text = std::mem::replace(text, empty);
                    let marks = std::mem::replace(marks, BrokenLines::new(separator.byte()));
                    let rows = Rows::new(&text.text);
                    self.stage = Stage::Rows(text, marks, rows);
                }
                Ok(false)
            }
            Stage::Rows(text, marks, rows) => rows.step(text, marks, count),
        }
    }

    /// The part that is done, from 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        let (stage, done, all) = match &self.stage {
            Stage::Decoding(decoding) => (0.0, decoding.done(), self.bytes),
            Stage::Marks(text, marks) => (1.0, marks.done(), text.text.len()),
            Stage::Rows(text, _, rows) => (2.0, rows.at, text.text.len()),
        };
        (stage + done as f64 / all.max(1) as f64) / 3.0
    }

    /// The table, once all steps are done.
    ///
    /// # Errors
    /// [`TableError::Empty`] where there is nothing in it.
    pub fn finish(self) -> Result<Table, TableError> {
        let Stage::Rows(text, _, Rows { mut rows, .. }) = self.stage else { return Err(TableError::Empty) };
        let found = match self.reading.first_line {
            Some(FirstLine::Contact) => None,
            Some(FirstLine::ColumnNames) => header::find(&rows).or_else(|| header::first_full(&rows)),
            None => header::find(&rows),
        };
        let (mut names, mut header_line) = (Vec::new(), None);
        if let Some(place) = found {
            // What stands above the columns' names is no contact: LinkedIn writes notes there.
            if let Some(row) = rows.drain(..=place).next_back() {
                names = row.cells().map(|cell| cell.trim().to_owned()).collect();
                header_line = Some(row.line);
            }
        }
        if rows.is_empty() && names.is_empty() {
            return Err(TableError::Empty);
        }
        let named = names.len();
        let width = rows.iter().map(Row::width).chain([names.len()]).max().unwrap_or(0);
        names.resize(width, String::new());
        let first_line = if header_line.is_some() { FirstLine::ColumnNames } else { FirstLine::Contact };
        let Text { encoding, separator, .. } = text;
        Ok(Table { encoding, separator, first_line, header: names, named, header_line, rows })
    }
}

fn recognise(Decoded { text, encoding }: Decoded, reading: Reading) -> Result<Text, TableError> {
    let start = text.trim_start().get(..11).unwrap_or_default();
    if start.eq_ignore_ascii_case("BEGIN:VCARD") {
        return Err(TableError::Cards);
    }
    let separator = reading.separator.unwrap_or_else(|| separator(&text));
    Ok(Text { text, encoding, separator })
}

/// Rows as far as they are cut.
struct Rows {
    rows: Vec<Row>,
    counter: LineCounter,
    at: usize,
    /// How many of the broken lines are behind.
    broken: usize,
}

impl Rows {
    fn new(text: &str) -> Self {
        let at = match said_separator(text) {
            Some(_) => text.find(['\r', '\n']).unwrap_or(text.len()),
            None => 0,
        };
        Self { rows: Vec::new(), counter: LineCounter::default(), at, broken: 0 }
    }

    fn step(&mut self, text: &Text, marks: &BrokenLines, count: usize) -> Result<bool, TableError> {
        let Text { text, separator, .. } = text;
        let broken = marks.found().get(self.broken);
        let end = broken.map_or(text.len(), |broken| broken.start);
        if self.at < end {
            self.read_piece(text, end, *separator, count)?;
            return Ok(false);
        }
        let Some(broken) = broken else { return Ok(true) };
        let line = self.counter.line_at(text, broken.start);
        self.rows.push(Row::broken(line, text.get(broken.start..broken.end).unwrap_or_default()));
        self.at = broken.end;
        self.broken += 1;
        Ok(false)
    }

    /// Reads whole records up to `end`, or until about so many bytes are read.
    fn read_piece(
        &mut self,
        text: &str,
        end: usize,
        separator: Separator,
        count: usize,
    ) -> Result<(), TableError> {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator.byte())
            .from_reader(text.get(self.at..end).unwrap_or_default().as_bytes());
        let mut cells = StringRecord::new();
        let place = |position: &::csv::Position| usize::try_from(position.byte()).unwrap_or(usize::MAX);
        // The text is valid UTF-8 and rows may have any length, so reading has nothing to fail at.
        while matches!(reader.read_record(&mut cells), Ok(true)) {
            let line = self.counter.line_at(text, self.at + cells.position().map_or(0, place));
            if cells.len() > MAX_COLUMNS {
                return Err(TableError::TooManyColumns { line, columns: cells.len(), limit: MAX_COLUMNS });
            }
            let row = Row::new(line, cells.clone());
            if !row.is_blank() {
                if self.rows.len() == MAX_ROWS {
                    return Err(TableError::TooManyRows { limit: MAX_ROWS });
                }
                self.rows.push(row);
            }
            let read = place(reader.position());
            if read >= count {
                self.at = (self.at + read).min(end);
                return Ok(());
            }
        }
        self.at = end;
        Ok(())
    }
}

/// Counts line ends (LF, CR LF or CR alone) up to places that only move forward.
#[derive(Default)]
struct LineCounter {
    at: usize,
    ends: usize,
}

impl LineCounter {
    /// The line of the first letter at or after a byte: records begin after the line ends before them.
    fn line_at(&mut self, text: &str, byte: usize) -> usize {
        let bytes = text.as_bytes();
        while let Some(&here) = bytes.get(self.at) {
            let is_end = here == b'\n' || (here == b'\r' && bytes.get(self.at + 1) != Some(&b'\n'));
            if self.at >= byte && here != b'\n' && here != b'\r' {
                break;
            }
            self.ends += usize::from(is_end);
            self.at += 1;
        }
        self.ends + 1
    }
}
