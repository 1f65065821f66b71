//! CSV files: bytes → text → table → matched columns → a plan that shows what would happen →
//! one change; and contacts back to CSV.

mod building;
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
mod planning;
pub mod problems;
mod quotes;
mod reader;
mod rows;
pub mod sniff;
pub mod table;
mod values;
pub mod write;

pub use building::{Building, Prepared};
pub use columns::{Column, Confidence, Mapping, Target};
pub use decode::{Decoded, Encoding, decode};
pub use plan::{Duplicate, ImportPlan, IntoGroup, Options, Outcome, PlanRow, Totals, Twin, plan};
pub use planning::Planning;
pub use problems::{Reason, Warning};
pub use reader::TableReader;
pub use sniff::Separator;
pub use table::{FirstLine, Reading, Row, Table, TableError, read};
