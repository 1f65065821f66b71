//! Segments: their list, and the page of one.

mod builder;
mod by_hand;
mod condition;
mod header;
mod line;
mod lines;
pub mod list;
mod model;
mod new_segment;
mod options;
pub mod page;
mod reach;
mod sentence;
mod step_list;
