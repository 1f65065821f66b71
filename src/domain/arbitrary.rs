//! Random office work for the property tests of all layers.
//!
//! **This is the only generator of changes:** a new kind of change gets one [`Op`], one line in
//! [`Profile::op`] and one arm in [`Op::change`], and every property test exercises it.
//!
//! An [`Op`] names the records that it works on by [`Pick`]s, which choose among the records that
//! exist when it is applied. So a list of operations has a meaning on every database, and
//! shrinking can leave any of them out.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use crate::domain::catalogue::{CodeList, ContactField, ContactKind, FieldKind};
use crate::domain::change::Change;
use crate::domain::contact::Contact;
use crate::domain::criteria::{Criteria, Criterion, Field, Operator, Value};
use crate::domain::database::Database;
use crate::domain::field_value::FieldValue;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::domain::segment::{AddOptions, StepKind};
use crate::domain::{codes, contacts, segments};

/// Chooses one of the records that exist: the number modulo their count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pick(pub u16);

/// The days that occur in random work.
pub(crate) const DAYS: [&str; 4] = ["", "1950-12-31", "1980-05-17", "2000-02-29"];

/// A text as it may be typed into a field: one of [`DAYS`] where that holds a date.
fn typed(field: ContactField, text: &str) -> String {
    match field.kind() {
        FieldKind::Date => DAYS[text.bytes().map(usize::from).sum::<usize>() % DAYS.len()].to_owned(),
        _ => text.to_owned(),
    }
}

/// Something that a user does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    /// A blank `number` is the next of the series; `company` counts for persons.
    CreateContact {
        kind: ContactKind,
        number: String,
        name: String,
        fields: Vec<(ContactField, String)>,
        company: Option<Pick>,
    },
    EditField {
        contact: Pick,
        field: ContactField,
        text: String,
    },
    RenumberContact {
        contact: Pick,
        number: String,
    },
    MovePerson {
        person: Pick,
        company: Option<Pick>,
    },
    ChangeKind {
        contact: Pick,
        kind: ContactKind,
    },
    Exclude {
        contact: Pick,
        excluded: bool,
    },
    DeleteContacts {
        contacts: Vec<Pick>,
    },
    CreateCode {
        list: CodeList,
        code: String,
        description: String,
    },
    RenameCode {
        list: CodeList,
        code: Pick,
        name: String,
    },
    DescribeCode {
        list: CodeList,
        code: Pick,
        description: String,
    },
    DeleteCode {
        list: CodeList,
        code: Pick,
    },
    Assign {
        list: CodeList,
        code: Pick,
        contacts: Vec<Pick>,
    },
    Unassign {
        list: CodeList,
        code: Pick,
        contacts: Vec<Pick>,
    },
    CreateSegment {
        description: String,
    },
    DescribeSegment {
        segment: Pick,
        description: String,
    },
    RenumberSegment {
        segment: Pick,
        number: String,
    },
    DeleteSegment {
        segment: Pick,
    },
    AddByHand {
        segment: Pick,
        contacts: Vec<Pick>,
    },
    RemoveByHand {
        segment: Pick,
        contacts: Vec<Pick>,
    },
    /// A step with any outcome: which contacts criteria pick is the query layer's to say.
    TakeStep {
        segment: Pick,
        action: StepAction,
        criterion: Asked,
        lines: Vec<Pick>,
    },
    GoBack {
        segment: Pick,
    },
    /// Replaces everything by a copy that lacks one contact.
    ReplaceAll {
        lacks: Pick,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StepAction {
    Add,
    Refine,
    Reduce,
}

/// What the criterion of a step compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// A code of the list, or one that does not exist where the list is empty.
    Code(CodeList, Pick),
    Text(ContactField, String),
}

