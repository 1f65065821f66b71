//! Every state of every page, looked at as a careful person would: accessible after axe-core,
//! nothing cut off, nothing overlapping in any language, targets large enough, no link that leads
//! nowhere. Each state is a test: `cargo test -p mailroom-e2e -- "states::phone::contacts, filter"`.
//!
//! The app speaks French, which has the longest words, or the language that `MAILROOM_WORDS` names,
//! such as `nb-NO`. Its texts are then replaced in the page by those of each other language.
//!
//! Pictures go into the folder that `MAILROOM_PICTURES` names.

mod list;
mod walk;
mod words;

use std::sync::Mutex;

use mailroom_e2e::harness::Test;

use self::list::{STATES, State};
use self::walk::Walk;

/// A screen on which all states are looked at.
#[derive(Clone, Copy)]
struct View {
    name: &'static str,
    width: u32,
    height: u32,
}

const VIEWS: [View; 2] =
    [View { name: "desk", width: 1440, height: 900 }, View { name: "phone", width: 390, height: 844 }];

/// A test for each state in each view.
pub fn tests() -> Vec<Test> {
    let seen = |view: View| {
        STATES.iter().map(move |&state| {
            Test::new(format!("states::{}::{}", view.name, state.0), move || see(view, state))
        })
    };
    VIEWS.into_iter().flat_map(seen).collect()
}

/// Goes to a state, and fails with all that is wrong there.
fn see(view: View, (name, reach): State) {
    let walk = take(view);
    reach(&walk);
    let mut faults = walk.look(name);
    faults.extend(walk.dead_links().into_iter().map(|link| format!("the link {link} leads nowhere")));
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    WALKS.lock().expect("no thread panics with it").push((view.name, walk));
}

/// Walks that have seen a state with success, by the names of their views.
static WALKS: Mutex<Vec<(&str, Walk)>> = Mutex::new(Vec::new());

/// One that has seen another state in that view, or a new one. Those of other views end.
fn take(view: View) -> Walk {
    let walks = std::mem::take(&mut *WALKS.lock().expect("no thread panics with it"));
    let (mut own, others): (Vec<_>, Vec<_>) = walks.into_iter().partition(|(name, _)| *name == view.name);
    drop(others);
    let walk = own.pop();
    WALKS.lock().expect("no thread panics with it").append(&mut own);
    let tag = std::env::var("MAILROOM_WORDS").unwrap_or_else(|_| "fr-CH".to_owned());
    walk.map_or_else(|| Walk::new(view.width, view.height, &tag), |(_, walk)| walk)
}

/// Ends all walks.
pub fn end() {
    WALKS.lock().expect("no thread panics with it").clear();
}
