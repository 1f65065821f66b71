//! The sample office comes and goes without a trace.

#![allow(missing_docs)]

use super::*;
use crate::exchange::sample::countries::COUNTRIES;

pub fn words() -> SampleTexts<'static> {
    let codes = ByList::from_fn(|list| match list {
        CodeList::MailingGroup => vec![
            ("MOVE", "Notice that we are moving"),
            ("GIFT", "Holiday gifts"),
            ("NEWSLETTER", "Newsletter"),
            ("MEMBER", "Members"),
            ("PRESS", "Press"),
            ("BOARD", "Board"),
        ],
        CodeList::IndustryGroup => {
            vec![("BUILD", ""), ("TRADE", ""), ("MUSIC", ""), ("PRINT", ""), ("TRAVEL", "")]
        }
        CodeList::BusinessRelation => vec![("CUST", ""), ("VEND", ""), ("BANK", "")],
        CodeList::JobResponsibility => Vec::new(),
    });
    SampleTexts { codes, segment: "Office move" }
}

#[test]
fn the_sample_office_comes_and_goes_without_a_trace() {
    let empty = Database::new("d");
    let mut database = empty.clone();
    let change = load(&database, &words()).unwrap();
    database.apply(change).unwrap();
    assert_eq!(database.contact_count(), CONTACTS);
    assert!(database.segments().all(|(_, segment)| segment.lines.len() > 20));
    let cities: HashSet<&str> = database.contacts().map(|(_, it)| it.text(ContactField::City)).collect();
    let places: usize = COUNTRIES.iter().map(|country| country.places.len()).sum();
    assert_eq!(cities.len(), places + 1, "{cities:?}");
    let change = remove(&database);
    database.apply(change).unwrap();
    assert_eq!(database, empty);
}

#[test]
fn what_was_added_since_stays() {
    let mut database = Database::new("d");
    let own = Contact::new("OWN", ContactKind::Company).with_text(ContactField::Name, "Ours");
    let change = contacts::create(&database, own).unwrap().1;
    database.apply(change).unwrap();
    let change = load(&database, &words()).unwrap();
    database.apply(change).unwrap();
    let company = database.contacts().find(|(_, it)| it.sample).unwrap().0;
    let mut person = Contact::new("P1", ContactKind::Person).with_text(ContactField::Name, "A B");
    person.company = Some(company);
    let (person, change) = contacts::create(&database, person).unwrap();
    database.apply(change).unwrap();
    let group = database.find_code(CodeList::MailingGroup, &Code::parse("GIFT").unwrap()).unwrap();
    database
        .apply(Change::Assign { list: CodeList::MailingGroup, code: group, contacts: vec![person] })
        .unwrap();
    let change = remove(&database);
    database.apply(change).unwrap();
    assert_eq!(database.contact_count(), 3);
    assert_eq!(database.contact(person).unwrap().codes(CodeList::MailingGroup), [group]);
    assert!(!is_loaded(&database));
}

#[test]
fn a_segment_that_was_worked_on_stays_with_its_own_lines() {
    let mut database = Database::new("d");
    let change = load(&database, &words()).unwrap();
    database.apply(change).unwrap();
    let own = Contact::new("OWN", ContactKind::Company).with_text(ContactField::Name, "Ours");
    let (own, change) = contacts::create(&database, own).unwrap();
    database.apply(change).unwrap();
    let segment = database.segments().next().unwrap().0;
    let change = crate::domain::segments::add_by_hand(&database, segment, &[own]).unwrap();
    database.apply(change).unwrap();
    let change = remove(&database);
    database.apply(change).unwrap();
    let segment = database.segment(segment).unwrap();
    assert_eq!((segment.lines.as_slice(), segment.sample), ([own].as_slice(), false));
    assert_eq!(database.contact_count(), 1);
}

#[test]
fn a_code_that_an_own_segment_picks_by_stays() {
    let mut database = Database::new("d");
    let change = load(&database, &words()).unwrap();
    database.apply(change).unwrap();
    let group = database.find_code(CodeList::MailingGroup, &Code::parse("GIFT").unwrap()).unwrap();
    let criteria = Criteria::from_iter([Criterion {
        field: Field::Codes(CodeList::MailingGroup),
        operator: Operator::IsAnyOf,
        values: vec![Value::Code(group)],
    }]);
    let steps = vec![Step {
        kind: StepKind::Add { criteria, options: AddOptions::default() },
        before: Vec::new(),
        after: 0,
    }];
    let own = Segment { number: "OWN".to_owned(), steps, ..Segment::default() };
    let id = database.next_segment_id();
    database.apply(Change::PutSegment { id, segment: Some(Box::new(own)) }).unwrap();
    let change = remove(&database);
    database.apply(change).unwrap();
    let codes: Vec<_> = CodeList::ALL.into_iter().flat_map(|list| database.codes(list)).collect();
    let kept = codes.iter().map(|(id, entry)| (*id, entry.code.as_str(), entry.sample));
    assert_eq!(kept.collect::<Vec<_>>(), [(group, "GIFT", false)]);
}

#[test]
fn a_large_office_is_realistic() {
    let database = large(2_000, &words()).unwrap();
    assert_eq!(database.contact_count(), 2_000);
    assert_eq!(database.contacts().filter(|(_, it)| it.kind == ContactKind::Company).count(), 500);
}
