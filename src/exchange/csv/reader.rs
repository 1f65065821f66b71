//! Reads a CSV file as a table, in steps, so that the page stays responsive with a large file.

use ::csv::{ReaderBuilder, StringRecord};

use crate::exchange::csv::decode::{Decoded, Decoding, Encoding};
use crate::exchange::csv::sniff::{Separator, declared_separator, separator};
use crate::exchange::csv::unbalanced_quotes::UnbalancedQuotes;
use crate::exchange::import::header::table_from_rows;
use crate::exchange::import::table::{
    FirstLine, MAX_BYTES, MAX_COLUMNS, MAX_ROWS, Table, TableError, TableRow,
};

/// How to read a file. What is not given is detected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The character encoding.
    pub encoding: Option<Encoding>,
    /// The character between cells.
    pub separator: Option<Separator>,
    /// Whether the columns have names.
    pub first_line: Option<FirstLine>,
}

/// A CSV file as a table.
#[derive(Clone, Debug)]
pub struct CsvTable {
    /// The rows and columns.
    pub table: Table,
    /// The encoding that it was read with.
    pub encoding: Encoding,
    /// The separator that it was read with.
    pub separator: Separator,
}

/// Reads a file as a table, in one go.
///
/// # Errors
/// A [`TableError`] where there is nothing to read, or too much.
pub fn read(bytes: &[u8], options: ReadOptions) -> Result<CsvTable, TableError> {
    let mut reader = TableReader::new(bytes, options)?;
    while !reader.step(bytes, usize::MAX)? {}
    reader.finish()
}

/// A file on its way from bytes to a table.
///
/// **The size of the steps makes no difference to the table.**
pub struct TableReader {
    options: ReadOptions,
    bytes: usize,
    stage: Stage,
}

enum Stage {
    /// Bytes become text.
    Decoding(Decoding),
    /// Quotation marks that are never closed are looked for.
    Quotes(DecodedText, UnbalancedQuotes),
    /// The text is split into rows.
    Rows(DecodedText, UnbalancedQuotes, RowSplitter),
}

struct DecodedText {
    text: String,
    encoding: Encoding,
    separator: Separator,
}

impl TableReader {
    /// Prepares to read a file. Each step takes its bytes again.
    ///
    /// # Errors
    /// A [`TableError`] where it is too large, or certainly no table.
    pub fn new(bytes: &[u8], options: ReadOptions) -> Result<Self, TableError> {
        if bytes.len() > MAX_BYTES {
            return Err(TableError::TooLarge { bytes: bytes.len(), limit: MAX_BYTES });
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(TableError::Workbook);
        }
        let stage = Stage::Decoding(Decoding::new(bytes, options.encoding));
        Ok(Self { options, bytes: bytes.len(), stage })
    }

    /// Processes about `count` further bytes. Returns whether the file is finished.
    ///
    /// # Errors
    /// A [`TableError`] where there is too much to read.
    pub fn step(&mut self, bytes: &[u8], count: usize) -> Result<bool, TableError> {
        match &mut self.stage {
            Stage::Decoding(decoding) => {
                if decoding.step(bytes, count) {
                    let decoded = std::mem::replace(decoding, Decoding::new(b"", None)).finish();
                    let text = recognise(decoded, self.options)?;
                    let quotes = UnbalancedQuotes::new(text.separator.byte());
                    self.stage = Stage::Quotes(text, quotes);
                }
                Ok(false)
            }
            Stage::Quotes(text, quotes) => {
                if quotes.step(&text.text, count) {
                    let separator = text.separator;
                    let empty = DecodedText { text: String::new(), encoding: text.encoding, separator };
                    let text = std::mem::replace(text, empty);
                    let quotes = std::mem::replace(quotes, UnbalancedQuotes::new(separator.byte()));
                    let rows = RowSplitter::new(&text.text);
                    self.stage = Stage::Rows(text, quotes, rows);
                }
                Ok(false)
            }
            Stage::Rows(text, quotes, rows) => rows.step(text, quotes, count),
        }
    }

