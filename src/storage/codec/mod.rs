//! Shards as bytes: the tables cut into pieces, each as small as it gets.
//!
//! **Whatever the bytes, decoding gives a value or nothing; it never panics and never takes more
//! memory than a fixed multiple of the bytes' own.** The first byte of each encoding tells its
//! format. What is encoded is already dense: [`super::pack::units`] makes text of it as it is.

mod bare;
mod coder;
pub mod codes;
mod column;
pub mod contacts;
mod fold;
#[cfg(test)]
mod proptests;
#[cfg(test)]
#[allow(missing_docs, dead_code, reason = "an example measures by it as well")]
mod realistic;
pub mod segments;
mod symbols;
mod template;
mod texts;

#[cfg(test)]
use crate::domain;

/// Places of contacts in a shard: the shard numbered `i` holds `i * ROWS .. (i + 1) * ROWS`.
pub const ROWS: usize = 1024;

/// The format of what is encoded today.
const FORMAT: u8 = 2;

/// What decoding so many bytes may take for its values: far more than any office needs.
fn allowance(bytes: usize) -> usize {
    bytes.saturating_mul(4096).saturating_add(1 << 20)
}

/// The bytes, longer where their value is past their allowance: what repeats itself beyond all
/// measure takes room, so that nothing else can pretend to.
fn pad(mut bytes: Vec<u8>, taken: usize) -> Vec<u8> {
    let over = taken.saturating_sub(allowance(bytes.len()));
    bytes.resize(bytes.len() + over.div_ceil(4096), 0);
    bytes
}
