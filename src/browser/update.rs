//! A newer version of the program that is ready to replace the running one. `register.js` of the build
//! fetches it, in the folder edition only.

use crate::browser::events::{Listener, listen};
use wasm_bindgen::JsCast;
use web_sys::Event;

/// Whether a newer version is ready.
#[must_use]
pub fn is_ready() -> bool {
    let root = super::page().and_then(|page| page.document_element());
    root.is_some_and(|root| root.has_attribute("data-update"))
}

/// Calls back once a newer version is ready.
#[must_use]
pub fn on_ready(mut callback: impl FnMut() + 'static) -> Option<Listener> {
    listen(super::window()?.unchecked_ref(), "mailroom-update", move |_| callback())
}

/// Activates the newer version, and reloads the page.
pub fn take_over() {
    if let (Some(window), Ok(event)) = (super::window(), Event::new("mailroom-take-over")) {
        // An event without listeners is no error.
        let _ = window.dispatch_event(&event);
    }
}
