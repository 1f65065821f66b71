//! Quotation marks that are never closed.
//!
//! Written by hand: the csv crate reads such a mark up to the next one or to the end of the file,
//! and reports no error.

use ::csv::{ReaderBuilder, StringRecord};

/// A line whose quotation mark is never closed, as byte offsets into the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnbalancedLine {
    /// Where the record begins.
    pub start: usize,
    /// Where the quotation mark is.
    pub opened: usize,
    /// Where reading continues: the end of the line.
    pub end: usize,
}

/// The limit of unbalanced lines. Each makes the text behind it be read a second time, so that
/// without a limit a file of thousands would take quadratic time.
const LIMIT: usize = 64;

/// Looks for lines with a quotation mark that is never closed.
///
/// Such a mark would swallow the lines after it, up to the next mark or to the end of the file. It
/// shows by a quoted cell over several lines that ends at the end of the text, or at a mark that no
/// separator follows: the opening mark of a later cell.
#[derive(Clone, Debug)]
pub(super) struct UnbalancedQuotes {
    separator: u8,
    found: Vec<UnbalancedLine>,
    state: State,
    record: usize,
    offset: usize,
}

#[derive(Clone, Copy, Debug)]
enum State {
    CellStart,
    Unquoted,
    Quoted { opened: usize, spans_lines: bool },
}

impl UnbalancedQuotes {
    /// Prepares to search a text. Each step takes it again.
    pub(super) fn new(separator: u8) -> Self {
        Self { separator, found: Vec::new(), state: State::CellStart, record: 0, offset: 0 }
    }

    /// Searches about `count` further bytes. Returns whether the text is finished.
    pub(super) fn step(&mut self, text: &str, count: usize) -> bool {
        let bytes = text.as_bytes();
        let end = self.offset.saturating_add(count);
        while self.offset < end {
            if self.found.len() >= LIMIT {
                self.offset = bytes.len();
                return true;
            }
            let Some(&byte) = bytes.get(self.offset) else {
                let State::Quoted { opened, .. } = self.state else { return true };
                self.add(bytes, opened);
                continue;
            };
            match (self.state, byte) {
                (State::CellStart | State::Unquoted, b'\n' | b'\r') => {
                    self.state = State::CellStart;
                    self.record = self.offset + 1;
                }
                (State::CellStart | State::Unquoted, _) if byte == self.separator => {
                    self.state = State::CellStart;
                }
                (State::CellStart, b'"') => {
                    self.state = State::Quoted { opened: self.offset, spans_lines: false };
                }
                (State::CellStart | State::Unquoted, _) => self.state = State::Unquoted,
                (State::Quoted { opened, spans_lines }, b'"') => match bytes.get(self.offset + 1) {
                    Some(b'"') => self.offset += 1,
                    Some(b'\n' | b'\r' | b' ') | None => self.state = State::Unquoted,
                    Some(&next) if next == self.separator => self.state = State::Unquoted,
                    Some(_) if spans_lines => {
                        self.add(bytes, opened);
                        continue;
                    }
                    Some(_) => self.state = State::Unquoted,
                },
                (State::Quoted { opened, .. }, b'\n' | b'\r') => {
                    self.state = State::Quoted { opened, spans_lines: true };
                }
                (State::Quoted { .. }, _) => {}
            }
            self.offset += 1;
        }
        false
    }

    /// The number of bytes searched so far.
    pub(super) fn done(&self) -> usize {
        self.offset
    }

    /// The lines found so far, in order.
    pub(super) fn found(&self) -> &[UnbalancedLine] {
        &self.found
    }

    /// Adds the line of a mark and continues behind it.
    fn add(&mut self, bytes: &[u8], opened: usize) {
        let rest = bytes.get(opened..).unwrap_or_default();
        let length = rest.iter().position(|&byte| byte == b'\n' || byte == b'\r').unwrap_or(rest.len());
        let end = opened + length;
        self.found.push(UnbalancedLine { start: self.record, opened, end });
        self.state = State::CellStart;
        self.record = end;
        self.offset = end;
    }
}

/// The cells of an unbalanced line, at most `width`. Cells before the mark are read as usual; from
/// there on the mark is an ordinary character and each separator splits.
pub(super) fn cells_of_unbalanced_line(line: &str, separator: u8, width: usize) -> Vec<String> {
    let mut lines = UnbalancedQuotes::new(separator);
    while !lines.step(line, usize::MAX) {}
    let opened = lines.found().first().map_or(0, |found| found.opened);
    let (intact, rest) = line.split_at_checked(opened).unwrap_or(("", line));
    let mut cells = StringRecord::new();
    if let Some(intact) = intact.strip_suffix(char::from(separator)) {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(intact.as_bytes());
        if !matches!(reader.read_record(&mut cells), Ok(true)) {
            // The reader gives no record for a single empty cell.
            cells.push_field("");
        }
    }
    let left = width.saturating_sub(cells.len()).max(1);
    let rest = rest.splitn(left, char::from(separator));
    cells.iter().chain(rest).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unbalanced(text: &str) -> Vec<&str> {
        let mut lines = UnbalancedQuotes::new(b',');
        while !lines.step(text, 3) {}
        lines.found().iter().filter_map(|line| text.get(line.start..line.end)).collect()
    }

    #[test]
    fn finds_the_line_not_the_rest_of_the_file() {
        assert_eq!(unbalanced("a,b\n1,\"open\n2,x\n3,y\n"), ["1,\"open"]);
        assert_eq!(unbalanced("a,b\n1,\"open\n2,\"closed\"\n3,y\n"), ["1,\"open"]);
        assert_eq!(unbalanced("\"open"), ["\"open"]);
        assert_eq!(unbalanced("1,\"a\n2,x\n3,\"b\n"), ["1,\"a", "3,\"b"].split_at(0).1);
    }

    #[test]
    fn an_unbalanced_line_is_split_into_its_cells() {
        assert_eq!(cells_of_unbalanced_line("1,\"open,2", b',', 3), ["1", "\"open", "2"]);
        assert_eq!(cells_of_unbalanced_line("\"a,b\",\"open, and on", b',', 2), ["a,b", "\"open, and on"]);
        assert_eq!(cells_of_unbalanced_line(",\"open", b',', 2), ["", "\"open"]);
        assert_eq!(cells_of_unbalanced_line("\"open", b',', 2), ["\"open"]);
    }

    #[test]
    fn balanced_cells_are_not_found() {
        assert!(unbalanced("a,\"two\nlines\",\"say \"\"x\"\"\"\n").is_empty());
        assert!(unbalanced("a,\"stray\"s,b\n1,2\" disk,3\n").is_empty());
        assert!(unbalanced("").is_empty());
    }
}
