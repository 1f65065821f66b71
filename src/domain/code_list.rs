//! The rows of code lists.

use serde::{Deserialize, Serialize};

use crate::domain::code::Code;

/// A row of a code list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeEntry {
    /// The code. Unique in its list.
    pub code: Code,
    /// May be empty. At most [`CodeEntry::DESCRIPTION_LIMIT`] characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Part of the sample office.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
}

impl CodeEntry {
    /// User-perceived characters in a description at most (Business Central: Text\[100\]).
    pub const DESCRIPTION_LIMIT: usize = 100;
}
