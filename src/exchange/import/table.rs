//! A file of contacts as rows and columns.

use ::csv::StringRecord;

/// Bytes of a file at most: several times what the database can hold.
pub const MAX_BYTES: usize = 64_000_000;
/// Columns at most; contact files of other programs have about a hundred.
pub const MAX_COLUMNS: usize = 1_000;
/// Rows at most.
pub const MAX_ROWS: usize = 500_000;

/// The characters with which formulas begin, for Excel and similar programs.
pub(in crate::exchange) const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What the first line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FirstLine {
    /// The column names.
    ColumnNames,
    /// A contact like all other lines.
    Contact,
}

/// A file as rows and columns.
#[derive(Clone, Debug)]
pub struct Table {
    /// Whether column names were found, or the user said that there are some.
    pub first_line: FirstLine,
    /// The column names, as many as the widest row has cells. Empty where there are none.
    pub header: Vec<String>,
    /// The number of columns on the line of names; rows may be wider.
    pub named: usize,
    /// The line of the column names, counted from 1.
    pub header_line: Option<usize>,
    /// The rows below the column names, without blank lines.
    pub rows: Vec<TableRow>,
}

/// A row. Its cells are a [`StringRecord`], which stores all of them in one allocation.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    cells: StringRecord,
    has_unclosed_quote: bool,
}

impl TableRow {
    /// A row with these cells.
    #[must_use]
    pub fn new(line: usize, cells: StringRecord) -> Self {
        Self { line, cells, has_unclosed_quote: false }
    }

    /// A line whose quotation mark is never closed.
    #[must_use]
    pub fn unclosed(line: usize, text: &str) -> Self {
        Self { line, cells: StringRecord::from(vec![text]), has_unclosed_quote: true }
    }

    /// A cell without surrounding blanks, and without the apostrophe that keeps spreadsheets from
    /// calculating it; empty where the row is too short.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        let cell = self.cells.get(column).unwrap_or("").trim();
        cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA_STARTS)).map_or(cell, str::trim)
    }

    /// The cells exactly as in the file.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }

    /// The number of cells.
    #[must_use]
    pub fn width(&self) -> usize {
        self.cells.len()
    }

    /// Whether a quotation mark on this line is never closed; then its only cell is the line.
    #[must_use]
    pub fn has_unclosed_quote(&self) -> bool {
        self.has_unclosed_quote
    }

    /// Whether all cells are blank.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells().all(|cell| cell.trim().is_empty())
    }
}

/// Why a file is no table of contacts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// The file has no content.
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
