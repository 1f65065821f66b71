//! Property tests of finding over random databases, and the engine against a slow second one that is
//! written straight from the definition.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;

use crate::domain::arbitrary::{Op, Pick, contacts_of};
use crate::domain::catalogue::{CodeList, ContactField, ContactKind, FieldKind};
use crate::domain::codes;
use crate::domain::complete_criteria::{check, complete, switched_off};
use crate::domain::criteria::{Criteria, Criterion, Field, Incomplete, Operator, Value};
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::domain::refusal::Refusal;
use crate::domain::segment::{AddOptions, StepKind};
use crate::domain::segments;
use crate::query::bitmap::Bitmap;
use crate::query::collation::{Alphabet, sort_key};
use crate::query::criteria::matches;
use crate::query::finder::{Finder, ListFilter};
use crate::query::index::Index;
use crate::query::order::{Sort, SortBy};
use crate::query::ranking::{Rank, Ranking};
use crate::query::search_terms::SearchTerms;
use crate::query::segments::{count, evaluate, take_step};
use crate::query::testing::{TEXTS, completed, criteria, database, ops, options};

/// The definition, one contact at a time.
mod slow {
    use super::*;
    use crate::query::search_key::Folded;

    /// The rows that count for a contact.
    fn rows(database: &Database, id: ContactId, list: CodeList) -> Vec<CodeId> {
        let contact = database.contact(id).unwrap();
        let bearer = match (list, contact.kind) {
            (CodeList::IndustryGroup | CodeList::BusinessRelation, ContactKind::Person) => contact.company,
            _ => Some(id),
        };
        bearer.map_or(Vec::new(), |bearer| database.contact(bearer).unwrap().codes(list).to_vec())
    }

    fn text(database: &Database, id: ContactId, field: Field) -> String {
        let contact = database.contact(id).unwrap();
        match field {
            Field::Number => contact.number.clone(),
            Field::CompanyName => match (contact.kind, contact.company) {
                (ContactKind::Company, _) => contact.text(ContactField::Name).into(),
                (_, Some(company)) => database.contact(company).unwrap().text(ContactField::Name).into(),
                (_, None) => String::new(),
            },
            Field::Text(field) => contact.text(field).into(),
            _ => unreachable!(),
        }
    }

    fn variants(text: &str, phone: bool) -> Vec<String> {
        let folded = if phone { Folded::phone(text) } else { Folded::text(text) };
        folded.variants().map(str::to_owned).collect()
    }

    fn texts_match(operator: Operator, texts: &[String], values: &[Vec<String>]) -> bool {
        let any = |compare: fn(&str, &str) -> bool| {
            values.iter().flatten().any(|value| texts.iter().any(|text| compare(text, value)))
        };
        match operator {
            Operator::IsAnyOf => any(|text, value| text == value),
            Operator::IsNoneOf => !any(|text, value| text == value),
            Operator::Contains => any(|text, value| text.contains(value)),
            Operator::StartsWith => any(|text, value| text.starts_with(value)),
            Operator::Before | Operator::After => unreachable!("for dates alone"),
            Operator::IsEmpty => texts.iter().all(String::is_empty),
            Operator::IsNotEmpty => texts.iter().any(|text| !text.is_empty()),
        }
    }

    fn values(criterion: &Criterion, phone: bool) -> Vec<Vec<String>> {
        let texts = criterion.values.iter().filter_map(|value| match value {
            Value::Text(text) if !text.is_empty() => Some(variants(text, phone)),
            _ => None,
        });
        texts.collect()
    }

    /// Whether a criterion, alone, can be evaluated.
    fn is_complete(database: &Database, criterion: &Criterion) -> bool {
        let is_known = |value: &Value| match (criterion.field, value) {
            (Field::Codes(list), Value::Code(code)) => database.codes(list).any(|(id, _)| id == *code),
            (_, Value::Unknown(_)) => false,
            (Field::Text(field), value) if field.kind() == FieldKind::Date => matches!(value, Value::Date(_)),
            (_, value) => !matches!(value, Value::Date(_)),
        };
        let is_date = matches!(criterion.field, Field::Text(field) if field.kind() == FieldKind::Date);
        if matches!(criterion.operator, Operator::Before | Operator::After) && !is_date {
            return false;
        }
        !criterion.operator.needs_values()
            || criterion.values.iter().any(|value| *value != Value::Text(String::new()))
                && criterion.values.iter().all(is_known)
    }

