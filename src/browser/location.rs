//! The part of the address behind `#`, in which the app keeps where one is.
//!
//! Works from a file as well: only the hash is ever changed.

use crate::browser::events::{Listener, listen};
use wasm_bindgen::{JsCast, JsValue};

/// The hash without its `#`; empty if there is none.
#[must_use]
pub fn hash() -> String {
    let hash = super::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').map(str::to_owned).unwrap_or(hash)
}

/// Goes to another hash, as a new entry in the history.
///
/// The browser fires no event for it: whoever calls this tells the app as well.
pub fn push_hash(hash: &str) {
    if let Some(window) = super::window() {
        let url = format!("#{hash}");
        let pushed =
            window.history().and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(&url)));
        if pushed.is_err() {
            // Refused after too many entries in a burst; the plain way is still open.
            let _ = window.location().set_hash(&url);
        }
    }
}

/// Changes the hash of the present entry in the history, again without an event.
pub fn replace_hash(hash: &str) {
    let history = super::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        // Refused after too many in a burst; the next one brings the address up to date.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{hash}")));
    }
}

/// Goes one entry back in the history.
pub fn back() {
    if let Some(history) = super::window().and_then(|window| window.history().ok()) {
        // There may be no entry to go back to.
        let _ = history.back();
    }
}

/// Opens the page anew.
pub fn reload() {
    if let Some(window) = super::window() {
        // A browser that will not reload leaves the page as it is.
        let _ = window.location().reload();
    }
}

/// Whether the page was opened from a file.
#[must_use]
pub fn is_file() -> bool {
    super::window().and_then(|window| window.location().protocol().ok()).as_deref() == Some("file:")
}

/// Calls back with the hash whenever the person goes back, forward, follows a link or edits the
/// address. Ends when the listeners are dropped.
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
