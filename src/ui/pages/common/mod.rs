//! What several pages share, and what knows of contacts.

mod backup;
mod begins_new;
mod contact_lookup;
mod criterion_values;
pub mod criterion_words;
mod duplicates;
mod exporting;
mod file_size;
mod help_link;
mod kept_draft;
mod on_show;
mod place_notes;
mod safety;
mod sample;
mod saved_state;
mod trouble;
mod turns;
mod working;

pub use backup::{OpenBackup, hand_out, save_backup};
pub use begins_new::begins_new;
pub use contact_lookup::{contact_from_key, contact_offers, contact_place};
pub use criterion_values::CriterionValues;
pub use duplicates::{Decide, DecideAll};
pub use exporting::export_items;
pub use file_size::file_size;
pub use help_link::{HelpLink, topic_caption};
pub use kept_draft::kept_draft;
pub use on_show::record_on_show;
pub use place_notes::{PlaceNotes, has_place_notes};
pub use safety::SafetyStates;
pub use sample::{load_sample, remove_sample};
pub use saved_state::SavedState;
pub use trouble::{StorageNotes, TroubleBanners, is_in_trouble, no_way_back};
pub use turns::{Run, Turns};
pub use working::Working;

use crate::domain::CodeId;
use crate::ui::parts::colour_class;

/// The number of a code's colour, from 1 on, as chips take it: stable for the code, always beside
/// its text.
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
