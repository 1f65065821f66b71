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

/// Looks for lines with a quotation mark that is never closed.
///
/// Without this, such a mark swallows the lines after it, up to the next mark or to the end of
/// the file. It shows by a quoted cell over several lines that ends at the end of the text, or
/// at a mark that no separator follows: the opening mark of a later cell.
#[derive(Clone, Debug)]
pub(super) struct BrokenLines {
    separator: u8,
    found: Vec<BrokenLine>,
    place: Place,
    record: usize,
    at: usize,
}

impl BrokenLines {
    /// Gets ready to look at a text, which every step is given again.
    pub(super) fn new(separator: u8) -> Self {
        Self { separator, found: Vec::new(), place: Place::CellStart, record: 0, at: 0 }
    }

    /// Looks at about so many bytes more; whether that was all.
    pub(super) fn step(&mut self, text: &str, count: usize) -> bool {
        let bytes = text.as_bytes();
        let end = self.at.saturating_add(count);
        while self.at < end {
            if self.found.len() >= LIMIT {
                self.at = bytes.len();
                return true;
            }
            let Some(&byte) = bytes.get(self.at) else {
                let Place::Quoted { opened, .. } = self.place else { return true };
                self.note(bytes, opened);
                continue;
            };
            match (self.place, byte) {
                (Place::CellStart | Place::Bare, b'\n' | b'\r') => {
                    self.place = Place::CellStart;
                    self.record = self.at + 1;
                }
                (Place::CellStart | Place::Bare, _) if byte == self.separator => {
                    self.place = Place::CellStart;
                }
                (Place::CellStart, b'"') => self.place = Place::Quoted { opened: self.at, lines: false },
                (Place::CellStart | Place::Bare, _) => self.place = Place::Bare,
                (Place::Quoted { opened, lines }, b'"') => match bytes.get(self.at + 1) {
                    Some(b'"') => self.at += 1,
                    Some(b'\n' | b'\r' | b' ') | None => self.place = Place::Bare,
                    Some(&next) if next == self.separator => self.place = Place::Bare,
                    Some(_) if lines => {
                        self.note(bytes, opened);
                        continue;
                    }
                    Some(_) => self.place = Place::Bare,
                },
                (Place::Quoted { opened, .. }, b'\n' | b'\r') => {
                    self.place = Place::Quoted { opened, lines: true };
                }
                (Place::Quoted { .. }, _) => {}
            }
            self.at += 1;
        }
        false
    }

    /// How many bytes were looked at.
    pub(super) fn done(&self) -> usize {
        self.at
    }

    /// The lines that were found, in order.
    pub(super) fn found(&self) -> &[BrokenLine] {
        &self.found
    }

    /// Notes the line of a mark and goes on behind it.
    fn note(&mut self, bytes: &[u8], opened: usize) {
        let rest = bytes.get(opened..).unwrap_or_default();
        let length = rest.iter().position(|&byte| byte == b'\n' || byte == b'\r').unwrap_or(rest.len());
        let end = opened + length;
        self.found.push(BrokenLine { start: self.record, opened, end });
        self.place = Place::CellStart;
        self.record = end;
        self.at = end;
    }
}

/// The cells of a broken line as they stand in the file, `width` at most: those before the mark
/// are sound; from there on, the mark is a letter like others and every separator cuts.
pub(super) fn broken_cells(line: &str, separator: u8, width: usize) -> Vec<String> {
    let mut lines = BrokenLines::new(separator);
    while !lines.step(line, usize::MAX) {}
    let opened = lines.found().first().map_or(0, |broken| broken.opened);
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

#[derive(Clone, Copy, Debug)]
enum Place {
    CellStart,
    Bare,
    Quoted { opened: usize, lines: bool },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str) -> Vec<&str> {
        let mut lines = BrokenLines::new(b',');
        while !lines.step(text, 3) {}
        lines.found().iter().filter_map(|line| text.get(line.start..line.end)).collect()
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
