//! What stands between the cells.

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

/// The separator that cuts the text most evenly; what stands between quotation marks doesn't count.
///
/// A first line `sep=;`, which Excel understands, is believed.
#[must_use]
pub fn separator(text: &str) -> Separator {
    if let Some(said) = said_separator(text) {
        return said;
    }
    let sample = text.as_bytes().get(..SAMPLE_BYTES).unwrap_or(text.as_bytes());
    let records = cells_by_separator(sample);
    let mut best = (Separator::default(), 0.0);
    for (place, candidate) in Separator::ALL.into_iter().enumerate() {
        let cells: Vec<usize> = records.iter().filter_map(|cells| cells.get(place).copied()).collect();
        let evenness = evenness(&cells);
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

/// Cells of a record, by separator in the order of [`Separator::ALL`].
type Cells = [usize; Separator::ALL.len()];

/// Into how many cells each separator would cut each record.
///
/// **A quoted cell is one for all of them:** the commas in it say nothing, even where each of
/// them would cut if the comma were tried alone.
fn cells_by_separator(sample: &[u8]) -> Vec<Cells> {
    let (mut records, mut cells) = (Vec::new(), [1; Separator::ALL.len()]);
    let (mut at, mut is_blank, mut is_cell_start) = (0, true, true);
    while let Some(&byte) = sample.get(at) {
        if records.len() == SAMPLE_RECORDS {
            return records;
        }
        let separator = Separator::ALL.iter().position(|separator| separator.byte() == byte);
        if byte == b'\n' || byte == b'\r' {
            if !is_blank {
                records.push(cells);
            }
            (cells, is_blank, is_cell_start) = ([1; Separator::ALL.len()], true, true);
        } else {
            if let Some(cells) = separator.and_then(|place| cells.get_mut(place)) {
                *cells += 1;
            } else if byte == b'"' && is_cell_start {
                at = end_of_quoted(sample, at).unwrap_or(at);
            }
            (is_blank, is_cell_start) = (false, separator.is_some());
        }
        at += 1;
    }
    if !is_blank {
        records.push(cells);
    }
    records
}

/// The mark that closes the one at `opened`; none where that is never closed.
fn end_of_quoted(sample: &[u8], opened: usize) -> Option<usize> {
    let mut at = opened + 1;
    loop {
        at += sample.get(at..)?.iter().position(|&byte| byte == b'"')?;
        if sample.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// How evenly a separator cuts records into so many cells: the share of records that have more
/// than one, weighed by how many agree on the number, and a little by the number itself.
fn evenness(cells: &[usize]) -> f64 {
    let cut: Vec<usize> = cells.iter().copied().filter(|&cells| cells > 1).collect();
    let Some((usual, agreeing)) = most_frequent(&cut) else { return 0.0 };
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    share(cut.len(), cells.len()) * (0.3 + 0.7 * share(agreeing, cut.len())) * (usual as f64).ln_1p().sqrt()
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
    fn separators_inside_quotation_marks_do_not_count() {
        let many = "x,".repeat(1_000);
        assert_eq!(separator(&format!("Name;Notes\nA;\"{many}\"\n")), Separator::Semicolon);
        assert_eq!(separator(&format!("Name;Notes\nA;\"say \"\"{many}\"\" twice\"\n")), Separator::Semicolon);
        assert_eq!(separator(&format!("Name;Notes\n\"two\n{many}\nlines\";B\n")), Separator::Semicolon);
        // A mark that is never closed hides nothing.
        assert_eq!(separator("Name;Notes\nA;\"open\nB;C\n"), Separator::Semicolon);
    }

    #[test]
    fn believes_what_excel_is_told() {
        assert_eq!(separator("sep=;\nName,Place\nA,B"), Separator::Semicolon);
        assert_eq!(said_separator("sep=;x"), None);
    }
}
