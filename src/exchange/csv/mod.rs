//! CSV as a source: bytes → text → [`crate::exchange::import::table::Table`]; and contacts and
//! rejected rows back to CSV.

pub mod decode;
pub mod reader;
pub mod sniff;
mod unbalanced_quotes;
pub mod write;