    /// The finished part, from 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        let (stage, done, all) = match &self.stage {
            Stage::Decoding(decoding) => (0.0, decoding.done(), self.bytes),
            Stage::Quotes(text, quotes) => (1.0, quotes.done(), text.text.len()),
            Stage::Rows(text, _, rows) => (2.0, rows.offset, text.text.len()),
        };
        (stage + done as f64 / all.max(1) as f64) / 3.0
    }

    /// The table, once all steps are done.
    ///
    /// # Errors
    /// [`TableError::Empty`] where the file has no content.
    pub fn finish(self) -> Result<CsvTable, TableError> {
        let Stage::Rows(text, _, splitter) = self.stage else { return Err(TableError::Empty) };
        let table = table_from_rows(splitter.rows, self.options.first_line)?;
        Ok(CsvTable { table, encoding: text.encoding, separator: text.separator })
    }
}

fn recognise(Decoded { text, encoding }: Decoded, options: ReadOptions) -> Result<DecodedText, TableError> {
    let start = text.trim_start().get(..11).unwrap_or_default();
    if start.eq_ignore_ascii_case("BEGIN:VCARD") {
        return Err(TableError::Cards);
    }
    let separator = options.separator.unwrap_or_else(|| separator(&text));
    Ok(DecodedText { text, encoding, separator })
}

/// Splits a text into rows.
struct RowSplitter {
    rows: Vec<TableRow>,
    counter: LineCounter,
    /// The byte at which the next row begins.
    offset: usize,
    /// The number of unbalanced lines before `offset`.
    unbalanced: usize,
}

impl RowSplitter {
    fn new(text: &str) -> Self {
        let offset = match declared_separator(text) {
            Some(_) => text.find(['\r', '\n']).unwrap_or(text.len()),
            None => 0,
        };
        Self { rows: Vec::new(), counter: LineCounter::default(), offset, unbalanced: 0 }
    }

    fn step(
        &mut self,
        text: &DecodedText,
        quotes: &UnbalancedQuotes,
        count: usize,
    ) -> Result<bool, TableError> {
        let DecodedText { text, separator, .. } = text;
        let unbalanced = quotes.found().get(self.unbalanced);
        let end = unbalanced.map_or(text.len(), |line| line.start);
        if self.offset < end {
            self.read_piece(text, end, *separator, count)?;
            return Ok(false);
        }
        let Some(unbalanced) = unbalanced else { return Ok(true) };
        let line = self.counter.line_at(text, unbalanced.start);
        let written = text.get(unbalanced.start..unbalanced.end).unwrap_or_default();
        self.rows.push(TableRow::unclosed(line, written));
        self.offset = unbalanced.end;
        self.unbalanced += 1;
        Ok(false)
    }

    /// Reads whole records up to `end`, or until about `count` bytes are read.
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
            .from_reader(text.get(self.offset..end).unwrap_or_default().as_bytes());
        let mut cells = StringRecord::new();
        let offset = |position: &::csv::Position| usize::try_from(position.byte()).unwrap_or(usize::MAX);
        // The text is valid UTF-8 and rows may have any length, so reading cannot fail.
        while matches!(reader.read_record(&mut cells), Ok(true)) {
            let line = self.counter.line_at(text, self.offset + cells.position().map_or(0, offset));
            if cells.len() > MAX_COLUMNS {
                return Err(TableError::TooManyColumns { line, columns: cells.len(), limit: MAX_COLUMNS });
            }
            let row = TableRow::new(line, cells.clone());
            if !row.is_blank() {
                if self.rows.len() == MAX_ROWS {
                    return Err(TableError::TooManyRows { limit: MAX_ROWS });
                }
                self.rows.push(row);
            }
            let read = offset(reader.position());
            if read >= count {
                self.offset = (self.offset + read).min(end);
                return Ok(());
            }
        }
        self.offset = end;
        Ok(())
    }
}

/// Counts line ends (LF, CR LF or CR alone) up to offsets that only grow.
#[derive(Default)]
struct LineCounter {
    offset: usize,
    ends: usize,
}

