//! Detects the character between cells.
//!
//! Written by hand: the csv crate detects no separator, and counting columns alone is misled by commas
//! within cells, where known captions are not.

use crate::exchange::import::captions::caption;
use crate::exchange::import::header::most_frequent;

/// The character between two cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Separator {
    /// `,`
    #[default]
    Comma,
    /// `;`
    Semicolon,
    /// The tabulator.
    Tab,
    /// `|`
    Pipe,
}

impl Separator {
    /// All separators, the commonest first.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    /// The character itself.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }

    /// Splits a line into cells.
    fn cut(self, line: &str) -> impl Iterator<Item = &str> {
        line.split(char::from(self.byte()))
    }
}

/// The size of the inspected sample: enough for a hundred long lines.
const SAMPLE_BYTES: usize = 64 * 1024;
const SAMPLE_RECORDS: usize = 100;
/// The number of lines that are searched for captions.
const CAPTION_LINES: usize = 40;

/// The separator that a text was written with.
///
/// A first line `sep=;`, which Excel understands, decides. Otherwise the separator that finds captions
/// of contact files is taken, then the one that splits each line into the same number of cells, then
/// the one that splits most consistently. Quoted text does not count.
#[must_use]
pub fn separator(text: &str) -> Separator {
    if let Some(said) = declared_separator(text) {
        return said;
    }
    let sample = text.get(..text.floor_char_boundary(SAMPLE_BYTES)).unwrap_or(text);
    let lines = lines(sample);
    if let Some(named) = by_captions(&lines) {
        return named;
    }
    let records: Vec<CellCounts> =
        lines.iter().map(|line| Separator::ALL.map(|it| it.cut(line).count())).collect();
    let mut best = (Separator::default(), 0.0);
    for (place, candidate) in Separator::ALL.into_iter().enumerate() {
        let cells: Vec<usize> = records.iter().filter_map(|cells| cells.get(place).copied()).collect();
        let consistency = consistency(&cells);
        if consistency > best.1 {
            best = (candidate, consistency);
        }
    }
    best.0
}

/// The separator that finds more captions of contact files in one line than any other does.
///
/// Without this, unquoted commas within the cells of a short file could outnumber its semicolons.
fn by_captions(lines: &[String]) -> Option<Separator> {
    let found = Separator::ALL.map(|separator| {
        let known = |line: &String| separator.cut(line).filter(|cell| caption(cell).is_some()).count();
        lines.iter().take(CAPTION_LINES).map(known).max().unwrap_or(0)
    });
    let most = found.into_iter().max().filter(|most| *most > 1)?;
    let mut best = Separator::ALL.into_iter().zip(found).filter(|(_, found)| *found == most);
    let (named, _) = best.next()?;
    best.next().is_none().then_some(named)
}

/// The separator declared by a first line `sep=;`.
#[must_use]
pub fn declared_separator(text: &str) -> Option<Separator> {
    let rest = text.strip_prefix("sep=")?;
    let mut characters = rest.chars();
    let said = characters.next()?;
    if !matches!(characters.next(), None | Some('\r' | '\n')) {
        return None;
    }
    Separator::ALL.into_iter().find(|separator| char::from(separator.byte()) == said)
}

/// The number of cells of a record, by separator in the order of [`Separator::ALL`].
type CellCounts = [usize; Separator::ALL.len()];

