//! The plan of an import as one change.

use std::collections::{BTreeMap, HashMap, HashSet, btree_map};

use super::merge::merge;
use super::plan::{
    CompanyRef, Duplicate, Entry, ImportPlan, Outcome, PlanRow, Totals, Twin, can_bear, company_moves,
};
use crate::domain::{
    CONTACT_SERIES, Change, Code, CodeEntry, CodeId, CodeList, Contact, ContactId, ContactKind, Database,
    graphemes, next_number,
};

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
            can_bear(before.kind, list) && codes.any(|(_, code)| !has(list, code))
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
        let mut builder = Builder::new(self, database);
        builder.add_codes();
        builder.add_contacts();
        builder.update_contacts();
        builder.assign_held_back();
        Change::Batch(builder.changes)
    }

    /// The companies that have to be created because a row that is taken over names them.
    fn named_companies(&self) -> HashSet<usize> {
        let rows = self.rows.iter().zip(&self.entries).filter(|(row, _)| !matches!(fate(row), Fate::Nothing));
        rows.filter_map(|(_, entry)| match entry.as_ref()?.company? {
            CompanyRef::Created(at) => Some(at),
            _ => None,
        })
        .collect()
    }
}

enum Fate {
    New,
    Update(Twin),
    Nothing,
}

fn fate(row: &PlanRow) -> Fate {
    match (&row.outcome, row.decision) {
        (Outcome::New, _) | (Outcome::PossibleDuplicate(_), Duplicate::AddAsNew) => Fate::New,
        (Outcome::Changed(twin), _) | (Outcome::PossibleDuplicate(twin), Duplicate::Update) => {
            Fate::Update(*twin)
        }
        _ => Fate::Nothing,
    }
}

struct Builder<'a> {
    plan: &'a ImportPlan,
    database: &'a Database,
    changes: Vec<Change>,
    codes: HashMap<(CodeList, Code), CodeId>,
    /// Places of new contacts by what they come from.
    places: HashMap<CompanyRef, ContactId>,
    numbers: Numbers<'a>,
}

impl<'a> Builder<'a> {
    fn new(plan: &'a ImportPlan, database: &'a Database) -> Self {
        let rows = plan.rows.iter().zip(&plan.entries).filter(|(row, _)| matches!(fate(row), Fate::New));
        let kept = rows.filter_map(|(_, entry)| entry.as_ref()?.draft.number.as_deref());
        Self {
            plan,
            database,
            changes: Vec::new(),
            codes: HashMap::new(),
            places: HashMap::new(),
            numbers: Numbers { database, kept: kept.collect(), last: database.last_contact_number() },
        }
    }

    fn add_codes(&mut self) {
        let mut added: HashMap<CodeList, usize> = HashMap::new();
        for (list, entry) in self.plan.new_codes(self.database) {
            let count = added.entry(list).or_default();
            let Some(id) = CodeId::from_index(self.database.next_code_id(list).index() + *count) else {
                continue;
            };
            *count += 1;
            self.codes.insert((list, entry.code.clone()), id);
            self.changes.push(Change::PutCode { list, id, entry: Some(entry) });
        }
    }

    fn code(&self, list: CodeList, code: &Code) -> Option<CodeId> {
        self.database.find_code(list, code).or_else(|| self.codes.get(&(list, code.clone())).copied())
    }

    fn add_contacts(&mut self) {
        let plan = self.plan;
        let named = plan.named_companies();
        let new = |kind: ContactKind| {
            let rows = plan.rows.iter().zip(&plan.entries).enumerate();
            rows.filter_map(move |(at, (row, entry))| {
                let entry = entry.as_ref().filter(|entry| entry.draft.contact.kind == kind)?;
                matches!(fate(row), Fate::New).then_some((at, entry))
            })
        };
        // What possible duplicates bring to the new contact of another row.
        let mut joined: HashMap<usize, Vec<&Entry>> = HashMap::new();
        for (row, entry) in plan.rows.iter().zip(&plan.entries) {
            if let (Fate::Update(Twin::Row(other)), Outcome::PossibleDuplicate(_), Some(entry)) =
                (fate(row), &row.outcome, entry)
            {
                joined.entry(other).or_default().push(entry);
            }
        }
        let mut place = self.database.next_contact_id().index();
        for (at, entry) in new(ContactKind::Company) {
            self.add_row(at, entry, &joined, &mut place);
        }
        for (at, created) in plan.created.iter().enumerate().filter(|(at, _)| named.contains(at)) {
            let contact = created.contact.clone();
            self.add(CompanyRef::Created(at), contact, None, &created.codes, &mut place);
        }
        for (at, entry) in new(ContactKind::Person) {
            self.add_row(at, entry, &joined, &mut place);
        }
    }

