//! The line that names the columns; it isn't always the first, and some files have none.

use crate::exchange::csv::captions::caption;
use crate::exchange::csv::sniff::most_frequent;
use crate::exchange::csv::table::Row;

/// How many rows are looked at.
const SAMPLE: usize = 25;

/// The row that names the columns. `None` where the first row is a contact already.
pub(super) fn find(rows: &[Row]) -> Option<usize> {
    let sample: Vec<&Row> = rows.iter().take(SAMPLE).collect();
    let widths: Vec<usize> = sample.iter().map(|row| row.width()).collect();
    let (usual_width, _) = most_frequent(&widths)?;
    let named = sample.iter().position(|row| {
        let filled = row.cells().filter(|cell| !cell.trim().is_empty()).count();
        let known = row.cells().filter(|cell| caption(cell).is_some()).count();
        known * 2 > usual_width.min(filled) || known >= 3 || (known == 2 && looks_like_names(row))
    });
    if named.is_some() {
        return named;
    }
    // Captions nobody knows: the first row that is as full as most, if it looks like names of columns.
    let first = first_full(rows)?;
    sample.get(first).filter(|row| looks_like_names(row)).map(|_| first)
}

/// The first row that has as many filled cells as most rows have: above it stand titles and notes.
pub(super) fn first_full(rows: &[Row]) -> Option<usize> {
    let filled = |row: &Row| row.cells().filter(|cell| !cell.trim().is_empty()).count();
    let counts: Vec<usize> = rows.iter().take(SAMPLE).map(filled).collect();
    let (usual, _) = most_frequent(&counts)?;
    counts.iter().position(|count| *count >= usual)
}

/// Names of columns are short, all different, and neither numbers nor addresses.
fn looks_like_names(row: &Row) -> bool {
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
    use crate::exchange::csv::table::{FirstLine, Reading, read};

    fn header_line(text: &str) -> Option<usize> {
        read(text.as_bytes(), Reading::default()).unwrap().header_line
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
        let said = |first_line| Reading { first_line: Some(first_line), ..Reading::default() };
        let contact = read(b"email\na@b.example\n", said(FirstLine::Contact)).unwrap();
        assert_eq!((contact.rows.len(), contact.header_line), (2, None));
        let names = read(b"1000;2000\n1;2\n", said(FirstLine::ColumnNames)).unwrap();
        assert_eq!((names.rows.len(), names.header_line), (1, Some(1)));
        let below =
            read(b"Sums;;\n;;\nYear;2000;2001\nx;1;2\ny;3;4\n", said(FirstLine::ColumnNames)).unwrap();
        assert_eq!((below.rows.len(), below.header_line), (2, Some(3)));
    }
}
