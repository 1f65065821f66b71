//! Prints how much of local storage contacts take, and how long writing and reading them takes:
//! `cargo run --release --example storage_figures`. With `columns` after it, it prints the size of
//! each field.

use std::time::Instant;

use mailroom::domain;
use mailroom::domain::catalogue::{ContactField, ContactKind};
use mailroom::domain::contact::Contact;
use mailroom::storage::codec;
use mailroom::storage::codec::ROWS;
use mailroom::storage::codec::codes::{Codes, Series};
use mailroom::storage::u15;
use realistic::people::Sharing;

#[path = "../src/storage/codec/realistic/mod.rs"]
mod realistic;

/// The quota of local storage.
const QUOTA: usize = 5_242_880;
/// How often decoding is measured.
const RUNS: usize = 5;
/// The size of a shard's header and key.
const HEADER: usize = 60 + 24;

fn main() {
    if std::env::args().any(|word| word == "columns") {
        columns();
        return;
    }
    println!(
        " rows  places persons  filled  JSON units       units  share  a contact  segments  \
         encode ms (median, worst)  decode ms"
    );
    println!("a shard           share");
    for (places, sharing) in [
        (10_000, Sharing::Usual),
        (50_000, Sharing::Usual),
        (100_000, Sharing::Usual),
        (150_000, Sharing::Usual),
        (100_000, Sharing::Nothing),
        (150_000, Sharing::Nothing),
    ] {
        for rows_a_shard in [1024, 2048, 4096] {
            figures(rows_a_shard, places, sharing);
        }
    }
}

fn figures(rows_a_shard: usize, places: usize, sharing: Sharing) {
    let rows = realistic::contacts(places, sharing);
    let count = rows.iter().flatten().count();
    let filled: usize = rows.iter().flatten().map(|contact| contact.values().count()).sum();
    let json = serde_json::to_string(&rows).map_or(0, |text| text.encode_utf16().count());
    let mut took = Vec::new();
    let first = |shard: usize| u32::try_from(shard * rows_a_shard).unwrap_or(u32::MAX);
    let texts: Vec<String> = rows
        .chunks(rows_a_shard)
        .enumerate()
        .map(|(shard, rows)| {
            let start = Instant::now();
            let text = u15::encode(&codec::contacts::encode(first(shard), rows));
            took.push(start.elapsed().as_secs_f64() * 1000.0);
            text
        })
        .collect();
    let decode = || -> Vec<Option<Contact>> {
        texts
            .iter()
            .enumerate()
            .filter_map(|(shard, text)| codec::contacts::decode(first(shard), &u15::decode(text).ok()?).ok())
            .flatten()
            .collect()
    };
    assert!(decode() == rows, "every contact comes back");
    // The best of several runs, as other programs run as well.
    let runs = (0..RUNS).map(|_| {
        let start = Instant::now();
        let read = decode();
        let took = start.elapsed().as_secs_f64() * 1000.0;
        drop(read);
        took
    });
    let decode = runs.fold(f64::INFINITY, f64::min);
    let of = |text: &String| text.chars().count() + HEADER;
    let contacts: usize = texts.iter().map(of).sum();
    let segments: usize = realistic::segments(&rows)
        .iter()
        .map(|segment| {
            let bytes = codec::segments::encode(segment);
            assert!(codec::segments::decode(&bytes).as_ref() == Ok(segment), "every segment comes back");
            of(&u15::encode(&bytes))
        })
        .sum();
    let lists = realistic::codes();
    let series = Series { contacts: places as u64, segments: 5 };
    let codes = Codes { lists, series };
    let codes = of(&u15::encode(&codec::codes::encode(&codes)));
    let all = contacts + segments + codes;
    took.sort_by(f64::total_cmp);
    let median = took.get(took.len() / 2).copied().unwrap_or(0.0);
    let worst = took.last().copied().unwrap_or(0.0);
    println!(
        "{rows_a_shard:5} {places:7} {sharing:7?} {:7.1} {json:11} {all:11} {:5.1}% {:10.2} {segments:9} {median:18.2} \
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
        let shards = (0..).step_by(ROWS).zip(rows.chunks(ROWS));
        let bytes: usize = shards.map(|(first, rows)| codec::contacts::encode(first, rows).len()).sum();
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
