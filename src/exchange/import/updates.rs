//! The effect of rows on a contact. Planning, counting, the page and the change all use this one
//! computation, so that they agree.

use crate::domain::catalogue::CodeList;
use crate::domain::code::Code;
use crate::domain::contact::Contact;
use crate::domain::contacts::moves_to_company;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::exchange::contact_diff::ContactDiff;
use crate::exchange::import::plan::{CompanyRef, ImportPlan, Match, RowContact};
use crate::exchange::merge_into::merge_into;

/// A contact as rows of the file leave it.
#[derive(Clone, Debug)]
pub(super) struct UpdatedContact {
    /// The contact with the rows' texts and *Exclude from Segment*. Its company and codes are those
    /// before.
    pub contact: Contact,
    /// The company afterwards.
    pub company: Option<CompanyRef>,
    /// Codes that it gets.
    pub codes: Vec<(CodeList, Code)>,
}

/// What merging a row did.
#[derive(Clone, Copy, Debug)]
pub(super) struct Merged {
    /// Something changed.
    pub is_change: bool,
    /// The person went to the row's company.
    pub moves: bool,
}

impl UpdatedContact {
    /// A contact of the database, before any row.
    pub(super) fn of_contact(contact: &Contact) -> Self {
        let company = contact.company.map(CompanyRef::Existing);
        Self { contact: contact.clone(), company, codes: Vec::new() }
    }

    /// The new contact of a row.
    pub(super) fn of_row(row: &RowContact) -> Self {
        Self { contact: row.parsed.contact.clone(), company: row.company, codes: row.codes.clone() }
    }

    /// Merges a row.
    pub(super) fn merge(&mut self, database: &Database, row: &RowContact, overwrite: bool) -> Merged {
        let kind = self.contact.kind;
        let mut is_change =
            merge_into(&mut self.contact, &row.parsed.contact, row.parsed.excluded, overwrite);
        let moves = row.company.is_some_and(|to| moves_to_company(kind, self.company, to, overwrite));
        if moves {
            self.company = row.company;
            is_change = true;
        }
        for (list, code) in row.codes.iter().filter(|(list, _)| list.applies_to(kind)) {
            if !self.has_code(database, *list, code) {
                self.codes.push((*list, code.clone()));
                is_change = true;
            }
        }
        Merged { is_change, moves }
    }

    /// Whether the contact differs from what it was in the database.
    pub(super) fn differs_from(&self, before: &Contact) -> bool {
        !self.codes.is_empty()
            || self.company != before.company.map(CompanyRef::Existing)
            || self.contact != *before
    }

    fn has_code(&self, database: &Database, list: CodeList, code: &Code) -> bool {
        self.codes.iter().any(|(other, there)| *other == list && there == code)
            || database.find_code(list, code).is_some_and(|id| self.contact.codes(list).contains(&id))
    }
}

impl ImportPlan {
    /// What a row changes on the contact that it matches.
    #[must_use]
    pub fn diff(&self, database: &Database, row: usize, matched: Match) -> ContactDiff {
        let row_contact = |row: usize| self.row_contacts.get(row)?.as_ref();
        let before = match matched {
            Match::Contact(id) => database.contact(id).map(UpdatedContact::of_contact),
            Match::Row(other) => row_contact(other).map(UpdatedContact::of_row),
        };
        let (Some(row), Some(before)) = (row_contact(row), before) else { return ContactDiff::default() };
        let mut after = before.clone();
        let Merged { moves, .. } = after.merge(database, row, self.overwrite);
        let new_codes = after.codes.get(before.codes.len()..).unwrap_or_default();
        let has_new = |list: &CodeList| new_codes.iter().any(|(other, _)| other == list);
        ContactDiff {
            company: moves,
            lists: CodeList::ALL.into_iter().filter(has_new).collect(),
            ..ContactDiff::of_fields(&before.contact, &after.contact)
        }
    }

    /// A contact of the database as these rows leave it.
    pub(super) fn updated(
        &self,
        database: &Database,
        id: ContactId,
        rows: &[usize],
    ) -> Option<UpdatedContact> {
        let mut updated = UpdatedContact::of_contact(database.contact(id)?);
        for row in rows.iter().filter_map(|&row| self.row_contacts.get(row)?.as_ref()) {
            updated.merge(database, row, self.overwrite);
        }
        Some(updated)
    }
}
