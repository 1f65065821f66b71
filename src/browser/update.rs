//! A newer version of the program that waits beside the running one; `register.js` of the
//! build fetches it, and only the folder edition has it.

use crate::browser::events::{Listener, listen};
use wasm_bindgen::JsCast;
use web_sys::Event;

/// Whether a newer version waits.
#[must_use]
pub fn is_ready() -> bool {
    let root = super::page().and_then(|page| page.document_element());
    root.is_some_and(|root| root.has_attribute("data-update"))
}

/// Calls back once a newer version waits.
#[must_use]
pub fn on_ready(mut callback: impl FnMut() + 'static) -> Option<Listener> {
    listen(super::window()?.unchecked_ref(), "mailroom-update", move |_| callback())
}

/// Lets the newer version take over, and loads the page again.
pub fn take_over() {
    if let (Some(window), Ok(event)) = (super::window(), Event::new("mailroom-take-over")) {
        // An event that nobody hears is no fault.
        let _ = window.dispatch_event(&event);
    }
}