    /// Whether criteria can be evaluated; empty are those alone that ask nothing at all.
    pub(super) fn all_complete(database: &Database, criteria: &Criteria) -> bool {
        match criteria {
            Criteria::Is(criterion) => is_complete(database, criterion),
            Criteria::All(parts) | Criteria::Any(parts) | Criteria::None(parts) => {
                parts.iter().all(|part| *part != Criteria::default() && all_complete(database, part))
                    && (!parts.is_empty() || *criteria == Criteria::default())
            }
        }
    }

    fn row_matches(database: &Database, list: CodeList, row: CodeId, criterion: &Criterion) -> bool {
        let code = database.code(list, row).unwrap().code.as_str();
        let named = criterion.values.contains(&Value::Code(row));
        let texts = variants(code, false);
        match criterion.operator {
            Operator::IsNotEmpty => true,
            operator => named || texts_match(operator, &texts, &values(criterion, false)),
        }
    }

    pub(super) fn matches(database: &Database, id: ContactId, criteria: &Criteria) -> bool {
        let meets = |part: &Criteria| matches(database, id, part);
        match criteria {
            Criteria::Is(criterion) => meets_together(database, id, &[criterion]),
            Criteria::Any(parts) => parts.iter().any(meets),
            Criteria::None(parts) => !parts.iter().any(meets),
            Criteria::All(parts) => {
                let (alone, groups): (Vec<&Criteria>, Vec<_>) =
                    parts.iter().partition(|part| matches!(part, Criteria::Is(_)));
                let alone: Vec<&Criterion> = alone.into_iter().flat_map(Criteria::criteria).collect();
                groups.into_iter().all(meets) && meets_together(database, id, &alone)
            }
        }
    }

    /// Whether a contact meets all of these, those on one list by one row.
    fn meets_together(database: &Database, id: ContactId, finished: &[&Criterion]) -> bool {
        let contact = database.contact(id).unwrap();
        let fields_match = finished.iter().all(|criterion| match criterion.field {
            Field::Codes(list) => {
                let rows = rows(database, id, list);
                match criterion.operator {
                    Operator::IsEmpty => rows.is_empty(),
                    Operator::IsNoneOf => {
                        let asking = Criterion { operator: Operator::IsAnyOf, ..(*criterion).clone() };
                        !rows.iter().any(|&row| row_matches(database, list, row, &asking))
                    }
                    _ => true,
                }
            }
            Field::Kind | Field::Excluded => {
                let value = match criterion.field {
                    Field::Kind => Value::Kind(contact.kind),
                    _ => Value::Flag(contact.excluded),
                };
                match criterion.operator {
                    Operator::IsAnyOf | Operator::Contains | Operator::StartsWith => {
                        criterion.values.contains(&value)
                    }
                    Operator::IsNoneOf => !criterion.values.contains(&value),
                    Operator::IsEmpty | Operator::Before | Operator::After => false,
                    Operator::IsNotEmpty => true,
                }
            }
            Field::Text(field) if field.kind() == FieldKind::Date => {
                // Dates are ordered as their texts.
                let date = contact.stored(field);
                let any = |compare: fn(&str, &str) -> bool| {
                    criterion.values.iter().any(|value| {
                        matches!(value, Value::Date(wanted) if !date.is_empty() && compare(&date, &wanted.to_string()))
                    })
                };
                match criterion.operator {
                    Operator::IsAnyOf | Operator::Contains | Operator::StartsWith => any(|a, b| a == b),
                    Operator::IsNoneOf => !any(|a, b| a == b),
                    Operator::Before => any(|a, b| a < b),
                    Operator::After => any(|a, b| a > b),
                    Operator::IsEmpty => date.is_empty(),
                    Operator::IsNotEmpty => !date.is_empty(),
                }
            }
            field => {
                let phone = field == Field::Text(ContactField::Phone);
                let texts = variants(&text(database, id, field), phone);
                texts_match(criterion.operator, &texts, &values(criterion, phone))
            }
        });
        fields_match
            && CodeList::ALL.into_iter().all(|list| {
                let asking: Vec<_> = finished
                    .iter()
                    .filter(|it| it.field == Field::Codes(list))
                    .filter(|it| !matches!(it.operator, Operator::IsNoneOf | Operator::IsEmpty))
                    .collect();
                asking.is_empty()
                    || rows(database, id, list)
                        .iter()
                        .any(|&row| asking.iter().all(|it| row_matches(database, list, row, it)))
            })
    }

