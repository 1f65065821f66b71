//! Whether the browser keeps what is stored when the device runs short of space.

use wasm_bindgen::JsValue;

use crate::browser::optional::{ask, get};

/// Whether the browser can be asked: over plain http it can't, and older ones never.
#[must_use]
pub fn is_offered() -> bool {
    manager().is_some()
}

/// Asks the browser to keep the data, some by way of the person; what it answered.
pub async fn request() -> Option<bool> {
    ask(&manager()?, "persist", &[]).await.ok()?.as_bool()
}

/// Whether the browser has promised it.
pub async fn is_promised() -> Option<bool> {
    ask(&manager()?, "persisted", &[]).await.ok()?.as_bool()
}

fn manager() -> Option<JsValue> {
    let navigator: JsValue = super::window()?.navigator().into();
    get(&navigator, "storage").filter(|manager| get(manager, "persist").is_some())
}
