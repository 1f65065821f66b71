//! The browser's interfaces, as far as the app uses them.
//!
//! **The only layer that names `web_sys` and `js_sys`.** Every call that a browser can refuse
//! returns a `Result` or an `Option`. No rule of the domain belongs here.

pub mod cipher;
pub mod clipboard;
pub mod clock;
pub mod document;
pub mod dragging;
pub mod element;
pub mod environment;
pub mod events;
pub mod files;
mod indexed_db;
pub mod intl;
pub mod linked_file;
pub mod local_storage;
pub mod location;
pub mod locks;
pub mod mirror;
pub mod own_keys;
pub mod panic;
pub mod part;
pub mod persistence;
pub mod random;
mod reflect;
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