    fn company(database: &Database, id: ContactId) -> Option<ContactId> {
        let contact = database.contact(id).unwrap();
        if contact.kind == ContactKind::Company { Some(id) } else { contact.company }
    }

    fn closure(database: &Database, contacts: &BTreeSet<ContactId>) -> BTreeSet<ContactId> {
        let same =
            |a, b| a == b || company(database, a).is_some() && company(database, a) == company(database, b);
        contacts_of(database, None).filter(|&one| contacts.iter().any(|&other| same(one, other))).collect()
    }

    pub(super) fn sort_for_segment(database: &Database, contacts: &mut [ContactId]) {
        let key = |text: &str| sort_key(text, Alphabet::Root);
        contacts.sort_by_key(|&id| {
            let contact = database.contact(id).unwrap();
            let company = company(database, id).map(|company| database.contact(company).unwrap());
            (
                key(company.map_or("", |company| company.text(ContactField::Name))),
                key(company.map_or("", |company| &company.number)),
                contact.kind,
                key(contact.text(ContactField::Name)),
                key(&contact.number),
            )
        });
    }

    pub(super) fn evaluate(database: &Database, lines: &[ContactId], kind: &StepKind) -> Vec<ContactId> {
        match kind {
            StepKind::Add { criteria, options } => {
                let mut set: BTreeSet<ContactId> =
                    contacts_of(database, None).filter(|&id| matches(database, id, criteria)).collect();
                if options.expand_companies {
                    set = closure(database, &set);
                }
                if options.allow_related_companies {
                    let companies: Vec<_> = set.iter().filter_map(|&id| company(database, id)).collect();
                    set.extend(companies);
                }
                let mut new: Vec<ContactId> = set
                    .into_iter()
                    .filter(|&id| options.ignore_exclusion || !database.contact(id).unwrap().excluded)
                    .filter(|id| options.allow_existing || !lines.contains(id))
                    .collect();
                sort_for_segment(database, &mut new);
                [lines, &new].concat()
            }
            StepKind::Refine { criteria, entire_companies }
            | StepKind::Reduce { criteria, entire_companies } => {
                let mut set: BTreeSet<ContactId> =
                    lines.iter().copied().filter(|&id| matches(database, id, criteria)).collect();
                if *entire_companies {
                    set = closure(database, &set);
                }
                let keeps = matches!(kind, StepKind::Refine { .. });
                lines.iter().copied().filter(|line| set.contains(line) == keeps).collect()
            }
            StepKind::ByHand { .. } => unreachable!(),
        }
    }
}

fn lines_of(database: &Database, picks: &[Pick]) -> Vec<ContactId> {
    let contacts: Vec<ContactId> = contacts_of(database, None).collect();
    let pick = |pick: &Pick| contacts.get(usize::from(pick.0) % contacts.len().max(1)).copied();
    picks.iter().filter_map(pick).collect()
}

fn picks() -> impl Strategy<Value = Vec<Pick>> {
    vec(any::<u16>().prop_map(Pick), 0..12)
}

