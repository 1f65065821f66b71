//! What an import would do, row by row, before it does anything.

use std::collections::{BTreeMap, HashMap};

use crate::domain::code::Code;
use crate::domain::code_list::{CodeEntry, CodeList};
use crate::domain::contact::{Contact, ContactKind};
use crate::domain::contacts::moves_to_company;
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::exchange::csv::columns::Mapping;
use crate::exchange::csv::planning::Planning;
use crate::exchange::csv::problems::{Reason, Warning};
use crate::exchange::csv::rows::Draft;
use crate::exchange::csv::table::Table;
use crate::exchange::fill::fill;

/// What a person decides once for the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What one bare name is.
    pub bare_name: ContactKind,
    /// Companies that are created for their persons get the row's address, phone aside.
    pub address_is_the_companys: bool,
    /// Values of the file replace those that differ; else only empty fields are filled.
    pub overwrite: bool,
    /// A mailing group for all imported rows.
    pub into_group: Option<IntoGroup>,
}

/// The mailing group that all imported rows are put into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntoGroup {
    /// One that is there.
    Existing(CodeId),
    /// A new one; if its code is there by then, that one.
    New(CodeEntry),
}

/// The contact that a row is, or may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Twin {
    /// A contact of the database.
    Contact(ContactId),
    /// The new contact of another row: its place in [`ImportPlan::rows`].
    Row(usize),
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new contact.
    New,
    /// Its contact gets something.
    Changed(Twin),
    /// Its contact has all of it already.
    Unchanged(Twin),
    /// Same name and company as another contact: a person decides.
    PossibleDuplicate(Twin),
    /// Nothing can be made of it.
    Rejected(Reason),
}

/// What a person decides about a possible duplicate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Duplicate {
    /// Leave the row out.
    #[default]
    LeaveOut,
    /// They are two: add the row as a new contact.
    AddAsNew,
    /// They are one: update the contact.
    Update,
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
    /// What becomes of it.
    pub outcome: Outcome,
    /// For a possible duplicate: what was decided.
    pub decision: Duplicate,
    /// What is odd about it.
    pub warnings: Vec<Warning>,
}

/// How many rows become what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// New companies with a row of their own.
    pub new_companies: usize,
    /// New persons.
    pub new_persons: usize,
    /// Companies created because a person names them.
    pub created_companies: usize,
    /// Rows whose contact gets something.
    pub changed: usize,
    /// Rows that bring nothing new.
    pub unchanged: usize,
    /// Rows that a person decides.
    pub possible_duplicates: usize,
    /// Rows of which nothing can be made.
    pub rejected: usize,
    /// Rows with warnings.
    pub with_warnings: usize,
}

/// What an import would do. Nothing has happened yet; [`ImportPlan::change`] makes one change of it.
#[derive(Clone, Debug)]
pub struct ImportPlan {
    /// The rows in the file's order, one for each row of the table.
    pub rows: Vec<PlanRow>,
    pub(super) entries: Vec<Option<Entry>>,
    pub(super) created: Vec<Created>,
    pub(super) company_codes: BTreeMap<ContactId, Vec<(CodeList, Code)>>,
    pub(super) descriptions: HashMap<(CodeList, Code), String>,
    pub(super) overwrite: bool,
}

/// A row's contact with what it refers to.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub draft: Draft,
    pub company: Option<CompanyRef>,
    pub codes: Vec<(CodeList, Code)>,
    /// Codes for the person's company, held back until it is decided whether the row is taken over.
    pub held_back: Vec<(CodeList, Code)>,
}

impl Entry {
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
pub(super) struct Created {
    pub contact: Contact,
    pub codes: Vec<(CodeList, Code)>,
}

/// Where a person's company comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum CompanyRef {
    Existing(ContactId),
    Row(usize),
    Created(usize),
}

/// Plans an import of a table into a database, in one go.
#[must_use]
pub fn plan(table: &Table, mapping: &Mapping, options: &Options, database: &Database) -> ImportPlan {
    let mut planning = Planning::new(mapping.clone(), options.clone(), database);
    while !planning.step(table, database, usize::MAX) {}
    planning.finish()
}

/// A row's values into a contact that is there already; whether that changed anything.
pub(super) fn take_over(contact: &mut Contact, draft: &Draft, overwrite: bool) -> bool {
    fill(contact, &draft.contact, draft.excluded, overwrite)
}

/// Whether a person goes into the company that the row names.
pub(super) fn company_moves(contact: &Contact, company: Option<CompanyRef>, overwrite: bool) -> bool {
    let Some(company) = company else { return false };
    let known = if let CompanyRef::Existing(id) = company { Some(id) } else { None };
    moves_to_company(contact, known, overwrite)
}
