//! Imports one invented person from the exports of different programs.
#![allow(clippy::unwrap_used, clippy::panic)]

use mailroom::domain::catalogue::{CodeList, ContactField as F, ContactKind};
use mailroom::domain::contact::Contact;
use mailroom::domain::database::Database;
use mailroom::exchange::csv::decode::Encoding;
use mailroom::exchange::csv::reader::{CsvTable, ReadOptions, read};
use mailroom::exchange::import::mapping::Mapping;
use mailroom::exchange::import::options::PlanOptions;
use mailroom::exchange::import::planning::plan;

fn import(file: &str) -> (Database, Encoding) {
    let path = format!("{}/tests/fixtures/{file}", env!("CARGO_MANIFEST_DIR"));
    let CsvTable { table, encoding, .. } =
        read(&std::fs::read(path).unwrap(), ReadOptions::default()).unwrap();
    let mapping = Mapping::recognise(&table);
    let bare_name = mapping.bare_name_guess(&table).unwrap_or_default();
    let mut database = Database::new("formats");
    let plan = plan(&table, &mapping, &PlanOptions { bare_name, ..PlanOptions::default() }, &database);
    database.apply(plan.change(&database)).unwrap();
    (database, encoding)
}

fn contact(database: &Database, kind: ContactKind) -> &Contact {
    let mut all = database.contacts().map(|(_, contact)| contact).filter(|contact| contact.kind == kind);
    let contact = all.next().unwrap();
    assert!(all.next().is_none(), "one of each kind");
    contact
}

#[test]
fn every_program_means_the_same_person() {
    let files = [
        ("google-old.csv", Encoding::Utf8),
        ("google-new.csv", Encoding::Utf8),
        ("outlook-de.csv", Encoding::Windows1252),
        ("outlook-en.csv", Encoding::Utf8),
        ("linkedin.csv", Encoding::Utf8),
        ("business-central-nb.csv", Encoding::Utf16Le),
        ("tine20.csv", Encoding::Utf8),
        ("norwegian.csv", Encoding::Utf8),
    ];
    for (file, encoding) in files {
        let (database, read_as) = import(file);
        assert_eq!(read_as, encoding, "{file}");
        let company = contact(&database, ContactKind::Company);
        assert_eq!(company.text(F::Name), "Vikland AS", "{file}");
        let kari = contact(&database, ContactKind::Person);
        let found = [F::Name, F::FirstName, F::Surname, F::Email].map(|field| kari.text(field));
        assert_eq!(found, ["Kari Moe", "Kari", "Moe", "kari@vikland.example"], "{file}");
        assert!(kari.company.is_some(), "{file}");
        if !matches!(file, "linkedin.csv" | "google-new.csv") {
            let address = [F::Address, F::PostCode, F::City, F::CountryRegion].map(|field| kari.text(field));
            assert_eq!(address, ["Strandgaten 1", "5003", "Bergen", "NO"], "{file}");
        }
        if file.starts_with("google") {
            assert_eq!(kari.text(F::MobilePhone), "+47 900 00 000", "{file}");
        }
        if file != "linkedin.csv" {
            let friends = database.codes(CodeList::MailingGroup).map(|(_, entry)| entry.code.to_string());
            assert_eq!(friends.collect::<Vec<_>>(), ["FRIENDS"], "{file}");
            assert_eq!(kari.codes(CodeList::MailingGroup).len(), 1, "{file}");
        }
    }
}

#[test]
fn numbers_of_our_own_export_are_kept() {
    let (database, _) = import("business-central-nb.csv");
    assert!(database.find_contact("CT000007").is_some() && database.find_contact("CT000008").is_some());
}