fn matching(database: &Database, index: &Index, criteria: &Criteria) -> BTreeSet<ContactId> {
    matches(database, index, complete(database, criteria).unwrap())
        .iter()
        .map(|place| ContactId::from_index(place).unwrap())
        .collect()
}

const SORTS: [(SortBy, bool); 11] = [
    (SortBy::Default, false),
    (SortBy::Default, true),
    (SortBy::Field(Field::Text(ContactField::Name)), false),
    (SortBy::Field(Field::Text(ContactField::Name)), true),
    (SortBy::Field(Field::Text(ContactField::City)), true),
    (SortBy::Field(Field::CompanyName), false),
    (SortBy::Field(Field::Number), true),
    (SortBy::Field(Field::Kind), false),
    (SortBy::Field(Field::Excluded), true),
    (SortBy::Field(Field::Codes(CodeList::MailingGroup)), true),
    (SortBy::Field(Field::Codes(CodeList::IndustryGroup)), false),
];

/// All that a finder can be asked; asking also builds every part of it.
fn answers(database: &Database, finder: &Finder) -> Vec<(String, Vec<usize>)> {
    let index = finder.index();
    let set = |name: String, bitmap: &Bitmap| (name, bitmap.iter().collect::<Vec<_>>());
    let mut answers = vec![
        set("live".into(), index.live()),
        set("companies".into(), index.companies()),
        set("excluded".into(), index.excluded()),
        set("of companies".into(), &index.of_companies(index.companies())),
    ];
    for list in CodeList::ALL {
        for code in (0..12).map(CodeId) {
            let contacts = index.contacts_with_code(list, code).cloned().unwrap_or_default();
            assert_eq!(index.count_of_code(list, code), contacts.count());
            answers.push(set(format!("{list:?} {code:?}"), &contacts));
        }
    }
    let fields = ContactField::ALL.map(Field::Text).into_iter().chain([Field::Number, Field::CompanyName]);
    for field in fields {
        let column = index.column(database, field).unwrap();
        let texts: Vec<_> = index.live().iter().map(|place| column.get(place)).collect();
        answers.push((format!("{field:?} {texts:?}"), Vec::new()));
    }
    for text in TEXTS {
        answers.push(set(format!("search {text}"), &finder.search(database, text)));
    }
    for alphabet in [Alphabet::Root, Alphabet::Nordic] {
        // Few enough that none is forgotten.
        for (by, descending) in SORTS.into_iter().take(3) {
            let order = finder.order(database, Sort { by, descending }, alphabet);
            answers.push((format!("{by:?} {descending}"), order.iter().map(|id| id.index()).collect()));
        }
    }
    answers
}