    fn add_row(&mut self, at: usize, entry: &Entry, joined: &HashMap<usize, Vec<&Entry>>, place: &mut usize) {
        let mut contact = entry.draft.contact.clone();
        contact.excluded = entry.draft.excluded.unwrap_or(false);
        let mut codes = entry.codes.clone();
        for other in joined.get(&at).into_iter().flatten() {
            merge(&mut contact, &other.draft, self.plan.overwrite);
            codes.extend(other.codes.iter().filter(|(list, _)| can_bear(contact.kind, *list)).cloned());
        }
        contact.company = entry.company.and_then(|company| self.company(company));
        self.add(CompanyRef::Row(at), contact, entry.draft.number.as_deref(), &codes, place);
    }

    fn add(
        &mut self,
        from: CompanyRef,
        mut contact: Contact,
        number: Option<&str>,
        codes: &[(CodeList, Code)],
        place: &mut usize,
    ) {
        let Some(id) = ContactId::from_index(*place) else { return };
        *place += 1;
        contact.number = self.numbers.take(number);
        for (list, code) in codes {
            if let Some(code) = self.code(*list, code) {
                contact.add_code(*list, code);
            }
        }
        self.places.insert(from, id);
        self.changes.push(Change::PutContact { id, contact: Some(Box::new(contact)) });
    }

    fn company(&self, company: CompanyRef) -> Option<ContactId> {
        match company {
            CompanyRef::Existing(id) => {
                let is_company = |contact: &Contact| contact.kind == ContactKind::Company;
                self.database.contact(id).is_some_and(is_company).then_some(id)
            }
            other => self.places.get(&other).copied(),
        }
    }

    fn update_contacts(&mut self) {
        let plan = self.plan;
        let mut updated: BTreeMap<ContactId, Contact> = BTreeMap::new();
        for (row, entry) in plan.rows.iter().zip(&plan.entries) {
            let (Fate::Update(Twin::Contact(id)), Some(entry)) = (fate(row), entry) else { continue };
            let Some(contact) = draft_of(&mut updated, self.database, id) else { continue };
            merge(contact, &entry.draft, plan.overwrite);
            if company_moves(contact, entry.company, plan.overwrite) {
                contact.company = entry.company.and_then(|company| self.company(company)).or(contact.company);
            }
            self.put_codes(contact, &entry.codes);
        }
        for (&id, codes) in &plan.company_codes {
            if let Some(contact) = draft_of(&mut updated, self.database, id) {
                self.put_codes(contact, codes);
            }
        }
        for (id, contact) in updated {
            if self.database.contact(id) != Some(&contact) {
                self.changes.push(Change::PutContact { id, contact: Some(Box::new(contact)) });
            }
        }
    }

    /// Industry groups and business relations that came with possible duplicates.
    fn assign_held_back(&mut self) {
        for (row, entry) in self.plan.rows.iter().zip(&self.plan.entries) {
            let Some(entry) = entry else { continue };
            let there = match fate(row) {
                Fate::Nothing => continue,
                Fate::Update(Twin::Contact(id)) => self.database.company_of(id),
                Fate::New | Fate::Update(Twin::Row(_)) => None,
            };
            let Some(company) = entry.company.and_then(|company| self.company(company)).or(there) else {
                continue;
            };
            for (list, code) in &entry.held_back {
                if let Some(id) = self.code(*list, code) {
                    self.changes.push(Change::Assign { list: *list, code: id, contacts: vec![company] });
                }
            }
        }
    }

    fn put_codes(&self, contact: &mut Contact, codes: &[(CodeList, Code)]) {
        for (list, code) in codes {
            if let Some(code) = self.code(*list, code).filter(|_| can_bear(contact.kind, *list)) {
                contact.add_code(*list, code);
            }
        }
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

/// Gives out numbers: the file's own where they are free, else the next of the series.
struct Numbers<'a> {
    database: &'a Database,
    kept: HashSet<&'a str>,
    last: u64,
}

impl Numbers<'_> {
    fn take(&mut self, own: Option<&str>) -> String {
        // The plan has seen to it that no two rows keep the same number.
        if let Some(own) = own.filter(|own| self.database.find_contact(own).is_none()) {
            return own.to_owned();
        }
        loop {
            let number = next_number(CONTACT_SERIES, self.last);
            self.last = self.last.saturating_add(1);
            if self.database.find_contact(&number).is_none() && !self.kept.contains(number.as_str()) {
                return number;
            }
        }
    }
}
