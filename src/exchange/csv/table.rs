//! Text to rows and columns, with line numbers.

use ::csv::StringRecord;

use crate::exchange::csv::decode::Encoding;
use crate::exchange::csv::reader::TableReader;
use crate::exchange::csv::sniff::Separator;
use crate::exchange::csv::write::FORMULA_STARTS;

/// Bytes of a file at most: several times what the database can hold.
pub const MAX_BYTES: usize = 64_000_000;
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
    pub(super) fn new(line: usize, cells: StringRecord) -> Self {
        Self { line, cells, broken: false }
    }

    /// A line whose quotation mark is never closed.
    pub(super) fn broken(line: usize, text: &str) -> Self {
        Self { line, cells: StringRecord::from(vec![text]), broken: true }
    }

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

    pub(super) fn is_blank(&self) -> bool {
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

/// Reads a file as a table, in one go.
///
/// # Errors
/// A [`TableError`] where there is nothing to read, or too much.
pub fn read(bytes: &[u8], reading: Reading) -> Result<Table, TableError> {
    let mut reader = TableReader::new(bytes, reading)?;
    while !reader.step(bytes, usize::MAX)? {}
    reader.finish()
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

        #[test]
        fn pieces_make_the_same_table(text in "([a\",;\r\n\t|=é ]|\"\"|\r\n){0,60}", count in 1_usize..9) {
            let mut reader = TableReader::new(text.as_bytes(), Reading::default()).unwrap();
            let mut steps = 0;
            while !reader.step(text.as_bytes(), count).unwrap() {
                prop_assert!((0.0..=1.0).contains(&reader.share()));
                steps += 1;
                prop_assert!(steps < 400);
            }
            let read = read(text.as_bytes(), Reading::default());
            prop_assert_eq!(format!("{:?}", reader.finish()), format!("{read:?}"));
        }
    }
}
