//! CSV files: bytes → text → table → matched columns → a plan that shows what would happen →
//! one change; and contacts back to CSV.

pub mod building;
mod captions;
mod column_values;
pub mod columns;
pub mod decode;
pub mod fit;
mod header;
pub mod plan;
mod plan_change;
#[cfg(test)]
mod plan_tests;
mod planner;
pub mod planning;
pub mod problems;
mod quotes;
pub mod reader;
mod rows;
pub mod sniff;
pub mod table;
mod values;
pub mod write;
