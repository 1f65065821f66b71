//! The plan of an import as one change, built in steps, so that the page stays responsive.

use std::collections::{BTreeMap, HashMap, HashSet, btree_map};

use crate::domain::by_list::ByList;
use crate::domain::catalogue::{CodeList, ContactKind};
use crate::domain::change::Change;
use crate::domain::code::Code;
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::exchange::import::effect::lacks_code;
use crate::exchange::import::plan::{
    CompanyRef, ImportOutcome, ImportPlan, Match, PlannedAction, RowContact,
};
use crate::exchange::merge_into::merge_into;
use crate::exchange::numbers::Numbers;

/// A change under construction: codes, then companies, then persons, then updates of existing
/// contacts.
pub struct Building {
    changes: Vec<Change>,
    codes: ByList<HashMap<Code, CodeId>>,
    /// Companies that are created because a row that is taken names them.
    named: HashSet<usize>,
    /// Possible duplicates that are merged into the new contact of another row, by that row.
    joined: HashMap<usize, Vec<usize>>,
    /// Rows that update a contact of the database.
    updates: Vec<(ContactId, Vec<usize>)>,
    /// Ids of new companies by their origin.
    companies: HashMap<CompanyRef, ContactId>,
    next_id: usize,
    numbers: Numbers,
    updated: BTreeMap<ContactId, Contact>,
    /// Contacts that are added or really change.
    touched: HashSet<ContactId>,
    before: Vec<(ContactId, Contact)>,
    first_id: ContactId,
    first_codes: ByList<CodeId>,
    stage: Stage,
    /// The number of items of the stage that are done.
    done: usize,
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

/// A change that was worked out on an earlier state of the database.
pub struct Prepared {
    /// The change. It changes nothing exactly where `contacts` is 0.
    pub change: Change,
    /// The number of contacts that it adds or really changes.
    pub contacts: usize,
    before: Vec<(ContactId, Contact)>,
    first_id: ContactId,
    first_codes: ByList<CodeId>,
}

impl Prepared {
    /// Whether the change is still right for the database: the ids of what it adds are free, and
    /// what it overwrites is as it was, so that no other window's work is lost.
    #[must_use]
    pub fn is_current(&self, database: &Database) -> bool {
        self.first_id == database.next_contact_id()
            && self.first_codes == ByList::from_fn(|list| database.next_code_id(list))
            && self.before.iter().all(|(id, contact)| database.contact(*id) == Some(contact))
    }
}

impl ImportPlan {
    /// The whole import as one change of this database. A contact that has been deleted since the
    /// plan was made is skipped.
    #[must_use]
    pub fn prepare(&self, database: &Database) -> Prepared {
        let mut building = Building::new(self, database);
        while !building.step(self, database, usize::MAX) {}
        building.finish()
    }

    /// The change of [`ImportPlan::prepare`].
    #[must_use]
    pub fn change(&self, database: &Database) -> Change {
        self.prepare(database).change
    }
}

impl Building {
    /// Prepares, and adds the codes.
    #[must_use]
    pub fn new(plan: &ImportPlan, database: &Database) -> Self {
        let rows = || plan.rows.iter().zip(&plan.row_contacts);
        let new = rows().filter(|(row, _)| row.action() == PlannedAction::Create);
        let kept = new.filter_map(|(_, contact)| contact.as_ref()?.parsed.number.clone()).collect();
        let mut joined: HashMap<usize, Vec<usize>> = HashMap::new();
        for (index, row) in plan.rows.iter().enumerate() {
            if let (PlannedAction::Update(Match::Row(other)), ImportOutcome::PossibleDuplicate(_)) =
                (row.action(), &row.outcome)
            {
                joined.entry(other).or_default().push(index);
            }
        }
        let mut building = Self {
            changes: Vec::with_capacity(plan.rows.len()),
            codes: Default::default(),
            named: plan.named_companies(),
            joined,
            updates: plan.all_updates().into_iter().collect(),
            companies: HashMap::new(),
            next_id: database.next_contact_id().index(),
            numbers: Numbers::new(database, kept),
            updated: BTreeMap::new(),
            touched: HashSet::new(),
            before: Vec::new(),
            first_id: database.next_contact_id(),
            first_codes: ByList::from_fn(|list| database.next_code_id(list)),
            stage: Stage::Companies,
            done: 0,
        };
        building.add_codes(plan, database);
        building
    }

