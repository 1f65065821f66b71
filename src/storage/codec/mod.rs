//! Encodes parts of the tables as few bytes: columns, with models of how contacts fill them.
//!
//! Written by hand, as 100,000 contacts must fit into local storage. General compression of
//! columns takes about a quarter more.
//!
//! **Decoding any bytes gives a value or `None`. It never panics, and never takes more memory than a
//! fixed multiple of the bytes' size.** The first byte of each encoding is its format. An encoding is
//! dense, so [`u15::encode`](crate::storage::u15::encode) is applied without compression.

mod attributes;
mod coder;
pub mod codes;
mod column;
pub mod contacts;
#[cfg(test)]
mod proptests;
#[cfg(test)]
#[allow(missing_docs, dead_code, reason = "an example includes it as well")]
mod realistic;
pub mod segments;
mod slug;
mod symbols;
mod template;
mod texts;

#[cfg(test)]
use crate::domain;

/// Rows of contacts in a shard: shard `i` holds the indices `i * ROWS .. (i + 1) * ROWS`.
pub const ROWS: usize = 1024;

/// The format of encodings, and of the records around them ([`crate::storage::record::FORMAT`]).
pub const FORMAT: u8 = 2;

/// The memory that the values of so many bytes may take: far more than any database needs.
fn allowance(bytes: usize) -> usize {
    bytes.saturating_mul(4096).saturating_add(1 << 20)
}

/// Pads highly repetitive values, whose memory is past the allowance of their bytes, so that a short
/// input can never claim a huge output.
fn pad(mut bytes: Vec<u8>, taken: usize) -> Vec<u8> {
    let over = taken.saturating_sub(allowance(bytes.len()));
    bytes.resize(bytes.len() + over.div_ceil(4096), 0);
    bytes
}
