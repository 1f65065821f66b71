//! How well a column's values suit its target, and the codes that they would create.

use std::collections::BTreeSet;

use crate::domain::catalogue::{CodeList, ContactField};
use crate::domain::code::Code;
use crate::domain::database::Database;
use crate::domain::text::graphemes;
use crate::domain::validation::{looks_like_email, looks_like_phone};
use crate::exchange::countries::country_code;
use crate::exchange::import::column_values::share;
use crate::exchange::import::mapping::{ColumnMapping, Confidence};
use crate::exchange::import::table::Table;
use crate::exchange::import::target::Target;
use crate::exchange::import::values::{codes_in, emails_in, kind_of, phones_in, yes_or_no};
use crate::exchange::languages::language_code;
use crate::query::search_key::fold;

/// How certain a column's target is, from 0 to 1: the certainty of its caption times the share of
/// values that suit the target. 0 for a skipped column.
#[must_use]
pub fn score(table: &Table, at: usize, column: &ColumnMapping) -> f64 {
    let by_caption = match column.confidence {
        Confidence::None => return 0.0,
        Confidence::Check => 0.8,
        Confidence::Likely => 0.92,
        Confidence::Sure => 0.99,
    };
    by_caption * share(table, at, |cell| is_plausible(column.target, cell)).unwrap_or(1.0)
}

/// The step of confidence of a score.
#[must_use]
pub fn confidence(score: f64) -> Confidence {
    match score {
        sure if sure >= 0.95 => Confidence::Sure,
        likely if likely >= 0.85 => Confidence::Likely,
        some if some > 0.0 => Confidence::Check,
        _ => Confidence::None,
    }
}

/// Whether a cell suits a target.
fn is_plausible(target: Target, cell: &str) -> bool {
    use ContactField as F;
    match target {
        Target::Kind => kind_of(cell).is_some(),
        Target::Excluded => yes_or_no(cell).is_some(),
        Target::Codes(_) => codes_in(cell).all(|code| Code::parse(code).is_ok()),
        Target::Field(F::Email) => emails_in(cell).any(looks_like_email),
        Target::Field(F::Phone | F::MobilePhone) => phones_in(cell).any(looks_like_phone),
        Target::Field(F::CountryRegion) => country_code(cell).is_some(),
        Target::Field(F::Language) => language_code(cell).is_some(),
        Target::Field(field) => graphemes(cell) <= field.limit(),
        Target::Skip
        | Target::Name
        | Target::PersonName
        | Target::CompanyName
        | Target::Number
        | Target::PostCodeAndCity
        | Target::AreaCode => true,
    }
}

/// The codes in a column that the list lacks, in order. A description of the list is read as its code.
#[must_use]
pub fn new_codes(table: &Table, at: usize, list: CodeList, database: &Database) -> Vec<Code> {
    let written: BTreeSet<&str> = table.rows.iter().flat_map(|row| codes_in(row.cell(at))).collect();
    let descriptions: BTreeSet<_> = database.codes(list).map(|(_, entry)| fold(&entry.description)).collect();
    let new: BTreeSet<Code> = written
        .into_iter()
        .filter(|written| !descriptions.contains(&fold(written)))
        .filter_map(|written| Code::parse(written).ok())
        .filter(|code| database.find_code(list, code).is_none())
        .collect();
    new.into_iter().collect()
}

/// The code of a value where its target has codes: `NO` for `Norge`. `None` where the value stays
/// unchanged.
#[must_use]
pub fn translated(target: Target, value: &str) -> Option<&'static str> {
    let code = match target {
        Target::Field(ContactField::CountryRegion) => country_code(value),
        Target::Field(ContactField::Language) => language_code(value),
        _ => None,
    };
    code.filter(|code| *code != value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::Change;
    use crate::domain::code_list::CodeEntry;
    use crate::domain::identifiers::CodeId;
    use crate::exchange::csv::reader::{ReadOptions, read};
    use crate::exchange::import::mapping::Mapping;

    fn judged(text: &str) -> Vec<Confidence> {
        let table = read(text.as_bytes(), ReadOptions::default()).unwrap().table;
        let columns = Mapping::recognise(&table).columns;
        let judge = |(at, column): (usize, &ColumnMapping)| confidence(score(&table, at, column));
        columns.iter().enumerate().map(judge).collect()
    }

    #[test]
    fn values_that_do_not_fit_lower_the_certainty() {
        use Confidence::{Check, None, Sure};
        assert_eq!(judged("E-mail;Note2\na@b.example;x\nc@d.example;y\n"), [Sure, None]);
        assert_eq!(judged("E-mail;Note2\na@b.example;x\nring;y\n"), [Check, None]);
    }

    #[test]
    fn codes_are_new_that_no_list_has() {
        let mut database = Database::new("fit");
        let entry = CodeEntry {
            code: Code::parse("GIFT").unwrap(),
            description: "Holiday gifts".into(),
            sample: false,
        };
        let change = Change::PutCode { list: CodeList::MailingGroup, id: CodeId(0), entry: Some(entry) };
        database.apply(change).unwrap();
        let table =
            read(b"Name;Groups\nA;move, gift\nB;Holiday gifts|move\n", ReadOptions::default()).unwrap().table;
        let codes = new_codes(&table, 1, CodeList::MailingGroup, &database);
        assert_eq!(codes.iter().map(Code::as_str).collect::<Vec<_>>(), ["MOVE"]);
    }

    #[test]
    fn countries_are_told_by_their_code() {
        let country = Target::Field(ContactField::CountryRegion);
        assert_eq!(translated(country, "Norge"), Some("NO"));
        assert_eq!(translated(country, "NO"), None);
        assert_eq!(translated(Target::Name, "Norge"), None);
    }
}
