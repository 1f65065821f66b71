//! Sort keys of contacts: bytes that compare as the contacts are ordered.

use std::borrow::Cow;

use crate::domain::catalogue::{ContactField, ContactKind};
use crate::domain::criteria::Field;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::query::collation::{Alphabet, Collator};
use crate::query::order::{Arrangement, Sort, SortBy};

/// Writes contacts' keys for one order.
pub(super) struct Keys<'a> {
    database: &'a Database,
    arrangement: Arrangement,
    collator: Collator,
}

/// Ends a part of a key. **A sort key holds at most two zeros together,** and no other weight is 0.
const END: [u8; 3] = [0; 3];

impl<'a> Keys<'a> {
    pub(super) fn new(database: &'a Database, arrangement: Arrangement) -> Self {
        let alphabet = match arrangement {
            Arrangement::List(_, alphabet) | Arrangement::Names(alphabet) => alphabet,
            Arrangement::Segment => Alphabet::Root,
        };
        Self { database, arrangement, collator: Collator::new(alphabet) }
    }

    /// A contact's whole key; no two contacts have the same.
    pub(super) fn push(&mut self, id: ContactId, out: &mut Vec<u8>) {
        if !matches!(self.arrangement, Arrangement::Names(_)) {
            let Some(contact) = self.database.contact(id) else { return };
            self.push_field(id, out);
            let lone = (self.arrangement != Arrangement::Segment).then_some(id);
            let start = out.len();
            self.push_named(self.database.company_of(id).or(lone), out);
            if matches!(
                self.arrangement,
                Arrangement::List(Sort { by: SortBy::Default, descending: true }, _)
            ) {
                reverse(out, start);
            }
            out.push(u8::from(contact.kind == ContactKind::Person));
        }
        self.push_named(Some(id), out);
    }

    /// A contact's name and No. Contacts without a name come after no contact at all, and before all
    /// others.
    fn push_named(&mut self, id: Option<ContactId>, out: &mut Vec<u8>) {
        let Some((id, contact)) = id.and_then(|id| Some((id, self.database.contact(id)?))) else {
            return out.push(0);
        };
        let name = contact.text(ContactField::Name);
        out.push(if name.is_empty() { 1 } else { 2 });
        self.push_text(name, out);
        self.push_text(&contact.number, out);
        out.extend_from_slice(&id.0.to_be_bytes());
    }

    /// The part of a key that comes from the field sorted by.
    pub(super) fn push_field(&mut self, id: ContactId, out: &mut Vec<u8>) {
        let Arrangement::List(Sort { by: SortBy::Field(field), descending }, _) = self.arrangement else {
            return;
        };
        let Some(contact) = self.database.contact(id) else { return };
        let text = match field {
            Field::Number => Some(Cow::Borrowed(contact.number.as_str())),
            Field::CompanyName => Some(Cow::Borrowed(self.database.company_name(id))),
            Field::Text(field) => Some(contact.stored(field)),
            Field::Kind | Field::Excluded | Field::Codes(_) => None,
        };
        out.push(u8::from(text.as_deref().is_some_and(str::is_empty)));
        let start = out.len();
        match field {
            Field::Kind => out.push(u8::from(contact.kind == ContactKind::Person)),
            Field::Excluded => out.push(u8::from(contact.excluded)),
            Field::Codes(list) => {
                let count = u32::try_from(self.database.codes_for(list, id).len()).unwrap_or(u32::MAX);
                out.extend_from_slice(&count.to_be_bytes());
            }
            Field::Number | Field::CompanyName | Field::Text(_) => {
                self.push_text(&text.unwrap_or_default(), out);
            }
        }
        if descending {
            reverse(out, start);
        }
    }

    fn push_text(&mut self, text: &str, out: &mut Vec<u8>) {
        self.collator.push_key(text, out);
        out.extend_from_slice(&END);
    }
}

/// Reverses how the end of the key from `start` on sorts.
fn reverse(key: &mut [u8], start: usize) {
    for byte in key.iter_mut().skip(start) {
        *byte = !*byte;
    }
}

/// Sorts contacts by keys that are written once and dropped afterwards.
pub(super) fn sorted(
    contacts: impl Iterator<Item = (ContactId, u32)>,
    mut push_key: impl FnMut((ContactId, u32), &mut Vec<u8>),
) -> Vec<ContactId> {
    let mut keys = Vec::new();
    let mut entries: Vec<(u64, usize, usize, ContactId)> = contacts
        .map(|contact| {
            let start = keys.len();
            push_key(contact, &mut keys);
            (first_bytes(keys.get(start..).unwrap_or_default()), start, keys.len(), contact.0)
        })
        .collect();
    let key = |start: usize, end: usize| keys.get(start..end).unwrap_or_default();
    // Most comparisons end at the first eight bytes, which are kept beside the contact.
    entries.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| key(a.1, a.2).cmp(key(b.1, b.2))));
    entries.into_iter().map(|(_, _, _, id)| id).collect()
}

fn first_bytes(key: &[u8]) -> u64 {
    key.iter().chain(std::iter::repeat(&0)).take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}
