//! Finding: which contacts criteria pick, what a search finds, how contacts are ordered.
//!
//! [`index::Index`] is derived from the [`Database`](crate::domain::database::Database) and kept up to
//! date from the changes that are applied. **It always equals a newly built one.** Criteria and segment
//! steps read it. [`finder::Finder`] adds what is kept of earlier answers: orders and the last search.

pub mod assignments;
pub mod bitmap;
pub mod collation;
mod column;
pub mod criteria;
pub mod finder;
mod haystack;
pub mod highlight;
pub mod index;
mod letters;
pub mod lookup;
pub mod order;
mod ranking;
mod search;
pub mod search_key;
pub mod search_terms;
pub mod segments;

#[cfg(test)]
mod proptests;
#[cfg(test)]
mod testing;
