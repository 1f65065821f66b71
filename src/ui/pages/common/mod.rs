//! What several pages share, and what knows of contacts.

use crate::domain::CodeId;

/// The colour class of a code's dot: stable for the code, always beside its text.
#[must_use]
pub const fn code_colour(code: CodeId) -> &'static str {
    match code.0 % 8 {
        0 => "c1",
        1 => "c5",
        2 => "c2",
        3 => "c3",
        4 => "c6",
        5 => "c4",
        6 => "c7",
        _ => "c8",
    }
}