proptest! {
    #[test]
    fn a_finder_that_follows_changes_and_undo_equals_a_new_one(ops in ops(60)) {
        let mut database = Database::new("random");
        let mut finder = Finder::new(&database);
        let mut inverses = Vec::new();
        for op in &ops {
            let Some(change) = op.change(&database) else { continue };
            let inverse = database.apply(change.clone()).unwrap();
            finder.update(&database, &change);
            prop_assert_eq!(answers(&database, &finder), answers(&database, &Finder::new(&database)), "{:?}", op);
            inverses.push(inverse);
        }
        for inverse in inverses.into_iter().rev() {
            database.apply(inverse.clone()).unwrap();
            finder.update(&database, &inverse);
            prop_assert_eq!(answers(&database, &finder), answers(&database, &Finder::new(&database)), "{:?}", inverse);
        }
    }

    #[test]
    fn every_order_follows_changes(database in database(), ops in ops(12)) {
        for (by, descending) in SORTS {
            let sort = Sort { by, descending };
            let mut database = database.clone();
            let mut finder = Finder::new(&database);
            for op in &ops {
                let before = finder.order(&database, sort, Alphabet::Nordic);
                prop_assert_eq!(before.len(), database.contact_count());
                let Some(change) = op.change(&database) else { continue };
                database.apply(change.clone()).unwrap();
                finder.update(&database, &change);
                let fresh = Finder::new(&database).order(&database, sort, Alphabet::Nordic);
                prop_assert_eq!(finder.order(&database, sort, Alphabet::Nordic), fresh, "{:?} {:?}", sort, op);
            }
        }
    }

    #[test]
    fn the_engine_agrees_with_the_definition(
        database in database(),
        criteria in criteria(),
        options in options(),
        picks in picks(),
        entire_companies: bool,
    ) {
        let index = Index::new(&database);
        let lines = lines_of(&database, &picks);
        // A begun or wrong part makes all of it incomplete, whatever stands beside it.
        prop_assert_eq!(complete(&database, &criteria).is_ok(), slow::all_complete(&database, &criteria));
        if !slow::all_complete(&database, &criteria) {
            let kind = StepKind::Reduce { criteria: criteria.clone(), entire_companies };
            prop_assert!(evaluate(&database, &index, &lines, &kind).is_err());
            prop_assert!(count(&database, &index, &lines, &kind).is_err());
        }
        let criteria = completed(&database, criteria);
        let expected: BTreeSet<_> = contacts_of(&database, None)
            .filter(|&id| slow::matches(&database, id, &criteria)).collect();
        prop_assert_eq!(matching(&database, &index, &criteria), expected);
        for kind in [
            StepKind::Add { criteria: criteria.clone(), options },
            StepKind::Refine { criteria: criteria.clone(), entire_companies },
            StepKind::Reduce { criteria: criteria.clone(), entire_companies },
        ] {
            let outcome = evaluate(&database, &index, &lines, &kind).unwrap();
            prop_assert_eq!(&outcome.lines, &slow::evaluate(&database, &lines, &kind));
            prop_assert_eq!(outcome.counts, count(&database, &index, &lines, &kind).unwrap());
            prop_assert_eq!(outcome.counts.lines, outcome.lines.len());
            prop_assert_eq!(
                lines.len() + outcome.counts.added,
                outcome.lines.len() + outcome.counts.removed
            );
        }
    }

    /// Law 4.
    #[test]
    fn refine_and_reduce_part_the_lines(
        database in database(), criteria in criteria(), picks in picks(), entire_companies: bool,
    ) {
        let index = Index::new(&database);
        let lines = lines_of(&database, &picks);
        let criteria = completed(&database, criteria);
        let refine = StepKind::Refine { criteria: criteria.clone(), entire_companies };
        let reduce = StepKind::Reduce { criteria, entire_companies };
        let kept = evaluate(&database, &index, &lines, &refine).unwrap().lines;
        let mut parts = [kept.clone(), evaluate(&database, &index, &lines, &reduce).unwrap().lines].concat();
        let mut whole = lines;
        parts.sort();
        whole.sort();
        prop_assert_eq!(parts, whole);
        prop_assert_eq!(evaluate(&database, &index, &kept, &reduce).unwrap().lines, vec![]);
    }

    /// Law 5.
    #[test]
    fn adding_without_criteria_adds_all(database in database(), ignore_exclusion: bool) {
        let index = Index::new(&database);
        let options = AddOptions { ignore_exclusion, ..AddOptions::default() };
        let outcome = evaluate(&database, &index, &[], &StepKind::Add { criteria: Criteria::default(), options }).unwrap();
        let expected: BTreeSet<_> = database
            .contacts().filter(|(_, it)| ignore_exclusion || !it.excluded).map(|(id, _)| id).collect();
        prop_assert_eq!(outcome.lines.len(), expected.len());
        prop_assert_eq!(outcome.lines.into_iter().collect::<BTreeSet<_>>(), expected);
        prop_assert_eq!(outcome.counts.left_out_excluded + outcome.counts.added, database.contact_count());
    }

    /// Laws 6, 7, 8 and 9, on a segment in the database.
    #[test]
    fn steps_count_go_back_and_repeat(
        database in database(), steps in vec((0..3, criteria(), options()), 1..5), ops in ops(60),
    ) {
        let mut database = database;
        let index = Index::new(&database);
        let (id, change) = segments::create(&database, "", "").unwrap();
        database.apply(change).unwrap();
        let mut before = Vec::new();
        for (kind, criteria, options) in steps {
            let criteria = completed(&database, criteria);
            let entire_companies = options.expand_companies;
            let kind = match kind {
                0 => StepKind::Add { criteria, options },
                1 => StepKind::Refine { criteria, entire_companies },
                _ => StepKind::Reduce { criteria, entire_companies },
            };
            for _ in 0..2 {
                before.push(database.segment(id).unwrap().clone());
                let (change, counts) = take_step(&database, &index, id, kind.clone()).unwrap();
                database.apply(change).unwrap();
                prop_assert_eq!(database.segment(id).unwrap().steps.len(), before.len());
                if before.len() % 2 == 0 && !options.allow_existing {
                    prop_assert_eq!((counts.added, counts.removed), (0, 0));
                }
            }
        }
        // On unchanged data the steps make the same lines of an empty segment.
        let segment = database.segment(id).unwrap().clone();
        let repeated = segment.steps.iter().fold(Vec::new(), |lines, step| {
            evaluate(&database, &index, &lines, &step.kind).unwrap().lines
        });
        prop_assert_eq!(&repeated, &segment.lines);
        // What happens to codes later changes no line.
        for op in ops {
            let of_codes = matches!(
                op,
                Op::Assign { .. } | Op::Unassign { .. } | Op::CreateCode { .. } | Op::RenameCode { .. }
                    | Op::DescribeCode { .. } | Op::DeleteCode { .. }
            );
            let Some(change) = op.change(&database).filter(|_| of_codes) else { continue };
            database.apply(change).unwrap();
            prop_assert_eq!(&database.segment(id).unwrap().lines, &segment.lines);
        }
        for earlier in before.into_iter().rev() {
            database.apply(segments::go_back(&database, id).unwrap()).unwrap();
            prop_assert_eq!(database.segment(id).unwrap(), &earlier);
        }
    }

    /// Law 11.
    #[test]
    fn widening_never_loses_and_never_brings_excluded(database in database(), criteria in criteria(), options in options()) {
        let index = Index::new(&database);
        let criteria = completed(&database, criteria);
        let add = |options| {
            let kind = StepKind::Add { criteria: criteria.clone(), options };
            let lines = evaluate(&database, &index, &[], &kind).unwrap().lines;
            lines.into_iter().collect::<BTreeSet<_>>()
        };
        let plain = AddOptions { expand_companies: false, allow_related_companies: false, ..options };
        prop_assert!(add(plain).is_subset(&add(options)));
        if !options.ignore_exclusion {
            prop_assert!(add(options).iter().all(|&id| !database.contact(id).unwrap().excluded));
        }
    }

    /// Law 12.
    #[test]
    fn persons_without_company_have_no_codes_of_companies(database in database(), code in 0u32..6) {
        let index = Index::new(&database);
        for list in [CodeList::IndustryGroup, CodeList::BusinessRelation] {
            let ask = |operator| completed(&database, Criteria::from_iter([Criterion {
                field: Field::Codes(list), operator, values: vec![Value::Code(CodeId(code))],
            }]));
            let lone = |set: BTreeSet<ContactId>| set.into_iter().filter(|&id| database.company_of(id).is_none()).count();
            prop_assert_eq!(lone(matching(&database, &index, &ask(Operator::IsAnyOf))), 0);
            prop_assert_eq!(lone(matching(&database, &index, &ask(Operator::IsNotEmpty))), 0);
            if database.code_count(list) > 0 {
                let all = contacts_of(&database, None).collect();
                prop_assert_eq!(lone(matching(&database, &index, &ask(Operator::IsNoneOf))), lone(all));
            }
        }
    }

    #[test]
    fn a_company_comes_before_its_persons(database in database(), descending: bool) {
        let sort = Sort { by: SortBy::Default, descending };
        let order = Finder::new(&database).order(&database, sort, Alphabet::Root);
        for company in contacts_of(&database, Some(ContactKind::Company)) {
            let start = order.iter().position(|&id| id == company).unwrap();
            let persons = database.persons_of(company);
            let following: BTreeSet<_> = order.iter().skip(start + 1).take(persons.len()).copied().collect();
            prop_assert_eq!(following, persons.iter().copied().collect::<BTreeSet<_>>());
        }
    }

    #[test]
    fn filled_fields_come_first_either_way(database in database(), descending: bool) {
        let field = ContactField::City;
        let sort = Sort { by: SortBy::Field(Field::Text(field)), descending };
        let order = Finder::new(&database).order(&database, sort, Alphabet::Root);
        let cities: Vec<&str> = order.iter().map(|&id| database.contact(id).unwrap().text(field)).collect();
        let filled: Vec<_> = cities.iter().take_while(|city| !city.is_empty()).map(|city| sort_key(city, Alphabet::Root)).collect();
        prop_assert!(cities.iter().skip(filled.len()).all(|city| city.is_empty()));
        let sorted = if descending { filled.iter().rev().is_sorted() } else { filled.is_sorted() };
        prop_assert!(sorted, "{:?}", cities);
    }

    #[test]
    fn typing_on_finds_the_same_as_typing_anew(
        database in database(), text in "[aå0-9 +(]{0,3}( |00|aa|berg|\\+47 )[a-z0-9 ]{0,4}",
    ) {
        let finder = Finder::new(&database);
        for (end, _) in text.char_indices().skip(1).chain([(text.len(), ' ')]) {
            let typed = &text[..end];
            let anew = Finder::new(&database).search(&database, typed);
            prop_assert_eq!(finder.search(&database, typed), anew, "{}", typed);
        }
    }
}

