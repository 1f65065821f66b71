//! The order of a segment's lines.

use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::query::bitmap::Bitmap;
use crate::query::order::Arrangement;
use crate::query::order::keys::{Keys, sorted};

/// These contacts as *Add Contacts* appends them: by Company Name, Company No., type and name, in
/// an alphabet that is the same in all languages. Persons without a company come first.
pub(in crate::query) fn in_segment_order(database: &Database, contacts: &Bitmap) -> Vec<ContactId> {
    let mut keys = Keys::new(database, Arrangement::Segment);
    let ids = contacts.iter().filter_map(ContactId::from_index);
    sorted(ids.map(|id| (id, 0)), |(id, _), out| keys.push(id, out))
}
