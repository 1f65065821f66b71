//! Every state of every page, looked at as a careful person would: accessible after axe-core,
//! nothing cut off, nothing overlapping, targets large enough, no link that leads nowhere.
//!
//! `MAILROOM_STATES` may hold a part of their names, to look at those alone; pictures of them go
//! into the folder that `MAILROOM_PICTURES` names.

mod list;
mod walk;
mod words;

use std::panic::{AssertUnwindSafe, catch_unwind};

use self::list::STATES;
use self::walk::{Look, Walk};

/// Walks through all states and fails with all that was found.
#[track_caller]
fn walk(width: u32, height: u32, tag: &str, look: Look) {
    let part = std::env::var("MAILROOM_STATES").unwrap_or_default();
    let walk = Walk::start(width, height, tag);
    let mut faults = Vec::new();
    let mut states = 0;
    for (name, reach) in STATES.iter().filter(|(name, _)| name.contains(&part)) {
        // One that can't be reached keeps nobody from looking at the others.
        let reached = catch_unwind(AssertUnwindSafe(|| _ = reach(&walk)));
        match reached {
            Ok(()) => faults.extend(walk.look(name, look)),
            Err(_) => faults.push(format!("{name}: can't be reached, see above")),
        }
        states += 1;
    }
    let looks = walk.looks();
    faults.extend(walk.dead_links());
    println!("{states} states, {looks} pages of {width} pixels in {tag} looked at");
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_state_is_accessible_on_a_desk() {
    walk(1440, 900, "en-GB", Look::Whole);
}

#[test]
fn every_state_is_accessible_on_a_telephone() {
    walk(390, 844, "en-GB", Look::Whole);
}

/// Longer words than the English ones, and pages of every width.
#[test]
fn no_state_cuts_words_off_in_french() {
    walk(1440, 900, "fr-CH", Look::Words);
    walk(390, 844, "fr-CH", Look::Words);
}

#[test]
fn no_state_cuts_words_off_in_norwegian() {
    walk(1440, 900, "nb-NO", Look::Words);
    walk(390, 844, "nb-NO", Look::Words);
}

#[test]
fn no_state_cuts_words_off_in_dutch() {
    walk(1440, 900, "nl-BE", Look::Words);
    walk(390, 844, "nl-BE", Look::Words);
}

#[test]
fn no_state_cuts_words_off_in_danish() {
    walk(1440, 900, "da-DK", Look::Words);
    walk(390, 844, "da-DK", Look::Words);
}
