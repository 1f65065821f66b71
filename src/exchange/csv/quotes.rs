//! Quotation marks that are never closed.

use ::csv::{ReaderBuilder, StringRecord};

/// A line whose quotation mark is never closed, in bytes of the text: where its record begins,
/// and where the next line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BrokenLine {
    /// Where the record begins.
    pub start: usize,
    /// The mark.
    pub opened: usize,
    /// Where reading goes on.
    pub end: usize,
}

/// How many broken lines are looked for. Each costs a second look at what follows it, so a
/// file made to have thousands must not cost thousands.
const LIMIT: usize = 64;

/// Finds lines with a quotation mark that is never closed.
///
/// Without this, such a mark swallows the lines after it, up to the next mark or to the end of
/// the file. It shows by a quoted cell over several lines that ends at the end of the text, or
/// at a mark that no separator follows: the opening mark of a later cell.
pub(super) fn broken_lines(text: &str, separator: u8) -> Vec<BrokenLine> {
    let bytes = text.as_bytes();
    let mut broken = Vec::new();
    let mut from = 0;
    while broken.len() < LIMIT {
        let Some(line) = next_broken(bytes, separator, from) else { break };
        from = line.end;
        broken.push(line);
    }
    broken
}

/// The cells of a broken line as they stand in the file, `width` at most: those before the mark
/// are sound; from there on, the mark is a letter like others and every separator cuts.
pub(super) fn broken_cells(line: &str, separator: u8, width: usize) -> Vec<String> {
    let opened = next_broken(line.as_bytes(), separator, 0).map_or(0, |broken| broken.opened);
    let (sound, rest) = line.split_at_checked(opened).unwrap_or(("", line));
    let mut cells = StringRecord::new();
    if let Some(sound) = sound.strip_suffix(char::from(separator)) {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(sound.as_bytes());
        if !matches!(reader.read_record(&mut cells), Ok(true)) {
            // A cell with nothing in it is no record to the reader.
            cells.push_field("");
        }
    }
    let left = width.saturating_sub(cells.len()).max(1);
    let rest = rest.splitn(left, char::from(separator));
    cells.iter().chain(rest).map(str::to_owned).collect()
}

enum Place {
    CellStart,
    Bare,
    Quoted { opened: usize, lines: bool },
}

fn next_broken(bytes: &[u8], separator: u8, from: usize) -> Option<BrokenLine> {
    let mut place = Place::CellStart;
    let mut record = from;
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        let is_end = byte == b'\n' || byte == b'\r';
        match place {
            Place::CellStart | Place::Bare if is_end => {
                place = Place::CellStart;
                record = at + 1;
            }
            Place::CellStart | Place::Bare if byte == separator => place = Place::CellStart,
            Place::CellStart if byte == b'"' => place = Place::Quoted { opened: at, lines: false },
            Place::CellStart | Place::Bare => place = Place::Bare,
            Place::Quoted { opened, lines } if byte == b'"' => match bytes.get(at + 1) {
                Some(b'"') => at += 1,
                Some(b'\n' | b'\r' | b' ') | None => place = Place::Bare,
                Some(&next) if next == separator => place = Place::Bare,
                Some(_) if lines => return Some(line_of(bytes, record, opened)),
                Some(_) => place = Place::Bare,
            },
            Place::Quoted { opened, .. } if is_end => place = Place::Quoted { opened, lines: true },
            Place::Quoted { .. } => {}
        }
        at += 1;
    }
    match place {
        Place::Quoted { opened, .. } => Some(line_of(bytes, record, opened)),
        _ => None,
    }
}

fn line_of(bytes: &[u8], record: usize, opened: usize) -> BrokenLine {
    let rest = bytes.get(opened..).unwrap_or_default();
    let length = rest.iter().position(|&byte| byte == b'\n' || byte == b'\r').unwrap_or(rest.len());
    BrokenLine { start: record, opened, end: opened + length }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str) -> Vec<&str> {
        broken_lines(text, b',').into_iter().filter_map(|line| text.get(line.start..line.end)).collect()
    }

    #[test]
    fn finds_the_line_not_the_rest_of_the_file() {
        assert_eq!(broken("a,b\n1,\"open\n2,x\n3,y\n"), ["1,\"open"]);
        assert_eq!(broken("a,b\n1,\"open\n2,\"closed\"\n3,y\n"), ["1,\"open"]);
        assert_eq!(broken("\"open"), ["\"open"]);
        assert_eq!(broken("1,\"a\n2,x\n3,\"b\n"), ["1,\"a", "3,\"b"].split_at(0).1);
    }

    #[test]
    fn a_broken_line_is_cut_into_its_cells() {
        assert_eq!(broken_cells("1,\"open,2", b',', 3), ["1", "\"open", "2"]);
        assert_eq!(broken_cells("\"a,b\",\"open, and on", b',', 2), ["a,b", "\"open, and on"]);
        assert_eq!(broken_cells(",\"open", b',', 2), ["", "\"open"]);
        assert_eq!(broken_cells("\"open", b',', 2), ["\"open"]);
    }

    #[test]
    fn sound_cells_are_not_broken() {
        assert!(broken("a,\"two\nlines\",\"say \"\"x\"\"\"\n").is_empty());
        assert!(broken("a,\"stray\"s,b\n1,2\" disk,3\n").is_empty());
        assert!(broken("").is_empty());
    }
}
