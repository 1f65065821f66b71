//! Components and functions that several pages share.

pub mod backup;
pub mod code_lists;
pub mod condition_editor;
pub mod contact_lookup;
pub mod criterion_values;
pub mod criterion_words;
pub mod current_record;
pub mod duplicates;
pub mod environment_notes;
pub mod exporting;
pub mod file_size;
pub mod help_link;
pub mod linked_file;
pub mod new_request;
pub mod persistent_draft;
pub mod sample;
pub mod saved_state;
pub mod storage_problems;
pub mod storage_status;
pub mod task;
pub mod working;

use crate::domain::identifiers::CodeId;
use crate::ui::parts::chip::colour_class;

/// The number of a code's colour, from 1 on, as chips take it. Stable for a code.
#[must_use]
pub const fn code_colour_number(code: CodeId) -> usize {
    match code.0 % 8 {
        0 => 1,
        1 => 5,
        2 => 2,
        3 => 3,
        4 => 6,
        5 => 4,
        6 => 7,
        _ => 8,
    }
}

/// The colour class of a code's dot.
#[must_use]
pub const fn code_colour(code: CodeId) -> &'static str {
    colour_class(code_colour_number(code))
}
