//! Events of the window: other tabs write, the page is hidden or left.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BeforeUnloadEvent, Event, EventTarget, StorageEvent};

/// A listener, which is removed when it is dropped.
#[must_use = "dropping a listener ends it"]
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.callback.as_ref().unchecked_ref();
        // Removing a listener twice is no error.
        let _ = self.target.remove_event_listener_with_callback(self.event, function);
    }
}

/// Listens to an event of any target.
pub(super) fn listen(
    target: &EventTarget,
    event: &'static str,
    callback: impl FnMut(Event) + 'static,
) -> Option<Listener> {
    let callback = Closure::<dyn FnMut(Event)>::new(callback);
    target.add_event_listener_with_callback(event, callback.as_ref().unchecked_ref()).ok()?;
    Some(Listener { target: target.clone(), event, callback })
}

/// Calls back with the key that another tab wrote to local storage; `None` if it was emptied.
#[must_use]
pub fn on_storage(mut changed: impl FnMut(Option<String>) + 'static) -> Option<Listener> {
    listen(super::window()?.unchecked_ref(), "storage", move |event| {
        if let Some(event) = event.dyn_ref::<StorageEvent>() {
            changed(event.key());
        }
    })
}

/// Lets the browser ask before the page is closed, while `unsaved` returns true.
#[must_use]
pub fn guard_leaving(unsaved: impl Fn() -> bool + 'static) -> Option<Listener> {
    listen(super::window()?.unchecked_ref(), "beforeunload", move |event| {
        if unsaved() {
            event.prevent_default();
            if let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() {
                // Older engines ask only if a value is set. No engine shows it.
                event.set_return_value("unsaved");
            }
        }
    })
}

/// Calls back with whether the page is hidden when that changes.
#[must_use]
pub fn on_visibility(mut changed: impl FnMut(bool) + 'static) -> Option<Listener> {
    let page = super::page()?;
    listen(page.clone().unchecked_ref(), "visibilitychange", move |_| changed(page.hidden()))
}

/// Calls back with whether the page is being printed when that changes.
#[must_use]
pub fn on_printing(changed: impl Fn(bool) + Copy + 'static) -> Vec<Listener> {
    let Some(window) = super::window() else { return Vec::new() };
    let of = |event, is_printing| listen(window.unchecked_ref(), event, move |_| changed(is_printing));
    [of("beforeprint", true), of("afterprint", false)].into_iter().flatten().collect()
}

/// Calls back when the page is about to be closed or suspended: the last chance to save.
#[must_use]
pub fn on_page_hide(mut callback: impl FnMut() + 'static) -> Option<Listener> {
    listen(super::window()?.unchecked_ref(), "pagehide", move |_| callback())
}
