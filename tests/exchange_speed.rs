//! Measures import and export of 100,000 contacts. Runs on demand only:
//! `cargo test --release --test exchange_speed -- --ignored --nocapture`.
#![allow(clippy::unwrap_used)]

use std::time::Instant;

use mailroom::domain::by_list::ByList;
use mailroom::domain::catalogue::CodeList;
use mailroom::domain::criteria::Field;
use mailroom::domain::database::Database;
use mailroom::exchange::csv::reader::{ReadOptions, read};
use mailroom::exchange::csv::write::{ExportWords, Style, contacts, export_columns};
use mailroom::exchange::import::mapping::Mapping;
use mailroom::exchange::import::options::PlanOptions;
use mailroom::exchange::import::planning::plan;
use mailroom::exchange::{json, sample};

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let done = work();
    println!("{what}: {:?}", begun.elapsed());
    done
}

fn caption(column: Field) -> String {
    match column {
        Field::Number => "No.".into(),
        Field::Kind => "Type".into(),
        Field::CompanyName => "Company Name".into(),
        Field::Text(field) => field.key().into(),
        Field::Excluded => "Exclude from Segment".into(),
        Field::Codes(list) => list.key().into(),
    }
}

fn words() -> sample::SampleTexts<'static> {
    let codes = ByList::from_fn(|list| match list {
        CodeList::MailingGroup => {
            vec![("MOVE", ""), ("GIFT", ""), ("NEWS", ""), ("MEMBER", ""), ("PRESS", ""), ("BOARD", "")]
        }
        CodeList::IndustryGroup => {
            vec![("BUILD", ""), ("TRADE", ""), ("MUSIC", ""), ("PRINT", ""), ("TRAVEL", "")]
        }
        CodeList::BusinessRelation => vec![("CUST", ""), ("VEND", ""), ("BANK", "")],
        CodeList::JobResponsibility => Vec::new(),
    });
    sample::SampleTexts { codes, segment: "" }
}

#[test]
#[ignore = "a measurement"]
fn a_hundred_thousand_contacts() {
    let database = sample::large(100_000, &words()).unwrap();
    let ids: Vec<_> = database.contacts().map(|(id, _)| id).collect();
    let words = ExportWords { caption: &caption, kind: &|kind| format!("{kind:?}"), yes: "yes", no: "no" };
    let text =
        timed("write CSV", || contacts(&database, &ids, &export_columns(), false, Style::Exact, &words));
    let table = timed("read CSV", || read(text.as_bytes(), ReadOptions::default()).unwrap().table);
    let mapping = timed("match columns", || Mapping::recognise(&table));
    let mut copy = Database::new("copy");
    for time in ["first", "second"] {
        let plan = timed(&format!("plan the {time} import"), || {
            plan(&table, &mapping, &PlanOptions::default(), &copy)
        });
        let change = timed("make the change", || plan.change(&copy));
        timed("apply it", || copy.apply(change).unwrap());
    }
    let text = timed("write JSON", || json::write(&copy, ""));
    assert!(timed("read JSON", || json::read(text.as_bytes()).unwrap()).database == copy);
}
