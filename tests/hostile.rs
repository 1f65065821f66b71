//! Hostile input: whatever the bytes are, nothing panics, no change is applied in part, and accepted
//! values are kept exactly.
//!
//! `PROPTEST_CASES=1000000 cargo test --release --test hostile` tries a million inputs of each kind.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use mailroom::domain::catalogue::{ContactField, ContactKind};

use mailroom::domain::database::Database;
use mailroom::exchange::csv::reader::{ReadOptions, read};
use mailroom::exchange::import::mapping::Mapping;
use mailroom::exchange::import::options::PlanOptions;
use mailroom::exchange::import::plan::{ImportOutcome, ImportPlan};
use mailroom::exchange::import::planning::plan;
use mailroom::exchange::json;
use mailroom::exchange::merge::matching::merge;
use proptest::prelude::*;

/// Names, notes and attacks from practice.
const STRINGS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "=HYPERLINK(\"http://198.51.100.1\",\"x\")",
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "O'Brien \"the 3rd\", Ltd; Sons",
    "line\nbreak\r\nand\ttab",
    "\u{202e}gnp.exe",
    "A\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}",
    "👩‍👩‍👧‍👦 Familie",
    "\u{feff}mark",
    "null",
    "undefined",
    "NaN",
    "__proto__",
    "../../etc/passwd",
    "%00%n%s",
    "' OR 1=1 --",
    "Ω≈ç√∫˜µ≤≥÷",
    "田中さんにあげて下さい",
    "الكل في المجمو عة",
];

fn imported(bytes: &[u8]) -> Option<(Database, ImportPlan)> {
    imported_into("hostile", bytes)
}

fn imported_into(identity: &str, bytes: &[u8]) -> Option<(Database, ImportPlan)> {
    let table = read(bytes, ReadOptions::default()).ok()?.table;
    let mapping = Mapping::recognise(&table);
    let mut database = Database::new(identity);
    let plan = plan(&table, &mapping, &PlanOptions::default(), &database);
    let expected = plan.contacts(&database);
    database.apply(plan.change(&database)).unwrap();
    assert_eq!(database.contact_count(), expected);
    Some((database, plan))
}

/// One column of names, as a spreadsheet quotes them.
fn column(names: &[&str]) -> Vec<u8> {
    let quoted = names.iter().map(|name| format!("\"{}\"\r\n", name.replace('"', "\"\"")));
    format!("Company Name\r\n{}", quoted.collect::<String>()).into_bytes()
}

/// The expected text of a field: blanks in place of line breaks and control characters.
fn as_kept(name: &str) -> String {
    let shown = name.chars().map(|it| if it.is_control() { ' ' } else { it }).collect::<String>();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check_names(names: &[&str]) {
    for name in names.iter().filter(|name| name.chars().any(char::is_alphanumeric)) {
        let Some((database, plan)) = imported(&column(&[name, "Fjordvik AS"])) else {
            panic!("{name:?} is no table");
        };
        if plan.rows.iter().any(|row| matches!(row.outcome, ImportOutcome::Rejected(_))) {
            continue;
        }
        let wanted = as_kept(name);
        let is_warned = plan.rows.iter().any(|row| !row.warnings.is_empty());
        let is_kept = database.contacts().any(|(_, contact)| {
            let kept = as_kept(contact.text(ContactField::Name));
            // A text that is too long is shortened, with a warning.
            kept == wanted || is_warned && kept.len() > 50 && wanted.starts_with(&kept)
        });
        assert!(is_kept, "{name:?}");
    }
}

#[test]
fn hostile_names_are_only_names() {
    check_names(STRINGS);
}

#[test]
fn lists_of_hostile_strings_are_only_names() {
    let Some(folder) = std::env::var_os("MAILROOM_CORPORA").map(std::path::PathBuf::from) else {
        return println!("skipped: MAILROOM_CORPORA is not set");
    };
    for entry in std::fs::read_dir(folder.join("hostile")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        check_names(&lines);
    }
}

#[test]
fn a_name_of_32_000_characters_is_told_and_no_other_is_lost() {
    let long = "x".repeat(32_000);
    let (database, plan) = imported(&column(&[&long, "Fjordvik AS"])).unwrap();
    assert_eq!(plan.rows.len(), 2);
    assert!(database.contacts().any(|(_, contact)| contact.text(ContactField::Name) == "Fjordvik AS"));
    assert!(database.contacts().all(|(_, contact)| contact.text(ContactField::Name).len() < 32_000));
}

/// Pieces of CSV files in any combination.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"\"".to_vec()),
        Just(b";".to_vec()),
        Just(b",".to_vec()),
        Just(b"\t".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"\0".to_vec()),
        Just(b"\xef\xbb\xbf".to_vec()),
        Just(b"\xff\xfe".to_vec()),
        Just(b" ::: ".to_vec()),
        Just(b"Name".to_vec()),
        Just(b"E-mail".to_vec()),
        Just(b"Mailing Groups".to_vec()),
        Just(b"MOVE, GIFT".to_vec()),
        Just(b"kari@vikland.example".to_vec()),
        prop::sample::select(STRINGS).prop_map(|text| text.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn backup() -> String {
    let (database, _) = imported(&column(STRINGS)).unwrap();
    json::write(&database, "2026-01-01T00:00:00Z")
}

proptest! {
    #[test]
    fn any_bytes_as_a_table(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        imported(&bytes);
    }

    #[test]
    fn any_pieces_as_a_table(bytes in pieces()) {
        if let Some((database, _)) = imported(&bytes) {
            let backup = json::read(json::write(&database, "2026-01-01T00:00:00Z").as_bytes()).unwrap();
            prop_assert_eq!(backup.database, database);
        }
    }

    #[test]
    fn any_two_tables_merged(first in pieces(), second in pieces(), is_same: bool, overwrite: bool) {
        let there = if is_same { "hostile" } else { "other" };
        let (Some((here, _)), Some((there, _))) = (imported(&first), imported_into(there, &second)) else {
            return Ok(());
        };
        let mut merged = here.clone();
        let inverse = merged.apply(merge(&here, &there, overwrite).change(&here, &there)).unwrap();
        prop_assert!(merge(&merged, &there, overwrite).change(&merged, &there).is_nothing());
        merged.apply(inverse).unwrap();
        prop_assert_eq!(merged, here);
    }

    #[test]
    fn any_bytes_as_a_backup(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(json::read(&bytes).is_err());
    }
}

proptest! {
    // Reading a backup takes longer than the other cases do.
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 4))]

    #[test]
    fn a_backup_with_a_byte_changed_is_damaged_or_the_same(at: prop::sample::Index, byte: u8, cut: bool) {
        let whole = backup();
        let mut bytes = whole.clone().into_bytes();
        let at = at.index(bytes.len());
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] = byte;
        }
        if let Ok(changed) = json::read(&bytes) {
            prop_assert_eq!(changed.database, json::read(whole.as_bytes()).unwrap().database);
        }
    }
}

#[test]
fn the_strings_are_companies() {
    let (database, _) = imported(&column(STRINGS)).unwrap();
    assert!(database.contacts().all(|(_, contact)| contact.kind == ContactKind::Company));
}
