//! The contacts that criteria pick.
//!
//! The values of one criterion join with OR. Criteria that stand directly in one *all of* group and
//! ask about one list of codes must be met **by one code together**, as Business Central has it:
//! "starts with A" and "contains B" ask for a code that does both. Every nested group asks anew.
//!
//! Mailing groups are the contact's own. Industry groups and business relations are those of its
//! company: a company's own, a person's company's. **A person without a company has none of
//! these**, so it never matches a criterion that asks for one, and always one that rules some out.
//! A contact with two codes of which one is ruled out is ruled out.

use crate::domain::catalogue::{CodeList, ContactKind, FieldKind};
use crate::domain::complete_criteria::CompleteCriteria;
use crate::domain::criteria::{Criteria, Criterion, Field, Operator, Value};
use crate::domain::database::Database;
use crate::domain::date::Date;
use crate::domain::identifiers::CodeId;
use crate::query::bitmap::Bitmap;
use crate::query::highlight::is_phone;
use crate::query::index::Index;
use crate::query::search_key::Folded;

/// The contacts that meet criteria.
#[must_use]
pub fn matches(database: &Database, index: &Index, criteria: CompleteCriteria<'_>) -> Bitmap {
    tree(database, index, criteria.tree())
}

fn tree(database: &Database, index: &Index, criteria: &Criteria) -> Bitmap {
    let union = |children: &[Criteria]| {
        let mut union = Bitmap::new();
        children.iter().for_each(|child| union.or(&tree(database, index, child)));
        union
    };
    match criteria {
        Criteria::All(children) => all(database, index, children),
        Criteria::Any(children) => union(children),
        Criteria::None(children) => {
            let mut others = index.live().clone();
            others.and_not(&union(children));
            others
        }
        alone @ Criteria::Is(_) => all(database, index, std::slice::from_ref(alone)),
    }
}

/// The contacts that meet all of these; criteria on one list of codes are met by one code together.
fn all(database: &Database, index: &Index, children: &[Criteria]) -> Bitmap {
    let mut matching = index.live().clone();
    let mut of_codes = CodeList::ALL.map(|list| (list, Vec::new()));
    for child in children {
        match child {
            Criteria::Is(criterion) => match criterion.field {
                Field::Codes(list) => {
                    of_codes
                        .iter_mut()
                        .filter(|(of, _)| *of == list)
                        .for_each(|(_, all)| all.push(criterion));
                }
                _ => keep_matching(&mut matching, database, index, criterion),
            },
            group => matching.and(&tree(database, index, group)),
        }
    }
    for (list, criteria) in &of_codes {
        keep_codes(&mut matching, database, index, *list, criteria);
    }
    matching
}

fn keep_matching(matching: &mut Bitmap, database: &Database, index: &Index, criterion: &Criterion) {
    match criterion.field {
        Field::Codes(_) => {}
        Field::Kind => {
            let companies = index.companies();
            let mut persons = index.live().clone();
            persons.and_not(companies);
            let sets = [
                (Value::Kind(ContactKind::Company), companies.clone()),
                (Value::Kind(ContactKind::Person), persons),
            ];
            keep_named(matching, criterion, sets);
        }
        Field::Excluded => {
            let mut included = index.live().clone();
            included.and_not(index.excluded());
            let sets = [(Value::Flag(true), index.excluded().clone()), (Value::Flag(false), included)];
            keep_named(matching, criterion, sets);
        }
        Field::Number | Field::CompanyName | Field::Text(_) => {
            matching.and(&matching_texts(database, index, criterion));
        }
    }
}

/// For fields with few values, of which a contact always has one.
fn keep_named(matching: &mut Bitmap, criterion: &Criterion, sets: [(Value, Bitmap); 2]) {
    let mut named = Bitmap::new();
    for (value, set) in sets {
        if criterion.values.contains(&value) {
            named.or(&set);
        }
    }
    match criterion.operator {
        Operator::IsAnyOf | Operator::Contains | Operator::StartsWith => matching.and(&named),
        Operator::IsNoneOf => matching.and_not(&named),
        Operator::IsEmpty | Operator::Before | Operator::After => *matching = Bitmap::new(),
        Operator::IsNotEmpty => {}
    }
}

fn matching_texts(database: &Database, index: &Index, criterion: &Criterion) -> Bitmap {
    let Some(column) = index.column(database, criterion.field) else { return Bitmap::new() };
    if let Field::Text(field) = criterion.field
        && field.kind() == FieldKind::Date
    {
        return column.select(|text| holds_of_date(criterion, Date::parse(text)));
    }
    let fold = if is_phone(criterion.field) { Folded::phone } else { Folded::text };
    let values = folded_values(criterion, fold);
    column.select(|text| compare(criterion.operator, &values, text))
}

