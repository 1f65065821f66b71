//! Finding: whom criteria pick, what a search finds, in which order contacts stand.
//!
//! [`Index`] holds what is derived from the [`Database`](crate::domain::database::Database). It is kept
//! up to date from the changes that were made, and **it never knows anything that a freshly
//! built one wouldn't**. Parts that not every visit needs are built when first asked for.

pub mod assignments;
pub mod bitmap;
pub mod collation;
mod column;
pub mod criteria;
pub mod fold;
mod haystack;
pub mod index;
pub mod lookup;
pub mod order;
pub mod search;
pub mod segments;

#[cfg(test)]
mod proptests;
#[cfg(test)]
mod testing;
