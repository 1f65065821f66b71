//! A file that a person chose once, and that is kept up to date with everything.

pub mod card;
pub mod state;
pub mod status;
pub mod sync;
