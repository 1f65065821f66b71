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
mod entry;
pub mod far;
mod first_format;
mod history;
mod key;
mod key_value;
mod load;
mod pack;
mod parts;
mod replica;
pub mod rescue;
mod room;
mod store;
mod unit;
#[cfg(test)]
mod windows;

pub use entry::{About, Deed, Origin};
pub use history::{History, Past};
pub use key::{ASIDE, Key, Part};
pub use key_value::{KeyValue, StorageError};
pub use load::Problem;
pub use pack::{PackError, bytes, pack, units, unpack};
pub use replica::{Conflicts, Followed, HISTORY_LIMIT, Lent, Replica, Saving};
pub use room::{Measure, QUOTA};
pub use store::{Store, Write};
pub use unit::{FORMAT, UnitError};

#[cfg(test)]
pub use key_value::memory::Memory;
