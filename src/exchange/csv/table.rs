//! Text to rows and columns, with line numbers.

use ::csv::{ReaderBuilder, StringRecord};

use super::decode::{Decoded, Encoding, decode};
use super::header;
use super::quotes::broken_lines;
use super::sniff::{Separator, said_separator, separator};
use super::write::FORMULA_STARTS;

/// Bytes of a file at most: several times what the database can hold.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// Columns at most; contact files of other programs have about a hundred.
pub const MAX_COLUMNS: usize = 1_000;
/// Rows at most.
pub const MAX_ROWS: usize = 500_000;

/// What the first line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FirstLine {
    /// The columns' names.
    ColumnNames,
    /// A contact like all other lines.
    Contact,
}

/// How to read a file. What isn't said is recognised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// How the letters are stored.
    pub encoding: Option<Encoding>,
    /// What stands between cells.
    pub separator: Option<Separator>,
    /// Whether the columns have names.
    pub first_line: Option<FirstLine>,
}

/// A file as rows and columns.
#[derive(Clone, Debug)]
pub struct Table {
    /// The encoding it was read with.
    pub encoding: Encoding,
    /// The separator it was read with.
    pub separator: Separator,
    /// Whether the columns' names were found, or are said to stand there.
    pub first_line: FirstLine,
    /// The columns' names; as many as the widest row has cells. Empty where there are none.
    pub header: Vec<String>,
    /// How many columns the line of the names has; rows may be wider.
    pub named: usize,
    /// The line of the columns' names, counted from 1.
    pub header_line: Option<usize>,
    /// The rows below the columns' names, blank lines left out.
    pub rows: Vec<Row>,
    /// Physical lines of the file.
    pub lines: usize,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    cells: StringRecord,
    broken: bool,
}

impl Row {
    /// A cell without blanks around it, and without the apostrophe that keeps spreadsheets from
    /// calculating it; empty where the row is too short.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        let cell = self.cells.get(column).unwrap_or("").trim();
        cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA_STARTS)).map_or(cell, str::trim)
    }

    /// The cells as they stand in the file.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// How many cells it has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.cells.len()
    }

    /// Whether a quotation mark on this line is never closed; then its only cell is the line.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    fn is_blank(&self) -> bool {
        self.cells().all(|cell| cell.trim().is_empty())
    }
}

/// Why a file is no table of contacts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// Nothing in it.
    Empty,
    /// An Excel workbook: it can be saved as CSV.
    Workbook,
    /// Address cards (vCard).
    Cards,
    /// More bytes than [`MAX_BYTES`].
    TooLarge {
        /// The file's bytes.
        bytes: usize,
        /// [`MAX_BYTES`].
        limit: usize,
    },
    /// More columns than [`MAX_COLUMNS`].
    TooManyColumns {
        /// The line, counted from 1.
        line: usize,
        /// Its cells.
        columns: usize,
        /// [`MAX_COLUMNS`].
        limit: usize,
    },
    /// More rows than [`MAX_ROWS`].
    TooManyRows {
        /// [`MAX_ROWS`].
        limit: usize,
    },
}

