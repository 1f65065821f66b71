//! When criteria can be evaluated.
//!
//! A criterion that is begun or wrong is neither passed over nor taken to match every contact: the
//! whole tree with it is incomplete, and only [`CompleteCriteria`] are evaluated.

use crate::characters::is_blank;
use crate::domain::catalogue::FieldKind;
use crate::domain::criteria::{Criteria, Criterion, Field, Incomplete, Operator, Value};
use crate::domain::database::Database;
use crate::domain::segment::{Segment, StepKind};

/// Criteria of which every part says enough to pick by. Only [`complete`] makes them.
#[derive(Clone, Copy, Debug)]
pub struct CompleteCriteria<'a>(&'a Criteria);

impl<'a> CompleteCriteria<'a> {
    /// The tree.
    #[must_use]
    pub const fn tree(self) -> &'a Criteria {
        self.0
    }
}

/// The criteria, if they can be evaluated on this database.
///
/// # Errors
/// The first part, from left to right, that cannot.
pub fn complete<'a>(database: &Database, criteria: &'a Criteria) -> Result<CompleteCriteria<'a>, Incomplete> {
    if !criteria.is_unconditional() {
        check_tree(database, criteria)?;
    }
    Ok(CompleteCriteria(criteria))
}

fn check_tree(database: &Database, criteria: &Criteria) -> Result<(), Incomplete> {
    match criteria {
        Criteria::All(children) | Criteria::Any(children) | Criteria::None(children) => {
            if children.is_empty() {
                return Err(Incomplete::EmptyGroup);
            }
            children.iter().try_for_each(|child| check_tree(database, child))
        }
        Criteria::Is(criterion) => check(database, criterion),
    }
}

/// Whether a criterion says enough to pick by: the operator needs no values, or every value is one
/// of the field and at least one of them shows anything.
///
/// # Errors
/// What is missing or wrong.
pub fn check(database: &Database, criterion: &Criterion) -> Result<(), Incomplete> {
    let (field, operator) = (criterion.field, criterion.operator);
    if matches!(operator, Operator::Before | Operator::After) && !field.operators().contains(&operator) {
        return Err(Incomplete::WrongOperator(field));
    }
    if !operator.needs_values() {
        return Ok(());
    }
    let is_date = matches!(field, Field::Text(field) if field.kind() == FieldKind::Date);
    for value in &criterion.values {
        let text = match (field, value) {
            (Field::Codes(list), Value::Code(code)) if database.code(list, *code).is_some() => continue,
            (Field::Kind, Value::Kind(_)) | (Field::Excluded, Value::Flag(_)) => continue,
            (_, Value::Date(_)) if is_date => continue,
            (Field::Kind | Field::Excluded, Value::Text(text)) | (_, Value::Unknown(text)) => text.clone(),
            (_, Value::Text(text)) if is_date => text.clone(),
            (_, Value::Text(_)) => continue,
            (_, Value::Code(_) | Value::Kind(_) | Value::Flag(_) | Value::Date(_)) => String::new(),
        };
        return Err(Incomplete::UnknownValue { field, text });
    }
    let shows = |value: &Value| !matches!(value, Value::Text(text) if is_blank(text));
    if criterion.values.iter().any(shows) { Ok(()) } else { Err(Incomplete::NoValue(field)) }
}

/// Whether a step can be evaluated on this database. A taken step that no longer can, because a
/// code that it names was deleted, counts as switched off.
///
/// # Errors
/// What is missing or wrong in its criteria.
pub fn check_step(database: &Database, step: &StepKind) -> Result<(), Incomplete> {
    step.criteria().map_or(Ok(()), |criteria| complete(database, criteria).map(drop))
}

/// How many steps of a segment count as switched off.
#[must_use]
pub fn switched_off(database: &Database, segment: &Segment) -> usize {
    segment.steps.iter().filter(|step| check_step(database, &step.kind).is_err()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
    use crate::domain::codes;
    use crate::domain::identifiers::CodeId;

    fn criterion(field: Field, operator: Operator, values: &[Value]) -> Criterion {
        Criterion { field, operator, values: values.to_vec() }
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn a_criterion_needs_a_value_of_its_field() {
        let mut database = Database::new("d");
        let (gift, change) = codes::create(&database, CodeList::MailingGroup, "GIFT", "").unwrap();
        database.apply(change).unwrap();
        let (city, group) = (Field::Text(ContactField::City), Field::Codes(CodeList::MailingGroup));
        let any = Operator::IsAnyOf;
        let unknown = |field, text: &str| Err(Incomplete::UnknownValue { field, text: text.to_owned() });
        for (criterion, expected) in [
            (criterion(city, any, &[text("Oslo")]), Ok(())),
            (criterion(city, any, &[]), Err(Incomplete::NoValue(city))),
            (criterion(city, Operator::IsEmpty, &[]), Ok(())),
            (criterion(city, any, &[Value::Flag(true)]), unknown(city, "")),
            (criterion(group, any, &[Value::Code(gift)]), Ok(())),
            (criterion(group, any, &[text("G")]), Ok(())),
            (criterion(group, any, &[Value::Code(gift), Value::Code(CodeId(7))]), unknown(group, "")),
            (criterion(group, any, &[Value::Unknown("NEWZ".into())]), unknown(group, "NEWZ")),
            (criterion(Field::Kind, any, &[Value::Kind(ContactKind::Person)]), Ok(())),
            (criterion(Field::Kind, any, &[text("robot")]), unknown(Field::Kind, "robot")),
            (
                criterion(Field::Excluded, any, &[Value::Kind(ContactKind::Person)]),
                unknown(Field::Excluded, ""),
            ),
        ] {
            assert_eq!(check(&database, &criterion), expected, "{criterion:?}");
        }
    }

    #[test]
    fn only_the_outermost_group_may_be_empty() {
        let database = Database::new("d");
        let ok = |criteria: &Criteria| complete(&database, criteria).is_ok();
        assert!(ok(&Criteria::default()));
        assert!(!ok(&Criteria::Any(vec![])));
        assert!(!ok(&Criteria::None(vec![])));
        assert!(!ok(&Criteria::All(vec![Criteria::default()])));
    }
}
