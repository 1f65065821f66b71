//! The values of a column as evidence of its meaning.

use std::collections::HashSet;

use crate::exchange::alphanumeric_key::alphanumeric_key;
use crate::exchange::import::table::{Table, TableRow};
use crate::query::search_key::fold;

/// The rows whose values are inspected; the plan reads the whole file.
pub(super) fn sample_rows(table: &Table) -> impl Iterator<Item = &TableRow> {
    table.rows.iter().take(500).filter(|row| !row.has_unclosed_quote())
}

/// The first distinct values, as samples of the column.
pub(super) fn samples(table: &Table, column: usize) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for row in sample_rows(table) {
        let text = row.cell(column);
        if !text.is_empty() && !samples.iter().any(|sample| sample == text) {
            samples.push(text.to_owned());
            if samples.len() == 3 {
                break;
            }
        }
    }
    samples
}

/// The share of a column's filled cells that pass, 0 to 1; `None` where none is filled.
pub(super) fn share(table: &Table, column: usize, pass: impl Fn(&str) -> bool) -> Option<f64> {
    let cells = sample_rows(table).map(|row| row.cell(column)).filter(|cell| !cell.is_empty());
    let (filled, passed) =
        cells.fold((0_u32, 0_u32), |(filled, passed), cell| (filled + 1, passed + u32::from(pass(cell))));
    (filled > 0).then(|| f64::from(passed) / f64::from(filled))
}

/// Whether no two rows share a value, as numbers of contacts do not.
pub(super) fn all_different(table: &Table, column: usize) -> bool {
    let mut seen = HashSet::new();
    table.rows.iter().map(|row| row.cell(column)).all(|text| text.is_empty() || seen.insert(text))
}

/// Whether a column "Name" beside "First Name" holds whole names, not surnames.
pub(super) fn holds_first_names(table: &Table, name: usize, first: usize) -> bool {
    let both = sample_rows(table).map(|row| (fold(row.cell(first)), fold(row.cell(name))));
    let (mut whole, mut all) = (0_usize, 0_usize);
    for (first, name) in both.filter(|(first, name)| !first.is_empty() && !name.is_empty()) {
        all += 1;
        whole += usize::from(name.len() > first.len() && name.starts_with(&first));
    }
    whole * 2 > all
}

/// Whether a name has a legal form, as only names of companies do.
pub(super) fn has_legal_form(name: &str) -> bool {
    const FORMS: [&str; 26] = [
        "as", "asa", "ans", "enk", "sa", "sarl", "sasu", "sas", "ag", "gmbh", "kg", "ohg", "ek", "ev", "nv",
        "bv", "bvba", "vzw", "asbl", "aps", "ltd", "inc", "llc", "plc", "corp", "ab",
    ];
    name.split_whitespace()
        .any(|word| FORMS.contains(&alphanumeric_key(word).as_str()) && word.chars().count() > 1)
}
