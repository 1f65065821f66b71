//! List filters in the address: `city=Oslo&city=Bergen&email.empty=&mailing_group=GIFT`.
//!
//! Values of one name join with OR, names with AND. Criteria that cannot be written so stand in one
//! parameter, as [`filter_text`] has them: `where=any(city=Oslo,email.empty)`. A filter that cannot
//! be read is kept and shown as wrong.

use crate::domain::criteria::{Criteria, Criterion, LEVELS_LIMIT};
use crate::domain::database::Database;
use crate::state::filter_text;

/// The parameter that holds a whole tree.
pub const WHERE: &str = "where";

/// The filters of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// What can be read. Values that a field does not have are among them, as unknown ones.
    pub criteria: Criteria,
    /// Names and texts that cannot be read as criteria.
    pub unreadable: Vec<(String, String)>,
}

/// Whether a name in an address begins a filter.
fn is_filter(name: &str) -> bool {
    name == WHERE || filter_text::field_of(name.split_once('.').map_or(name, |(field, _)| field)).is_some()
}

/// The filters that an address's query holds. Names of other things are passed over.
#[must_use]
pub fn read(database: &Database, query: &[(String, String)]) -> Filters {
    let mut flat: Vec<Criterion> = Vec::new();
    let mut trees: Vec<&(String, String)> = Vec::new();
    let mut unreadable = Vec::new();
    for pair in query.iter().filter(|(name, _)| is_filter(name)) {
        let (name, text) = pair;
        let Some((field, operator)) = filter_text::parse_name(name) else {
            if name == WHERE {
                trees.push(pair)
            } else {
                unreadable.push(pair.clone())
            }
            continue;
        };
        let value = operator.needs_values().then(|| filter_text::parse_value(database, field, text));
        match flat.iter_mut().find(|it| it.field == field && it.operator == operator) {
            Some(criterion) => criterion.values.extend(value),
            None => flat.push(Criterion { field, operator, values: value.into_iter().collect() }),
        }
    }
    let is_alone = flat.is_empty() && trees.len() == 1;
    let levels = if is_alone { LEVELS_LIMIT } else { LEVELS_LIMIT - 1 };
    let mut parts: Vec<Criteria> = flat.into_iter().map(Criteria::Is).collect();
    for pair in trees {
        match filter_text::read(database, &pair.1, levels) {
            Some(tree) if is_alone => return Filters { criteria: tree, unreadable },
            Some(tree) => parts.push(tree),
            None => unreadable.push(pair.clone()),
        }
    }
    Filters { criteria: Criteria::All(parts), unreadable }
}

/// The query that holds these criteria.
#[must_use]
pub fn write(database: &Database, criteria: &Criteria) -> Vec<(String, String)> {
    let mut names = Vec::new();
    if let Criteria::All(children) = criteria {
        for child in children {
            if let Criteria::Is(criterion) = child {
                names.extend(write_criterion(database, criterion));
            }
        }
    }
    // Names say less than trees: only what comes back from them is written by them.
    let read = read(database, &names);
    if read.criteria == *criteria && read.unreadable.is_empty() {
        names
    } else {
        vec![(WHERE.to_owned(), filter_text::write(database, criteria))]
    }
}

/// The address's query with other filters, in the place of the first of those that it has. Filters
/// that cannot be read stay.
#[must_use]
pub fn replace(
    database: &Database,
    query: &[(String, String)],
    criteria: &Criteria,
) -> Vec<(String, String)> {
    let unreadable = read(database, query).unreadable;
    let goes = |pair: &(String, String)| is_filter(&pair.0) && !unreadable.contains(pair);
    let place = query.iter().position(goes).unwrap_or(query.len());
    let (before, after) = query.split_at(place);
    let rest = after.iter().filter(|pair| !goes(pair)).cloned();
    before.iter().cloned().chain(write(database, criteria)).chain(rest).collect()
}

