//! What the app asks of the browser.
//!
//! **The only place that names `web_sys` and `js_sys`.** Every call that a browser can refuse
//! returns a `Result` or an `Option`; a rule of the office never stands here.

pub mod cipher;
pub mod clipboard;
pub mod clock;
pub mod document;
pub mod dragging;
pub mod element;
pub mod events;
pub mod files;
pub mod intl;
pub mod linked_file;
pub mod local_storage;
pub mod location;
pub mod locks;
pub mod mirror;
mod optional;
pub mod own_keys;
pub mod panic;
pub mod part;
pub mod persistence;
pub mod place;
pub mod random;
pub mod theme;
pub mod timers;
pub mod update;

/// The window; a worker has none.
fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// The page's document.
fn page() -> Option<web_sys::Document> {
    window()?.document()
}
