//! Files of other formats to and from the domain's values: contacts from tables, backups,
//! address lines, and the sample office.
//!
//! A source (`csv`, `json`) turns bytes into values and values into bytes. `import` plans and
//! applies a table of contacts from any source, `merge` does the same for a whole backup.
//!
//! **No function here changes the database:** reading a file ends in a
//! [`crate::domain::change::Change`] for the caller to apply, and writing only reads. What is wrong
//! with a file is reported as facts with line numbers; `i18n` words them.

pub mod addresses;
mod alphanumeric_key;
pub mod checksum;
pub mod contact_diff;
pub mod countries;
pub mod csv;
pub mod duplicate;
pub mod import;
pub mod json;
pub mod languages;
mod matcher;
pub mod merge;
mod merge_into;
mod numbers;
pub mod protected;
pub mod sample;
