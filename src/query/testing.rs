//! Random databases for the tests, made as an office makes them: by changes through `Database::apply`.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index as Pick, select};

use crate::domain::change::Change;
use crate::domain::code_list::CodeList;
use crate::domain::contact::{Contact, ContactField, ContactKind};
use crate::domain::criteria::{Criteria, Criterion, Field, Operator, Value};
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::domain::segment::AddOptions;
use crate::domain::{codes, contacts};

/// Texts that agree with each other in all ways that folding knows.
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

pub(super) const FIELDS: [ContactField; 6] = [
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

pub(super) fn list() -> impl Strategy<Value = CodeList> {
    select(&CodeList::ALL[..])
}

/// Something a person does. What it is done to is picked when it is done.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    Company { name: &'static str, city: &'static str },
    Person { name: &'static str, city: &'static str, company: Option<Pick> },
    Text { contact: Pick, field: ContactField, text: &'static str },
    Move { contact: Pick, company: Option<Pick> },
    Kind { contact: Pick, kind: ContactKind },
    Exclude { contact: Pick, excluded: bool },
    Renumber { contact: Pick, number: u16 },
    Delete { contact: Pick },
    Code { list: CodeList, number: u8 },
    DeleteCode { list: CodeList, code: Pick },
    Assign { list: CodeList, code: Pick, contacts: Vec<Pick> },
    Unassign { list: CodeList, code: Pick, contacts: Vec<Pick> },
    ReplaceAll,
}

pub(super) fn edit() -> impl Strategy<Value = Edit> {
    let pick = any::<Pick>;
    let company = || proptest::option::weighted(0.8, any::<Pick>());
    prop_oneof![
        6 => (text(), text()).prop_map(|(name, city)| Edit::Company { name, city }),
        10 => (text(), text(), company()).prop_map(|(name, city, company)| Edit::Person { name, city, company }),
        5 => (pick(), select(&FIELDS[..]), text())
            .prop_map(|(contact, field, text)| Edit::Text { contact, field, text }),
        2 => (pick(), company()).prop_map(|(contact, company)| Edit::Move { contact, company }),
        1 => (pick(), select(vec![ContactKind::Company, ContactKind::Person]))
            .prop_map(|(contact, kind)| Edit::Kind { contact, kind }),
        2 => (pick(), any::<bool>()).prop_map(|(contact, excluded)| Edit::Exclude { contact, excluded }),
        1 => (pick(), any::<u16>()).prop_map(|(contact, number)| Edit::Renumber { contact, number }),
        1 => pick().prop_map(|contact| Edit::Delete { contact }),
        4 => (list(), any::<u8>()).prop_map(|(list, number)| Edit::Code { list, number }),
        1 => (list(), pick()).prop_map(|(list, code)| Edit::DeleteCode { list, code }),
        8 => (list(), pick(), vec(any::<Pick>(), 1..6))
            .prop_map(|(list, code, contacts)| Edit::Assign { list, code, contacts }),
        2 => (list(), pick(), vec(any::<Pick>(), 1..6))
            .prop_map(|(list, code, contacts)| Edit::Unassign { list, code, contacts }),
        1 => Just(Edit::ReplaceAll),
    ]
}

impl Edit {
    /// The edit as a change of this database; `None` where there is nothing to do it to.
    pub(super) fn change(&self, database: &Database) -> Option<Change> {
        let contact = |pick: &Pick| pick_one(pick, &contacts_of(database, None));
        let company = |pick: &Option<Pick>| {
            let companies = contacts_of(database, Some(ContactKind::Company));
            pick.as_ref().and_then(|pick| pick_one(pick, &companies))
        };
        let code = |list: CodeList, pick: &Pick| pick_one(pick, &codes_of(database, list));
        let new = |kind, name, city| {
            Contact::new("", kind).with_text(ContactField::Name, name).with_text(ContactField::City, city)
        };
        match self {
            Self::Company { name, city } => {
                Some(contacts::create(database, new(ContactKind::Company, name, city)).ok()?.1)
            }
            Self::Person { name, city, company: pick } => {
                let mut person = new(ContactKind::Person, name, city);
                person.company = company(pick);
                Some(contacts::create(database, person).ok()?.1)
            }
            Self::Text { contact: pick, field, text } => {
                contacts::edit_text(database, contact(pick)?, *field, text).ok()
            }
            Self::Move { contact: pick, company: to } => {
                contacts::change_company(database, contact(pick)?, company(to)).ok()
            }
            Self::Kind { contact: pick, kind } => contacts::change_kind(database, contact(pick)?, *kind).ok(),
            Self::Exclude { contact: pick, excluded } => {
                contacts::exclude(database, contact(pick)?, *excluded).ok()
            }
            Self::Renumber { contact: pick, number } => {
                contacts::renumber(database, contact(pick)?, &format!("N{number}")).ok()
            }
            Self::Delete { contact: pick } => Some(contacts::delete(database, &[contact(pick)?]).change),
            Self::Code { list, number } => {
                Some(codes::create(database, *list, &format!("C{}", number % 12), "").ok()?.1)
            }
            Self::DeleteCode { list, code: pick } => {
                Some(codes::delete(database, *list, code(*list, pick)?).1)
            }
            Self::Assign { list, code: pick, contacts } => {
                let contacts: Vec<_> = contacts.iter().filter_map(contact).collect();
                Some(codes::assign(database, *list, code(*list, pick)?, &contacts).change)
            }
            Self::Unassign { list, code: pick, contacts } => {
                let contacts: Vec<_> = contacts.iter().filter_map(contact).collect();
                Some(codes::unassign(database, *list, code(*list, pick)?, &contacts).change)
            }
            Self::ReplaceAll => Some(Change::Replace(Box::new(database.clone()))),
        }
    }
}

fn pick_one<T: Copy>(pick: &Pick, from: &[T]) -> Option<T> {
    (!from.is_empty()).then(|| *pick.get(from))
}

pub(super) fn contacts_of(database: &Database, kind: Option<ContactKind>) -> Vec<ContactId> {
    database
        .contacts()
        .filter(|(_, contact)| kind.is_none_or(|kind| contact.kind == kind))
        .map(|(id, _)| id)
        .collect()
}

fn codes_of(database: &Database, list: CodeList) -> Vec<CodeId> {
    database.codes(list).map(|(id, _)| id).collect()
}

/// A database of up to some 40 contacts.
pub(super) fn database() -> impl Strategy<Value = Database> {
    vec(edit(), 0..120).prop_map(|edits| {
        let mut database = Database::new("random");
        for edit in edits {
            // What the domain refuses is not done.
            if let Some(change) = edit.change(&database) {
                let _ = database.apply(change);
            }
        }
        database
    })
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
            Field::CompanyName | Field::Text(_) => text().prop_map(|text| Value::Text(text.into())).boxed(),
            Field::Codes(_) => prop_oneof![
                4 => (0u32..6).prop_map(|id| Value::Code(CodeId(id))),
                1 => select(vec!["C1", "c", "1"]).prop_map(|text| Value::Text(text.into())),
            ]
            .boxed(),
        };
        vec(value, 0..3).prop_map(move |values| Criterion { field, operator, values })
    });
    vec(criterion, 0..4).prop_map(Criteria)
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
