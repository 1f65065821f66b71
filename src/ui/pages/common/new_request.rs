//! Links that lead to a list and create a record there: `#/segments?new=yes`.

use leptos::prelude::*;

use crate::state::app_state::AppState;

/// Whether the address asks for a new record. The request is removed from the address, so that
/// reloading the page, or returning to it, creates no other.
#[must_use]
pub fn take_new_request(app: AppState) -> bool {
    let address = app.address().get_untracked();
    let is_requested = address.value("new").is_some();
    if is_requested {
        app.replace_address(address.with("new", ""));
    }
    is_requested
}
