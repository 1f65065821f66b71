//! A table of contacts into the database, whatever file the table came from:
//! [`table`] → [`mapping`] of its columns → [`row`] by row to contacts → [`plan`] of what would
//! happen → [`apply`], one change.
//!
//! A further source is a reader that hands rows to [`header::table_from_rows`].

pub mod apply;
pub(in crate::exchange) mod captions;
pub mod column_score;
mod column_values;
mod dates;
mod effect;
pub(in crate::exchange) mod header;
pub mod mapping;
pub mod options;
pub mod plan;
mod planner;
pub mod planning;
pub mod problems;
mod row;
pub mod table;
pub mod target;
#[cfg(test)]
mod tests;
mod updates;
mod values;
