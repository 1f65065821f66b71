//! The plan of an import as one change, built piece by piece.

use std::collections::{BTreeMap, HashMap, HashSet, btree_map};

use crate::domain::change::Change;
use crate::domain::code::Code;
use crate::domain::code_list::CodeList;
use crate::domain::contact::{Contact, ContactKind};
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::exchange::csv::plan::{CompanyRef, Entry, ImportPlan, Outcome, Twin, company_moves, take_over};
use crate::exchange::csv::plan_change::{Fate, fate};
use crate::exchange::numbers::Numbers;

/// A change in the making: codes, then companies, then persons, then what changes on contacts
/// that are there.
pub struct Building {
    changes: Vec<Change>,
    codes: [HashMap<Code, CodeId>; CodeList::ALL.len()],
    /// Companies that are created because a row that is taken over names them.
    named: HashSet<usize>,
    /// Rows that possible duplicates are joined with, and those that bring something.
    joined: HashMap<usize, Vec<usize>>,
    /// Places of new contacts by what they come from.
    places: HashMap<CompanyRef, ContactId>,
    place: usize,
    numbers: Numbers,
    updated: BTreeMap<ContactId, Contact>,
    before: Vec<(ContactId, Contact)>,
    first_place: ContactId,
    first_codes: [CodeId; CodeList::ALL.len()],
    stage: Stage,
    at: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Companies,
    Created,
    Persons,
    Updates,
    CompanyCodes,
    Put,
    HeldBack,
    Done,
}

impl Stage {
    const ALL: [Self; 8] = [
        Self::Companies,
        Self::Created,
        Self::Persons,
        Self::Updates,
        Self::CompanyCodes,
        Self::Put,
        Self::HeldBack,
        Self::Done,
    ];
}

/// A change that was worked out on a database as it was a moment ago.
pub struct Prepared {
    /// The change.
    pub change: Change,
    before: Vec<(ContactId, Contact)>,
    first_place: ContactId,
    first_codes: [CodeId; CodeList::ALL.len()],
}

impl Prepared {
    /// Whether the change is right for the database as it is now. What it adds has its place
    /// still, and what it writes over is as it was, so that nobody's work is lost.
    #[must_use]
    pub fn fits(&self, database: &Database) -> bool {
        self.first_place == database.next_contact_id()
            && self.first_codes == CodeList::ALL.map(|list| database.next_code_id(list))
            && self.before.iter().all(|(id, contact)| database.contact(*id) == Some(contact))
    }
}

