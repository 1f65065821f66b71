//! Every state of every page, looked at as a careful person would: accessible after axe-core,
//! nothing cut off, nothing overlapping, targets large enough, no link that leads nowhere. Each
//! state is a test: `cargo test -p mailroom-e2e -- "states::phone::contacts, filter"`.
//!
//! Pictures of them go into the folder that `MAILROOM_PICTURES` names.

mod list;
mod walk;
mod words;

use std::sync::Mutex;

use mailroom_e2e::harness::Test;

use self::list::{STATES, State};
use self::walk::{Look, Walk};

/// From where all states are looked at.
#[derive(Clone, Copy)]
struct View {
    name: &'static str,
    width: u32,
    height: u32,
    tag: &'static str,
    look: Look,
}

const DESK: View = View { name: "desk", width: 1440, height: 900, tag: "en-GB", look: Look::Whole };
const PHONE: View = View { name: "phone", width: 390, height: 844, ..DESK };

/// Words in other languages are longer than the English ones.
const VIEWS: [View; 8] = [
    DESK,
    PHONE,
    View { name: "desk_in_french", tag: "fr-CH", look: Look::Words, ..DESK },
    View { name: "phone_in_french", tag: "fr-CH", look: Look::Words, ..PHONE },
    View { name: "desk_in_dutch", tag: "nl-BE", look: Look::Words, ..DESK },
    View { name: "phone_in_dutch", tag: "nl-BE", look: Look::Words, ..PHONE },
    // Norwegian and Danish words are equally long: each is looked at on one screen.
    View { name: "desk_in_norwegian", tag: "nb-NO", look: Look::Words, ..DESK },
    View { name: "phone_in_danish", tag: "da-DK", look: Look::Words, ..PHONE },
];

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
    let mut faults = walk.look(name, view.look);
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
    walk.map_or_else(|| Walk::new(view.width, view.height, view.tag), |(_, walk)| walk)
}

/// Ends all walks.
pub fn end() {
    WALKS.lock().expect("no thread panics with it").clear();
}
