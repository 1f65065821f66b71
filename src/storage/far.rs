//! Ways back that are too large for the store, as texts for the mirror.

use serde::{Deserialize, Serialize};

use crate::domain::change::Change;
use crate::domain::database::Database;
use crate::domain::rows::Rows;
use crate::storage::entry::{Origin, Shape};
use crate::storage::key::Part;
use crate::storage::{pack, parts};

/// What the keys of such texts begin with; none of them is a unit's.
const PREFIX: &str = "far/";

/// A way back as it is written.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Far {
    Change(Change),
    /// Everything as it was, part by part.
    Replace {
        identity: String,
        shape: Shape,
        parts: Vec<(Part, String)>,
    },
}

/// The key under which the mirror keeps the way back of a change.
#[must_use]
pub fn key(origin: &Origin) -> String {
    format!("{PREFIX}{}/{}", origin.tab, origin.sequence)
}

/// Whether a key of the mirror is that of a way back.
#[must_use]
pub fn is_key(key: &str) -> bool {
    key.starts_with(PREFIX)
}

/// A way back as text.
#[must_use]
pub fn write(back: &Change) -> Option<String> {
    let json = match back {
        Change::Replace(database) => {
            let shape = parts::shape_of(database);
            let texts = shape.parts().filter_map(|part| {
                let bytes = parts::encode(database, part)?;
                Some((part, pack::units(&bytes)))
            });
            let parts = texts.collect();
            let identity = database.identity().to_owned();
            // Parts are dense already.
            return serde_json::to_string(&Far::Replace { identity, shape, parts }).ok();
        }
        change => serde_json::to_vec(&FarRef::Change(change)).ok()?,
    };
    Some(pack::pack(&json))
}

/// The same as [`Far::Change`], without owning it.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum FarRef<'a> {
    Change(&'a Change),
}

/// The way back that a text holds.
#[must_use]
pub fn read(text: &str) -> Option<Change> {
    let far = if text.starts_with('{') {
        serde_json::from_slice(text.as_bytes()).ok()?
    } else {
        serde_json::from_slice(&pack::unpack(text).ok()?).ok()?
    };
    match far {
        Far::Change(change) => Some(change),
        Far::Replace { identity, parts: texts, .. } => {
            let mut rows = Rows { identity, ..Rows::default() };
            for (part, text) in texts {
                parts::decode(&mut rows, part, &pack::bytes(&text).ok()?)?;
            }
            Some(Change::Replace(Box::new(Database::try_from(rows).ok()?)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::contact::{Contact, ContactKind};
    use crate::domain::identifiers::ContactId;

    #[test]
    fn ways_back_are_read_as_they_were_written() {
        let mut database = Database::new("d");
        let put = |place: u32| {
            let contact = Contact::new(format!("A{place}"), ContactKind::Company);
            Change::PutContact { id: ContactId(place), contact: Some(Box::new(contact)) }
        };
        let change = Change::Batch((0..1500).map(put).collect());
        assert_eq!(read(&write(&change).unwrap()), Some(change.clone()));
        database.apply(change).unwrap();
        let replace = Change::Replace(Box::new(database));
        assert_eq!(read(&write(&replace).unwrap()), Some(replace));
        for text in ["", "{", "{}", "㐀㐀", "far"] {
            assert_eq!(read(text), None);
        }
    }
}
