//! Random databases, criteria and options for the tests of the query layer.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::domain::arbitrary::{self, DAYS, Op, Profile, list};
use crate::domain::catalogue::{ContactField, ContactKind, FieldKind};
use crate::domain::criteria::{Criteria, Criterion, Field, Operator, Value};
use crate::domain::database::Database;
use crate::domain::date::Date;
use crate::domain::identifiers::CodeId;
use crate::domain::segment::AddOptions;

/// Texts that match each other in all ways that folding knows.
pub(super) const TEXTS: [&str; 18] = [
    "",
    "Århus",
    "Aarhus",
    "arhus",
    "ÅRHUS",
    "Oslo",
    "oslo Øst",
    "Øl & Co",
    "Müller",
    "Mueller",
    "muller",
    "Zürich",
    "22 33 44 55",
    "+47 22334455",
    "0047-2233",
    "anna@example.com",
    "Anna Berg",
    "Berg",
];

pub(super) const FIELDS: [ContactField; 7] = [
    ContactField::DateOfBirth,
    ContactField::Name,
    ContactField::City,
    ContactField::Phone,
    ContactField::Email,
    ContactField::JobTitle,
    ContactField::Address2,
];

pub(super) fn text() -> impl Strategy<Value = &'static str> {
    select(&TEXTS[..])
}

/// An office that grows fast and whose texts match each other.
pub(super) fn profile() -> Profile {
    Profile {
        growth: 18,
        name: text().prop_map(str::to_owned).boxed(),
        field: (select(&FIELDS[..]), text().prop_map(str::to_owned)).boxed(),
        code: "C[0-9]|C1[01]".boxed(),
        number: "N[0-9]{1,5}".boxed(),
    }
}

/// What the office does.
pub(super) fn ops(most: usize) -> impl Strategy<Value = Vec<Op>> {
    profile().ops(most)
}

/// A database of up to some 40 contacts.
pub(super) fn database() -> impl Strategy<Value = Database> {
    ops(120).prop_map(|ops| arbitrary::database("random", &ops))
}

pub(super) fn criteria() -> impl Strategy<Value = Criteria> {
    let field = prop_oneof![
        1 => Just(Field::Number),
        1 => Just(Field::Kind),
        2 => Just(Field::CompanyName),
        1 => Just(Field::Excluded),
        4 => select(&FIELDS[..]).prop_map(Field::Text),
        6 => list().prop_map(Field::Codes),
    ];
    let operator = select(vec![
        Operator::IsAnyOf,
        Operator::IsAnyOf,
        Operator::IsNoneOf,
        Operator::Contains,
        Operator::StartsWith,
        Operator::Before,
        Operator::After,
        Operator::IsEmpty,
        Operator::IsNotEmpty,
    ]);
    let criterion = (field, operator).prop_flat_map(|(field, operator)| {
        let value = match field {
            Field::Number => select(vec!["CT000001", "ct000002", "CT", "N1"])
                .prop_map(|text| Value::Text(text.into()))
                .boxed(),
            Field::Kind => {
                select(vec![ContactKind::Company, ContactKind::Person]).prop_map(Value::Kind).boxed()
            }
            Field::Excluded => any::<bool>().prop_map(Value::Flag).boxed(),
            Field::Text(field) if field.kind() == FieldKind::Date => {
                let days = select(&DAYS[1..]).prop_map(|day| Value::Date(Date::parse(day).unwrap()));
                prop_oneof![9 => days, 1 => Just(Value::Text("soon".into()))].boxed()
            }
            Field::CompanyName | Field::Text(_) => text().prop_map(|text| Value::Text(text.into())).boxed(),
            Field::Codes(_) => prop_oneof![
                4 => (0u32..6).prop_map(|id| Value::Code(CodeId(id))),
                1 => select(vec!["C1", "c", "1"]).prop_map(|text| Value::Text(text.into())),
                1 => Just(Value::Unknown("NEWZ".into())),
            ]
            .boxed(),
        };
        vec(value, 0..3).prop_map(move |values| Criterion { field, operator, values })
    });
    let tree = criterion.clone().prop_map(Criteria::Is).prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Criteria::All),
            vec(inner.clone(), 0..4).prop_map(Criteria::Any),
            vec(inner, 0..4).prop_map(Criteria::None),
        ]
    });
    prop_oneof![vec(criterion, 0..4).prop_map(Criteria::from_iter), tree]
}

/// The criteria with what is begun or wrong in them completed for a database: unknown codes become
/// known ones, and criteria and groups without values or parts become others.
pub(super) fn completed(database: &Database, mut criteria: Criteria) -> Criteria {
    if !criteria.is_unconditional() {
        complete_groups(&mut criteria);
    }
    criteria.visit_mut(&mut |criterion: &mut Criterion| {
        if let Field::Codes(list) = criterion.field {
            let codes: Vec<CodeId> = database.codes(list).map(|(id, _)| id).collect();
            criterion.values.retain_mut(|value| match value {
                Value::Code(code) if !codes.is_empty() => {
                    *code = codes[code.index() % codes.len()];
                    true
                }
                Value::Code(_) | Value::Unknown(_) => false,
                _ => true,
            });
        }
        let is_date = matches!(criterion.field, Field::Text(field) if field.kind() == FieldKind::Date);
        if is_date {
            criterion.values.retain(|value| matches!(value, Value::Date(_)));
        } else if matches!(criterion.operator, Operator::Before | Operator::After) {
            criterion.operator = Operator::Contains;
        }
        if criterion.values.iter().all(|value| *value == Value::Text(String::new()))
            && criterion.operator.needs_values()
        {
            criterion.operator = Operator::IsNotEmpty;
        }
    });
    criteria
}

fn complete_groups(criteria: &mut Criteria) {
    match criteria {
        Criteria::All(children) | Criteria::Any(children) | Criteria::None(children) => {
            if children.is_empty() {
                let (field, operator) = (Field::CompanyName, Operator::IsNotEmpty);
                children.push(Criteria::Is(Criterion { field, operator, values: Vec::new() }));
            }
            children.iter_mut().for_each(complete_groups);
        }
        Criteria::Is(_) => {}
    }
}

pub(super) fn options() -> impl Strategy<Value = AddOptions> {
    any::<[bool; 4]>().prop_map(
        |[allow_existing, expand_companies, allow_related_companies, ignore_exclusion]| AddOptions {
            allow_existing,
            expand_companies,
            allow_related_companies,
            ignore_exclusion,
        },
    )
}
