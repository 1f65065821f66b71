//! What a plan comes to, and what a person decides about it.

use std::collections::{BTreeMap, HashSet};

use crate::domain::change::Change;
use crate::domain::code::Code;
use crate::domain::code_list::{CodeEntry, CodeList};
use crate::domain::contact::{Contact, ContactKind};
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::domain::text::graphemes;
use crate::exchange::csv::building::Building;
use crate::exchange::csv::plan::{CompanyRef, Duplicate, ImportPlan, Outcome, PlanRow, Totals, Twin};

impl ImportPlan {
    /// Decides about a possible duplicate.
    pub fn decide(&mut self, row: usize, decision: Duplicate) {
        if let Some(row) = self.rows.get_mut(row) {
            row.decision = decision;
        }
    }

    /// A row's contact as the file has it, without No., company and codes; `None` where the row is
    /// rejected.
    #[must_use]
    pub fn contact(&self, row: usize) -> Option<&Contact> {
        Some(&self.entries.get(row)?.as_ref()?.draft.contact)
    }

    /// The lists of which a row brings its twin a code, and whether it brings *Exclude from Segment*.
    #[must_use]
    pub fn brings(&self, database: &Database, row: usize, twin: Twin) -> (Vec<CodeList>, bool) {
        let entry = |row: usize| self.entries.get(row).and_then(Option::as_ref);
        let Some(from) = entry(row) else { return Default::default() };
        let before = match twin {
            Twin::Contact(id) => database.contact(id),
            Twin::Row(other) => entry(other).map(|other| &other.draft.contact),
        };
        let Some(before) = before else { return Default::default() };
        let has = |list, code: &Code| match twin {
            Twin::Contact(_) => {
                database.find_code(list, code).is_some_and(|code| before.codes(list).contains(&code))
            }
            Twin::Row(other) => entry(other).is_some_and(|other| other.codes.contains(&(list, code.clone()))),
        };
        let lists = CodeList::ALL.into_iter().filter(|&list| {
            let mut codes = from.codes.iter().filter(|(other, _)| *other == list);
            list.applies_to(before.kind) && codes.any(|(_, code)| !has(list, code))
        });
        let excluded = from.draft.excluded.filter(|excluded| *excluded || self.overwrite);
        (lists.collect(), excluded.is_some_and(|excluded| excluded != before.excluded))
    }

    /// How many rows become what, before anything is decided about possible duplicates.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut totals = Totals { created_companies: self.named_companies().len(), ..Totals::default() };
        for row in &self.rows {
            totals.with_warnings += usize::from(!row.warnings.is_empty());
            match (&row.outcome, row.kind) {
                (Outcome::New, ContactKind::Company) => totals.new_companies += 1,
                (Outcome::New, ContactKind::Person) => totals.new_persons += 1,
                (Outcome::Changed(_), _) => totals.changed += 1,
                (Outcome::Unchanged(_), _) => totals.unchanged += 1,
                (Outcome::PossibleDuplicate(_), _) => totals.possible_duplicates += 1,
                (Outcome::Rejected(_), _) => totals.rejected += 1,
            }
        }
        totals
    }

    /// How many contacts the change adds or changes: new ones, companies created for their
    /// persons, and each changed contact once.
    #[must_use]
    pub fn contacts(&self) -> usize {
        let mut changed: HashSet<ContactId> = self.company_codes.keys().copied().collect();
        let mut new = self.named_companies().len();
        for row in &self.rows {
            match fate(row) {
                Fate::New => new += 1,
                Fate::Update(Twin::Contact(id)) => {
                    changed.insert(id);
                }
                Fate::Update(Twin::Row(_)) | Fate::Nothing => {}
            }
        }
        new + changed.len()
    }

    /// The codes that the change creates, in the order of the lists.
    #[must_use]
    pub fn new_codes(&self, database: &Database) -> Vec<(CodeList, CodeEntry)> {
        let rows = self.rows.iter().zip(&self.entries).filter(|(row, _)| !matches!(fate(row), Fate::Nothing));
        let of_rows = rows
            .filter_map(|(_, entry)| entry.as_ref())
            .flat_map(|entry| entry.codes.iter().chain(&entry.held_back));
        let named = self.named_companies();
        let of_created = self.created.iter().enumerate().filter(|(at, _)| named.contains(at));
        let of_created = of_created.flat_map(|(_, created)| &created.codes);
        let wanted: BTreeMap<(CodeList, &Code), ()> = of_rows
            .chain(of_created)
            .chain(self.company_codes.values().flatten())
            .map(|(list, code)| ((*list, code), ()))
            .collect();
        wanted
            .into_keys()
            .filter(|(list, code)| database.find_code(*list, code).is_none())
            .map(|(list, code)| {
                let written = self.descriptions.get(&(list, code.clone())).map_or("", String::as_str);
                let fits = graphemes(written) <= CodeEntry::DESCRIPTION_LIMIT;
                let description = if fits { written.to_owned() } else { String::new() };
                (list, CodeEntry { code: code.clone(), description, sample: false })
            })
            .collect()
    }

    /// The whole import as one change of this database: codes, then companies, then persons, then
    /// what changes on contacts that are there. A contact that has gone since the plan was made is
    /// passed over.
    #[must_use]
    pub fn change(&self, database: &Database) -> Change {
        let mut building = Building::new(self, database);
        while !building.step(self, database, usize::MAX) {}
        building.finish().change
    }

    /// The companies that have to be created because a row that is taken over names them.
    pub(super) fn named_companies(&self) -> HashSet<usize> {
        let rows = self.rows.iter().zip(&self.entries).filter(|(row, _)| !matches!(fate(row), Fate::Nothing));
        rows.filter_map(|(_, entry)| match entry.as_ref()?.company? {
            CompanyRef::Created(at) => Some(at),
            _ => None,
        })
        .collect()
    }
}

/// What becomes of a row, decisions included.
pub(super) enum Fate {
    New,
    Update(Twin),
    Nothing,
}

pub(super) fn fate(row: &PlanRow) -> Fate {
    match (&row.outcome, row.decision) {
        (Outcome::New, _) | (Outcome::PossibleDuplicate(_), Duplicate::AddAsNew) => Fate::New,
        (Outcome::Changed(twin), _) | (Outcome::PossibleDuplicate(twin), Duplicate::Update) => {
            Fate::Update(*twin)
        }
        _ => Fate::Nothing,
    }
}
