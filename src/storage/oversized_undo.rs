//! Inverses of changes that are too large for the store, as texts for the mirror.

use serde::{Deserialize, Serialize};

use crate::domain::change::Change;
use crate::domain::database::Database;
use crate::domain::rows::Rows;
use crate::storage::entry::{ChangeId, PartList};
use crate::storage::key::TablePart;
use crate::storage::{parts, u15};

/// The prefix of their keys, which no record has.
const PREFIX: &str = "far/";

/// An inverse as it is stored.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OversizedUndo {
    Change(Change),
    /// All tables as they were, part by part.
    Replace {
        identity: String,
        #[serde(rename = "shape")]
        part_list: PartList,
        parts: Vec<(TablePart, String)>,
    },
}

/// The key under which the mirror keeps the inverse of a change.
#[must_use]
pub fn key(id: &ChangeId) -> String {
    format!("{PREFIX}{}/{}", id.window, id.sequence)
}

/// Whether a key of the mirror is that of an inverse.
#[must_use]
pub fn is_key(key: &str) -> bool {
    key.starts_with(PREFIX)
}

/// Writes an inverse as text.
#[must_use]
pub fn write(inverse: &Change) -> Option<String> {
    let json = match inverse {
        Change::Replace(database) => {
            let part_list = parts::list(database);
            let texts = part_list.parts().filter_map(|part| {
                let bytes = parts::encode(database, part)?;
                Some((part, u15::encode(&bytes)))
            });
            let parts = texts.collect();
            let identity = database.identity().to_owned();
            // Encoded parts are dense already.
            return serde_json::to_string(&OversizedUndo::Replace { identity, part_list, parts }).ok();
        }
        change => serde_json::to_vec(&BorrowedUndo::Change(change)).ok()?,
    };
    Some(u15::compress(&json))
}

/// [`OversizedUndo::Change`] with a borrowed change.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum BorrowedUndo<'a> {
    Change(&'a Change),
}

/// Reads an inverse from its text.
#[must_use]
pub fn read(text: &str) -> Option<Change> {
    let undo = if text.starts_with('{') {
        serde_json::from_slice(text.as_bytes()).ok()?
    } else {
        serde_json::from_slice(&u15::decompress(text).ok()?).ok()?
    };
    match undo {
        OversizedUndo::Change(change) => Some(change),
        OversizedUndo::Replace { identity, parts: texts, .. } => {
            let mut rows = Rows { identity, ..Rows::default() };
            for (part, text) in texts {
                parts::decode(&mut rows, part, &u15::decode(&text).ok()?).ok()?;
            }
            Some(Change::Replace(Box::new(Database::try_from(rows).ok()?)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::ContactKind;
    use crate::domain::contact::Contact;
    use crate::domain::identifiers::ContactId;

    #[test]
    fn inverses_are_read_as_they_were_written() {
        let mut database = Database::new("d");
        let put = |index: u32| {
            let contact = Contact::new(format!("A{index}"), ContactKind::Company);
            Change::PutContact { id: ContactId(index), contact: Some(Box::new(contact)) }
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