/// The vocabulary of an office, and how fast it grows.
#[derive(Clone, Debug)]
pub(crate) struct Profile {
    /// Weight of creating a contact; all other operations together weigh 32.
    pub growth: u32,
    /// Names of contacts, descriptions of codes and segments.
    pub name: BoxedStrategy<String>,
    /// A field and a text for it.
    pub field: BoxedStrategy<(ContactField, String)>,
    /// Texts of codes.
    pub code: BoxedStrategy<String>,
    /// Numbers of contacts and segments.
    pub number: BoxedStrategy<String>,
}

impl Default for Profile {
    /// Few names and codes, so that some are taken; every field.
    fn default() -> Self {
        let text = || "[A-Z][a-z]{0,4}( [A-Z][a-z]?){0,2}|[0-9]{1,3}|";
        Self {
            growth: 8,
            name: "(Firm|Ada|Bo) [0-9]{0,2}|Ada Berg|Anne Marie Dahl|".boxed(),
            field: (select(&ContactField::ALL[..]), text()).boxed(),
            code: "[CR]1?[0-9]".boxed(),
            number: "(CT00|SM0)000[1-9]|X[0-9]?".boxed(),
        }
    }
}

impl Profile {
    /// One operation.
    pub(crate) fn op(&self) -> impl Strategy<Value = Op> + use<> {
        let Self { growth, name, field, code, number } = self.clone();
        let pick = || any::<u16>().prop_map(Pick);
        let picks = |most: usize| vec(any::<u16>().prop_map(Pick), 1..=most);
        let kind = || select(vec![ContactKind::Company, ContactKind::Person]);
        let new_number = prop_oneof![9 => Just(String::new()), 1 => number.clone()];
        let of_code = || (list(), pick());
        let action = select(vec![StepAction::Add, StepAction::Refine, StepAction::Reduce]);
        let asked = prop_oneof![
            of_code().prop_map(|(list, code)| Asked::Code(list, code)),
            field.clone().prop_map(|(field, text)| Asked::Text(field, text)),
        ];
        prop_oneof![
            growth => (kind(), new_number, name.clone(), vec(field.clone(), 0..4), weighted(0.75, pick()))
                .prop_map(|(kind, number, name, fields, company)| {
                    Op::CreateContact { kind, number, name, fields, company }
                }),
            3 => (pick(), field).prop_map(|(contact, (field, text))| Op::EditField { contact, field, text }),
            1 => (pick(), number.clone()).prop_map(|(contact, number)| Op::RenumberContact { contact, number }),
            1 => (pick(), weighted(0.8, pick())).prop_map(|(person, company)| Op::MovePerson { person, company }),
            1 => (pick(), kind()).prop_map(|(contact, kind)| Op::ChangeKind { contact, kind }),
            1 => (pick(), any::<bool>()).prop_map(|(contact, excluded)| Op::Exclude { contact, excluded }),
            2 => picks(2).prop_map(|contacts| Op::DeleteContacts { contacts }),
            3 => (list(), code.clone(), name.clone())
                .prop_map(|(list, code, description)| Op::CreateCode { list, code, description }),
            1 => (of_code(), code).prop_map(|((list, code), name)| Op::RenameCode { list, code, name }),
            1 => (of_code(), name.clone())
                .prop_map(|((list, code), description)| Op::DescribeCode { list, code, description }),
            1 => of_code().prop_map(|(list, code)| Op::DeleteCode { list, code }),
            4 => (of_code(), picks(5)).prop_map(|((list, code), contacts)| Op::Assign { list, code, contacts }),
            2 => (of_code(), picks(5)).prop_map(|((list, code), contacts)| Op::Unassign { list, code, contacts }),
            2 => name.clone().prop_map(|description| Op::CreateSegment { description }),
            1 => (pick(), name).prop_map(|(segment, description)| Op::DescribeSegment { segment, description }),
            1 => (pick(), number).prop_map(|(segment, number)| Op::RenumberSegment { segment, number }),
            1 => pick().prop_map(|segment| Op::DeleteSegment { segment }),
            2 => (pick(), picks(3)).prop_map(|(segment, contacts)| Op::AddByHand { segment, contacts }),
            1 => (pick(), picks(2)).prop_map(|(segment, contacts)| Op::RemoveByHand { segment, contacts }),
            2 => (pick(), action, asked, vec(pick(), 0..4)).prop_map(|(segment, action, criterion, lines)| {
                Op::TakeStep { segment, action, criterion, lines }
            }),
            1 => pick().prop_map(|segment| Op::GoBack { segment }),
            1 => pick().prop_map(|lacks| Op::ReplaceAll { lacks }),
        ]
    }

