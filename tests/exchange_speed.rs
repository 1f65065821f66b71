//! Measures import and export of 100,000 contacts. Runs on demand only:
//! `cargo test --release --test exchange_speed -- --ignored --nocapture`.
#![allow(clippy::unwrap_used)]

use std::time::Instant;

use mailroom::domain::database::Database;
use mailroom::exchange::csv::columns::Mapping;
use mailroom::exchange::csv::plan::{Options, plan};
use mailroom::exchange::csv::table::{Reading, read};
use mailroom::exchange::csv::write::{ExportColumn, Style, Words, contacts};
use mailroom::exchange::{json, sample};

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let done = work();
    println!("{what}: {:?}", begun.elapsed());
    done
}

fn caption(column: ExportColumn) -> String {
    match column {
        ExportColumn::Number => "No.".into(),
        ExportColumn::Kind => "Type".into(),
        ExportColumn::CompanyName => "Company Name".into(),
        ExportColumn::Field(field) => field.key().into(),
        ExportColumn::Excluded => "Exclude from Segment".into(),
        ExportColumn::Codes(list) => list.key().into(),
    }
}

const WORDS: sample::Words<'static> = sample::Words {
    mailing_groups: [("MOVE", ""), ("GIFT", ""), ("NEWS", ""), ("MEMBER", ""), ("PRESS", ""), ("BOARD", "")],
    industry_groups: [("BUILD", ""), ("TRADE", ""), ("MUSIC", ""), ("PRINT", ""), ("TRAVEL", "")],
    business_relations: [("CUST", ""), ("VEND", ""), ("BANK", "")],
    segment: "",
};

#[test]
#[ignore = "a measurement"]
fn a_hundred_thousand_contacts() {
    let database = sample::large(100_000, &WORDS).unwrap();
    let ids: Vec<_> = database.contacts().map(|(id, _)| id).collect();
    let words = Words { caption: &caption, kind: &|kind| format!("{kind:?}"), yes: "yes", no: "no" };
    let text =
        timed("write CSV", || contacts(&database, &ids, &ExportColumn::all(), false, Style::Exact, &words));
    let table = timed("read CSV", || read(text.as_bytes(), Reading::default()).unwrap());
    let mapping = timed("match columns", || Mapping::recognise(&table));
    let mut copy = Database::new("copy");
    for time in ["first", "second"] {
        let plan =
            timed(&format!("plan the {time} import"), || plan(&table, &mapping, &Options::default(), &copy));
        let change = timed("make the change", || plan.change(&copy));
        timed("apply it", || copy.apply(change).unwrap());
    }
    let text = timed("write JSON", || json::write(&copy, ""));
    assert!(timed("read JSON", || json::read(text.as_bytes()).unwrap()).database == copy);
}
