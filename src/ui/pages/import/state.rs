//! What the import's work holds at each of its steps.

use std::sync::Arc;

use crate::domain::action::Action;
use crate::domain::contact::ContactKind;
use crate::exchange::csv::table::{Table, TableError};
use crate::ui::pages::import::group::Group;

/// Where the wizard stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Choosing the file.
    #[default]
    File,
    /// Matching its columns.
    Columns,
    /// Looking at what would happen.
    Check,
    /// It happened.
    Done,
}

/// The file that was read.
#[derive(Debug)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// Its bytes, kept to read them again in another way.
    pub bytes: Arc<Vec<u8>>,
    /// By which the file is recognised that was imported before.
    pub mark: u32,
    /// What they were read as.
    pub table: Table,
}

/// What a person decided for the whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// What bare names are, if that was said.
    pub bare_name: Option<ContactKind>,
    /// The address is the company's.
    pub address_is_the_companys: bool,
    /// What differs is overwritten.
    pub overwrite: bool,
    /// The mailing group for all.
    pub group: Group,
}

/// Why a file cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It could not be read at all.
    Unreadable,
    /// It is a backup, which has its own page.
    Backup,
    /// JSON of another program.
    OtherJson,
    /// No table of contacts.
    Table(TableError),
}

/// Work that takes a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Busy {
    /// A file of so many bytes is read.
    Reading(String, usize),
    /// So many lines are checked.
    Checking(usize),
    /// So many contacts are made ready.
    Importing(usize),
    /// So many contacts are saved, which nothing stops.
    Saving(usize),
}

/// What was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The file's name.
    pub file: String,
    /// New and changed contacts.
    pub contacts: usize,
    /// The mailing group that all were put into.
    pub group: Option<String>,
}

impl Imported {
    /// What the change is called.
    pub fn action(&self) -> Action {
        Action::Import { file: self.file.clone(), contacts: self.contacts }
    }
}