    /// Processes `rows` further rows. Returns whether all is done.
    pub fn step(&mut self, plan: &ImportPlan, database: &Database, rows: usize) -> bool {
        let all = self.all(self.stage, plan);
        let end = self.done.saturating_add(rows.max(1)).min(all);
        match self.stage {
            Stage::Companies => self.add_rows(plan, database, self.done..end, ContactKind::Company),
            Stage::Created => {
                for (index, created) in plan.created.iter().enumerate().take(end).skip(self.done) {
                    if self.named.contains(&index) {
                        let contact = created.contact.clone();
                        self.add(database, CompanyRef::Created(index), contact, None, &created.codes);
                    }
                }
            }
            Stage::Persons => self.add_rows(plan, database, self.done..end, ContactKind::Person),
            Stage::Updates => (self.done..end).for_each(|index| self.update(plan, database, index)),
            Stage::CompanyCodes => self.add_company_codes(plan, database),
            Stage::Put => self.put_updated(database, end - self.done),
            Stage::HeldBack => {
                (self.done..end).for_each(|index| self.assign_held_back(plan, database, index));
            }
            Stage::Done => {}
        }
        self.done = end;
        if end == all {
            self.done = 0;
            self.stage =
                Stage::ALL.into_iter().skip_while(|stage| *stage != self.stage).nth(1).unwrap_or(Stage::Done);
        }
        self.stage == Stage::Done
    }

    /// The finished part, from 0 to 1.
    #[must_use]
    pub fn share(&self, plan: &ImportPlan) -> f64 {
        let all = |stage: &Stage| self.all(*stage, plan);
        let before: usize = Stage::ALL.iter().take_while(|stage| **stage != self.stage).map(all).sum();
        let total: usize = Stage::ALL.iter().map(all).sum();
        (before + self.done) as f64 / total.max(1) as f64
    }

    /// The change, once all steps are done.
    #[must_use]
    pub fn finish(self) -> Prepared {
        let Self { changes, touched, before, first_id, first_codes, .. } = self;
        Prepared { change: Change::Batch(changes), contacts: touched.len(), before, first_id, first_codes }
    }

    fn all(&self, stage: Stage, plan: &ImportPlan) -> usize {
        match stage {
            Stage::Companies | Stage::Persons | Stage::HeldBack => plan.rows.len(),
            Stage::Created => plan.created.len(),
            Stage::Updates => self.updates.len(),
            Stage::CompanyCodes => 1,
            Stage::Put if self.stage == Stage::Put => self.done + self.updated.len(),
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
            self.codes.of_mut(list).insert(entry.code.clone(), id);
            self.changes.push(Change::PutCode { list, id, entry: Some(entry) });
        }
    }

    fn code(&self, database: &Database, list: CodeList, code: &Code) -> Option<CodeId> {
        database.find_code(list, code).or_else(|| self.codes.of(list).get(code).copied())
    }

    fn add_rows(
        &mut self,
        plan: &ImportPlan,
        database: &Database,
        rows: std::ops::Range<usize>,
        kind: ContactKind,
    ) {
        for index in rows {
            let Some((row, Some(contact))) = plan.rows.get(index).zip(plan.row_contacts.get(index)) else {
                continue;
            };
            if contact.parsed.contact.kind == kind && row.action() == PlannedAction::Create {
                self.add_row(plan, database, index, contact);
            }
        }
    }

