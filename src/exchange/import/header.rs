//! The line with the column names. It is not always the first, and some files have none.

use crate::exchange::import::captions::caption;
use crate::exchange::import::table::{FirstLine, Table, TableError, TableRow};

/// The number of rows that are inspected.
const SAMPLE: usize = 25;

/// A table from the rows of a file. `first_line` is the user's word on whether columns have names;
/// without it, the names are looked for.
///
/// # Errors
/// [`TableError::Empty`] where the file has neither rows nor names.
pub(in crate::exchange) fn table_from_rows(
    mut rows: Vec<TableRow>,
    first_line: Option<FirstLine>,
) -> Result<Table, TableError> {
    let found = match first_line {
        Some(FirstLine::Contact) => None,
        Some(FirstLine::ColumnNames) => find(&rows).or_else(|| first_full(&rows)),
        None => find(&rows),
    };
    let (mut names, mut header_line) = (Vec::new(), None);
    // Rows above the column names are no contacts: LinkedIn writes notes there.
    if let Some(row) = found.and_then(|index| rows.drain(..=index).next_back()) {
        names = row.cells().map(|cell| cell.trim().to_owned()).collect();
        header_line = Some(row.line);
    }
    if rows.is_empty() && names.is_empty() {
        return Err(TableError::Empty);
    }
    let named = names.len();
    let width = rows.iter().map(TableRow::width).chain([named]).max().unwrap_or(0);
    names.resize(width, String::new());
    let first_line = if header_line.is_some() { FirstLine::ColumnNames } else { FirstLine::Contact };
    Ok(Table { first_line, header: names, named, header_line, rows })
}

/// The index of the row with the column names; `None` where the first row is a contact already.
fn find(rows: &[TableRow]) -> Option<usize> {
    let sample: Vec<&TableRow> = rows.iter().take(SAMPLE).collect();
    let widths: Vec<usize> = sample.iter().map(|row| row.width()).collect();
    let (usual_width, _) = most_frequent(&widths)?;
    let named = sample.iter().position(|row| {
        let filled = row.cells().filter(|cell| !cell.trim().is_empty()).count();
        let known = row.cells().filter(|cell| caption(cell).is_some()).count();
        // One known word in a file of several columns is a title or the word above a note.
        let is_row = filled > 1 || usual_width == 1;
        is_row && known * 2 > usual_width.min(filled) || known >= 3 || (known == 2 && looks_like_names(row))
    });
    if named.is_some() {
        return named;
    }
    // Unknown captions: the first row that is as full as most, if it looks like column names.
    let first = first_full(rows)?;
    sample.get(first).filter(|row| looks_like_names(row)).map(|_| first)
}

/// The index of the first row that has as many filled cells as most rows have. Rows above it are
/// titles and notes.
fn first_full(rows: &[TableRow]) -> Option<usize> {
    let filled = |row: &TableRow| row.cells().filter(|cell| !cell.trim().is_empty()).count();
    let counts: Vec<usize> = rows.iter().take(SAMPLE).map(filled).collect();
    let (usual, _) = most_frequent(&counts)?;
    counts.iter().position(|count| *count >= usual)
}

/// The most frequent number and how often it occurs; the largest of those equally frequent.
pub(in crate::exchange) fn most_frequent(numbers: &[usize]) -> Option<(usize, usize)> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    sorted
        .chunk_by(|a, b| a == b)
        .filter_map(|run| run.first().map(|&number| (number, run.len())))
        .max_by_key(|&(number, times)| (times, number))
}

/// Whether cells look like column names: short, all different, neither numbers nor addresses.
fn looks_like_names(row: &TableRow) -> bool {
    let mut cells: Vec<&str> = row.cells().map(str::trim).collect();
    let is_name = |cell: &&str| {
        !cell.is_empty()
            && cell.chars().count() <= 60
            && !cell.contains(['@', '\u{fffd}'])
            && !cell.chars().all(|character| character.is_ascii_digit() || " +-./:,".contains(character))
    };
    let width = cells.len();
    if cells.iter().filter(|cell| is_name(cell)).count() * 10 < width * 9 {
        return false;
    }
    cells.sort_unstable();
    cells.dedup();
    cells.len() == width
}

#[cfg(test)]
mod tests {
    use crate::exchange::csv::reader::{ReadOptions, read};
    use crate::exchange::import::table::FirstLine;

    fn header_line(text: &str) -> Option<usize> {
        read(text.as_bytes(), ReadOptions::default()).unwrap().table.header_line
    }

    #[test]
    fn finds_the_names_of_columns() {
        assert_eq!(header_line("First Name,Last Name\nA,B\n"), Some(1));
        assert_eq!(
            header_line("Notes:\n\"Some addresses are missing.\"\n\nFirst Name,Last Name,URL\nA,B,C\n"),
            Some(4)
        );
        assert_eq!(header_line("kolonne a;kolonne b\n1;2\n"), Some(1));
        assert_eq!(header_line("Liste 2026;;\n;;\nspalte a;spalte b;spalte c\n1;2;3\n4;5;6\n"), Some(3));
        assert_eq!(header_line("email\na@b.example\n"), Some(1));
    }

    #[test]
    fn some_files_name_no_columns() {
        assert_eq!(header_line("1000;Lausanne;VD;;;0\n1000;Lausanne 2;VD;;;2\n"), None);
        assert_eq!(header_line("1,2,3\n"), None);
        assert_eq!(header_line("a@b.example\nc@d.example\n"), None);
    }

    #[test]
    fn what_the_first_line_is_can_be_said() {
        let said = |first_line| ReadOptions { first_line: Some(first_line), ..ReadOptions::default() };
        let contact = read(b"email\na@b.example\n", said(FirstLine::Contact)).unwrap().table;
        assert_eq!((contact.rows.len(), contact.header_line), (2, None));
        let names = read(b"1000;2000\n1;2\n", said(FirstLine::ColumnNames)).unwrap().table;
        assert_eq!((names.rows.len(), names.header_line), (1, Some(1)));
        let below =
            read(b"Sums;;\n;;\nYear;2000;2001\nx;1;2\ny;3;4\n", said(FirstLine::ColumnNames)).unwrap().table;
        assert_eq!((below.rows.len(), below.header_line), (2, Some(3)));
    }
}
