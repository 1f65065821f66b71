//! What the office deals with: contacts, codes that sort them, segments that pick them.
//!
//! **The domain knows no clock, no chance and no browser, and it cannot panic.** All data
//! lives in [`Database`]; it changes through [`Database::apply`] alone, which hands back the
//! inverse of what it did. Everything a person can do is a [`Change`] built by the functions
//! of [`contacts`], [`codes`] and [`segments`], which hold the office's rules.

mod action;
mod change;
mod code;
mod code_list;
pub mod codes;
mod contact;
pub mod contacts;
mod criteria;
mod database;
mod edit;
mod identifiers;
#[cfg(test)]
pub(crate) mod laws;
mod narrow;
mod normal;
mod person_name;
mod places;
pub mod plausible;
mod rebase;
mod refusal;
mod rows;
mod segment;
pub mod segments;
mod series;
mod shorter_codes;
mod sorting;
mod text;

pub use action::{Action, EditedField};
pub use change::{Change, Tables};
pub use code::{CODE_LIMIT, Code, CodeError};
pub use code_list::{CodeEntry, CodeList};
pub use contact::{Contact, ContactField, ContactKind};
pub use criteria::{Criteria, Criterion, Field, Operator, Value};
pub use database::{Database, Ends};
pub use edit::{ContactEdit, LinesEdit, SegmentEdit};
pub use identifiers::{CodeId, ContactId, SegmentId};
pub use normal::composed;
pub use person_name::PersonName;
pub use rebase::{Moved, Rebase};
pub use refusal::Refusal;
pub use rows::{Row, Rows};
pub use segment::{AddOptions, Segment, Step, StepKind};
pub use series::{CONTACT_SERIES, SEGMENT_SERIES, next_number};
pub use shorter_codes::shorter_codes;
pub use sorting::{sort_few_by, sort_few_by_key};
pub use text::{NUMBER_LIMIT, TextError, check_text, graphemes, parse_number};
