//! Imports files of other programs and compares the result with the expected one.
//!
//! The files are not part of the project. The environment variable `MAILROOM_CORPORA` names the
//! folder that holds them with `EXPECTED.json`; without it there is nothing to check.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::path::{Path, PathBuf};

use mailroom::domain::catalogue::{ContactField as F, ContactKind};

use mailroom::domain::database::Database;
use mailroom::exchange::countries::country_code;
use mailroom::exchange::csv::reader::{CsvTable, ReadOptions, read};
use mailroom::exchange::csv::sniff::Separator;
use mailroom::exchange::import::mapping::Mapping;
use mailroom::exchange::import::options::PlanOptions;
use mailroom::exchange::import::plan::{ImportOutcome, ImportPlan};
use mailroom::exchange::import::planning::plan;
use mailroom::exchange::import::problems::Reason;
use mailroom::exchange::import::table::{FirstLine, Table};
use serde_json::Value;

/// Accepted differences from the expectation: file, difference, reason.
const ARGUED: &[(&str, &str, &str)] = &[
    ("tine20__out1000.csv", "#1 name", "the middle name is part of the name"),
    ("tine20__out1000.csv", "#999 name", "the middle name is part of the name"),
    ("zimbra__outlook-to-comma4369.csv", "#0 name", "the middle name is part of the name"),
    ("zimbra__zimbra-fullcontact.xls", "#0 name", "the middle name is part of the name"),
    ("roundcube__gmail.csv", "#0 phone", "its first number is said to be a pager's; nobody answers that"),
    ("bc__BC14ShipToAddress.csv", "#0 number", "several rows share the number, so it is no contact's own"),
    ("bc__BC14ShipToAddress.csv", "#1 number", "several rows share the number, so it is no contact's own"),
    ("bc__BC14ShipToAddress.csv", "#7 number", "several rows share the number, so it is no contact's own"),
    ("datablist__organizations-10000.csv", "#0 number", "its Organization Id is kept, not the row's index"),
    ("datablist__organizations-10000.csv", "#1 number", "its Organization Id is kept, not the row's index"),
    (
        "datablist__organizations-10000.csv",
        "#9999 number",
        "its Organization Id is kept, not the row's index",
    ),
];

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("MAILROOM_CORPORA").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: MAILROOM_CORPORA is not set");
    }
    folder
}

fn expectations(folder: &Path, kinds: &[&str]) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join("EXPECTED.json")).unwrap();
    let all: Vec<Value> = serde_json::from_str(&text).unwrap();
    all.into_iter().filter(|entry| kinds.contains(&entry["kind"].as_str().unwrap_or(""))).collect()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or("")
}

fn planned(table: &Table) -> ImportPlan {
    let mapping = Mapping::recognise(table);
    let bare_name = mapping.bare_name_guess(table).unwrap_or_default();
    let options = PlanOptions { bare_name, ..PlanOptions::default() };
    let database = Database::new("corpora");
    let plan = plan(table, &mapping, &options, &database);
    let mut filled = database.clone();
    filled.apply(plan.change(&database)).unwrap();
    assert_eq!(filled.contact_count(), plan.contacts(&database));
    // Importing the same file again changes nothing.
    let again = plan_again(table, &mapping, &options, &filled);
    let totals = again.totals();
    assert_eq!(
        (totals.new_companies, totals.new_persons, totals.created_companies),
        (0, 0, 0),
        "imported twice"
    );
    assert!(again.change(&filled).is_nothing(), "imported twice");
    plan
}

fn plan_again(table: &Table, mapping: &Mapping, options: &PlanOptions, database: &Database) -> ImportPlan {
    plan(table, mapping, options, database)
}

