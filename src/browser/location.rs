//! The hash of the address, which holds the route.
//!
//! Only the hash is ever changed, so it works from a file as well.

use crate::browser::events::{Listener, listen};
use wasm_bindgen::{JsCast, JsValue};

/// The hash without its `#`; empty if there is none.
#[must_use]
pub fn hash() -> String {
    let hash = super::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').map(str::to_owned).unwrap_or(hash)
}

/// Sets the hash, as a new entry of the browser's history.
///
/// The browser fires no event for it: the caller tells the app as well.
pub fn push_hash(hash: &str) {
    if let Some(window) = super::window() {
        let url = format!("#{hash}");
        let pushed =
            window.history().and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(&url)));
        if pushed.is_err() {
            // Refused after too many calls in a short time; setting the hash directly still works.
            let _ = window.location().set_hash(&url);
        }
    }
}

/// Replaces the hash of the current entry of the history, again without an event.
pub fn replace_hash(hash: &str) {
    let history = super::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        // Refused after too many calls in a short time; the next call updates the address.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{hash}")));
    }
}

/// Goes back one entry in the history.
pub fn back() {
    if let Some(history) = super::window().and_then(|window| window.history().ok()) {
        // There may be no entry to go back to.
        let _ = history.back();
    }
}

/// Reloads the page.
pub fn reload() {
    if let Some(window) = super::window() {
        // Where the browser refuses, the page stays as it is.
        let _ = window.location().reload();
    }
}

/// Whether the page was opened from a file.
#[must_use]
pub fn is_file() -> bool {
    super::window().and_then(|window| window.location().protocol().ok()).as_deref() == Some("file:")
}

/// Calls back with the hash when the user goes back or forward, follows a link or edits the address,
/// until the listeners are dropped.
#[must_use]
pub fn watch(changed: impl Fn(String) + Clone + 'static) -> Vec<Listener> {
    let Some(window) = super::window() else { return Vec::new() };
    let target = window.unchecked_ref();
    ["popstate", "hashchange"]
        .into_iter()
        .filter_map(|event| {
            let changed = changed.clone();
            listen(target, event, move |_| changed(hash()))
        })
        .collect()
}
