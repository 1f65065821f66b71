//! Other people's formats to and from the office's data: CSV files of contacts, JSON backups,
//! address lists, and the sample office.
//!
//! **Nothing here changes the database:** reading a file ends in a [`crate::domain::change::Change`]
//! that goes through `Database::apply`, and writing one only reads. What is wrong with a file is
//! told as facts with line numbers; the interface words them.

pub mod addresses;
pub mod checksum;
pub mod countries;
pub mod csv;
mod fill;
pub mod json;
#[cfg(test)]
mod json_proptests;
mod key;
pub mod languages;
pub mod merge;
mod numbers;
pub mod protected;
mod recognise;
pub mod sample;
