//! Encodes parts of the tables as few bytes.
//!
//! - A [`Table`](table::Table) is a shard of contacts as columns, each with its key.
//! - A text column holds **templates**: texts in which **rules** stand for what other cells say, and
//!   marks stand for digits ([`template`], [`rules`]).
//! - The numbers of all columns, their texts and their digits are three streams ([`streams`]).
//!
//! **Encodings describe themselves**: they name columns, lists and number series by key. What this
//! program does not know is told apart from damage ([`DecodeError`]). Encodings have no format of
//! their own; that of the record around them counts ([`crate::storage::record::FORMAT`]).
//!
//! **Decoding any bytes gives a value or an error. It never panics, and never takes more memory than
//! a fixed multiple of the bytes' size.** An encoding is dense, so
//! [`u15::encode`](crate::storage::u15::encode) is applied without compression.

pub mod codes;
mod column;
pub mod contacts;
#[cfg(test)]
pub mod proptests;
#[cfg(test)]
#[allow(missing_docs, dead_code, reason = "an example includes it as well")]
mod realistic;
mod rules;
pub mod segments;
mod slug;
mod streams;
mod table;
mod template;
mod text_column;

#[cfg(test)]
use crate::domain;

/// Rows of contacts in a shard: shard `i` holds the indices `i * ROWS .. (i + 1) * ROWS`. Twice as many
/// take 8 % less space and twice the time to write a shard again; another number needs another format.
pub const ROWS: usize = 1024;

/// Why bytes can't be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The bytes were cut off or changed.
    Damaged,
    /// They have a key, a kind of column or a rule that this program does not know: a newer program
    /// wrote them.
    Unknown,
}

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