impl LineCounter {
    /// The line of the first character at or after a byte: line ends before a record do not belong
    /// to it.
    fn line_at(&mut self, text: &str, byte: usize) -> usize {
        let bytes = text.as_bytes();
        while let Some(&here) = bytes.get(self.offset) {
            let is_end = here == b'\n' || (here == b'\r' && bytes.get(self.offset + 1) != Some(&b'\n'));
            if self.offset >= byte && here != b'\n' && here != b'\r' {
                break;
            }
            self.ends += usize::from(is_end);
            self.offset += 1;
        }
        self.ends + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
        let reading = ReadOptions {
            separator: Some(Separator::Comma),
            first_line: Some(FirstLine::Contact),
            ..ReadOptions::default()
        };
        read(text.as_bytes(), reading)
            .map(|CsvTable { table, .. }| {
                table.rows.iter().map(|row| (row.line, row.cells().map(str::to_owned).collect())).collect()
            })
            .unwrap_or_default()
    }

    fn row(line: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (line, cells.iter().map(|&cell| cell.to_owned()).collect())
    }

    #[test]
    fn counts_lines_whatever_ends_them() {
        let expected = [row(1, &["a", "b"]), row(3, &["two\nlines", "d"]), row(5, &["e", "f"])];
        assert_eq!(rows("a,b\n\n\"two\nlines\",d\ne,f"), expected);
        assert_eq!(rows("a,b\r\n\r\n\"two\nlines\",d\r\ne,f\r\n"), expected);
        assert_eq!(rows("a,b\r\r\"two\nlines\",d\re,f\r"), expected);
    }

    #[test]
    fn a_quotation_mark_never_closed_costs_its_own_line_only() {
        assert_eq!(
            rows("a,b\n1,\"open\n2,x\n\"y\",3\n"),
            [row(1, &["a", "b"]), row(2, &["1,\"open"]), row(3, &["2", "x"]), row(4, &["y", "3"])]
        );
    }

    #[test]
    fn ragged_rows_and_stray_marks_are_read() {
        assert_eq!(
            rows("a,b,c\n1\n1,2\" disk,3,4\n"),
            [row(1, &["a", "b", "c"]), row(2, &["1"]), row(3, &["1", "2\" disk", "3", "4"])]
        );
    }

    #[test]
    fn a_file_can_be_too_much_or_no_table() {
        let read = |bytes: &[u8], options| read(bytes, options).map(drop);
        assert_eq!(read(b"", ReadOptions::default()).err(), Some(TableError::Empty));
        assert_eq!(read(b"\n\n", ReadOptions::default()).err(), Some(TableError::Empty));
        assert_eq!(read(b"PK\x03\x04rest", ReadOptions::default()).err(), Some(TableError::Workbook));
        assert_eq!(read(b"BEGIN:VCARD\r\n", ReadOptions::default()).err(), Some(TableError::Cards));
        let wide = ",".repeat(MAX_COLUMNS);
        assert_eq!(
            read(
                format!("a\n{wide}").as_bytes(),
                ReadOptions { separator: Some(Separator::Comma), ..ReadOptions::default() }
            )
            .err(),
            Some(TableError::TooManyColumns { line: 2, columns: MAX_COLUMNS + 1, limit: MAX_COLUMNS })
        );
    }

    proptest! {
        #[test]
        fn any_bytes_give_a_table_or_an_error(bytes: Vec<u8>) {
            let _ = read(&bytes, ReadOptions::default());
        }

        #[test]
        fn no_text_is_too_odd(text in "[a\",;\r\n\t|=é ]{0,60}") {
            let _ = read(text.as_bytes(), ReadOptions::default());
        }

        #[test]
        fn pieces_make_the_same_table(text in "([a\",;\r\n\t|=é ]|\"\"|\r\n){0,60}", count in 1_usize..9) {
            let mut reader = TableReader::new(text.as_bytes(), ReadOptions::default()).unwrap();
            let mut steps = 0;
            while !reader.step(text.as_bytes(), count).unwrap() {
                prop_assert!((0.0..=1.0).contains(&reader.share()));
                steps += 1;
                prop_assert!(steps < 400);
            }
            let read = read(text.as_bytes(), ReadOptions::default());
            prop_assert_eq!(format!("{:?}", reader.finish()), format!("{read:?}"));
        }
    }
}
