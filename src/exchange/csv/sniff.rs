//! What stands between the cells.

use csv::{ByteRecord, ReaderBuilder};

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
}

/// How much of a text is looked at; enough for a hundred long lines.
const SAMPLE_BYTES: usize = 64 * 1024;
const SAMPLE_RECORDS: usize = 100;

/// The separator that cuts the text most evenly; quoted cells are respected.
///
/// A first line `sep=;`, which Excel understands, is believed.
#[must_use]
pub fn separator(text: &str) -> Separator {
    if let Some(said) = said_separator(text) {
        return said;
    }
    let sample = text.as_bytes().get(..SAMPLE_BYTES).unwrap_or(text.as_bytes());
    let mut best = (Separator::default(), 0.0);
    for candidate in Separator::ALL {
        let evenness = evenness(sample, candidate);
        if evenness > best.1 {
            best = (candidate, evenness);
        }
    }
    best.0
}

/// The separator named by a first line `sep=;`.
#[must_use]
pub fn said_separator(text: &str) -> Option<Separator> {
    let rest = text.strip_prefix("sep=")?;
    let mut characters = rest.chars();
    let said = characters.next()?;
    if !matches!(characters.next(), None | Some('\r' | '\n')) {
        return None;
    }
    Separator::ALL.into_iter().find(|separator| char::from(separator.byte()) == said)
}

/// How evenly a separator cuts: the share of records that have more than one cell, weighed by
/// how many agree on the number, and a little by the number itself.
fn evenness(sample: &[u8], separator: Separator) -> f64 {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator.byte())
        .from_reader(sample);
    let mut record = ByteRecord::new();
    let mut counts = Vec::new();
    while counts.len() < SAMPLE_RECORDS && matches!(reader.read_byte_record(&mut record), Ok(true)) {
        counts.push(record.len());
    }
    let cut: Vec<usize> = counts.iter().copied().filter(|&cells| cells > 1).collect();
    let Some((cells, agreeing)) = most_frequent(&cut) else { return 0.0 };
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    share(cut.len(), counts.len()) * (0.3 + 0.7 * share(agreeing, cut.len())) * (cells as f64).ln_1p().sqrt()
}

/// The most frequent number and how often it occurs; the largest of those equally frequent.
pub(super) fn most_frequent(numbers: &[usize]) -> Option<(usize, usize)> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    sorted
        .chunk_by(|a, b| a == b)
        .filter_map(|run| run.first().map(|&number| (number, run.len())))
        .max_by_key(|&(number, times)| (times, number))
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
    fn believes_what_excel_is_told() {
        assert_eq!(separator("sep=;\nName,Place\nA,B"), Separator::Semicolon);
        assert_eq!(said_separator("sep=;x"), None);
    }
}