/// The first lines that are not blank, each a record.
///
/// **A quoted cell is one cell for all separators:** separators and line breaks in it become blanks.
fn lines(sample: &str) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    let is_separator = |it: char| Separator::ALL.iter().any(|other| char::from(other.byte()) == it);
    let (mut rest, mut is_cell_start) = (sample, true);
    while let Some(character) = rest.chars().next() {
        if lines.len() == SAMPLE_RECORDS {
            return lines;
        }
        let quoted = (character == '"' && is_cell_start).then(|| end_of_quoted(rest.as_bytes())).flatten();
        if let Some((inner, after)) = quoted.and_then(|end| Some((rest.get(1..end)?, rest.get(end + 1..)?))) {
            line.extend(
                inner.chars().map(|it| if is_separator(it) || it == '\n' || it == '\r' { ' ' } else { it }),
            );
            // A quoted empty cell still counts as a cell.
            line.push(' ');
            (rest, is_cell_start) = (after, false);
            continue;
        }
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
        if character == '\n' || character == '\r' {
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            is_cell_start = true;
        } else {
            line.push(character);
            is_cell_start = is_separator(character);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The quotation mark that closes the one at the beginning; `None` where it is never closed.
fn end_of_quoted(sample: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += sample.get(at..)?.iter().position(|&byte| byte == b'"')?;
        if sample.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// How consistently a separator splits records, from the cells of each: the share of records with more
/// than one cell, weighted by how many agree on the number, and a little by the number itself. Several
/// records with the same number of cells score higher than anything else.
fn consistency(cells: &[usize]) -> f64 {
    if let [first, rest @ ..] = cells
        && *first > 1
        && !rest.is_empty()
        && rest.iter().all(|cells| cells == first)
    {
        return 1_000.0 + *first as f64;
    }
    let cut: Vec<usize> = cells.iter().copied().filter(|&cells| cells > 1).collect();
    let Some((usual, agreeing)) = most_frequent(&cut) else { return 0.0 };
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    share(cut.len(), cells.len()) * (0.3 + 0.7 * share(agreeing, cut.len())) * (usual as f64).ln_1p().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_separator() {
        assert_eq!(separator("Name;Ort\nMüller, Jürgen;Köln\nGroß, Käthe;Bonn\n"), Separator::Semicolon);
        assert_eq!(separator("Name\tPlace\nA, B\tC; D\n"), Separator::Tab);
        assert_eq!(separator("Name|Place\nA|B\n"), Separator::Pipe);
        assert_eq!(separator("Name,Place\n\"A;B;C\",D\n\"E;F;G\",H\n"), Separator::Comma);
        assert_eq!(separator("email\na@b.example\n"), Separator::Comma);
        assert_eq!(separator(""), Separator::Comma);
    }

    #[test]
    fn separators_inside_quotation_marks_do_not_count() {
        let many = "x,".repeat(1_000);
        assert_eq!(separator(&format!("Name;Notes\nA;\"{many}\"\n")), Separator::Semicolon);
        assert_eq!(separator(&format!("Name;Notes\nA;\"say \"\"{many}\"\" twice\"\n")), Separator::Semicolon);
        assert_eq!(separator(&format!("Name;Notes\n\"two\n{many}\nlines\";B\n")), Separator::Semicolon);
        // A mark that is never closed hides nothing.
        assert_eq!(separator("Name;Notes\nA;\"open\nB;C\n"), Separator::Semicolon);
    }

    #[test]
    fn unquoted_commas_in_cells_do_not_outnumber_semicolons() {
        for commas in [1, 15, 80, 500] {
            let note = "x,".repeat(commas);
            assert_eq!(separator(&format!("Name;Notes\nA;{note}\n")), Separator::Semicolon, "{commas}");
            assert_eq!(separator(&format!("abc;def\nA;{note}\n")), Separator::Semicolon, "{commas}");
        }
        let rows = "1;Strandgaten 1, 5003 Bergen, Norge\n".repeat(40);
        assert_eq!(separator(&format!("Id;Adr.\n{rows}")), Separator::Semicolon);
        // Ragged, and with a line above the captions.
        let rows = "Moe;Strandgaten 1, 5003 Bergen, Norge;;\nLie;Gata 2, 0150 Oslo, Norge\n".repeat(20);
        assert_eq!(separator(&format!("List\nName;Address;City;Phone\n{rows}")), Separator::Semicolon);
        // Captions in a cell don't count where they are quoted.
        assert_eq!(separator("a|b\nx|\"Name, E-mail, Phone\"\n"), Separator::Pipe);
    }

    #[test]
    fn believes_what_excel_is_told() {
        assert_eq!(separator("sep=;\nName,Place\nA,B"), Separator::Semicolon);
        assert_eq!(declared_separator("sep=;x"), None);
    }
}