#[test]
fn contact_files_give_the_expected_contacts() {
    let Some(folder) = folder() else { return };
    let mut differences = Vec::new();
    for expected in expectations(&folder, &["contacts-csv", "orgs-csv"]) {
        let file = text(&expected, "file");
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let csv = match read(&bytes, ReadOptions::default()) {
            Ok(csv) => csv,
            Err(error) => {
                differences.push(format!("{file}: {error:?}"));
                continue;
            }
        };
        let mut differ = |what: String| {
            if !ARGUED.iter().any(|(of, start, _)| file.ends_with(of) && what.starts_with(start)) {
                differences.push(format!("{file}: {what}"));
            }
        };
        check_form(&expected, &csv, &mut differ);
        let table = &csv.table;
        if expected["contacts"].is_null() {
            continue;
        }
        let plan = planned(table);
        let totals = plan.totals();
        println!("{file}: {totals:?}");
        let new = plan.rows.iter().filter(|row| row.outcome == ImportOutcome::New).count();
        if Some(new as u64) != expected["contacts"].as_u64() {
            let others = plan
                .rows
                .iter()
                .filter(|row| row.outcome != ImportOutcome::New)
                .map(|row| (row.line, &row.outcome));
            differ(format!(
                "contacts {new}, expected {}; {:?}",
                expected["contacts"],
                others.take(5).collect::<Vec<_>>()
            ));
        }
        if let Some(groups) = expected["groups"].as_u64() {
            let found = plan
                .rows
                .iter()
                .filter(|row| matches!(row.outcome, ImportOutcome::Rejected(Reason::AddressGroup { .. })));
            if found.count() as u64 != groups {
                differ("groups".to_owned());
            }
        }
        for sample in expected["samples"].as_array().unwrap() {
            check_sample(sample, &plan, &mut differ);
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn check_form(expected: &Value, csv: &CsvTable, differ: &mut impl FnMut(String)) {
    let table = &csv.table;
    let encoding = match text(expected, "encoding") {
        "ASCII" | "UTF-8" | "UTF-8 with BOM" => "UTF-8",
        other => other,
    };
    if csv.encoding.name() != encoding {
        differ(format!("encoding {:?}", csv.encoding));
    }
    let separator = match text(expected, "delimiter") {
        ";" => Separator::Semicolon,
        "TAB" => Separator::Tab,
        "|" => Separator::Pipe,
        _ => Separator::Comma,
    };
    if csv.separator != separator {
        differ(format!("separator {:?}", csv.separator));
    }
    let has_header = expected["has_header"].as_bool().unwrap_or(true);
    if (table.first_line == FirstLine::ColumnNames) != has_header {
        differ(format!("first line {:?}", table.first_line));
    }
    if let Some(rows) = expected["rows"].as_u64()
        && table.rows.len() as u64 != rows
    {
        differ(format!("rows {}", table.rows.len()));
    }
    if let Some(line) = expected["header_row"].as_u64()
        && table.header_line != Some(line as usize + 1)
    {
        differ(format!("header on line {:?}", table.header_line));
    }
    if let Some(columns) = expected["columns"].as_u64()
        && table.named as u64 != columns
    {
        differ(format!("columns {}", table.named));
    }
}

fn check_sample(sample: &Value, plan: &ImportPlan, differ: &mut impl FnMut(String)) {
    let index = sample["index"].as_u64().unwrap() as usize;
    let mut rows =
        plan.rows.iter().enumerate().filter(|(_, row)| !matches!(row.outcome, ImportOutcome::Rejected(_)));
    let Some((at, row)) = rows.nth(index) else {
        differ(format!("#{index} is missing"));
        return;
    };
    let contact = plan.contact(at).unwrap();
    let field = |field: F| contact.text(field);
    let street = [field(F::Address), field(F::Address2)].join("\n");
    let mut check = |key: &str, found: &[&str]| {
        let wanted = text(sample, key).trim().replace('\n', ", ");
        let found: Vec<String> = found.iter().map(|it| it.replace('\n', ", ")).collect();
        let fits = |it: &String| *it == wanted || it.trim_end_matches(", ") == wanted;
        if !wanted.is_empty() && !found.iter().any(fits) {
            differ(format!("#{index} {key} {found:?}, expected {wanted:?}"));
        }
    };
    check("name", &[field(F::Name)]);
    check("given", &[field(F::FirstName)]);
    check("family", &[field(F::Surname)]);
    let company = if row.kind == ContactKind::Company { &row.name } else { &row.company };
    check("company", &[company]);
    check("title", &[field(F::JobTitle)]);
    check("email", &[field(F::Email)]);
    check("phone", &[field(F::Phone), field(F::MobilePhone)]);
    check("street", &[field(F::Address), &street]);
    check("city", &[field(F::City)]);
    check("postal", &[field(F::PostCode)]);
    check("place", &[&format!("{} {}", field(F::PostCode), field(F::City))]);
    check("url", &[field(F::HomePage)]);
    check("number", &[field(F::ExternalId)]);
    check("id", &[field(F::ExternalId)]);
    check("salutation", &[field(F::Salutation)]);
    let country = text(sample, "country");
    if !country.is_empty() && field(F::CountryRegion) != country_code(country).unwrap_or(country) {
        differ(format!("#{index} country {:?}, expected {country:?}", field(F::CountryRegion)));
    }
}

#[test]
fn odd_tables_are_read_whole() {
    let Some(folder) = folder() else { return };
    for expected in expectations(&folder, &["csv-edge"]) {
        let file = text(&expected, "file");
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let separator = Separator::ALL.into_iter().find(|separator| match text(&expected, "delimiter") {
            "TAB" => *separator == Separator::Tab,
            other => other.as_bytes() == [separator.byte()],
        });
        let reading =
            ReadOptions { separator, first_line: Some(FirstLine::Contact), ..ReadOptions::default() };
        let rows: Vec<Vec<String>> = read(&bytes, reading)
            .map(|csv| csv.table.rows.iter().map(|row| row.cells().map(str::to_owned).collect()).collect())
            .unwrap_or_default();
        let wanted: Option<Vec<Vec<String>>> = serde_json::from_value(expected["table"].clone()).ok();
        if let Some(mut wanted) = wanted {
            wanted.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
            let is_broken = file.ends_with("bad-missing-quote.csv");
            assert_eq!(rows.len(), wanted.len(), "{file}");
            assert!(is_broken || rows == wanted, "{file}: {rows:?}");
        }
        // Detecting the format must not fail either.
        let sniffed = read(&bytes, ReadOptions::default());
        let notes = text(&expected, "notes");
        if notes.starts_with("header is the 4th line") {
            let reading = ReadOptions { first_line: Some(FirstLine::ColumnNames), ..ReadOptions::default() };
            assert_eq!(read(&bytes, reading).unwrap().table.header_line, Some(4), "{file}");
        }
        if notes.starts_with("no header") {
            assert_eq!(sniffed.as_ref().unwrap().table.first_line, FirstLine::Contact, "{file}");
        }
        let encoding =
            text(&expected, "encoding").split(' ').next().unwrap_or("").replace("UTF-16LE", "UTF-16 LE");
        if let Ok(csv) = &sniffed {
            assert!(csv.encoding.name() == encoding || encoding == "ASCII", "{file}: {:?}", csv.encoding);
        }
    }
}

/// Two exports of one list, weeks apart: contacts in both are recognised by the External ID.
#[test]
fn a_later_export_of_the_same_list_is_recognised() {
    let Some(folder) = folder() else { return };
    let mut database = Database::new("corpora");
    let mut outcomes = Vec::new();
    for file in ["orgs/datablist__customers-1000a.csv", "orgs/datablist__customers-1000b.csv"] {
        let table = read(&std::fs::read(folder.join(file)).unwrap(), ReadOptions::default()).unwrap().table;
        let options = PlanOptions { overwrite: true, ..PlanOptions::default() };
        let plan = plan(&table, &Mapping::recognise(&table), &options, &database);
        let totals = plan.totals();
        outcomes.push((totals.new_persons, totals.changed, totals.unchanged));
        database.apply(plan.change(&database)).unwrap();
    }
    let facts = expectations(&folder, &["orgs-csv"]);
    let fact = |file: &str, key: &str| {
        let entry = facts.iter().find(|entry| text(entry, "file").ends_with(file)).unwrap();
        entry["facts"][key].as_u64().unwrap() as usize
    };
    let same = fact("customers-1000b.csv", "of the common ones identical in all common columns");
    let common = fact("customers-1000b.csv", "also in the other variant");
    let expected = (fact("customers-1000b.csv", "only here"), common - same, same);
    assert_eq!(outcomes, [(fact("customers-1000a.csv", "Customer Ids"), 0, 0), expected]);
}

#[test]
fn hostile_texts_are_texts() {
    let Some(folder) = folder() else { return };
    for file in ["hostile/blns.txt", "hostile/payloadbox__csv-payload.txt"] {
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let table = read(&bytes, ReadOptions::default()).unwrap().table;
        let _ = planned_loosely(&table);
    }
}

fn planned_loosely(table: &Table) -> ImportPlan {
    let mut mapping = Mapping::recognise(table);
    mapping.choose(0, mailroom::exchange::import::target::Target::Name);
    let database = Database::new("hostile");
    let plan = plan(table, &mapping, &PlanOptions::default(), &database);
    database.clone().apply(plan.change(&database)).unwrap();
    plan
}
