//! List filters in the address: `city=Oslo&city=Bergen&email.empty=&mailing_group=GIFT`.
//!
//! Values of one name join with OR, names with AND, as criteria do.

use crate::domain::code::Code;
use crate::domain::code_list::CodeList;
use crate::domain::contact::{ContactField, ContactKind};
use crate::domain::criteria::{Criteria, Criterion, Field, Operator, Value};
use crate::domain::database::Database;
use crate::domain::identifiers::CodeId;

/// A code that an address names but the list doesn't have: it matches no contact.
pub const UNKNOWN_CODE: CodeId = CodeId(u32::MAX);

/// The criteria that an address's query holds. Other names are passed over.
#[must_use]
pub fn read(database: &Database, query: &[(String, String)]) -> Criteria {
    let mut criteria: Vec<Criterion> = Vec::new();
    for (name, text) in query {
        let (field, operator) = name.split_once('.').unwrap_or((name, ""));
        let (Some(field), Some(operator)) = (field_of(field), operator_of(operator)) else { continue };
        let value = value_of(database, field, text);
        match criteria.iter_mut().find(|it| it.field == field && it.operator == operator) {
            Some(criterion) => criterion.values.extend(value),
            None => {
                let values = if operator.needs_values() { value.into_iter().collect() } else { Vec::new() };
                criteria.push(Criterion { field, operator, values });
            }
        }
    }
    Criteria(criteria)
}

/// The query that holds these criteria.
#[must_use]
pub fn write(database: &Database, criteria: &Criteria) -> Vec<(String, String)> {
    criteria.0.iter().flat_map(|criterion| write_criterion(database, criterion)).collect()
}

/// The part of the query that holds this criterion.
#[must_use]
pub fn write_criterion(database: &Database, criterion: &Criterion) -> Vec<(String, String)> {
    let name = name(criterion.field, criterion.operator);
    if !criterion.operator.needs_values() {
        return vec![(name, String::new())];
    }
    let text = |value| text_of(database, criterion.field, value);
    criterion.values.iter().map(|value| (name.clone(), text(value))).collect()
}

/// By which a field compared with an operator is called in addresses: `city`, `email.empty`.
#[must_use]
pub fn name(field: Field, operator: Operator) -> String {
    match operator_key(operator) {
        "" => key(field).to_owned(),
        operator => format!("{}.{operator}", key(field)),
    }
}

/// A field's stable name in addresses.
#[must_use]
pub fn key(field: Field) -> &'static str {
    match field {
        Field::Number => "number",
        Field::Kind => "type",
        Field::CompanyName => "company_name",
        Field::Excluded => "excluded",
        Field::Text(field) => field.key(),
        Field::Codes(list) => list.key(),
    }
}

/// The field with this [`key`].
#[must_use]
pub fn field_of(key: &str) -> Option<Field> {
    match key {
        "number" => Some(Field::Number),
        "type" => Some(Field::Kind),
        "company_name" => Some(Field::CompanyName),
        "excluded" => Some(Field::Excluded),
        _ => CodeList::ALL
            .into_iter()
            .find(|list| list.key() == key)
            .map(Field::Codes)
            .or_else(|| ContactField::from_key(key).map(Field::Text)),
    }
}

fn operator_key(operator: Operator) -> &'static str {
    match operator {
        Operator::IsAnyOf => "",
        Operator::IsNoneOf => "not",
        Operator::Contains => "contains",
        Operator::StartsWith => "starts",
        Operator::IsEmpty => "empty",
        Operator::IsNotEmpty => "filled",
    }
}

fn operator_of(key: &str) -> Option<Operator> {
    [
        Operator::IsAnyOf,
        Operator::IsNoneOf,
        Operator::Contains,
        Operator::StartsWith,
        Operator::IsEmpty,
        Operator::IsNotEmpty,
    ]
    .into_iter()
    .find(|&operator| operator_key(operator) == key)
}

fn value_of(database: &Database, field: Field, text: &str) -> Option<Value> {
    Some(match field {
        Field::Kind => Value::Kind(match text {
            "company" => ContactKind::Company,
            "person" => ContactKind::Person,
            _ => return None,
        }),
        Field::Excluded => Value::Flag(text == "yes"),
        Field::Codes(list) => {
            let code = Code::parse(text).ok().and_then(|code| database.find_code(list, &code));
            Value::Code(code.unwrap_or(UNKNOWN_CODE))
        }
        Field::Number | Field::CompanyName | Field::Text(_) => Value::Text(text.to_owned()),
    })
}

fn text_of(database: &Database, field: Field, value: &Value) -> String {
    match (field, value) {
        (_, Value::Text(text)) => text.clone(),
        (_, Value::Kind(ContactKind::Company)) => "company".into(),
        (_, Value::Kind(ContactKind::Person)) => "person".into(),
        (_, Value::Flag(flag)) => if *flag { "yes" } else { "no" }.into(),
        (Field::Codes(list), Value::Code(code)) => {
            database.code(list, *code).map(|entry| entry.code.to_string()).unwrap_or_default()
        }
        (_, Value::Code(_)) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::codes;
    use crate::state::route::Address;

    #[test]
    fn filters_read_as_they_are_written() {
        let mut database = Database::new("d");
        let (_, change) = codes::create(&database, CodeList::MailingGroup, "R&D", "").unwrap();
        database.apply(change).unwrap();
        let href =
            "#/contacts?city=Oslo&city=Bergen&email.empty=&mailing_group=R%26D&type=person&excluded=no";
        let address = Address::parse(href);
        let criteria = read(&database, &address.query);
        assert_eq!(criteria.0.len(), 5);
        assert_eq!(write(&database, &criteria), address.query);
    }
}
