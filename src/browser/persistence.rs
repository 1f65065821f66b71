//! Persistent storage: whether the browser keeps the data when the device runs short of space.

use wasm_bindgen::JsValue;

use crate::browser::reflect::{ask, get};

/// Whether the browser can be asked, which it can't over plain http.
#[must_use]
pub fn is_offered() -> bool {
    manager().is_some()
}

/// Asks the browser to keep the data, and returns the answer. Some browsers ask the user.
pub async fn request() -> Option<bool> {
    ask(&manager()?, "persist", &[]).await.ok()?.as_bool()
}

/// Whether the browser has promised to keep the data.
pub async fn is_promised() -> Option<bool> {
    ask(&manager()?, "persisted", &[]).await.ok()?.as_bool()
}

fn manager() -> Option<JsValue> {
    let navigator: JsValue = super::window()?.navigator().into();
    get(&navigator, "storage").filter(|manager| get(manager, "persist").is_some())
}
