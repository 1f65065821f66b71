//! Writes a backup of an invented office of so many contacts, with five segments of a tenth of
//! them each: `cargo run --release --example office_file -- 100000 office.json`.

use std::collections::HashSet;
use std::error::Error;

use mailroom::domain;
use mailroom::domain::database::Database;
use mailroom::domain::rows::Rows;
use mailroom::exchange::json;
use realistic::people::Sharing;

#[expect(dead_code, reason = "other figures need more of it")]
#[path = "../src/storage/codec/realistic/mod.rs"]
mod realistic;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(count), Some(file)) = (arguments.next(), arguments.next()) else {
        return Err("how many contacts, and into which file?".into());
    };
    let mut contacts = realistic::contacts(count.parse()?, Sharing::Usual);
    // Chance has given a few the same number.
    let mut numbers = HashSet::new();
    for (place, contact) in contacts.iter_mut().enumerate() {
        if let Some(contact) = contact.as_mut().filter(|it| !numbers.insert(it.number.clone())) {
            contact.number = format!("X{place}");
        }
    }
    let segments = realistic::segments(&contacts).into_iter().map(Some).collect();
    let mut rows = Rows {
        identity: format!("office-{count}"),
        contacts,
        codes: realistic::codes(),
        segments,
        ..Rows::default()
    };
    // Chance has assigned codes that are not there.
    rows.drop_dangling_refs();
    let database = Database::try_from(rows)?;
    std::fs::write(file, json::write(&database, "2026-01-02T03:04:05Z"))?;
    Ok(())
}