/// Reads a file as a table.
///
/// # Errors
/// A [`TableError`] where there is nothing to read, or too much.
pub fn read(bytes: &[u8], reading: Reading) -> Result<Table, TableError> {
    if bytes.len() > MAX_BYTES {
        return Err(TableError::TooLarge { bytes: bytes.len(), limit: MAX_BYTES });
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(TableError::Workbook);
    }
    let Decoded { text, encoding } = decode(bytes, reading.encoding);
    let start = text.trim_start().get(..11).unwrap_or_default();
    if start.eq_ignore_ascii_case("BEGIN:VCARD") {
        return Err(TableError::Cards);
    }
    let separator = reading.separator.unwrap_or_else(|| separator(&text));
    let mut rows = read_rows(&text, separator)?;
    let found = match reading.first_line {
        Some(FirstLine::Contact) => None,
        Some(FirstLine::ColumnNames) => header::find(&rows).or((!rows.is_empty()).then_some(0)),
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
    Ok(Table {
        encoding,
        separator,
        first_line,
        header: names,
        named,
        header_line,
        rows,
        lines: lines_of(&text),
    })
}

fn read_rows(text: &str, separator: Separator) -> Result<Vec<Row>, TableError> {
    let mut rows = Vec::new();
    let mut counter = LineCounter::default();
    let mut from = match said_separator(text) {
        Some(_) => text.find(['\r', '\n']).unwrap_or(text.len()),
        None => 0,
    };
    for broken in broken_lines(text, separator.byte()) {
        read_piece(text, from..broken.start, separator, &mut counter, &mut rows)?;
        let cells = StringRecord::from(vec![text.get(broken.start..broken.end).unwrap_or_default()]);
        rows.push(Row { line: counter.line_at(text, broken.start), cells, broken: true });
        from = broken.end;
    }
    read_piece(text, from..text.len(), separator, &mut counter, &mut rows)?;
    Ok(rows)
}

fn read_piece(
    text: &str,
    piece: std::ops::Range<usize>,
    separator: Separator,
    counter: &mut LineCounter,
    rows: &mut Vec<Row>,
) -> Result<(), TableError> {
    let start = piece.start;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator.byte())
        .from_reader(text.get(piece).unwrap_or_default().as_bytes());
    let mut cells = StringRecord::new();
    // The text is valid UTF-8 and rows may have any length, so reading has nothing to fail at.
    while matches!(reader.read_record(&mut cells), Ok(true)) {
        let begins = cells.position().map_or(0, |position| position.byte());
        let line = counter.line_at(text, start + usize::try_from(begins).unwrap_or(0));
        if cells.len() > MAX_COLUMNS {
            return Err(TableError::TooManyColumns { line, columns: cells.len(), limit: MAX_COLUMNS });
        }
        let row = Row { line, cells: cells.clone(), broken: false };
        if row.is_blank() {
            continue;
        }
        if rows.len() == MAX_ROWS {
            return Err(TableError::TooManyRows { limit: MAX_ROWS });
        }
        rows.push(row);
    }
    Ok(())
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

fn lines_of(text: &str) -> usize {
    let ends = text.replace("\r\n", "\n").matches(['\n', '\r']).count();
    ends + usize::from(!text.is_empty() && !text.ends_with(['\n', '\r']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
        let reading = Reading {
            separator: Some(Separator::Comma),
            first_line: Some(FirstLine::Contact),
            ..Reading::default()
        };
        read(text.as_bytes(), reading)
            .map(|table| {
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
        assert_eq!(read(b"", Reading::default()).err(), Some(TableError::Empty));
        assert_eq!(read(b"\n\n", Reading::default()).err(), Some(TableError::Empty));
        assert_eq!(read(b"PK\x03\x04rest", Reading::default()).err(), Some(TableError::Workbook));
        assert_eq!(read(b"BEGIN:VCARD\r\n", Reading::default()).err(), Some(TableError::Cards));
        let wide = ",".repeat(MAX_COLUMNS);
        assert_eq!(
            read(
                format!("a\n{wide}").as_bytes(),
                Reading { separator: Some(Separator::Comma), ..Reading::default() }
            )
            .err(),
            Some(TableError::TooManyColumns { line: 2, columns: MAX_COLUMNS + 1, limit: MAX_COLUMNS })
        );
    }

    proptest! {
        #[test]
        fn any_bytes_give_a_table_or_an_error(bytes: Vec<u8>) {
            let _ = read(&bytes, Reading::default());
        }

        #[test]
        fn no_text_is_too_odd(text in "[a\",;\r\n\t|=é ]{0,60}") {
            let _ = read(text.as_bytes(), Reading::default());
        }
    }
}