    /// Operations, from none to `most`.
    pub(crate) fn ops(&self, most: usize) -> impl Strategy<Value = Vec<Op>> + use<> {
        vec(self.op(), 0..=most)
    }
}

/// Any code list.
pub(crate) fn list() -> impl Strategy<Value = CodeList> {
    select(&CodeList::ALL[..])
}

impl Op {
    /// A new company of this name, for tests that only need some change.
    pub(crate) fn company(name: &str) -> Self {
        Self::CreateContact {
            kind: ContactKind::Company,
            number: String::new(),
            name: name.to_owned(),
            fields: Vec::new(),
            company: None,
        }
    }

    /// The operation as a change of this database. `None` where nothing exists that it could work
    /// on, and where a rule refuses it. **[`Database::apply`] accepts the change.**
    pub(crate) fn change(&self, database: &Database) -> Option<Change> {
        let contact = |pick: &Pick| choose(pick, contacts_of(database, None));
        let chosen = |picks: &[Pick]| picks.iter().filter_map(contact).collect::<Vec<_>>();
        let company = |pick: &Option<Pick>| {
            pick.as_ref().and_then(|pick| choose(pick, contacts_of(database, Some(ContactKind::Company))))
        };
        let code = |list: CodeList, pick: &Pick| choose(pick, database.codes(list).map(|(id, _)| id));
        let segment = |pick: &Pick| choose(pick, database.segments().map(|(id, _)| id));
        let change = match self {
            Self::CreateContact { kind, number, name, fields, company: of } => {
                let mut contact = Contact::new(number, *kind).with_text(ContactField::Name, name);
                for (field, text) in fields {
                    contact.set(*field, FieldValue::from_stored(field.kind(), &typed(*field, text)));
                }
                contact.company = company(of).filter(|_| *kind == ContactKind::Person);
                contacts::create(database, contact).ok()?.1
            }
            Self::EditField { contact: of, field, text } => {
                contacts::edit(database, contact(of)?, *field, &typed(*field, text)).ok()?
            }
            Self::RenumberContact { contact: of, number } => {
                contacts::renumber(database, contact(of)?, number).ok()?
            }
            Self::MovePerson { person, company: to } => {
                let person = choose(person, contacts_of(database, Some(ContactKind::Person)))?;
                contacts::change_company(database, person, company(to)).ok()?
            }
            Self::ChangeKind { contact: of, kind } => {
                contacts::change_kind(database, contact(of)?, *kind).ok()?
            }
            Self::Exclude { contact: of, excluded } => {
                contacts::exclude(database, contact(of)?, *excluded).ok()?
            }
            Self::DeleteContacts { contacts } => contacts::delete(database, &chosen(contacts)).change,
            Self::CreateCode { list, code, description } => {
                codes::create(database, *list, code, description).ok()?.1
            }
            Self::RenameCode { list, code: of, name } => {
                codes::rename(database, *list, code(*list, of)?, name).ok()?
            }
            Self::DescribeCode { list, code: of, description } => {
                codes::describe(database, *list, code(*list, of)?, description).ok()?
            }
            Self::DeleteCode { list, code: of } => codes::delete(database, *list, code(*list, of)?).1,
            Self::Assign { list, code: of, contacts } => {
                codes::assign(database, *list, code(*list, of)?, &chosen(contacts)).change
            }
            Self::Unassign { list, code: of, contacts } => {
                codes::unassign(database, *list, code(*list, of)?, &chosen(contacts)).change
            }
            Self::CreateSegment { description } => segments::create(database, "", description).ok()?.1,
            Self::DescribeSegment { segment: of, description } => {
                segments::describe(database, segment(of)?, description).ok()?
            }
            Self::RenumberSegment { segment: of, number } => {
                segments::renumber(database, segment(of)?, number).ok()?
            }
            Self::DeleteSegment { segment: of } => segments::delete(segment(of)?),
            Self::AddByHand { segment: of, contacts } => {
                segments::add_by_hand(database, segment(of)?, &chosen(contacts)).ok()?
            }
            Self::RemoveByHand { segment: of, contacts } => {
                segments::remove_by_hand(database, segment(of)?, &chosen(contacts)).ok()?
            }
            Self::TakeStep { segment: of, action, criterion, lines } => {
                let kind = action.with(criterion.on(database));
                segments::take_step(database, segment(of)?, kind, chosen(lines)).ok()?
            }
            Self::GoBack { segment: of } => segments::go_back(database, segment(of)?).ok()?,
            Self::ReplaceAll { lacks } => {
                let mut copy = database.clone();
                let deletion = contacts::delete(&copy, &[contact(lacks)?]);
                copy.apply(deletion.change).unwrap();
                Change::Replace(Box::new(copy))
            }
        };
        Some(change)
    }
}

