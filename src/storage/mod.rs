//! Bytes and keys: how the database is kept in a small store of texts by key.
//!
//! **The last good copy is never written over.** The tables are cut into parts; each is stored
//! under a key of its own that tells up to which change it holds everything ([`Part`]). Newer
//! changes stand in a journal. A part is stored anew under another key first, then what it was
//! before is removed. Every unit carries format, number and checksum, and is read only when all
//! three fit ([`load`](load::load)).
//!
//! Several windows share the store ([`Replica`]). A mirror elsewhere may keep the same texts under
//! the same keys, for what the store loses in a crash ([`Write`]).

pub mod codec;
pub mod entry;
pub mod far;
mod first_format;
pub mod history;
pub mod key;
pub mod key_value;
pub mod load;
pub mod pack;
mod parts;
pub mod replica;
pub mod rescue;
pub mod room;
pub mod store;
pub mod unit;
#[cfg(test)]
mod windows;
