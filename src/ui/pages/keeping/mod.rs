//! A file that a person chose once, and that is kept up to date with everything.

mod card;
mod keeper;
mod standing;
mod state;

pub use card::KeptFileCard;
pub use keeper::FileKeeper;
pub use standing::FileStanding;
pub use state::{FileKeeping, Standing};
