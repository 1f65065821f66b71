//! The effect of a plan in numbers, and the user's decisions.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::domain::catalogue::{CodeList, ContactKind};
use crate::domain::code::Code;
use crate::domain::code_list::CodeEntry;
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::domain::text::graphemes;
use crate::exchange::duplicate::DuplicateDecision;
use crate::exchange::import::plan::{
    CompanyRef, ImportOutcome, ImportPlan, ImportTotals, Match, PlanRow, PlannedAction, RowContact,
};

impl ImportPlan {
    /// Decides about a possible duplicate.
    pub fn decide(&mut self, row: usize, decision: DuplicateDecision) {
        if let Some(row) = self.rows.get_mut(row) {
            row.decision = decision;
        }
    }

    /// A row's contact as the file has it, without No., company and codes; `None` where the row is
    /// rejected.
    #[must_use]
    pub fn contact(&self, row: usize) -> Option<&Contact> {
        Some(&self.row_contacts.get(row)?.as_ref()?.parsed.contact)
    }

    /// The numbers of rows by outcome, before any decision about possible duplicates.
    #[must_use]
    pub fn totals(&self) -> ImportTotals {
        let created_companies = self.named_companies().len();
        let mut totals = ImportTotals { created_companies, ..ImportTotals::default() };
        for row in &self.rows {
            totals.with_warnings += usize::from(!row.warnings.is_empty());
            match (&row.outcome, row.kind) {
                (ImportOutcome::New, ContactKind::Company) => totals.new_companies += 1,
                (ImportOutcome::New, ContactKind::Person) => totals.new_persons += 1,
                (ImportOutcome::Changed(_), _) => totals.changed += 1,
                (ImportOutcome::Unchanged(_), _) => totals.unchanged += 1,
                (ImportOutcome::PossibleDuplicate(_), _) => totals.possible_duplicates += 1,
                (ImportOutcome::Rejected(_), _) => totals.rejected += 1,
            }
        }
        totals
    }

    /// The number of contacts that the change adds or really changes. Rows that leave a contact as
    /// it is don't count; several rows of one contact count once.
    #[must_use]
    pub fn contacts(&self, database: &Database) -> usize {
        let new = self.rows.iter().filter(|row| row.action() == PlannedAction::Create).count();
        let of_rows = self.updates.iter().filter(|(_, update)| update.is_change).map(|(&id, _)| id);
        let mut changed: HashSet<ContactId> = of_rows.collect();
        // Decisions are few; only their contacts are worked out again.
        for (id, rows) in self.updates_with_decisions(&self.decided_updates()) {
            let is_change =
                |before| self.updated(database, id, &rows).is_some_and(|it| it.differs_from(before));
            if database.contact(id).is_some_and(is_change) {
                changed.insert(id);
            } else {
                changed.remove(&id);
            }
        }
        changed.extend(self.company_codes.keys());
        for (row, contact) in self.taken_rows() {
            if let Some(CompanyRef::Existing(company)) = self.held_back_company(database, row, contact)
                && contact.held_back.iter().any(|(list, code)| lacks_code(database, company, *list, code))
            {
                changed.insert(company);
            }
        }
        new + self.named_companies().len() + changed.len()
    }

    /// The codes that the change creates, in the order of the lists.
    #[must_use]
    pub fn new_codes(&self, database: &Database) -> Vec<(CodeList, CodeEntry)> {
        let mut wanted: BTreeSet<(CodeList, &Code)> = BTreeSet::new();
        for (row, contact) in self.taken_rows() {
            let kind = match row.action() {
                PlannedAction::Update(Match::Contact(id)) => database.contact(id).map(|it| it.kind),
                PlannedAction::Update(Match::Row(other)) => self.contact(other).map(|it| it.kind),
                _ => Some(contact.parsed.contact.kind),
            };
            let Some(kind) = kind else { continue };
            wanted.extend(contact.codes.iter().filter(|(list, _)| list.applies_to(kind)).map(borrowed));
            if self.held_back_company(database, row, contact).is_some() {
                wanted.extend(contact.held_back.iter().map(borrowed));
            }
        }
        let named = self.named_companies();
        let created = self.created.iter().enumerate().filter(|(index, _)| named.contains(index));
        wanted.extend(created.flat_map(|(_, created)| &created.codes).map(borrowed));
        wanted.extend(self.company_codes.values().flatten().map(borrowed));
        wanted
            .into_iter()
            .filter(|(list, code)| database.find_code(*list, code).is_none())
            .map(|(list, code)| {
                let written = self.descriptions.get(&(list, code.clone())).map_or("", String::as_str);
                let fits = graphemes(written) <= CodeEntry::DESCRIPTION_LIMIT;
                let description = if fits { written.to_owned() } else { String::new() };
                (list, CodeEntry { code: code.clone(), description, sample: false })
            })
            .collect()
    }