/// Whether a criterion holds of a date, which may be missing.
fn holds_of_date(criterion: &Criterion, date: Option<Date>) -> bool {
    let any = |holds: &dyn Fn(Date, Date) -> bool| {
        let wanted = criterion.values.iter().filter_map(|value| match value {
            Value::Date(date) => Some(*date),
            _ => None,
        });
        date.is_some_and(|date| wanted.into_iter().any(|wanted| holds(date, wanted)))
    };
    match criterion.operator {
        Operator::IsAnyOf | Operator::Contains | Operator::StartsWith => any(&|date, wanted| date == wanted),
        Operator::IsNoneOf => !any(&|date, wanted| date == wanted),
        Operator::Before => any(&|date, wanted| date < wanted),
        Operator::After => any(&|date, wanted| date > wanted),
        Operator::IsEmpty => date.is_none(),
        Operator::IsNotEmpty => date.is_some(),
    }
}

fn folded_values(criterion: &Criterion, fold: fn(&str) -> Folded) -> Vec<Folded> {
    let texts = criterion.values.iter().filter_map(|value| match value {
        Value::Text(text) => Some(fold(text)),
        _ => None,
    });
    texts.filter(|text| !text.is_empty()).collect()
}

/// Compares one folded text with values.
fn compare(operator: Operator, values: &[Folded], text: &str) -> bool {
    match operator {
        Operator::IsAnyOf => values.iter().any(|value| value.matches(text)),
        Operator::IsNoneOf => !values.iter().any(|value| value.matches(text)),
        Operator::Contains => values.iter().any(|value| value.occurs_in(text)),
        Operator::StartsWith => values.iter().any(|value| value.begins(text)),
        Operator::IsEmpty => text.is_empty(),
        Operator::IsNotEmpty => !text.is_empty(),
        // Criteria that compare a text so are not complete.
        Operator::Before | Operator::After => false,
    }
}

fn keep_codes(
    matching: &mut Bitmap,
    database: &Database,
    index: &Index,
    list: CodeList,
    criteria: &[&Criterion],
) {
    let (ruling_out, asking): (Vec<&Criterion>, Vec<&Criterion>) = criteria
        .iter()
        .partition(|criterion| matches!(criterion.operator, Operator::IsNoneOf | Operator::IsEmpty));
    if !asking.is_empty() {
        let tests: Vec<CodeTest> = asking.into_iter().map(CodeTest::new).collect();
        let bearers =
            bearers(database, index, list, |id, code| tests.iter().all(|test| test.holds(id, code)));
        matching.and(&bearers);
    }
    if !ruling_out.is_empty() {
        let tests: Vec<CodeTest> = ruling_out.into_iter().map(CodeTest::new).collect();
        let bearers =
            bearers(database, index, list, |id, code| tests.iter().any(|test| test.holds(id, code)));
        matching.and_not(&bearers);
    }
}

/// The contacts for which a code counts that `holds` says yes to.
fn bearers(
    database: &Database,
    index: &Index,
    list: CodeList,
    holds: impl Fn(CodeId, &Folded) -> bool,
) -> Bitmap {
    let mut bearers = Bitmap::new();
    for (id, entry) in database.codes(list) {
        if holds(id, &Folded::text(entry.code.as_str()))
            && let Some(contacts) = index.contacts_with_code(list, id)
        {
            bearers.or(contacts);
        }
    }
    if list.is_of_company() { index.of_companies(&bearers) } else { bearers }
}

/// What a criterion says of a single code; for those that rule out, whether it rules this one out.
struct CodeTest<'a> {
    operator: Operator,
    values: &'a [Value],
    texts: Vec<Folded>,
}

impl<'a> CodeTest<'a> {
    fn new(criterion: &'a Criterion) -> Self {
        let texts = folded_values(criterion, Folded::text);
        Self { operator: criterion.operator, values: &criterion.values, texts }
    }

    fn holds(&self, id: CodeId, code: &Folded) -> bool {
        let named = self.values.contains(&Value::Code(id));
        let compare = |operator| compare(operator, &self.texts, code.as_str());
        match self.operator {
            Operator::IsAnyOf | Operator::IsNoneOf => named || compare(Operator::IsAnyOf),
            Operator::Contains | Operator::StartsWith => named || compare(self.operator),
            Operator::Before | Operator::After => false,
            Operator::IsEmpty | Operator::IsNotEmpty => true,
        }
    }
}
