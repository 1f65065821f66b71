//! Laws of the database, tried on random changes.

use proptest::prelude::*;

use super::*;
use crate::domain::change::Change;
use crate::domain::code_list::CodeList;
use crate::domain::contact::{Contact, ContactField, ContactKind};
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId, SegmentId};
use crate::domain::refusal::Refusal;
use crate::domain::text::TextError;

/// A deed of a random user: which rule, and numbers that choose among what is there.
pub(crate) type Deed = (u8, u8, u8, u8);

pub(crate) fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    proptest::collection::vec((0_u8..13, any::<u8>(), any::<u8>(), any::<u8>()), 1..40)
}

pub(crate) fn change(database: &Database, (rule, a, b, c): Deed) -> Option<Change> {
    let list = CodeList::ALL[usize::from(c) % 3];
    let contact = |n: u8| {
        let all: Vec<ContactId> = database.contacts().map(|(id, _)| id).collect();
        (!all.is_empty()).then(|| all[usize::from(n) % all.len()])
    };
    let code = |n: u8| {
        let all: Vec<CodeId> = database.codes(list).map(|(id, _)| id).collect();
        (!all.is_empty()).then(|| all[usize::from(n) % all.len()])
    };
    let segment = |n: u8| {
        let all: Vec<SegmentId> = database.segments().map(|(id, _)| id).collect();
        (!all.is_empty()).then(|| all[usize::from(n) % all.len()])
    };
    match rule {
        0 => Some(
            contacts::create(
                database,
                Contact::new("", ContactKind::Company).with_text(ContactField::Name, &format!("Firm {a}")),
            )
            .unwrap()
            .1,
        ),
        1 => {
            let mut person =
                Contact::new("", ContactKind::Person).with_text(ContactField::Name, &format!("P {a} Q{b}"));
            person.company = contact(c).and_then(|id| database.company_of(id));
            Some(contacts::create(database, person).unwrap().1)
        }
        2 => codes::create(database, list, &format!("C{}", a % 20), "").ok().map(|(_, change)| change),
        3 => Some(codes::assign(database, list, code(a)?, &[contact(b)?, contact(c)?]).change),
        4 => Some(codes::unassign(database, list, code(a)?, &[contact(b)?, contact(c)?]).change),
        5 => Some(codes::delete(database, list, code(a)?).1),
        6 => codes::rename(database, list, code(a)?, &format!("R{}", b % 20)).ok(),
        7 => Some(contacts::delete(database, &[contact(a)?, contact(b)?]).change),
        8 => segments::create(database, "", "").ok().map(|(_, change)| change),
        9 => segments::add_by_hand(database, segment(a)?, &[contact(b)?, contact(c)?]).ok(),
        10 => segments::remove_by_hand(database, segment(a)?, &[contact(b)?]).ok(),
        11 => segments::go_back(database, segment(a)?).ok(),
        _ => {
            let kind = if b % 2 == 0 { ContactKind::Company } else { ContactKind::Person };
            contacts::change_kind(database, contact(a)?, kind).ok()
        }
    }
}

proptest! {
    /// Undoing everything, newest first, gives each state back; doing it again, too.
    #[test]
    fn a_change_and_its_inverse_cancel_out(deeds in deeds()) {
        let mut database = Database::new("d");
        let mut states = vec![];
        for deed in deeds {
            let Some(change) = change(&database, deed) else { continue };
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

    /// Whatever happens, no line names a contact that is gone, and what is looked up agrees with the tables.
    #[test]
    fn nothing_names_what_is_gone(deeds in deeds()) {
        let mut database = Database::new("d");
        for deed in deeds {
            let Some(change) = change(&database, deed) else { continue };
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
    assert_eq!((assignment.changed, assignment.without_company), (1, vec![lone]));
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
    let change = contacts::edit_text(&database, id, ContactField::Surname, " Berg ").unwrap();
    database.apply(change).unwrap();
    assert_eq!(text(&database, ContactField::Name), "Anne Marie Berg");
    let long = "x".repeat(101);
    assert!(matches!(
        contacts::edit_text(&database, id, ContactField::Name, &long),
        Err(Refusal::Text(TextError::TooLong { length: 101, limit: 100, .. }))
    ));
}
