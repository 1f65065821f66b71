//! Prints how much of local storage contacts take, and how long writing and reading them takes:
//! `cargo run --release --example storage_figures`. With `columns` after it, it prints the size of
//! each field.

use std::time::Instant;

use mailroom::domain;
use mailroom::domain::catalogue::{ContactField, ContactKind};
use mailroom::domain::contact::Contact;
use mailroom::storage::codec;
use mailroom::storage::codec::ROWS;
use mailroom::storage::u15;
use realistic::people::Sharing;

#[path = "../src/storage/codec/realistic/mod.rs"]
mod realistic;

/// The quota of local storage.
const QUOTA: usize = 5_242_880;
/// The size of a shard's header and key.
const HEADER: usize = 60 + 24;

fn main() {
    if std::env::args().any(|word| word == "columns") {
        columns();
        return;
    }
    println!(
        " places persons  filled  JSON units       units  share  a contact  segments  \
         encode ms (median, worst)  decode ms"
    );
    println!("         share");
    for (places, sharing) in [
        (10_000, Sharing::Usual),
        (50_000, Sharing::Usual),
        (100_000, Sharing::Usual),
        (150_000, Sharing::Usual),
        (100_000, Sharing::Nothing),
        (150_000, Sharing::Nothing),
    ] {
        figures(places, sharing);
    }
}

fn figures(places: usize, sharing: Sharing) {
    let rows = realistic::contacts(places, sharing);
    let count = rows.iter().flatten().count();
    let filled: usize = rows.iter().flatten().map(|contact| contact.texts().count()).sum();
    let json = serde_json::to_string(&rows).map_or(0, |text| text.encode_utf16().count());
    let mut took = Vec::new();
    let texts: Vec<String> = rows
        .chunks(ROWS)
        .map(|shard| {
            let start = Instant::now();
            let text = u15::encode(&codec::contacts::encode(shard));
            took.push(start.elapsed().as_secs_f64() * 1000.0);
            text
        })
        .collect();
    let start = Instant::now();
    let read: Vec<Option<Contact>> =
        texts.iter().filter_map(|text| codec::contacts::decode(&u15::decode(text).ok()?)).flatten().collect();
    let decode = start.elapsed().as_secs_f64() * 1000.0;
    assert!(read == rows, "every contact comes back");
    let of = |text: &String| text.chars().count() + HEADER;
    let contacts: usize = texts.iter().map(of).sum();
    let segments: usize = realistic::segments(&rows)
        .iter()
        .map(|segment| {
            let bytes = codec::segments::encode(segment);
            assert!(codec::segments::decode(&bytes).as_ref() == Some(segment), "every segment comes back");
            of(&u15::encode(&bytes))
        })
        .sum();
    let codes = of(&u15::encode(&codec::codes::encode(&realistic::codes())));
    let all = contacts + segments + codes;
    took.sort_by(f64::total_cmp);
    let median = took.get(took.len() / 2).copied().unwrap_or(0.0);
    let worst = took.last().copied().unwrap_or(0.0);
    println!(
        "{places:7} {sharing:7?} {:7.1} {json:11} {all:11} {:5.1}% {:10.2} {segments:9} {median:18.2} \
         {worst:7.2} {decode:10.0}",
        filled as f64 / count as f64,
        all as f64 * 100.0 / QUOTA as f64,
        contacts as f64 / places as f64,
    );
}

/// Prints the size of each field: the difference without it.
fn columns() {
    let rows = realistic::contacts(20_000, Sharing::Usual);
    let bits = |rows: &[Option<Contact>]| {
        let bytes: usize = rows.chunks(ROWS).map(|shard| codec::contacts::encode(shard).len()).sum();
        bytes as f64 * 8.0 / rows.len() as f64
    };
    let whole = bits(&rows);
    println!("{whole:6.1} bits a contact, of which");
    for field in ContactField::ALL {
        let mut without = rows.clone();
        for contact in without.iter_mut().flatten() {
            contact.set_text(field, "");
        }
        println!("{:6.1} {}", whole - bits(&without), field.key());
    }
    let mut bare = rows.clone();
    for contact in bare.iter_mut().flatten() {
        *contact = Contact::new("", ContactKind::Company);
    }
    println!("{:6.1} nothing but places", bits(&bare));
}
