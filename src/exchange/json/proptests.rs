//! Property tests of backups: a backup restores any database.

use proptest::prelude::*;
use proptest::sample::select;

use crate::domain::arbitrary::{self, Profile};
use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::change::Change;
use crate::domain::code::Code;
use crate::domain::code_list::CodeEntry;
use crate::domain::codes;
use crate::domain::complete_criteria::check_step;
use crate::domain::contact::Contact;
use crate::domain::criteria::{Criteria, Criterion, Field, Operator, Value};
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId, SegmentId};
use crate::domain::segment::{AddOptions, Segment, Step, StepKind};
use crate::exchange::json::envelope::JsonError;
use crate::exchange::json::{read, with_checksum, write};
use crate::exchange::merge::matching::merge;

fn office() -> Database {
    let mut database = Database::new("office-1");
    let entry = |code: &str| CodeEntry {
        code: Code::parse(code).unwrap(),
        description: format!("For {code}"),
        sample: false,
    };
    let mut changes = Vec::new();
    for (list, all) in [
        (CodeList::MailingGroup, &["MOVE", "GIFT"][..]),
        (CodeList::IndustryGroup, &["RET"]),
        (CodeList::BusinessRelation, &["R&D"]),
    ] {
        for (at, code) in all.iter().enumerate() {
            changes.push(Change::PutCode {
                list,
                id: CodeId::from_index(at).unwrap(),
                entry: Some(entry(code)),
            });
        }
    }
    database.apply(Change::Batch(changes)).unwrap();
    let mut company = Contact::new("CT000001", ContactKind::Company)
        .with_text(ContactField::Name, "Vikland \"Øst\" AS")
        .with_text(ContactField::PostCode, "0301");
    company.add_code(CodeList::IndustryGroup, CodeId(0));
    let mut person =
        Contact::new("CT000002", ContactKind::Person).with_text(ContactField::Name, "Kari\u{1f600} Moe");
    person.company = Some(ContactId(0));
    person.excluded = true;
    person.add_code(CodeList::MailingGroup, CodeId(1));
    for (id, contact) in [(ContactId(0), company), (ContactId(1), person)] {
        database.apply(Change::PutContact { id, contact: Some(Box::new(contact)) }).unwrap();
    }
    let criteria = Criteria::from_iter([
        Criterion {
            field: Field::Codes(CodeList::MailingGroup),
            operator: Operator::IsAnyOf,
            values: vec![Value::Code(CodeId(0)), Value::Code(CodeId(1))],
        },
        Criterion {
            field: Field::Text(ContactField::City),
            operator: Operator::StartsWith,
            values: vec![Value::Text("Ber".into())],
        },
        Criterion {
            field: Field::Kind,
            operator: Operator::IsAnyOf,
            values: vec![Value::Kind(ContactKind::Person)],
        },
        Criterion { field: Field::Excluded, operator: Operator::IsAnyOf, values: vec![Value::Flag(true)] },
        Criterion { field: Field::CompanyName, operator: Operator::IsEmpty, values: vec![] },
    ]);
    let unknown = Criterion {
        field: Field::Codes(CodeList::IndustryGroup),
        operator: Operator::IsNoneOf,
        values: vec![Value::Unknown("GONE".into())],
    };
    let tree = Criteria::Any(vec![criteria.clone(), Criteria::None(vec![Criteria::Is(unknown)])]);
    let step = |kind| Step { kind, before: vec![ContactId(1)], after: 2 };
    let segment = Segment {
        number: "SM00001".into(),
        description: "Movers".into(),
        lines: vec![ContactId(1), ContactId(0)],
        steps: vec![
            step(StepKind::Add {
                criteria: criteria.clone(),
                options: AddOptions { ignore_exclusion: true, ..AddOptions::default() },
            }),
            step(StepKind::Refine { criteria: criteria.clone(), entire_companies: true }),
            step(StepKind::Reduce { criteria: tree, entire_companies: false }),
            step(StepKind::ByHand { added: vec![ContactId(0)], removed: vec![ContactId(1)] }),
        ],
        sample: true,
    };
    database.apply(Change::PutSegment { id: SegmentId(0), segment: Some(Box::new(segment)) }).unwrap();
    database
}

