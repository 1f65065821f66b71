//! Conversion between [`Rows`], which are not yet checked, and [`Database`].

use crate::domain::by_list::ByList;

use crate::domain::catalogue::ContactKind;
use crate::domain::code_list::CodeEntry;
use crate::domain::contact::Contact;
use crate::domain::database::{Database, Lookups};
use crate::domain::identifiers::{CodeId, ContactId, SegmentId};
use crate::domain::refusal::Refusal;
use crate::domain::rows::Rows;
use crate::domain::segment::Segment;

impl Database {
    /// A database of these rows; a row's id is its position.
    ///
    /// # Errors
    /// The first row that the checks of [`Database::apply`] refuse, as a sentence for developers.
    pub fn from_rows(
        identity: String,
        codes: ByList<Vec<CodeEntry>>,
        contacts: Vec<Contact>,
        segments: Vec<Segment>,
    ) -> Result<Self, String> {
        fn all<T>(rows: Vec<T>) -> Vec<Option<T>> {
            rows.into_iter().map(Some).collect()
        }
        Self::try_from(Rows {
            identity,
            contacts: all(contacts),
            codes: codes.map(|table| table.iter().cloned().map(Some).collect()),
            segments: all(segments),
            last_contact_number: 0,
            last_segment_number: 0,
        })
    }
}

impl From<Database> for Rows {
    fn from(database: Database) -> Self {
        Self {
            identity: database.identity,
            contacts: database.contacts,
            codes: database.codes,
            segments: database.segments,
            last_contact_number: database.last_contact_number,
            last_segment_number: database.last_segment_number,
        }
    }
}

impl TryFrom<Rows> for Database {
    type Error = String;

    /// Every row passes the checks of [`Database::apply`].
    fn try_from(mut rows: Rows) -> Result<Self, String> {
        let mut database = Self {
            identity: rows.identity,
            contacts: vacant(rows.contacts.len()),
            codes: rows.codes.map(|table| vacant(table.len())),
            segments: vacant(rows.segments.len()),
            last_contact_number: rows.last_contact_number,
            last_segment_number: rows.last_segment_number,
            lookups: Lookups::default(),
        };
        database.lookups.contacts.reserve(rows.contacts.len());
        let refused = |refusal: Refusal| format!("{refusal:?}");
        for (list, table) in rows.codes.into_entries() {
            for (id, entry) in present(table, CodeId::from_index) {
                database.check_code(list, id, Some(&entry)).map_err(refused)?;
                database.put_code(list, id, Some(entry));
            }
        }
        // Companies first: the check of a person looks its company up.
        for kind in [ContactKind::Company, ContactKind::Person] {
            for (index, row) in rows.contacts.iter_mut().enumerate() {
                let Some(contact) = row.take_if(|contact| contact.kind == kind) else { continue };
                let Some(id) = ContactId::from_index(index) else { continue };
                database.check_contact(id, &contact).map_err(refused)?;
                database.put_contact(id, Some(contact));
            }
        }
        for (id, segment) in present(rows.segments, SegmentId::from_index) {
            database.check_segment(id, &segment).map_err(refused)?;
            database.put_segment(id, Some(segment));
        }
        Ok(database)
    }
}

fn present<T, Id>(table: Vec<Option<T>>, id: impl Fn(usize) -> Option<Id>) -> impl Iterator<Item = (Id, T)> {
    table.into_iter().enumerate().filter_map(move |(index, row)| Some((id(index)?, row?)))
}

fn vacant<T>(length: usize) -> Vec<Option<T>> {
    std::iter::repeat_with(|| None).take(length).collect()
}
