//! The decision about a possible duplicate, in an import and in a merge.

/// What the user decides about a possible duplicate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DuplicateDecision {
    /// Leave it out.
    #[default]
    LeaveOut,
    /// It is another contact: add it as a new one.
    AddAsNew,
    /// It is the same contact: update that one.
    Update,
}