fn write_criterion(database: &Database, criterion: &Criterion) -> Vec<(String, String)> {
    let name = filter_text::name(criterion.field, criterion.operator);
    if !criterion.operator.needs_values() {
        return vec![(name, String::new())];
    }
    let text = |value| filter_text::value_text(database, criterion.field, value);
    criterion.values.iter().map(|value| (name.clone(), text(value))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
    use crate::domain::codes;
    use crate::domain::criteria::{CRITERIA_LIMIT, Field, Operator, Value};
    use crate::domain::identifiers::CodeId;
    use crate::state::route::{Address, Route};

    fn database() -> Database {
        let mut database = Database::new("d");
        for code in ["R&D", "GIFT"] {
            let (_, change) = codes::create(&database, CodeList::MailingGroup, code, "").unwrap();
            database.apply(change).unwrap();
        }
        database
    }

    #[test]
    fn filters_read_as_they_are_written() {
        let href =
            "#/contacts?city=Oslo&city=Bergen&email.empty=&mailing_group=R%26D&type=person&excluded=no";
        let address = Address::parse(href);
        let filters = read(&database(), &address.query);
        assert_eq!(filters.criteria.parts().len(), 5);
        assert_eq!(filters.unreadable, []);
        assert_eq!(write(&database(), &filters.criteria), address.query);
    }

    #[test]
    fn a_tree_stands_in_one_parameter() {
        let address =
            Address::parse("#/contacts?where=any(city%3DOslo|Bergen,all(mailing_group%3DGIFT,email.filled))");
        let filters = read(&database(), &address.query);
        assert!(matches!(&filters.criteria, Criteria::Any(children) if children.len() == 2));
        assert_eq!(write(&database(), &filters.criteria), address.query);
    }

    #[test]
    fn an_unknown_code_is_an_unknown_value_and_keeps_its_text() {
        let address = Address::parse("#/contacts?mailing_group=NEWZ&type=robot&excluded=perhaps");
        let filters = read(&database(), &address.query);
        let values: Vec<_> = filters.criteria.criteria().into_iter().flat_map(|it| &it.values).collect();
        let unknown = ["NEWZ", "robot", "perhaps"].map(|text| Value::Unknown(text.to_owned()));
        assert_eq!(values, unknown.iter().collect::<Vec<_>>());
        assert_eq!(write(&database(), &filters.criteria), address.query);
    }

    #[test]
    fn a_filter_that_cannot_be_read_is_kept_and_told() {
        let address =
            Address::parse("#/contacts?city=Oslo&where=any(city&where=all()&city.near=Oslo&sort=city");
        let filters = read(&database(), &address.query);
        assert_eq!(filters.criteria.parts().len(), 1);
        assert_eq!(filters.unreadable.len(), 3);
        let query = replace(&database(), &address.query, &Criteria::default());
        assert_eq!(query, address.query[1..]);
    }

    #[test]
    fn hostile_texts_are_refused() {
        let read = |text: &str| filter_text::read(&database(), text, LEVELS_LIMIT);
        let levels = |count: usize| read(&format!("{}city=a{}", "any(".repeat(count), ")".repeat(count)));
        assert!(levels(LEVELS_LIMIT).is_some());
        assert_eq!(levels(LEVELS_LIMIT + 1), None);
        assert_eq!(levels(100_000), None);
        let many = |count: usize| read(&format!("any({})", vec!["city=a"; count].join(",")));
        assert!(many(CRITERIA_LIMIT).is_some());
        assert_eq!(many(CRITERIA_LIMIT + 1), None);
        for text in [
            "",
            "any",
            "any(",
            "any()",
            "all(city=a",
            "city=a)",
            "city=a,",
            "nothing=1",
            "city=\\",
            "some(city=a)",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    fn criterion() -> impl Strategy<Value = Criterion> {
        let field = prop_oneof![
            Just(Field::Kind),
            Just(Field::Excluded),
            Just(Field::CompanyName),
            Just(Field::Text(ContactField::Address2)),
            Just(Field::Codes(CodeList::MailingGroup)),
        ];
        let operator = select(vec![
            Operator::IsAnyOf,
            Operator::IsNoneOf,
            Operator::Contains,
            Operator::IsEmpty,
            Operator::IsNotEmpty,
        ]);
        let text = || "[a(),|~\\\\=.&% Å\u{200b}]{0,6}";
        (field, operator).prop_flat_map(move |(field, operator)| {
            let value = match field {
                Field::Kind => {
                    select(vec![ContactKind::Company, ContactKind::Person]).prop_map(Value::Kind).boxed()
                }
                Field::Excluded => any::<bool>().prop_map(Value::Flag).boxed(),
                Field::Codes(_) => prop_oneof![
                    (0..2_u32).prop_map(|code| Value::Code(CodeId(code))),
                    text().prop_map(Value::Text),
                    text().prop_map(Value::Unknown).prop_filter("no code", |value| {
                        matches!(value, Value::Unknown(text) if parse_fails(text))
                    }),
                ]
                .boxed(),
                _ => text().prop_map(Value::Text).boxed(),
            };
            vec(value, 0..4).prop_map(move |values| Criterion { field, operator, values })
        })
    }

    fn parse_fails(text: &str) -> bool {
        let field = Field::Codes(CodeList::MailingGroup);
        matches!(filter_text::parse_value(&database(), field, text), Value::Unknown(_))
    }

    fn criteria() -> impl Strategy<Value = Criteria> {
        let tree = criterion().prop_map(Criteria::Is).prop_recursive(4, 30, 4, |inner| {
            prop_oneof![
                vec(inner.clone(), 1..4).prop_map(Criteria::All),
                vec(inner.clone(), 1..4).prop_map(Criteria::Any),
                vec(inner, 1..4).prop_map(Criteria::None),
            ]
        });
        prop_oneof![1 => Just(Criteria::default()), 9 => tree]
    }

    proptest! {
        #[test]
        fn any_criteria_come_back_from_the_address(criteria in criteria()) {
            let query = write(&database(), &criteria);
            let address = Address { route: Route::Contacts, query };
            let read = read(&database(), &Address::parse(&address.href()).query);
            prop_assert_eq!(read, Filters { criteria, unreadable: Vec::new() });
        }

        #[test]
        fn any_text_is_read_or_told(text in "[a-z(),|=~.\\\\]{0,40}|\\PC{0,40}") {
            let query = vec![(WHERE.to_owned(), text)];
            let filters = read(&database(), &query);
            if filters.unreadable.is_empty() {
                prop_assert!(!filters.criteria.is_unconditional());
            } else {
                prop_assert_eq!(filters.unreadable, query);
            }
        }
    }
}