proptest! {
    #[test]
    fn a_search_lists_all_that_it_finds_the_best_matches_first(
        database in database(), text in "(a|aa|å|anna|berg|os|mul|22|[a-z])( [a-z])?",
    ) {
        let finder = Finder::new(&database);
        let filter = ListFilter { search: text.clone(), ..ListFilter::default() };
        let listing = finder.list(&database, &filter, Sort::default(), Alphabet::Nordic).unwrap();
        let listed: BTreeSet<usize> = listing.contacts.iter().map(|id| id.index()).collect();
        prop_assert_eq!(listing.contacts.len(), listed.len());
        prop_assert_eq!(listed, finder.search(&database, &text).iter().collect::<BTreeSet<_>>());
        let terms = SearchTerms::parse(&text);
        let ranking = Ranking::new(&text, &terms);
        let place = |id: &ContactId| {
            let contact = database.contact(*id).unwrap();
            let name = contact.text(ContactField::Name);
            let rank: Rank = ranking.rank(finder.index().haystack(&database).row(id.index()));
            let key = |text: &str| sort_key(text, Alphabet::Nordic);
            (rank, name.is_empty(), key(name), key(&contact.number))
        };
        prop_assert!(listing.contacts.iter().map(place).is_sorted());
    }
}

#[test]
fn a_search_wants_every_word_in_any_order() {
    use crate::domain::contact::Contact;
    use crate::domain::contacts;
    let mut database = Database::new("search");
    for (name, city, phone) in [
        ("Åse Øverbø", "Århus", "+45 86 12 34 56"),
        ("Bjørn Æsøy", "Aarhus", "079 555 12 34"),
        ("René Müller", "Genève", "+41 (0)79 555 12 35"),
    ] {
        let contact = Contact::new("", ContactKind::Person)
            .with_text(ContactField::Name, name)
            .with_text(ContactField::City, city)
            .with_text(ContactField::Phone, phone);
        database.apply(contacts::create(&database, contact).unwrap().1).unwrap();
    }
    let finder = Finder::new(&database);
    let found = |text: &str| finder.search(&database, text).iter().collect::<Vec<_>>();
    assert_eq!(found(""), [0, 1, 2]);
    assert_eq!(found("aarhus"), [0, 1]);
    assert_eq!(found("århus ase"), [0]);
    assert_eq!(found("arhus BJØRN"), [1]);
    assert_eq!(found("bjoern"), [1]);
    assert_eq!(found("geneve muller"), [2]);
    assert_eq!(found("mueller"), [2]);
    assert_eq!(found("ct000002"), [1]);
    assert_eq!(found("86123456"), [0]);
    assert_eq!(found("0045 8612"), [0]);
    assert_eq!(found("079 555 12"), [1, 2]);
    assert_eq!(found("+41 79 555"), [2]);
    assert_eq!(found("86-12"), [0]);
    assert_eq!(found("arhus muller"), [0usize; 0]);
}