impl Building {
    /// Gets ready, and adds the codes.
    #[must_use]
    pub fn new(plan: &ImportPlan, database: &Database) -> Self {
        let rows = || plan.rows.iter().zip(&plan.entries);
        let new = rows().filter(|(row, _)| matches!(fate(row), Fate::New));
        let kept = new.filter_map(|(_, entry)| entry.as_ref()?.draft.number.clone()).collect();
        let mut joined: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, row) in plan.rows.iter().enumerate() {
            if let (Fate::Update(Twin::Row(other)), Outcome::PossibleDuplicate(_)) = (fate(row), &row.outcome)
            {
                joined.entry(other).or_default().push(at);
            }
        }
        let mut building = Self {
            changes: Vec::with_capacity(plan.rows.len()),
            codes: Default::default(),
            named: plan.named_companies(),
            joined,
            places: HashMap::new(),
            place: database.next_contact_id().index(),
            numbers: Numbers::new(database, kept),
            updated: BTreeMap::new(),
            before: Vec::new(),
            first_place: database.next_contact_id(),
            first_codes: CodeList::ALL.map(|list| database.next_code_id(list)),
            stage: Stage::Companies,
            at: 0,
        };
        building.add_codes(plan, database);
        building
    }

    /// Works on so many rows more; whether that was all.
    pub fn step(&mut self, plan: &ImportPlan, database: &Database, rows: usize) -> bool {
        let all = self.all(self.stage, plan);
        let end = self.at.saturating_add(rows.max(1)).min(all);
        match self.stage {
            Stage::Companies => self.add_rows(plan, database, self.at..end, ContactKind::Company),
            Stage::Created => {
                for (at, created) in plan.created.iter().enumerate().take(end).skip(self.at) {
                    if self.named.contains(&at) {
                        let contact = created.contact.clone();
                        self.add(database, CompanyRef::Created(at), contact, None, &created.codes);
                    }
                }
            }
            Stage::Persons => self.add_rows(plan, database, self.at..end, ContactKind::Person),
            Stage::Updates => (self.at..end).for_each(|at| self.update_row(plan, database, at)),
            Stage::CompanyCodes => self.add_company_codes(plan, database),
            Stage::Put => self.put_updated(database, end - self.at),
            Stage::HeldBack => (self.at..end).for_each(|at| self.assign_held_back(plan, database, at)),
            Stage::Done => {}
        }
        self.at = end;
        if end == all {
            self.at = 0;
            self.stage =
                Stage::ALL.into_iter().skip_while(|stage| *stage != self.stage).nth(1).unwrap_or(Stage::Done);
        }
        self.stage == Stage::Done
    }

    /// The part that is done, from 0 to 1.
    #[must_use]
    pub fn share(&self, plan: &ImportPlan) -> f64 {
        let all = |stage: &Stage| self.all(*stage, plan);
        let before: usize = Stage::ALL.iter().take_while(|stage| **stage != self.stage).map(all).sum();
        let total: usize = Stage::ALL.iter().map(all).sum();
        (before + self.at) as f64 / total.max(1) as f64
    }

    /// The change, once all steps are done.
    #[must_use]
    pub fn finish(self) -> Prepared {
        let Self { changes, before, first_place, first_codes, .. } = self;
        Prepared { change: Change::Batch(changes), before, first_place, first_codes }
    }

    fn all(&self, stage: Stage, plan: &ImportPlan) -> usize {
        match stage {
            Stage::Companies | Stage::Persons | Stage::Updates | Stage::HeldBack => plan.rows.len(),
            Stage::Created => plan.created.len(),
            Stage::CompanyCodes => 1,
            Stage::Put if self.stage == Stage::Put => self.at + self.updated.len(),
            Stage::Put => self.updated.len(),
            Stage::Done => 0,
        }
    }

    fn add_codes(&mut self, plan: &ImportPlan, database: &Database) {
        let mut added: HashMap<CodeList, usize> = HashMap::new();
        for (list, entry) in plan.new_codes(database) {
            let count = added.entry(list).or_default();
            let Some(id) = CodeId::from_index(database.next_code_id(list).index() + *count) else {
                continue;
            };
            *count += 1;
            if let Some(codes) = self.codes.get_mut(list.index()) {
                codes.insert(entry.code.clone(), id);
            }
            self.changes.push(Change::PutCode { list, id, entry: Some(entry) });
        }
    }

    fn code(&self, database: &Database, list: CodeList, code: &Code) -> Option<CodeId> {
        database.find_code(list, code).or_else(|| self.codes.get(list.index())?.get(code).copied())
    }

    fn add_rows(
        &mut self,
        plan: &ImportPlan,
        database: &Database,
        rows: std::ops::Range<usize>,
        kind: ContactKind,
    ) {
        for at in rows {
            let Some((row, Some(entry))) = plan.rows.get(at).zip(plan.entries.get(at)) else { continue };
            if entry.draft.contact.kind == kind && matches!(fate(row), Fate::New) {
                self.add_row(plan, database, at, entry);
            }
        }
    }

    fn add_row(&mut self, plan: &ImportPlan, database: &Database, at: usize, entry: &Entry) {
        let mut contact = entry.draft.contact.clone();
        contact.excluded = entry.draft.excluded.unwrap_or(false);
        contact.company = entry.company.and_then(|company| self.company(database, company));
        let number = entry.draft.number.as_deref();
        let from = CompanyRef::Row(at);
        let Some(joined) = self.joined.get(&at) else {
            return self.add(database, from, contact, number, &entry.codes);
        };
        let mut codes = entry.codes.clone();
        for other in joined.iter().filter_map(|&other| plan.entries.get(other)?.as_ref()) {
            take_over(&mut contact, &other.draft, plan.overwrite);
            codes.extend(other.codes.iter().filter(|(list, _)| list.applies_to(contact.kind)).cloned());
        }
        self.add(database, from, contact, number, &codes);
    }

    fn add(
        &mut self,
        database: &Database,
        from: CompanyRef,
        mut contact: Contact,
        number: Option<&str>,
        codes: &[(CodeList, Code)],
    ) {
        let Some(id) = ContactId::from_index(self.place) else { return };
        self.place += 1;
        contact.number = self.numbers.take(database, number);
        for (list, code) in codes {
            if let Some(code) = self.code(database, *list, code) {
                contact.add_code(*list, code);
            }
        }
        if contact.kind == ContactKind::Company {
            self.places.insert(from, id);
        }
        self.changes.push(Change::PutContact { id, contact: Some(Box::new(contact)) });
    }

    fn company(&self, database: &Database, company: CompanyRef) -> Option<ContactId> {
        match company {
            CompanyRef::Existing(id) => {
                let is_company = |contact: &Contact| contact.kind == ContactKind::Company;
                database.contact(id).is_some_and(is_company).then_some(id)
            }
            other => self.places.get(&other).copied(),
        }
    }

    fn update_row(&mut self, plan: &ImportPlan, database: &Database, at: usize) {
        let Some((row, Some(entry))) = plan.rows.get(at).zip(plan.entries.get(at)) else { return };
        let Fate::Update(Twin::Contact(id)) = fate(row) else { return };
        let company = entry.company.and_then(|company| self.company(database, company));
        let codes = self.codes_of(database, &entry.codes);
        let Some(contact) = draft_of(&mut self.updated, database, id) else { return };
        take_over(contact, &entry.draft, plan.overwrite);
        if company_moves(contact, entry.company, plan.overwrite) {
            contact.company = company.or(contact.company);
        }
        put_codes(contact, &codes);
    }

    fn add_company_codes(&mut self, plan: &ImportPlan, database: &Database) {
        for (&id, codes) in &plan.company_codes {
            let codes = self.codes_of(database, codes);
            if let Some(contact) = draft_of(&mut self.updated, database, id) {
                put_codes(contact, &codes);
            }
        }
    }

    fn put_updated(&mut self, database: &Database, count: usize) {
        for _ in 0..count {
            let Some((id, contact)) = self.updated.pop_first() else { return };
            let Some(before) = database.contact(id).filter(|before| **before != contact) else { continue };
            self.before.push((id, before.clone()));
            self.changes.push(Change::PutContact { id, contact: Some(Box::new(contact)) });
        }
    }

    /// Industry groups and business relations that came with a possible duplicate.
    fn assign_held_back(&mut self, plan: &ImportPlan, database: &Database, at: usize) {
        let Some((row, Some(entry))) = plan.rows.get(at).zip(plan.entries.get(at)) else { return };
        if entry.held_back.is_empty() {
            return;
        }
        let there = match fate(row) {
            Fate::Nothing => return,
            Fate::Update(Twin::Contact(id)) => database.company_of(id),
            Fate::New | Fate::Update(Twin::Row(_)) => None,
        };
        let company = entry.company.and_then(|company| self.company(database, company)).or(there);
        let Some(company) = company else { return };
        for (list, code) in &entry.held_back {
            if let Some(id) = self.code(database, *list, code) {
                self.changes.push(Change::Assign { list: *list, code: id, contacts: vec![company] });
            }
        }
    }

    fn codes_of(&self, database: &Database, codes: &[(CodeList, Code)]) -> Vec<(CodeList, CodeId)> {
        let code = |(list, code): &(CodeList, Code)| Some((*list, self.code(database, *list, code)?));
        codes.iter().filter_map(code).collect()
    }
}

fn put_codes(contact: &mut Contact, codes: &[(CodeList, CodeId)]) {
    let kind = contact.kind;
    for &(list, code) in codes.iter().filter(|(list, _)| list.applies_to(kind)) {
        contact.add_code(list, code);
    }
}

fn draft_of<'m>(
    updated: &'m mut BTreeMap<ContactId, Contact>,
    database: &Database,
    id: ContactId,
) -> Option<&'m mut Contact> {
    match updated.entry(id) {
        btree_map::Entry::Occupied(there) => Some(there.into_mut()),
        btree_map::Entry::Vacant(free) => Some(free.insert(database.contact(id)?.clone())),
    }
}
