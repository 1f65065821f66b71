//! What can happen to the data, as values: applied, undone, written to a journal, sent to other tabs.

use serde::{Deserialize, Serialize};

use crate::domain::code_list::{CodeEntry, CodeList};
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::edit::{ContactEdit, LinesEdit, SegmentEdit};
use crate::domain::id_runs;
use crate::domain::identifiers::{CodeId, ContactId, SegmentId};
use crate::domain::segment::Segment;

/// A change of the data. [`Database::apply`] checks it, makes it and hands back its inverse.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Several changes, in this order; all of them or none.
    Batch(Vec<Change>),
    /// Puts a contact at its place, or takes it away.
    PutContact {
        /// The place.
        id: ContactId,
        /// The contact, or nothing.
        contact: Option<Box<Contact>>,
    },
    /// Fills fields of a contact; each field once.
    EditContact {
        /// The place.
        id: ContactId,
        /// The fields.
        edits: Vec<ContactEdit>,
    },
    /// Puts a code at its place, or takes it away.
    PutCode {
        /// The list.
        list: CodeList,
        /// The place.
        id: CodeId,
        /// The row, or nothing.
        entry: Option<CodeEntry>,
    },
    /// Puts a segment at its place, or takes it away.
    PutSegment {
        /// The place.
        id: SegmentId,
        /// The segment, or nothing.
        segment: Option<Box<Segment>>,
    },
    /// Fills fields in the head of a segment; each field once.
    EditSegment {
        /// The place.
        id: SegmentId,
        /// The fields.
        edits: Vec<SegmentEdit>,
    },
    /// Gives a segment other lines.
    EditLines {
        /// The place.
        id: SegmentId,
        /// The lines.
        edit: Box<LinesEdit>,
    },
    /// Puts a code on contacts. Those that have it are passed over.
    Assign {
        /// The list.
        list: CodeList,
        /// The code.
        code: CodeId,
        /// The contacts.
        #[serde(with = "id_runs")]
        contacts: Vec<ContactId>,
    },
    /// Takes a code off contacts. Those that don't have it are passed over.
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

/// Which tables a change touches.
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
    /// A change that changes nothing.
    #[must_use]
    pub const fn nothing() -> Self {
        Self::Batch(Vec::new())
    }

    /// Whether it changes nothing for sure.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Batch(changes) if changes.iter().all(Self::is_nothing))
    }

    /// Which tables it touches.
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

    /// The tables of both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            contacts: self.contacts || other.contacts,
            codes: self.codes || other.codes,
            segments: self.segments || other.segments,
        }
    }
}
