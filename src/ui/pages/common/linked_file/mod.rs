//! The linked file: a backup file that the user chooses once and the app keeps up to date.

pub mod card;
pub mod state;
pub mod status;
pub mod sync;