#[test]
fn all_kinds_of_steps_and_criteria_come_back() {
    let database = office();
    let text = write(&database, "2026-01-31");
    assert_eq!(read(text.as_bytes()).unwrap().database, database);
    // Layout and line ends may change on the way.
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(read(value.to_string().as_bytes()).unwrap().database, database);
    assert_eq!(read(text.replace('\n', "\r\n").as_bytes()).unwrap().database, database);
}

#[test]
fn a_criterion_of_a_deleted_code_is_wrong_still() {
    let mut database = office();
    let (_, change) = codes::delete(&database, CodeList::MailingGroup, CodeId(1));
    database.apply(change).unwrap();
    let text = write(&database, "");
    let copy = read(text.as_bytes()).unwrap().database;
    assert_eq!(write(&copy, ""), text);
    let step = copy.segments().next().unwrap().1.steps.first().unwrap().clone();
    let StepKind::Add { criteria, .. } = &step.kind else { panic!("{step:?}") };
    let values = &criteria.criteria()[0].values;
    assert_eq!(values.len(), 2);
    assert_eq!(values[1], Value::Unknown(String::new()));
    assert!(check_step(&copy, &step.kind).is_err());
}

#[test]
fn a_backup_cut_off_anywhere_is_damaged() {
    let text = write(&office(), "2026-01-31");
    for end in (200..text.trim_end().len()).step_by(97) {
        let end = (end..).find(|&end| text.is_char_boundary(end)).unwrap();
        let refused = read(&text.as_bytes()[..end]).map(drop);
        assert!(matches!(refused, Err(JsonError::Damaged(_))), "cut off at {end}: {refused:?}");
    }
}

/// Any texts in all fields.
fn profile() -> Profile {
    let text = "\\PC{0,12}".boxed();
    Profile {
        name: text.clone(),
        field: (select(&ContactField::ALL[..]), text).boxed(),
        code: "[A-ZÆØ0-9]{1,5}".boxed(),
        number: "(\\PC){1,8}".boxed(),
        ..Profile::default()
    }
}

/// All places of a JSON text that hold something, as pointers.
fn places(value: &serde_json::Value, at: &str, all: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                places(value, &format!("{at}/{key}"), all);
            }
        }
        serde_json::Value::Array(items) => {
            for (place, value) in items.iter().enumerate() {
                places(value, &format!("{at}/{place}"), all);
            }
        }
        _ => {}
    }
    all.push(at.to_owned());
}

proptest! {
    /// Whoever edits a backup may also mend its checksum: what contradicts itself is refused all
    /// the same, and what doesn't can be opened and merged.
    #[test]
    fn an_edited_backup_with_a_mended_checksum_is_refused_or_sound(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0_u8..4), 1..5),
    ) {
        let here = office();
        let mut value: serde_json::Value = serde_json::from_str(&write(&here, "now")).unwrap();
        for (at, other, how) in edits {
            let mut all = Vec::new();
            places(&value["data"], "/data", &mut all);
            let (at, other): (&String, &String) = (at.get(&all), other.get(&all));
            let other = value.pointer(other).unwrap().clone();
            match (value.pointer_mut(at), how) {
                (Some(serde_json::Value::Array(items)), 0) => items.push(other),
                (Some(serde_json::Value::Array(items)), 1) => items.truncate(items.len() / 2),
                (Some(serde_json::Value::String(text)), 2) => text.push_str("\u{202e}<b>'; "),
                (Some(place), _) => *place = other,
                (None, _) => {}
            }
        }
        if let Some(text) = with_checksum(&value.to_string())
            && let Ok(backup) = read(text.as_bytes())
        {
            prop_assert_eq!(&read(write(&backup.database, "now").as_bytes()).unwrap().database, &backup.database);
            let mut merged = here.clone();
            merged.apply(merge(&here, &backup.database, true).change(&here, &backup.database)).unwrap();
        }
    }

    #[test]
    fn any_database_comes_back(ops in profile().ops(60)) {
        let database = arbitrary::database("any", &ops);
        let text = write(&database, "now");
        let copy = read(text.as_bytes()).unwrap().database;
        prop_assert_eq!(write(&copy, "now"), text);
        prop_assert_eq!(copy.contact_count(), database.contact_count());
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
        prop_assert!(read(text.as_bytes()).is_err());
    }
}
