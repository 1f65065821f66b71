//! Finding: whom criteria pick, what a search finds, in which order contacts stand.
//!
//! [`Index`] holds what is derived from the [`Database`](crate::domain::Database). It is kept
//! up to date from the changes that were made, and **it never knows anything that a freshly
//! built one wouldn't**. Parts that not every visit needs are built when first asked for.

mod assignments;
mod bitmap;
mod collation;
mod column;
mod criteria;
mod fold;
mod haystack;
mod index;
mod lookup;
mod order;
mod search;
mod segments;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod testing;

pub use assignments::Bearers;
pub use bitmap::Bitmap;
pub use collation::{Alphabet, Collator, sort_key};
pub use criteria::matches;
pub use fold::{Folded, fold};
pub use index::Index;
pub use lookup::{begins_a_word, find_codes, find_companies, near_codes};
pub use order::{ListFilter, Sort, SortBy, filter, list, order};
pub use search::search;
pub use segments::{Counts, Outcome, count, create_with, evaluate, take_step};
