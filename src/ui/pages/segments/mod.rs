//! Segments: their list, and the page of one.

mod builder;
mod by_hand;
mod condition;
mod header;
mod lines;
mod list;
mod new_segment;
mod page;
mod sentence;
mod sheet;
mod step_list;

pub use list::SegmentList;
pub use page::SegmentPage;
