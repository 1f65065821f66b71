//! Mailroom: an office's contacts, sorted into mailing groups and collected in segments.
//!
//! **Each layer uses only those before it:** `characters` (Unicode facts), `domain` (data and rules),
//! `query` (finding), `exchange` (other formats), `storage` (bytes and keys), `browser` (the only one
//! that names `web_sys` and `js_sys`), `i18n` (texts), `state` (the running app), `ui` (parts and
//! pages). The first five build without a browser. `ARCHITECTURE.md` describes them.

// No debug output in the program.
#![cfg_attr(not(test), deny(clippy::print_stdout, clippy::print_stderr))]

#[cfg(target_arch = "wasm32")]
pub mod browser;
pub mod characters;
pub mod domain;
pub mod exchange;
pub mod i18n;
pub mod query;
pub mod state;
pub mod storage;
#[cfg(target_arch = "wasm32")]
pub mod ui;

/// Starts the app in the page.
#[cfg(target_arch = "wasm32")]
pub fn start() {
    use leptos::prelude::*;
    browser::panic::install();
    mount_to_body(|| view! { <ui::app::App/> });
}
