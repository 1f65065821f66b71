//! Options of an import.

use crate::domain::catalogue::ContactKind;
use crate::domain::code_list::CodeEntry;
use crate::domain::identifiers::CodeId;

/// What the user chooses once for the whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanOptions {
    /// The kind of a contact of which only one name is known.
    pub bare_name: ContactKind,
    /// Companies that are created for their persons get the row's address, but not its phone.
    pub address_is_the_companys: bool,
    /// Values of the file replace those that differ; otherwise only empty fields are filled.
    pub overwrite: bool,
    /// A mailing group for all imported rows.
    pub into_group: Option<IntoGroup>,
}

/// The mailing group that all imported rows are put into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntoGroup {
    /// An existing one.
    Existing(CodeId),
    /// A new one; if its code exists by then, that one.
    New(CodeEntry),
}