/// The page took such a value for complete, and the engine passed it over and matched everybody.
#[test]
fn a_criterion_whose_value_nobody_sees_is_complete_for_neither_page_nor_engine() {
    let database = Database::new("d");
    let index = Index::new(&database);
    for value in ["\u{200b}", "\u{ad}", "\u{301}", " ", ""] {
        for field in [
            Field::Text(ContactField::City),
            Field::Text(ContactField::Phone),
            Field::Codes(CodeList::MailingGroup),
        ] {
            let criterion = Criterion {
                field,
                operator: Operator::Contains,
                values: vec![Value::Text(value.to_owned())],
            };
            assert_eq!(check(&database, &criterion), Err(Incomplete::NoValue(field)), "{value:?}");
            let criteria = Criteria::from_iter([criterion]);
            let kind = StepKind::Add { criteria, options: AddOptions::default() };
            assert_eq!(evaluate(&database, &index, &[], &kind), Err(Incomplete::NoValue(field)));
        }
    }
}

#[test]
fn a_wrong_condition_beside_a_right_one_is_not_dropped() {
    let mut database = Database::new("d");
    let (gift, change) = codes::create(&database, CodeList::MailingGroup, "GIFT", "").unwrap();
    database.apply(change).unwrap();
    let is = |value| Criterion {
        field: Field::Codes(CodeList::MailingGroup),
        operator: Operator::IsAnyOf,
        values: vec![value],
    };
    let index = Index::new(&database);
    let (id, change) = segments::create(&database, "", "").unwrap();
    database.apply(change).unwrap();
    let criteria = Criteria::from_iter([is(Value::Code(gift)), is(Value::Unknown("NEWZ".into()))]);
    let kind = StepKind::Reduce { criteria, entire_companies: false };
    let unknown =
        Incomplete::UnknownValue { field: Field::Codes(CodeList::MailingGroup), text: "NEWZ".into() };
    assert_eq!(take_step(&database, &index, id, kind), Err(Refusal::Incomplete(unknown)));
}

