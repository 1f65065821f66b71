//! Links that lead to a list and begin a new record there: `#/segments?new=yes`.

use leptos::prelude::*;

use crate::state::app_state::AppState;

/// Whether the address asks for a new record. It asks once: a page that is loaded again, or come
/// back to, begins nothing.
#[must_use]
pub fn take_new_request(app: AppState) -> bool {
    let address = app.address().get_untracked();
    let begins = address.value("new").is_some();
    if begins {
        app.replace_address(address.with("new", ""));
    }
    begins
}
