//! Names of changes, for the undo command and the history.

use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::catalogue::{CodeList, ContactField};

/// The name of a change, with the facts from which the interface builds a sentence in the user's
/// language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A contact was created.
    CreateContact {
        /// Its name or No.
        contact: String,
    },
    /// A field of a contact was edited.
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
    /// A code was removed from its contacts and deleted.
    DeleteCode {
        /// In which list.
        list: CodeList,
        /// The code.
        code: String,
        /// How many had it.
        contacts: usize,
    },
    /// Codes were assigned to contacts.
    Assign {
        /// Of which list.
        list: CodeList,
        /// The codes.
        codes: Vec<String>,
        /// How many contacts changed.
        contacts: usize,
    },
    /// Codes were removed from contacts.
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
        /// How many lines were added.
        lines: usize,
    },
    /// *Refine*.
    RefineLines {
        /// The segment's No.
        segment: String,
        /// How many lines were removed.
        lines: usize,
    },
    /// *Reduce*.
    ReduceLines {
        /// The segment's No.
        segment: String,
        /// How many lines were removed.
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
    /// A backup was merged into the data.
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
    /// The data was returned to its state before a change of the history.
    ReturnTo {
        /// When that change was made, as ISO 8601.
        at: String,
        /// How many changes were undone.
        changes: usize,
    },
    /// The sample office was loaded.
    LoadSample,
    /// The sample office was removed.
    RemoveSample,
}

/// An edited field.
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
    /// A field of the catalogue.
    Field(ContactField),
}

/// The facts of any action. **All reading goes through this type:** the code that serde derives
/// for an enum of so many shapes takes thirty kilobytes of the program.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Facts {
    contact: Option<String>,
    field: Option<EditedField>,
    contacts: Option<usize>,
    excluded: Option<bool>,
    list: Option<CodeList>,
    code: Option<String>,
    codes: Option<Vec<String>>,
    segment: Option<String>,
    lines: Option<usize>,
    file: Option<String>,
    at: Option<String>,
    changes: Option<usize>,
}

impl Facts {
    /// The action of this name; `None` where the name is unknown or a fact is missing.
    fn action(self, name: &str) -> Option<Action> {
        let Self { contact, field, contacts, excluded, list, code, codes, segment, lines, file, at, changes } =
            self;
        Some(match name {
            "create_contact" => Action::CreateContact { contact: contact? },
            "edit_contact" => Action::EditContact { contact: contact?, field: field? },
            "delete_contacts" => Action::DeleteContacts { contacts: contacts? },
            "exclude" => Action::Exclude { excluded: excluded?, contacts: contacts? },
            "create_code" => Action::CreateCode { list: list?, code: code? },
            "edit_code" => Action::EditCode { list: list?, code: code? },
            "delete_code" => Action::DeleteCode { list: list?, code: code?, contacts: contacts? },
            "assign" => Action::Assign { list: list?, codes: codes?, contacts: contacts? },
            "unassign" => Action::Unassign { list: list?, codes: codes?, contacts: contacts? },
            "create_segment" => Action::CreateSegment { segment: segment? },
            "edit_segment" => Action::EditSegment { segment: segment? },
            "delete_segment" => Action::DeleteSegment { segment: segment? },
            "add_lines" => Action::AddLines { segment: segment?, lines: lines? },
            "refine_lines" => Action::RefineLines { segment: segment?, lines: lines? },
            "reduce_lines" => Action::ReduceLines { segment: segment?, lines: lines? },
            "edit_lines" => Action::EditLines { segment: segment? },
            "go_back" => Action::GoBack { segment: segment? },
            "import" => Action::Import { file: file?, contacts: contacts? },
            "merge" => Action::Merge { file: file?, contacts: contacts? },
            "restore" => Action::Restore { file: file? },
            "return_to" => Action::ReturnTo { at: at?, changes: changes? },
            "load_sample" => Action::LoadSample,
            "remove_sample" => Action::RemoveSample,
            _ => return None,
        })
    }
}

impl<'de> Deserialize<'de> for Action {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Named;

        impl<'de> Visitor<'de> for Named {
            type Value = Action;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of an action, with its facts")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Action, E> {
                Facts::default().action(name).ok_or_else(|| E::custom("an action without its facts"))
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Action, M::Error> {
                let named = map.next_entry::<String, Facts>()?;
                let action = named.and_then(|(name, facts)| facts.action(&name));
                // A second entry makes the value invalid.
                let more = map.next_key::<String>()?;
                action.filter(|_| more.is_none()).ok_or_else(|| M::Error::custom("not an action"))
            }
        }

        deserializer.deserialize_any(Named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_read_as_it_was_written() {
        let text = || "Østby".to_owned();
        let (list, contacts, lines) = (CodeList::IndustryGroup, 3, 4);
        let all = [
            Action::CreateContact { contact: text() },
            Action::EditContact { contact: text(), field: EditedField::Field(ContactField::City) },
            Action::EditContact { contact: text(), field: EditedField::Company },
            Action::DeleteContacts { contacts },
            Action::Exclude { excluded: false, contacts },
            Action::CreateCode { list, code: text() },
            Action::EditCode { list, code: text() },
            Action::DeleteCode { list, code: text(), contacts },
            Action::Assign { list, codes: vec![text()], contacts },
            Action::Unassign { list, codes: vec![text(), text()], contacts },
            Action::CreateSegment { segment: text() },
            Action::EditSegment { segment: text() },
            Action::DeleteSegment { segment: text() },
            Action::AddLines { segment: text(), lines },
            Action::RefineLines { segment: text(), lines },
            Action::ReduceLines { segment: text(), lines },
            Action::EditLines { segment: text() },
            Action::GoBack { segment: text() },
            Action::Import { file: text(), contacts },
            Action::Merge { file: text(), contacts },
            Action::Restore { file: text() },
            Action::ReturnTo { at: text(), changes: 2 },
            Action::LoadSample,
            Action::RemoveSample,
        ];
        for action in all {
            let json = serde_json::to_string(&action).unwrap();
            assert_eq!(serde_json::from_str::<Action>(&json).ok(), Some(action), "{json}");
        }
    }

    #[test]
    fn what_is_no_action_is_refused() {
        for json in [
            r#""import""#,
            r#""nothing""#,
            "{}",
            "3",
            r#"{"import": {"file": "a"}}"#,
            r#"{"restore": {"file": "a"}, "go_back": {"segment": "b"}}"#,
        ] {
            assert!(serde_json::from_str::<Action>(json).is_err(), "{json}");
        }
    }
}
