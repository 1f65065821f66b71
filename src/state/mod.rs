//! The running app: the database behind signals, undo history, saving, route and language.
//!
//! **Only this layer changes the database, and only through [`Workspace`].** What needs no
//! browser is plain Rust and is tested natively; [`Office`] is what pages get from context.

#[cfg(target_arch = "wasm32")]
mod backup;
pub mod contact_list;
#[cfg(target_arch = "wasm32")]
mod erase;
pub mod filters;
#[cfg(target_arch = "wasm32")]
mod handed;
#[cfg(target_arch = "wasm32")]
mod keeping;
#[cfg(target_arch = "wasm32")]
mod list_memory;
#[cfg(target_arch = "wasm32")]
mod notices;
#[cfg(target_arch = "wasm32")]
mod office;
#[cfg(target_arch = "wasm32")]
mod preferences;
pub mod reminder;
mod route;
mod topic;
mod workspace;

pub use crate::storage::Saving;
#[cfg(target_arch = "wasm32")]
pub use handed::Handed;
#[cfg(target_arch = "wasm32")]
pub use keeping::{Opened, open_storage};
#[cfg(target_arch = "wasm32")]
pub use list_memory::{ListMemory, Neighbours, use_list_memory};
#[cfg(target_arch = "wasm32")]
pub use notices::{Notice, NoticeKind, Notices};
#[cfg(target_arch = "wasm32")]
pub use office::{Office, Table, use_office};
#[cfg(target_arch = "wasm32")]
pub use preferences::{Preferences, Theme};
pub use route::{Address, Route};
pub use topic::Topic;
pub use workspace::{Done, Moment, NotShifted, Shifted, Workspace};
