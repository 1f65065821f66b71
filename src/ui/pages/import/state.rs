//! The state of an import at each of its steps.

use std::sync::Arc;

use crate::domain::action::Action;
use crate::domain::catalogue::ContactKind;
use crate::domain::code::Code;
use crate::domain::code_list::CodeEntry;
use crate::domain::identifiers::CodeId;
use crate::domain::refusal::Refusal;
use crate::domain::text::check_text;
use crate::exchange::csv::reader::CsvTable;
use crate::exchange::import::options::IntoGroup;
use crate::exchange::import::table::TableError;

/// The id of a step's content. It gets the focus when the step begins, as the button that led there
/// is gone.
pub const CONTENT: &str = "import-step";

/// A step of the wizard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum WizardStep {
    /// Choosing the file.
    #[default]
    File,
    /// Matching its columns.
    Columns,
    /// Checking what would happen.
    Check,
    /// The import is done.
    Done,
}

/// The file that was read.
#[derive(Debug)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// Its bytes, kept to read them again in another way.
    pub bytes: Arc<Vec<u8>>,
    /// Its checksum, by which a file is recognised that was imported before.
    pub checksum: u32,
    /// The table that was read from them.
    pub csv: CsvTable,
}

/// The chosen mailing group. Texts of a new one are kept as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ChosenGroup {
    /// No group.
    #[default]
    None,
    /// An existing one.
    Existing(CodeId),
    /// A new one.
    New {
        /// Its code as it was typed.
        code: String,
        /// Its description.
        description: String,
    },
}

impl ChosenGroup {
    /// The group for the import, or what is wrong with the new one.
    pub fn chosen(&self) -> Result<Option<IntoGroup>, Refusal> {
        Ok(match self {
            Self::None => None,
            Self::Existing(id) => Some(IntoGroup::Existing(*id)),
            Self::New { code, description } => {
                let code = Code::parse(code).map_err(Refusal::Code)?;
                let description = check_text(description, CodeEntry::DESCRIPTION_LIMIT);
                let description = description.map_err(Refusal::Text)?.to_owned();
                Some(IntoGroup::New(CodeEntry { code, description, sample: false }))
            }
        })
    }
}

/// The user's choices for the whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// What bare names are, if chosen.
    pub bare_name: Option<ContactKind>,
    /// The address is the company's.
    pub address_is_the_companys: bool,
    /// Values that differ are overwritten.
    pub overwrite: bool,
    /// The mailing group for all.
    pub group: ChosenGroup,
}

/// Why a file cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportFailure {
    /// It could not be read at all.
    Unreadable,
    /// It is a backup, which has its own page.
    Backup,
    /// JSON of another program.
    OtherJson,
    /// No table of contacts.
    Table(TableError),
}

/// A task that takes a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportTask {
    /// Reads a file of this name and number of bytes.
    Reading(String, usize),
    /// Checks this number of lines.
    Checking(usize),
    /// Builds the change of this number of contacts.
    Importing(usize),
    /// Saves this number of contacts; it can no longer be cancelled.
    Saving(usize),
}

/// A finished import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The file's name.
    pub file: String,
    /// The number of contacts that were added or really changed; 0 where there was nothing to do.
    pub contacts: usize,
    /// The code of the mailing group that all were put into.
    pub group: Option<String>,
}

impl Imported {
    /// The action in the history.
    pub fn action(&self) -> Action {
        Action::Import { file: self.file.clone(), contacts: self.contacts }
    }
}
