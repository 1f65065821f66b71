//! Every state of every page, looked at as a careful person would: accessible after axe-core,
//! nothing cut off, nothing overlapping, targets large enough, no link that leads nowhere.
//!
//! `MAILROOM_STATES` may hold a part of their names, to look at those alone; pictures of them go
//! into the folder that `MAILROOM_PICTURES` names.

mod list;
mod walk;
mod words;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use self::list::STATES;
use self::walk::{Look, Walk};

/// Walks through all states and fails with all that was found.
#[track_caller]
fn walk(width: u32, height: u32, tag: &str, look: Look) {
    let part = std::env::var("MAILROOM_STATES").unwrap_or_default();
    let walk = Walk::start(width, height, tag);
    // A fault of the frame is one of all pages: it is told once.
    let mut faults: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut states = 0;
    for (name, reach) in STATES.iter().filter(|(name, _)| name.contains(&part)) {
        states += 1;
        // One that can't be reached keeps nobody from looking at the others.
        let found = catch_unwind(AssertUnwindSafe(|| {
            _ = reach(&walk);
            walk.look(name, look)
        }));
        for fault in found.unwrap_or_else(|_| vec!["can't be reached, see above".into()]) {
            faults.entry(fault).or_default().push(name);
        }
    }
    println!("{states} states in {tag}, {} pages from {width} pixels on looked at", walk.looks());
    for link in walk.dead_links() {
        faults.entry(format!("the link {link} leads nowhere")).or_default();
    }
    let told = |(fault, places): (&String, &Vec<&str>)| format!("{fault}\n  in {}", places.join("; "));
    let told: Vec<String> = faults.iter().map(told).collect();
    assert!(told.is_empty(), "{} faults\n{}", told.len(), told.join("\n"));
}

#[test]
fn every_state_is_accessible_on_a_desk() {
    walk(1440, 900, "en-GB", Look::Whole);
}

#[test]
fn every_state_is_accessible_on_a_telephone() {
    walk(390, 844, "en-GB", Look::Whole);
}

/// Their words are longer than the English ones.
#[test]
fn no_state_cuts_french_words_off() {
    walk(1440, 900, "fr-CH", Look::Words);
    walk(390, 844, "fr-CH", Look::Words);
}

/// Norwegian and Danish words are equally long: each is looked at on one screen.
#[test]
fn no_state_cuts_norwegian_words_off() {
    walk(1440, 900, "nb-NO", Look::Words);
}

#[test]
fn no_state_cuts_dutch_words_off() {
    walk(1440, 900, "nl-BE", Look::Words);
    walk(390, 844, "nl-BE", Look::Words);
}

#[test]
fn no_state_cuts_danish_words_off() {
    walk(390, 844, "da-DK", Look::Words);
}
