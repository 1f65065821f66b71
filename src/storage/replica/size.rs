//! The size of changes: which ones go to the journal, and which inverses to the store.

use crate::domain::change::Change;

/// A change of more rows than this is stored as a snapshot of the parts that it touches, as that is
/// cheaper than a journal entry. Tests use a lower limit.
const LARGE: usize = if cfg!(test) { 60 } else { 1_000 };
/// An inverse of more characters of JSON than this is kept out of the store.
const INVERSE_LIMIT: usize = 60_000;

/// Whether a change is too large for the journal.
pub(super) fn is_large(change: &Change) -> bool {
    weight(change) > LARGE
}

/// The inverse, where it is small enough for the store.
pub(super) fn storable(inverse: &Change) -> Option<Change> {
    is_storable(inverse).then(|| inverse.clone())
}

/// Whether an inverse is small enough for the store.
pub(super) fn is_storable(inverse: &Change) -> bool {
    !is_large(inverse) && serde_json::to_vec(inverse).is_ok_and(|json| json.len() <= INVERSE_LIMIT)
}

/// A lower bound of the rows that a change writes.
fn weight(change: &Change) -> usize {
    match change {
        Change::Batch(changes) => changes.iter().map(weight).fold(0, usize::saturating_add),
        Change::Assign { contacts, .. } | Change::Unassign { contacts, .. } => 1 + contacts.len() / 64,
        Change::PutSegment { segment, .. } => segment.as_ref().map_or(1, |segment| {
            let before: usize = segment.steps.iter().map(|step| step.before.len()).sum();
            1 + (segment.lines.len() + before) / 64
        }),
        Change::EditLines { edit, .. } => {
            let before: usize = edit.steps.iter().map(|step| step.before.len()).sum();
            1 + (edit.lines.len() + before) / 64
        }
        Change::PutContact { .. }
        | Change::EditContact { .. }
        | Change::EditSegment { .. }
        | Change::PutCode { .. } => 1,
        Change::Replace(_) => usize::MAX,
    }
}
