//! The plan of an import: what would happen, row by row, before anything happens.

use std::collections::{BTreeMap, HashMap};

use crate::domain::catalogue::{CodeList, ContactKind};
use crate::domain::code::Code;
use crate::domain::contact::Contact;
use crate::domain::identifiers::ContactId;
use crate::exchange::duplicate::DuplicateDecision;
use crate::exchange::import::problems::{Reason, Warning};
use crate::exchange::import::row::ParsedRow;

/// The contact that a row is, or may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Match {
    /// A contact of the database.
    Contact(ContactId),
    /// The new contact of another row: its index in [`ImportPlan::rows`].
    Row(usize),
}

/// The result for a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportOutcome {
    /// A new contact.
    New,
    /// The row changes its contact.
    Changed(Match),
    /// The contact has all values of the row already.
    Unchanged(Match),
    /// Same name and company as another contact: the user decides.
    PossibleDuplicate(Match),
    /// The row gives no contact.
    Rejected(Reason),
}

/// What the import does with a row, decisions included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlannedAction {
    /// Adds a contact.
    Create,
    /// Updates the contact.
    Update(Match),
    /// Nothing.
    Skip,
}

/// A row of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanRow {
    /// The line of the file on which the row begins, counted from 1.
    pub line: usize,
    /// The contact's name; empty where the row is rejected.
    pub name: String,
    /// The name of a person's company; empty without.
    pub company: String,
    /// Company or person.
    pub kind: ContactKind,
    /// The result.
    pub outcome: ImportOutcome,
    /// The decision about a possible duplicate.
    pub decision: DuplicateDecision,
    /// Oddities that do not keep the row from being imported.
    pub warnings: Vec<Warning>,
}

impl PlanRow {
    pub(super) fn action(&self) -> PlannedAction {
        use ImportOutcome as O;
        match (&self.outcome, self.decision) {
            (O::New, _) | (O::PossibleDuplicate(_), DuplicateDecision::AddAsNew) => PlannedAction::Create,
            (O::Changed(matched), _) | (O::PossibleDuplicate(matched), DuplicateDecision::Update) => {
                PlannedAction::Update(*matched)
            }
            _ => PlannedAction::Skip,
        }
    }
}

/// The numbers of rows by their outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportTotals {
    /// New companies with a row of their own.
    pub new_companies: usize,
    /// New persons.
    pub new_persons: usize,
    /// Companies created because a person names them.
    pub created_companies: usize,
    /// Rows that change their contact.
    pub changed: usize,
    /// Rows whose contact has all of their values already.
    pub unchanged: usize,
    /// Rows that the user decides about.
    pub possible_duplicates: usize,
    /// Rows that give no contact.
    pub rejected: usize,
    /// Rows with warnings.
    pub with_warnings: usize,
}

/// The plan of an import. Nothing has happened yet; [`ImportPlan::change`] makes one change of it.
#[derive(Clone, Debug, Default)]
pub struct ImportPlan {
    /// The rows in the file's order, one for each row of the table.
    pub rows: Vec<PlanRow>,
    /// The contacts of the rows, by the same index; `None` where the row is rejected.
    pub(super) row_contacts: Vec<Option<RowContact>>,
    pub(super) created: Vec<CreatedCompany>,
    /// Contacts of the database that rows change for certain.
    pub(super) updates: BTreeMap<ContactId, Update>,
    /// Codes of persons' rows that go to companies of the database.
    pub(super) company_codes: BTreeMap<ContactId, Vec<(CodeList, Code)>>,
    pub(super) descriptions: HashMap<(CodeList, Code), String>,
    pub(super) overwrite: bool,
}

/// The rows that update a contact of the database.
#[derive(Clone, Debug, Default)]
pub(super) struct Update {
    /// The indices of the rows, in the order in which they are merged.
    pub rows: Vec<usize>,
    /// Whether the contact differs in the end. Values of one row may be overwritten by another's.
    pub is_change: bool,
}

/// A row's contact with its references.
#[derive(Clone, Debug)]
pub(super) struct RowContact {
    pub parsed: ParsedRow,
    pub company: Option<CompanyRef>,
    pub codes: Vec<(CodeList, Code)>,
    /// Codes for the company of a possible duplicate, until the user has decided about the row.
    pub held_back: Vec<(CodeList, Code)>,
}

impl RowContact {
    /// Keeps a company from being created for a person who stays in another one.
    pub(super) fn forget_company(&mut self) {
        let is_needed = self.codes.iter().any(|(list, _)| list.is_of_company());
        if matches!(self.company, Some(CompanyRef::Created(_))) && !is_needed {
            self.company = None;
        }
    }
}

/// A company created because a person names it.
#[derive(Clone, Debug)]
pub(super) struct CreatedCompany {
    pub contact: Contact,
    pub codes: Vec<(CodeList, Code)>,
}

/// Where a person's company comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum CompanyRef {
    /// The database.
    Existing(ContactId),
    /// Another row.
    Row(usize),
    /// [`ImportPlan::created`].
    Created(usize),
}
