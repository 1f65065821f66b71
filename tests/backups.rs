//! Backup files of every version of the program stay readable.
#![expect(clippy::panic, reason = "a test panics to say what is wrong")]

use std::fs;
use std::path::PathBuf;

use mailroom::domain::catalogue::{CodeList, ContactField, FieldKind, Holder};
use mailroom::domain::criteria::{Criteria, Value};
use mailroom::domain::segment::StepKind;
use mailroom::exchange::json;
use mailroom::exchange::json::envelope::JsonError;
use mailroom::exchange::protected;

/// A file as that version saved it. **It is never regenerated.**
fn saved_by(name: &str, version: u32) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join(format!("tests/fixtures/backups/{name}-{version}.json"));
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The fields that the first version had, in its order.
const FIELDS_OF_VERSION_1: [ContactField; 19] = [
    ContactField::Name,
    ContactField::FirstName,
    ContactField::MiddleName,
    ContactField::Surname,
    ContactField::JobTitle,
    ContactField::Salutation,
    ContactField::Address,
    ContactField::Address2,
    ContactField::PostCode,
    ContactField::City,
    ContactField::CountryRegion,
    ContactField::Phone,
    ContactField::MobilePhone,
    ContactField::Email,
    ContactField::HomePage,
    ContactField::Language,
    ContactField::Salesperson,
    ContactField::Territory,
    ContactField::ExternalId,
];

#[test]
fn a_backup_of_every_version_is_read() {
    for version in 1..=json::envelope::VERSION {
        let backup = json::read(&saved_by("version", version)).unwrap();
        assert_eq!(backup.exported_at, "2026-11-21T10:00:00.000Z");
        let database = backup.database;
        assert_eq!((database.contact_count(), database.segment_count()), (4, 1));
        let lists = [CodeList::MailingGroup, CodeList::IndustryGroup, CodeList::BusinessRelation];
        assert_eq!(lists.map(|list| database.code_count(list)), [2, 1, 1]);

        let id = database.find_contact("CT000003").unwrap();
        let contact = database.contact(id).unwrap();
        for (place, field) in FIELDS_OF_VERSION_1.into_iter().enumerate() {
            assert_eq!(contact.text(field), format!("Field {place} of Åse \"Ø\" 🌊"), "{field:?}");
        }
        assert!(contact.sample && !contact.excluded);
        assert_eq!(contact.company, database.find_contact("CT000001"));
        assert_eq!(contact.codes(CodeList::MailingGroup).len(), 2);
        let excluded = database.find_contact("CT000002").and_then(|id| database.contact(id)).unwrap();
        assert!(excluded.excluded && !excluded.sample);

        let (_, segment) = database.segments().next().unwrap();
        assert_eq!((segment.number.as_str(), segment.description.as_str()), ("SM00001", "Movers"));
        assert_eq!(segment.lines.len(), 2);
        let kinds: Vec<&str> = segment
            .steps
            .iter()
            .map(|step| match &step.kind {
                StepKind::Add { criteria, options } => {
                    assert!(criteria.criteria().len() == 5 && options.ignore_exclusion);
                    "add"
                }
                StepKind::Refine { entire_companies, .. } => {
                    assert!(entire_companies);
                    "refine"
                }
                StepKind::Reduce { criteria, entire_companies } => {
                    assert!(!entire_companies);
                    // Groups of criteria, and codes that no list has, are kept from version 2 on.
                    assert_eq!(matches!(criteria, Criteria::Any(parts) if parts.len() == 3), version >= 2);
                    let criteria = criteria.criteria();
                    let last = criteria.last().and_then(|it| it.values.last());
                    assert_eq!(last == Some(&Value::Unknown("NEWZ".to_owned())), version >= 2);
                    "reduce"
                }
                StepKind::ByHand { added, removed } => {
                    assert_eq!((added.len(), removed.len()), (1, 1));
                    "by hand"
                }
            })
            .collect();
        assert_eq!(kinds, ["add", "refine", "reduce", "by hand"]);
    }
}

/// The files of one version never change: order, names and layout.
#[test]
fn the_newest_version_is_written_as_it_was_first() {
    let text = String::from_utf8(saved_by("version", json::envelope::VERSION)).unwrap();
    let backup = json::read(text.as_bytes()).unwrap();
    assert_eq!(json::write(&backup.database, &backup.exported_at), text);
}

#[test]
fn the_page_about_backups_lists_every_field_and_list() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/backup-format.md");
    let page = fs::read_to_string(path).unwrap();
    assert!(page.contains(&format!("describes version {} of the plain file", json::envelope::VERSION)));
    for field in ContactField::ALL {
        let kind = match field.kind() {
            FieldKind::Date => "date",
            FieldKind::LongText => "lines of text",
            _ => "text",
        };
        let limit = Some(field.limit()).filter(|limit| *limit > 0).map_or(String::new(), |it| it.to_string());
        let holder = match field.spec().holder {
            Holder::Companies => "companies",
            Holder::Persons => "persons",
            Holder::Both => "both",
        };
        let row = format!("| `{}` | {kind} | {limit} | {holder} |", field.key());
        assert!(page.contains(&row), "{row}");
    }
    for list in CodeList::ALL {
        assert!(page.contains(&format!("`{}`", list.spec().plural)), "{list:?}");
    }
}

/// The end-to-end tests decrypt the same file in a browser.
#[test]
fn a_protected_backup_of_every_version_is_read() {
    for version in 1..=json::envelope::PROTECTED_VERSION {
        let bytes = saved_by("protected", version);
        let Err(JsonError::Protected(found)) = json::read(&bytes) else { panic!("version {version}") };
        assert_eq!((found.rounds, found.salt.len(), found.iv.len()), (600_000, 16, 12));
        assert_eq!(protected::write(&found).as_bytes(), bytes);
    }
}
