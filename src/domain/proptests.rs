//! Laws of the database, on random office work.

use proptest::prelude::*;

use crate::domain::arbitrary::Profile;
use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::change::Change;
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::{ContactId, SegmentId};
use crate::domain::refusal::Refusal;
use crate::domain::text::TextError;
use crate::domain::{codes, contacts, segments};

proptest! {
    /// A change's inverse gives the state before it back, and the inverse of that the state after.
    #[test]
    fn a_change_and_its_inverse_cancel_out(ops in Profile::default().ops(80)) {
        let mut database = Database::new("d");
        let mut states = vec![];
        for op in ops {
            let Some(change) = op.change(&database) else { continue };
            states.push(database.clone());
            let inverse = database.apply(change).unwrap();
            let after = database.clone();
            let redo = database.apply(inverse.clone()).unwrap();
            prop_assert_eq!(&database, states.last().unwrap());
            let undo = database.apply(redo).unwrap();
            prop_assert_eq!(&database, &after);
            prop_assert_eq!(undo, inverse);
        }
        // Stored and read again it is the same, and passes its own checks.
        let text = serde_json::to_string(&database).unwrap();
        prop_assert_eq!(serde_json::from_str::<Database>(&text).unwrap(), database);
    }

    /// No line names a deleted contact, and look-ups agree with the tables.
    #[test]
    fn references_and_look_ups_agree_with_the_tables(ops in Profile::default().ops(80)) {
        let mut database = Database::new("d");
        for op in ops {
            let Some(change) = op.change(&database) else { continue };
            database.apply(change).unwrap();
            prop_assert_eq!(database.contacts().count(), database.contact_count());
            for (id, contact) in database.contacts() {
                prop_assert_eq!(database.find_contact(&contact.number), Some(id));
                if let Some(company) = contact.company {
                    prop_assert!(database.persons_of(company).contains(&id));
                }
                for person in database.persons_of(id) {
                    prop_assert_eq!(database.contact(*person).unwrap().company, Some(id));
                }
                for list in CodeList::ALL {
                    prop_assert!(contact.codes(list).iter().all(|&code| database.code(list, code).is_some()));
                }
            }
            for (_, segment) in database.segments() {
                prop_assert!(segment.lines.iter().all(|&line| database.contact(line).is_some()));
            }
        }
    }
}

#[test]
fn a_refused_batch_leaves_everything_as_it_was() {
    let mut database = Database::new("d");
    let (id, change) = contacts::create(&database, Contact::new("A1", ContactKind::Company)).unwrap();
    database.apply(change).unwrap();
    let before = database.clone();
    let (_, second) = contacts::create(&database, Contact::new("A2", ContactKind::Company)).unwrap();
    let taken = Change::PutContact {
        id: ContactId(2),
        contact: Some(Box::new(Contact::new("A1", ContactKind::Company))),
    };
    assert_eq!(database.apply(Change::Batch(vec![second, taken])), Err(Refusal::NumberTaken("A1".into())));
    assert_eq!(database, before);
    assert!(database.contact(id).is_some());
}

#[test]
fn a_deletion_that_forgets_a_segment_s_line_is_refused() {
    let mut database = Database::new("d");
    for change in [
        contacts::create(&database, Contact::new("A1", ContactKind::Company)).unwrap().1,
        segments::create(&database, "", "").unwrap().1,
    ] {
        database.apply(change).unwrap();
    }
    let lines = segments::add_by_hand(&database, SegmentId(0), &[ContactId(0)]).unwrap();
    database.apply(lines).unwrap();
    let before = database.clone();
    let deletion = Change::PutContact { id: ContactId(0), contact: None };
    assert!(matches!(database.apply(deletion), Err(Refusal::Inconsistent(_))));
    assert_eq!(database, before);
}

#[test]
fn a_person_s_industry_group_goes_to_its_company() {
    let mut database = Database::new("d");
    let (company, change) = contacts::create(&database, Contact::new("", ContactKind::Company)).unwrap();
    database.apply(change).unwrap();
    let mut person = Contact::new("", ContactKind::Person);
    person.company = Some(company);
    let (person, change) = contacts::create(&database, person).unwrap();
    database.apply(change).unwrap();
    let (lone, change) = contacts::create(&database, Contact::new("", ContactKind::Person)).unwrap();
    database.apply(change).unwrap();
    let (code, change) = codes::create(&database, CodeList::IndustryGroup, "PRESS", "").unwrap();
    database.apply(change).unwrap();
    let assignment = codes::assign(&database, CodeList::IndustryGroup, code, &[person, lone]);
    assert_eq!((assignment.changed, assignment.impossible), (1, vec![lone]));
    database.apply(assignment.change).unwrap();
    assert_eq!(database.contact(company).unwrap().codes(CodeList::IndustryGroup), [code]);
    assert_eq!(database.codes_for(CodeList::IndustryGroup, person), [code]);
    assert_eq!(database.codes_for(CodeList::IndustryGroup, lone), []);
}

#[test]
fn name_and_parts_follow_each_other() {
    let mut database = Database::new("d");
    let person = Contact::new("", ContactKind::Person).with_text(ContactField::Name, "Anne Marie Dahl");
    let (id, change) = contacts::create(&database, person).unwrap();
    database.apply(change).unwrap();
    let text = |database: &Database, field| database.contact(id).unwrap().text(field).to_owned();
    assert_eq!(text(&database, ContactField::MiddleName), "Marie");
    let change = contacts::edit(&database, id, ContactField::Surname, " Berg ").unwrap();
    database.apply(change).unwrap();
    assert_eq!(text(&database, ContactField::Name), "Anne Marie Berg");
    let long = "x".repeat(101);
    assert!(matches!(
        contacts::edit(&database, id, ContactField::Name, &long),
        Err(Refusal::Text(TextError::TooLong { length: 101, limit: 100, .. }))
    ));
}