impl StepAction {
    fn with(self, criteria: Criteria) -> StepKind {
        match self {
            Self::Add => StepKind::Add { criteria, options: AddOptions::default() },
            Self::Refine => StepKind::Refine { criteria, entire_companies: false },
            Self::Reduce => StepKind::Reduce { criteria, entire_companies: true },
        }
    }
}

impl Asked {
    fn on(&self, database: &Database) -> Criteria {
        let (field, value) = match self {
            Self::Code(list, pick) => {
                let code = choose(pick, database.codes(*list).map(|(id, _)| id));
                (Field::Codes(*list), Value::Code(code.unwrap_or(CodeId(7))))
            }
            Self::Text(field, text) => {
                let value = match FieldValue::from_stored(field.kind(), &typed(*field, text)) {
                    Some(FieldValue::Date(date)) => Value::Date(date),
                    _ => Value::Text(text.clone()),
                };
                (Field::Text(*field), value)
            }
        };
        Criteria::from_iter([Criterion { field, operator: Operator::IsAnyOf, values: vec![value] }])
    }
}

/// Applies operations in order; those that have nothing to work on are passed over.
pub(crate) fn work(database: &mut Database, ops: &[Op]) {
    for op in ops {
        if let Some(change) = op.change(database) {
            database.apply(change).unwrap();
        }
    }
}

/// The database that operations make.
pub(crate) fn database(identity: &str, ops: &[Op]) -> Database {
    let mut database = Database::new(identity);
    work(&mut database, ops);
    database
}

/// All contacts, or those of one kind.
pub(crate) fn contacts_of(database: &Database, kind: Option<ContactKind>) -> impl Iterator<Item = ContactId> {
    database
        .contacts()
        .filter(move |(_, contact)| kind.is_none_or(|kind| contact.kind == kind))
        .map(|(id, _)| id)
}

fn choose<Id>(pick: &Pick, from: impl Iterator<Item = Id>) -> Option<Id> {
    let mut all: Vec<Id> = from.collect();
    (!all.is_empty()).then(|| all.swap_remove(usize::from(pick.0) % all.len()))
}

/// The configuration of a property test that has `count` cases in the suite, where proptest's
/// default is 256. `cargo xtask soak` raises both by the same factor.
pub(crate) fn cases(count: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    let cases = u32::try_from(u64::from(count) * u64::from(default.cases) / 256).unwrap();
    ProptestConfig { cases, max_global_rejects: 1_024.max(cases), ..default }
}

/// The step through a long series of cases: the suite takes every `one_in`-th, a soak run each.
pub(crate) fn stride(one_in: usize) -> usize {
    if ProptestConfig::default().cases > 256 { 1 } else { one_in }
}
