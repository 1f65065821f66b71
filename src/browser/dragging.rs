//! Files that are dragged over the window. Anything else is left to the browser, so that text can be
//! dragged into fields.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DragEvent, Event};

use crate::browser::events::{Listener, listen};
use crate::browser::files::{ChosenFile, dropped};

/// Calls back while files are dragged over the window, and when they are dropped.
///
/// **The browser never opens a dropped file instead of the app**, whatever the callbacks do.
#[must_use]
pub fn on_files(
    mut over: impl FnMut() + 'static,
    mut drop: impl FnMut(Vec<ChosenFile>) + 'static,
) -> Vec<Listener> {
    let Some(window) = super::window() else { return Vec::new() };
    let window = window.unchecked_ref();
    let drag = listen(window, "dragover", move |event| {
        if let Some(event) = of_files(&event) {
            event.prevent_default();
            if let Some(transfer) = event.data_transfer() {
                transfer.set_drop_effect("copy");
            }
            over();
        }
    });
    let drop = listen(window, "drop", move |event| {
        if let Some(event) = of_files(&event) {
            event.prevent_default();
            drop(dropped(event));
        }
    });
    drag.into_iter().chain(drop).collect()
}

fn of_files(event: &Event) -> Option<&DragEvent> {
    let event = event.dyn_ref::<DragEvent>()?;
    let kinds = event.data_transfer()?.types();
    kinds.includes(&JsValue::from_str("Files"), 0).then_some(event)
}
