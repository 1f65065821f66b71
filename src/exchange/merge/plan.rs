//! The plan of a merge: what would happen, before anything happens.

use std::collections::HashMap;

use crate::domain::catalogue::{CodeList, ContactKind};
use crate::domain::code_list::CodeEntry;
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::exchange::duplicate::DuplicateDecision;
use crate::exchange::numbers::Numbers;

/// The result for a contact of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeOutcome {
    /// A new contact.
    New,
    /// It changes its match here.
    Changed(ContactId),
    /// Its match here has all of its values already.
    Unchanged(ContactId),
    /// A contact here has the same name and company: the user decides.
    SameName(ContactId),
    /// A contact here has the same No. and little else in common: the user decides.
    SameNumber(ContactId),
}

/// A contact of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergeRow {
    /// Its id in the file's database.
    pub theirs: ContactId,
    /// The result.
    pub outcome: MergeOutcome,
    /// The decision about a possible duplicate.
    pub decision: DuplicateDecision,
}

/// The destination of a contact of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// It is added.
    New,
    /// It is merged into this contact.
    Into(ContactId),
    /// It is left out, and this contact takes its place in companies and segments.
    RepresentedBy(ContactId),
    /// It is left out.
    Nowhere,
}

impl MergeRow {
    pub(super) fn destination(&self) -> Destination {
        match (self.outcome, self.decision) {
            (MergeOutcome::New, _)
            | (MergeOutcome::SameName(_) | MergeOutcome::SameNumber(_), DuplicateDecision::AddAsNew) => {
                Destination::New
            }
            (MergeOutcome::Changed(ours) | MergeOutcome::Unchanged(ours), _)
            | (MergeOutcome::SameName(ours) | MergeOutcome::SameNumber(ours), DuplicateDecision::Update) => {
                Destination::Into(ours)
            }
            (MergeOutcome::SameName(ours), DuplicateDecision::LeaveOut) => Destination::RepresentedBy(ours),
            (MergeOutcome::SameNumber(_), DuplicateDecision::LeaveOut) => Destination::Nowhere,
        }
    }

    /// Whether the user decides about it.
    #[must_use]
    pub fn is_possible_duplicate(&self) -> bool {
        matches!(self.outcome, MergeOutcome::SameName(_) | MergeOutcome::SameNumber(_))
    }
}

/// The result for a code of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeOutcome {
    /// A new code.
    New,
    /// The code exists and gets its description.
    Changed(CodeId),
    /// The code exists.
    Unchanged(CodeId),
}

/// A code of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeCode {
    /// In which list.
    pub list: CodeList,
    /// Its id in the file's database.
    pub theirs: CodeId,
    /// The entry as it will be here.
    pub entry: CodeEntry,
    /// The result.
    pub outcome: CodeOutcome,
}

/// The plan of a merge. Nothing has happened yet; [`MergePlan::change`] makes one change of it.
#[derive(Clone, Debug)]
pub struct MergePlan {
    /// The file's contacts, in its order.
    pub contacts: Vec<MergeRow>,
    /// The file's codes, list by list.
    pub codes: Vec<MergeCode>,
    pub(super) rows: HashMap<ContactId, usize>,
    pub(super) overwrite: bool,
    pub(super) is_same_database: bool,
}

impl MergePlan {
    /// Decides about a possible duplicate.
    pub fn decide(&mut self, row: usize, decision: DuplicateDecision) {
        if let Some(row) = self.contacts.get_mut(row) {
            row.decision = decision;
        }
    }

    /// Contacts that get another No. than they have in the file, with the new one.
    #[must_use]
    pub fn renumbered(&self, database: &Database, file: &Database) -> Vec<(ContactId, String)> {
        let mut numbers = self.numbers(database, file);
        let own = |id| file.contact(id).map_or("", |contact| contact.number.as_str());
        let numbered =
            self.new_contacts(file).into_iter().map(|id| (id, numbers.take(database, Some(own(id)))));
        numbered.filter(|(id, number)| own(*id) != number).collect()
    }

    /// Whether the company of this person of the file is a possible duplicate.
    pub(super) fn follows_a_decision(&self, file: &Database, row: &MergeRow) -> bool {
        let company = file.contact(row.theirs).and_then(|contact| contact.company);
        let company = company.and_then(|company| self.contacts.get(*self.rows.get(&company)?));
        company.is_some_and(MergeRow::is_possible_duplicate)
    }

    /// The contacts that are added, companies before their persons.
    pub(super) fn new_contacts(&self, file: &Database) -> Vec<ContactId> {
        let new =
            self.contacts.iter().filter(|row| row.destination() == Destination::New).map(|row| row.theirs);
        let is_company = |id: &ContactId| file.contact(*id).is_some_and(|it| it.kind == ContactKind::Company);
        let (mut companies, persons): (Vec<_>, Vec<_>) = new.partition(is_company);
        companies.extend(persons);
        companies
    }

    /// Gives out numbers to [`MergePlan::new_contacts`], in this order.
    pub(super) fn numbers(&self, database: &Database, file: &Database) -> Numbers {
        // A number of one contact of the file is never given to another of them.
        Numbers::new(database, file.contacts().map(|(_, contact)| contact.number.clone()).collect())
    }

    /// The ids of the file's contacts after the merge, including those left out for a match.
    pub(super) fn contact_ids(&self, database: &Database, file: &Database) -> HashMap<ContactId, ContactId> {
        let first = database.next_contact_id().index();
        let new = self.new_contacts(file).into_iter().enumerate();
        let new = new.filter_map(|(index, theirs)| Some((theirs, ContactId::from_index(first + index)?)));
        let existing = self.contacts.iter().filter_map(|row| match row.destination() {
            Destination::Into(ours) | Destination::RepresentedBy(ours) => Some((row.theirs, ours)),
            Destination::New | Destination::Nowhere => None,
        });
        new.chain(existing).collect()
    }

    /// The destination of a contact of the file.
    pub(super) fn destination(&self, theirs: ContactId) -> Destination {
        let row = self.rows.get(&theirs).and_then(|&row| self.contacts.get(row));
        row.map_or(Destination::Nowhere, MergeRow::destination)
    }

    /// The code here that a code of the file is; `None` where it is still to be created.
    pub(super) fn code_here(
        database: &Database,
        file: &Database,
        list: CodeList,
        theirs: CodeId,
    ) -> Option<CodeId> {
        database.find_code(list, &file.code(list, theirs)?.code)
    }
}
