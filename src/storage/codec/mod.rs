//! Shards as bytes: the tables cut into pieces, each as small as it gets.
//!
//! **Whatever the bytes, decoding gives a value or nothing; it never panics and never takes more
//! memory than a fixed multiple of the bytes' own.** The first byte of each encoding tells its
//! format. What is encoded is already dense: [`super::pack::units`] makes text of it as it is.

pub mod codes;
pub mod contacts;
#[cfg(test)]
#[allow(missing_docs)]
mod realistic;
pub mod segments;

#[cfg(test)]
use crate::domain;

/// Places of contacts in a shard: the shard numbered `i` holds `i * ROWS .. (i + 1) * ROWS`.
pub const ROWS: usize = 1024;

/// The format of what is encoded today.
const FORMAT: u8 = 1;
