//! The running app: the database behind signals, undo history, saving, route and language.
//!
//! **Only this layer changes the database, and only through [`Workspace`].** Modules that need no
//! browser are tested natively. Pages get [`AppState`] from context.

#[cfg(target_arch = "wasm32")]
pub mod app_state;
pub mod contact_list;
#[cfg(target_arch = "wasm32")]
mod erase;
pub mod filter_text;
pub mod filters;
#[cfg(target_arch = "wasm32")]
pub mod list_memory;
#[cfg(target_arch = "wasm32")]
pub mod notices;
#[cfg(target_arch = "wasm32")]
pub mod pending_file;
#[cfg(target_arch = "wasm32")]
pub mod persistence;
#[cfg(target_arch = "wasm32")]
pub mod preferences;
pub mod reminder;
pub mod route;
pub mod topic;
pub mod workspace;
