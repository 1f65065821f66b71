//! Keeps the database in a small key-value store of texts.
//!
//! - A **record** is a text under a key: a header with format, number and checksum, and a payload.
//! - A **part** is a piece of the tables ([`TablePart`](key::TablePart)). Its key names the change
//!   up to which the part is complete.
//! - The **journal** holds the changes since then, one entry a record.
//! - The **mirror** is an optional second store, which keeps the same texts under the same keys. It
//!   gives back what the first store lost in a crash ([`Write`](store::Write)).
//!
//! **The last good copy is never overwritten.** A part is written under a new key before its older
//! version is removed. A record is read only if format, number and checksum match
//! ([`load`](load::load)).
//!
//! Several windows share the store; each has a [`Replica`](replica::Replica).

pub mod codec;
pub mod entry;
pub mod history;
pub mod key;
pub mod key_value;
pub mod load;
pub mod oversized_undo;
mod parts;
pub mod quota;
pub mod record;
pub mod recovery;
mod replay;
pub mod replica;
#[cfg(test)]
mod simulated_windows;
pub mod store;
pub mod u15;
