//! Bytes and keys: how the database is kept in a small store of texts by key.
//!
//! **The last good copy is never written over.** A snapshot of everything is written under a
//! key of its own, then the head is pointed at it, then what came before is removed. Between
//! snapshots each change is a journal entry under the number of its revision. Every unit
//! carries format, revision and checksum, and is read only when all three fit.

pub mod codec;
mod key_value;
mod pack;
mod store;
mod unit;

pub use key_value::{KeyValue, StorageError};
pub use pack::{PackError, bytes, pack, units, unpack};
pub use store::{Newer, Opened, Problem, Store};
pub use unit::{FORMAT, UnitError};

#[cfg(test)]
pub use key_value::memory::Memory;
