//! A file that a person chose once, and that is kept up to date with everything.

pub mod card;
pub mod keeper;
pub mod standing;
pub mod state;