    /// The indices of the companies that are created because a row that is taken names them.
    pub(super) fn named_companies(&self) -> HashSet<usize> {
        let created = |(_, contact): (&PlanRow, &RowContact)| match contact.company? {
            CompanyRef::Created(index) => Some(index),
            _ => None,
        };
        self.taken_rows().filter_map(created).collect()
    }

    /// The rows that update each contact of the database: those that do so for certain, then the
    /// possible duplicates that the user decided to update it with.
    pub(super) fn all_updates(&self) -> BTreeMap<ContactId, Vec<usize>> {
        let decided = self.decided_updates();
        let mut updates: BTreeMap<ContactId, Vec<usize>> =
            self.updates.iter().map(|(&id, update)| (id, update.rows.clone())).collect();
        updates.extend(self.updates_with_decisions(&decided));
        updates
    }

    /// The company that gets the codes held back from a possible duplicate: the row's, else that of
    /// the contact that the row updates.
    pub(super) fn held_back_company(
        &self,
        database: &Database,
        row: &PlanRow,
        contact: &RowContact,
    ) -> Option<CompanyRef> {
        if contact.held_back.is_empty() {
            return None;
        }
        let of_contact = match row.action() {
            PlannedAction::Skip => return None,
            PlannedAction::Update(Match::Contact(id)) => database.company_of(id).map(CompanyRef::Existing),
            PlannedAction::Create | PlannedAction::Update(Match::Row(_)) => None,
        };
        contact.company.or(of_contact)
    }

    /// The rows that the import does something with.
    fn taken_rows(&self) -> impl Iterator<Item = (&PlanRow, &RowContact)> {
        let rows = self.rows.iter().zip(&self.row_contacts);
        rows.filter(|(row, _)| row.action() != PlannedAction::Skip)
            .filter_map(|(row, contact)| Some((row, contact.as_ref()?)))
    }

    /// The possible duplicates that the user decided to update a contact of the database with.
    fn decided_updates(&self) -> BTreeMap<ContactId, Vec<usize>> {
        let mut decided: BTreeMap<ContactId, Vec<usize>> = BTreeMap::new();
        for (index, row) in self.rows.iter().enumerate() {
            if let (ImportOutcome::PossibleDuplicate(_), PlannedAction::Update(Match::Contact(id))) =
                (&row.outcome, row.action())
            {
                decided.entry(id).or_default().push(index);
            }
        }
        decided
    }

    fn updates_with_decisions(
        &self,
        decided: &BTreeMap<ContactId, Vec<usize>>,
    ) -> Vec<(ContactId, Vec<usize>)> {
        let certain = |id| self.updates.get(id).map_or(&[][..], |update| &update.rows);
        decided.iter().map(|(id, rows)| (*id, [certain(id), rows].concat())).collect()
    }
}

/// Whether a contact of the database has no such code.
pub(super) fn lacks_code(database: &Database, id: ContactId, list: CodeList, code: &Code) -> bool {
    let known = database.find_code(list, code).zip(database.contact(id));
    known.is_none_or(|(code, contact)| !contact.codes(list).contains(&code))
}

fn borrowed((list, code): &(CodeList, Code)) -> (CodeList, &Code) {
    (*list, code)
}
