//! Changes of the data as values, which are applied, undone, journalled and sent to other windows.

use serde::{Deserialize, Serialize};

use crate::domain::catalogue::CodeList;
use crate::domain::code_list::CodeEntry;
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::edit::{ContactEdit, LinesEdit, SegmentEdit};
use crate::domain::id_runs;
use crate::domain::identifiers::{CodeId, ContactId, SegmentId};
use crate::domain::segment::Segment;

/// A change of the data. [`Database::apply`] checks it, applies it and returns its inverse.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Several changes, applied in order; all of them or none.
    Batch(Vec<Change>),
    /// Writes a contact, or deletes it.
    PutContact {
        /// Its id.
        id: ContactId,
        /// The contact; `None` deletes.
        contact: Option<Box<Contact>>,
    },
    /// Edits fields of a contact; each field at most once.
    EditContact {
        /// Its id.
        id: ContactId,
        /// The fields.
        edits: Vec<ContactEdit>,
    },
    /// Writes a row of a code list, or deletes it.
    PutCode {
        /// The list.
        list: CodeList,
        /// Its id.
        id: CodeId,
        /// The row; `None` deletes.
        entry: Option<CodeEntry>,
    },
    /// Writes a segment, or deletes it.
    PutSegment {
        /// Its id.
        id: SegmentId,
        /// The segment; `None` deletes.
        segment: Option<Box<Segment>>,
    },
    /// Edits header fields of a segment; each field at most once.
    EditSegment {
        /// Its id.
        id: SegmentId,
        /// The fields.
        edits: Vec<SegmentEdit>,
    },
    /// Replaces the lines of a segment.
    EditLines {
        /// Its id.
        id: SegmentId,
        /// The lines.
        edit: Box<LinesEdit>,
    },
    /// Assigns a code to contacts. Skips contacts that have it.
    Assign {
        /// The list.
        list: CodeList,
        /// The code.
        code: CodeId,
        /// The contacts.
        #[serde(with = "id_runs")]
        contacts: Vec<ContactId>,
    },
    /// Removes a code from contacts. Skips contacts without it.
    Unassign {
        /// The list.
        list: CodeList,
        /// The code.
        code: CodeId,
        /// The contacts.
        #[serde(with = "id_runs")]
        contacts: Vec<ContactId>,
    },
    /// Replaces everything.
    Replace(Box<Database>),
}

/// The tables that a change writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tables {
    /// Contacts and their assignments.
    pub contacts: bool,
    /// Code lists.
    pub codes: bool,
    /// Segments.
    pub segments: bool,
}

impl Change {
    /// The empty change.
    #[must_use]
    pub const fn nothing() -> Self {
        Self::Batch(Vec::new())
    }

    /// Whether the change is empty. A change that is not may still have no effect.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Batch(changes) if changes.iter().all(Self::is_nothing))
    }

    /// The tables that the change writes.
    #[must_use]
    pub fn tables(&self) -> Tables {
        let none = Tables::default();
        match self {
            Self::Batch(changes) => changes.iter().fold(none, |tables, change| tables.union(change.tables())),
            Self::PutContact { .. }
            | Self::EditContact { .. }
            | Self::Assign { .. }
            | Self::Unassign { .. } => Tables { contacts: true, ..none },
            Self::PutCode { .. } => Tables { codes: true, ..none },
            Self::PutSegment { .. } | Self::EditSegment { .. } | Self::EditLines { .. } => {
                Tables { segments: true, ..none }
            }
            Self::Replace(_) => Tables::ALL,
        }
    }
}

impl Tables {
    /// Every table.
    pub const ALL: Self = Self { contacts: true, codes: true, segments: true };

    /// The union of both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            contacts: self.contacts || other.contacts,
            codes: self.codes || other.codes,
            segments: self.segments || other.segments,
        }
    }
}
