//! What a change is called, so that undo can say what it takes back.

use serde::{Deserialize, Serialize};

use super::code_list::CodeList;
use super::contact::ContactField;

/// The name of a change, with the facts that the interface words in the user's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A contact was created.
    CreateContact {
        /// Its name or No.
        contact: String,
    },
    /// A field of a contact was filled.
    EditContact {
        /// Its name or No.
        contact: String,
        /// Which field.
        field: EditedField,
    },
    /// Contacts were deleted.
    DeleteContacts {
        /// How many.
        contacts: usize,
    },
    /// *Exclude from Segment* was set or cleared for contacts.
    Exclude {
        /// Set or cleared.
        excluded: bool,
        /// How many.
        contacts: usize,
    },
    /// A code was defined.
    CreateCode {
        /// In which list.
        list: CodeList,
        /// The code.
        code: String,
    },
    /// A code or its description was changed.
    EditCode {
        /// In which list.
        list: CodeList,
        /// The code as it was.
        code: String,
    },
    /// A code was taken off contacts and deleted.
    DeleteCode {
        /// In which list.
        list: CodeList,
        /// The code.
        code: String,
        /// How many had it.
        contacts: usize,
    },
    /// Codes were put on contacts.
    Assign {
        /// Of which list.
        list: CodeList,
        /// The codes.
        codes: Vec<String>,
        /// How many contacts changed.
        contacts: usize,
    },
    /// Codes were taken off contacts.
    Unassign {
        /// Of which list.
        list: CodeList,
        /// The codes.
        codes: Vec<String>,
        /// How many contacts changed.
        contacts: usize,
    },
    /// A segment was created.
    CreateSegment {
        /// Its No.
        segment: String,
    },
    /// A segment's No. or description was changed.
    EditSegment {
        /// Its No.
        segment: String,
    },
    /// A segment was deleted.
    DeleteSegment {
        /// Its No.
        segment: String,
    },
    /// *Add Contacts*.
    AddLines {
        /// The segment's No.
        segment: String,
        /// How many lines came.
        lines: usize,
    },
    /// *Refine*.
    RefineLines {
        /// The segment's No.
        segment: String,
        /// How many lines went.
        lines: usize,
    },
    /// *Reduce*.
    ReduceLines {
        /// The segment's No.
        segment: String,
        /// How many lines went.
        lines: usize,
    },
    /// Lines were added or removed by hand.
    EditLines {
        /// The segment's No.
        segment: String,
    },
    /// *Go Back*.
    GoBack {
        /// The segment's No.
        segment: String,
    },
    /// A file was imported.
    Import {
        /// The file's name.
        file: String,
        /// How many contacts are new or changed.
        contacts: usize,
    },
    /// A backup was merged into what is here.
    Merge {
        /// The file's name.
        file: String,
        /// How many contacts are new or changed.
        contacts: usize,
    },
    /// Everything was replaced by a backup.
    Restore {
        /// The file's name.
        file: String,
    },
    /// Everything was put back to how it was before a change of the history.
    ReturnTo {
        /// When that change was made, as ISO 8601.
        at: String,
        /// How many changes were taken back.
        changes: usize,
    },
    /// The sample office was loaded.
    LoadSample,
    /// The sample office was removed.
    RemoveSample,
}

/// The field that an edit filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditedField {
    /// No.
    Number,
    /// Company or person.
    Kind,
    /// A person's company.
    Company,
    /// *Exclude from Segment*.
    Excluded,
    /// A text field.
    Text(ContactField),
}