#[test]
fn a_step_whose_code_is_deleted_is_switched_off_until_the_code_is_back() {
    let mut database = Database::new("d");
    let (gift, change) = codes::create(&database, CodeList::MailingGroup, "GIFT", "").unwrap();
    database.apply(change).unwrap();
    let (id, change) = segments::create(&database, "", "").unwrap();
    database.apply(change).unwrap();
    let criteria = Criteria::None(vec![Criteria::Is(Criterion {
        field: Field::Codes(CodeList::MailingGroup),
        operator: Operator::IsAnyOf,
        values: vec![Value::Code(gift)],
    })]);
    let kind = StepKind::Add { criteria, options: AddOptions::default() };
    let (change, _) = take_step(&database, &Index::new(&database), id, kind).unwrap();
    database.apply(change).unwrap();
    let off = |database: &Database| switched_off(database, database.segment(id).unwrap());
    let uses = segments::uses_of_code(&database, CodeList::MailingGroup, gift);
    assert_eq!(uses, [segments::CodeUse { segment: id, steps: vec![0] }]);
    assert_eq!(off(&database), 0);
    let (_, deletion) = codes::delete(&database, CodeList::MailingGroup, gift);
    let back = database.apply(deletion).unwrap();
    assert_eq!(off(&database), 1);
    database.apply(back).unwrap();
    assert_eq!(off(&database), 0);
}
