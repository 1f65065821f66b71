//! Criteria as text, with codes by their names, for addresses.
//!
//! ```text
//! criteria  = group / condition
//! group     = ("all" / "any" / "none") "(" criteria *("," criteria) ")"
//! condition = name ["=" value *("|" value)]
//! name      = field ["." operator]
//! value     = ["~"] *(character / "\" character)
//! ```
//!
//! `any(city=Oslo|Bergen,all(mailing_group=GIFT,email.filled))`. A backslash stands before each of
//! `( ) , | ~ \` in a value. `~` begins a text with which codes are compared, not a code. Groups
//! without conditions, more than [`LEVELS_LIMIT`](crate::domain::criteria::LEVELS_LIMIT) levels and
//! more than [`CRITERIA_LIMIT`] conditions are refused.

use crate::domain::catalogue::{CodeList, ContactField, ContactKind, FieldKind};
use crate::domain::code::Code;
use crate::domain::criteria::{CRITERIA_LIMIT, Criteria, Criterion, Field, Operator, Value};
use crate::domain::database::Database;
use crate::domain::date::Date;

/// Every operator with its key.
const OPERATORS: [(Operator, &str); 8] = [
    (Operator::IsAnyOf, ""),
    (Operator::IsNoneOf, "not"),
    (Operator::Contains, "contains"),
    (Operator::StartsWith, "starts"),
    (Operator::Before, "before"),
    (Operator::After, "after"),
    (Operator::IsEmpty, "empty"),
    (Operator::IsNotEmpty, "filled"),
];

/// Characters of the grammar, which a value has a backslash before.
const RESERVED: [char; 6] = ['(', ')', ',', '|', '~', '\\'];

/// What a field compared with an operator is called: `city`, `email.empty`.
#[must_use]
pub fn name(field: Field, operator: Operator) -> String {
    let operator = OPERATORS.iter().find(|(it, _)| *it == operator).map_or("", |(_, key)| key);
    if operator.is_empty() { key(field).to_owned() } else { format!("{}.{operator}", key(field)) }
}

/// The field and the operator of a [`name`].
#[must_use]
pub fn parse_name(name: &str) -> Option<(Field, Operator)> {
    let (field, operator) = name.split_once('.').unwrap_or((name, ""));
    let operator = OPERATORS.iter().find(|(_, key)| *key == operator)?.0;
    Some((field_of(field)?, operator))
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

/// The value that a text names; one that the field does not have is [`Value::Unknown`].
#[must_use]
pub fn parse_value(database: &Database, field: Field, text: &str) -> Value {
    let known = match field {
        Field::Kind => match text {
            "company" => Some(Value::Kind(ContactKind::Company)),
            "person" => Some(Value::Kind(ContactKind::Person)),
            _ => None,
        },
        Field::Excluded => match text {
            "yes" => Some(Value::Flag(true)),
            "no" => Some(Value::Flag(false)),
            _ => None,
        },
        Field::Codes(list) => {
            let code = Code::parse(text).ok().and_then(|code| database.find_code(list, &code));
            code.map(Value::Code)
        }
        Field::Text(field) if field.kind() == FieldKind::Date => Date::parse(text).map(Value::Date),
        Field::Number | Field::CompanyName | Field::Text(_) => Some(Value::Text(text.to_owned())),
    };
    known.unwrap_or_else(|| Value::Unknown(text.to_owned()))
}

/// The text that names a value; empty for a code that has been deleted.
#[must_use]
pub fn value_text(database: &Database, field: Field, value: &Value) -> String {
    match (field, value) {
        (_, Value::Text(text) | Value::Unknown(text)) => text.clone(),
        (_, Value::Kind(ContactKind::Company)) => "company".into(),
        (_, Value::Kind(ContactKind::Person)) => "person".into(),
        (_, Value::Date(date)) => date.to_string(),
        (_, Value::Flag(flag)) => if *flag { "yes" } else { "no" }.into(),
        (Field::Codes(list), Value::Code(code)) => {
            database.code(list, *code).map(|entry| entry.code.to_string()).unwrap_or_default()
        }
        (_, Value::Code(_)) => String::new(),
    }
}

/// Criteria as text.
#[must_use]
pub fn write(database: &Database, criteria: &Criteria) -> String {
    let mut out = String::new();
    push(database, criteria, &mut out);
    out
}

fn push(database: &Database, criteria: &Criteria, out: &mut String) {
    let (group, children) = match criteria {
        Criteria::Is(criterion) => return push_condition(database, criterion, out),
        Criteria::All(children) => ("all(", children),
        Criteria::Any(children) => ("any(", children),
        Criteria::None(children) => ("none(", children),
    };
    out.push_str(group);
    for (place, child) in children.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        push(database, child, out);
    }
    out.push(')');
}

fn push_condition(database: &Database, criterion: &Criterion, out: &mut String) {
    out.push_str(&name(criterion.field, criterion.operator));
    for (place, value) in criterion.values.iter().enumerate() {
        out.push(if place == 0 { '=' } else { '|' });
        if matches!((criterion.field, value), (Field::Codes(_), Value::Text(_))) {
            out.push('~');
        }
        for character in value_text(database, criterion.field, value).chars() {
            if RESERVED.contains(&character) {
                out.push('\\');
            }
            out.push(character);
        }
    }
}

/// The criteria that a text holds, with so many levels of groups at most; `None` where it is none.
#[must_use]
pub fn read(database: &Database, text: &str, levels: usize) -> Option<Criteria> {
    let mut reader = Reader { database, rest: text, left: CRITERIA_LIMIT };
    let criteria = reader.criteria(levels)?;
    reader.rest.is_empty().then_some(criteria)
}

struct Reader<'a> {
    database: &'a Database,
    rest: &'a str,
    /// Conditions that are still allowed.
    left: usize,
}

impl Reader<'_> {
    fn eat(&mut self, character: char) -> bool {
        let rest = self.rest.strip_prefix(character);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn criteria(&mut self, levels: usize) -> Option<Criteria> {
        let end = self.rest.find(|it: char| !matches!(it, 'a'..='z' | '0'..='9' | '_' | '.'));
        let (word, rest) = self.rest.split_at_checked(end.unwrap_or(self.rest.len()))?;
        self.rest = rest;
        if !self.eat('(') {
            return self.condition(word);
        }
        let group = match word {
            "all" => Criteria::All,
            "any" => Criteria::Any,
            "none" => Criteria::None,
            _ => return None,
        };
        let levels = levels.checked_sub(1)?;
        let mut children = vec![self.criteria(levels)?];
        while self.eat(',') {
            children.push(self.criteria(levels)?);
        }
        self.eat(')').then(|| group(children))
    }

    fn condition(&mut self, name: &str) -> Option<Criteria> {
        self.left = self.left.checked_sub(1)?;
        let (field, operator) = parse_name(name)?;
        let mut values = Vec::new();
        if self.eat('=') {
            values.push(self.value(field)?);
            while self.eat('|') {
                values.push(self.value(field)?);
            }
        }
        Some(Criteria::Is(Criterion { field, operator, values }))
    }

    fn value(&mut self, field: Field) -> Option<Value> {
        let is_text = self.eat('~');
        let mut text = String::new();
        let mut characters = self.rest.chars();
        loop {
            let rest = characters.as_str();
            match characters.next() {
                Some('\\') => text.push(characters.next()?),
                Some(character) if !RESERVED.contains(&character) => text.push(character),
                _ => {
                    self.rest = rest;
                    break;
                }
            }
        }
        Some(if is_text { Value::Text(text) } else { parse_value(self.database, field, &text) })
    }
}
