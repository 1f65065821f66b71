//! The orders that contacts are listed in.
//!
//! Each contact gets a key of bytes, and contacts are sorted by their keys (see [`keys`]). The order by
//! name is made first, and that of the list follows from it (see [`named`]). [`orders::Orders`] keeps
//! orders, and moves single contacts after a change.

mod keys;
mod named;
pub(super) mod orders;
pub(super) mod segment;

use crate::domain::criteria::Field;
use crate::query::collation::Alphabet;

/// What contacts are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// Each company with its persons after it. A person without a company is sorted among the
    /// companies by its own name.
    #[default]
    Default,
    /// A field; contacts where it is empty come last, either way. Codes sort by how many there are.
    Field(Field),
}

/// How contacts are sorted. Among equals the default order holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sort {
    /// By what.
    pub by: SortBy,
    /// From z to a.
    pub descending: bool,
}

/// What an order is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Arrangement {
    /// A list.
    List(Sort, Alphabet),
    /// The lines that *Add Contacts* appends.
    Segment,
    /// By name and No.
    Names(Alphabet),
}
