//! Light and dark.

use crate::browser::events::{Listener, listen};
use wasm_bindgen::JsCast;

const PREFERS_DARK: &str = "(prefers-color-scheme: dark)";

/// Whether the device is set to dark.
#[must_use]
pub fn device_is_dark() -> bool {
    query().is_some_and(|query| query.matches())
}

/// Calls back with whether the device is dark when that changes, until the listener is dropped.
#[must_use]
pub fn watch_device(mut changed: impl FnMut(bool) + 'static) -> Option<Listener> {
    let query = query()?;
    listen(query.unchecked_ref(), "change", move |_| changed(device_is_dark()))
}

/// Sets the theme of the page.
pub fn set_dark(dark: bool) {
    set("data-theme", if dark { "dark" } else { "light" });
}

/// Sets the density of lists.
pub fn set_comfortable(comfortable: bool) {
    set("data-density", if comfortable { "comfortable" } else { "compact" });
}

fn set(attribute: &str, value: &str) {
    if let Some(root) = super::page().and_then(|page| page.document_element()) {
        // A plain attribute of the root element is never refused.
        let _ = root.set_attribute(attribute, value);
    }
}

fn query() -> Option<web_sys::MediaQueryList> {
    super::window()?.match_media(PREFERS_DARK).ok()?
}
