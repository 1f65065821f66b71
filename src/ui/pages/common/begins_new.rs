//! Links that lead to a list and begin a new record there: `#/segments?new=yes`.

use leptos::prelude::*;

use crate::state::office::Office;

/// Whether the address asks for a new record. It asks once: a page that is loaded again, or come
/// back to, begins nothing.
#[must_use]
pub fn begins_new(office: Office) -> bool {
    let address = office.address().get_untracked();
    let begins = address.value("new").is_some();
    if begins {
        office.adjust(address.with("new", ""));
    }
    begins
}
