//! Criteria in words, for filter chips and sentences.

use crate::domain::code_list::CodeList;
use crate::domain::contact::ContactField;
use crate::domain::criteria::{Criterion, Field, Operator, Value};
use crate::domain::database::Database;
use crate::i18n::texts::Texts;
use crate::i18n::wording;

/// The fields of criteria, the most used first.
pub fn criterion_fields() -> impl Iterator<Item = Field> {
    CodeList::ALL
        .into_iter()
        .map(Field::Codes)
        .chain([Field::Kind, Field::Number, Field::CompanyName])
        .chain(ContactField::ALL.into_iter().map(Field::Text))
        .chain([Field::Excluded])
}

/// The operators of a field, the usual one first.
#[must_use]
pub const fn criterion_operators(field: Field) -> &'static [Operator] {
    match field {
        Field::Kind | Field::Excluded => &[Operator::IsAnyOf],
        Field::Codes(_) => &[Operator::IsAnyOf, Operator::IsNoneOf, Operator::IsEmpty, Operator::IsNotEmpty],
        Field::Number | Field::CompanyName | Field::Text(_) => &[
            Operator::Contains,
            Operator::StartsWith,
            Operator::IsAnyOf,
            Operator::IsNoneOf,
            Operator::IsEmpty,
            Operator::IsNotEmpty,
        ],
    }
}

/// The operator in words: *is* for one value, *is any of* for several.
#[must_use]
pub const fn operator(texts: &'static Texts, operator: Operator, values: usize) -> &'static str {
    match (operator, values) {
        (Operator::IsAnyOf, 0 | 1) => texts.criteria.is_one,
        (Operator::IsNoneOf, 0 | 1) => texts.criteria.is_not_one,
        _ => wording::operator(texts, operator),
    }
}

/// A value in words.
#[must_use]
pub fn value(texts: &'static Texts, database: &Database, field: Field, value: &Value) -> String {
    match (field, value) {
        (_, Value::Text(text)) => text.clone(),
        (_, Value::Kind(kind)) => wording::kind(texts, *kind).to_owned(),
        (_, Value::Flag(true)) => texts.common.yes.to_owned(),
        (_, Value::Flag(false)) => texts.common.no.to_owned(),
        (Field::Codes(list), Value::Code(code)) => database
            .code(list, *code)
            .map_or_else(|| texts.contacts.code_gone.to_owned(), |entry| entry.code.to_string()),
        (_, Value::Code(_)) => String::new(),
    }
}

/// The values in words, joined by commas.
#[must_use]
pub fn values(texts: &'static Texts, database: &Database, criterion: &Criterion) -> String {
    let words = criterion.values.iter().map(|it| value(texts, database, criterion.field, it));
    words.collect::<Vec<_>>().join(", ")
}

/// The whole criterion in words: *City is Oslo*.
#[must_use]
pub fn sentence(texts: &'static Texts, database: &Database, criterion: &Criterion) -> String {
    let field = wording::criterion_field(texts, criterion.field);
    let operator = operator(texts, criterion.operator, criterion.values.len());
    let values = values(texts, database, criterion);
    texts.contacts.criterion(field, operator, values).trim_end().to_owned()
}