    fn add_row(&mut self, plan: &ImportPlan, database: &Database, index: usize, row: &RowContact) {
        let mut contact = row.parsed.contact.clone();
        contact.company = row.company.and_then(|company| self.company(database, company));
        let number = row.parsed.number.as_deref();
        let mut codes = row.codes.clone();
        let joined = self.joined.get(&index).into_iter().flatten();
        for other in joined.filter_map(|&other| plan.row_contacts.get(other)?.as_ref()) {
            merge_into(&mut contact, &other.parsed.contact, other.parsed.excluded, plan.overwrite);
            codes.extend(other.codes.iter().filter(|(list, _)| list.applies_to(contact.kind)).cloned());
        }
        self.add(database, CompanyRef::Row(index), contact, number, &codes);
    }

    fn add(
        &mut self,
        database: &Database,
        origin: CompanyRef,
        mut contact: Contact,
        number: Option<&str>,
        codes: &[(CodeList, Code)],
    ) {
        let Some(id) = ContactId::from_index(self.next_id) else { return };
        self.next_id += 1;
        contact.number = self.numbers.take(database, number);
        self.put_codes(database, &mut contact, codes);
        if contact.kind == ContactKind::Company {
            self.companies.insert(origin, id);
        }
        self.touched.insert(id);
        self.changes.push(Change::PutContact { id, contact: Some(Box::new(contact)) });
    }

    fn company(&self, database: &Database, company: CompanyRef) -> Option<ContactId> {
        match company {
            CompanyRef::Existing(id) => {
                let is_company = |contact: &Contact| contact.kind == ContactKind::Company;
                database.contact(id).is_some_and(is_company).then_some(id)
            }
            other => self.companies.get(&other).copied(),
        }
    }

    fn update(&mut self, plan: &ImportPlan, database: &Database, index: usize) {
        let Some((id, rows)) = self.updates.get(index) else { return };
        let (id, Some(updated)) = (*id, plan.updated(database, *id, rows)) else { return };
        let mut contact = updated.contact;
        let company = updated.company.and_then(|company| self.company(database, company));
        contact.company = company.or(contact.company);
        self.put_codes(database, &mut contact, &updated.codes);
        self.updated.insert(id, contact);
    }

    fn add_company_codes(&mut self, plan: &ImportPlan, database: &Database) {
        for (&id, codes) in &plan.company_codes {
            let contact = match self.updated.entry(id) {
                btree_map::Entry::Occupied(entry) => Some(entry.remove()),
                btree_map::Entry::Vacant(_) => database.contact(id).cloned(),
            };
            let Some(mut contact) = contact else { continue };
            self.put_codes(database, &mut contact, codes);
            self.updated.insert(id, contact);
        }
    }

    fn put_updated(&mut self, database: &Database, count: usize) {
        for _ in 0..count {
            let Some((id, contact)) = self.updated.pop_first() else { return };
            let Some(before) = database.contact(id).filter(|before| **before != contact) else { continue };
            self.before.push((id, before.clone()));
            self.touched.insert(id);
            self.changes.push(Change::PutContact { id, contact: Some(Box::new(contact)) });
        }
    }

    /// Assigns the industry groups and business relations of a possible duplicate.
    fn assign_held_back(&mut self, plan: &ImportPlan, database: &Database, index: usize) {
        let Some((row, Some(contact))) = plan.rows.get(index).zip(plan.row_contacts.get(index)) else {
            return;
        };
        let company = plan.held_back_company(database, row, contact);
        let Some(company) = company.and_then(|company| self.company(database, company)) else { return };
        for (list, code) in &contact.held_back {
            if lacks_code(database, company, *list, code)
                && let Some(id) = self.code(database, *list, code)
            {
                self.touched.insert(company);
                self.changes.push(Change::Assign { list: *list, code: id, contacts: vec![company] });
            }
        }
    }

    /// Puts codes on a contact, as far as they apply to its kind.
    fn put_codes(&self, database: &Database, contact: &mut Contact, codes: &[(CodeList, Code)]) {
        let kind = contact.kind;
        for (list, code) in codes.iter().filter(|(list, _)| list.applies_to(kind)) {
            if let Some(code) = self.code(database, *list, code) {
                contact.add_code(*list, code);
            }
        }
    }
}
