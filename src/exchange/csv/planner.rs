//! Compares rows with the database and with each other: what becomes of each.
//!
//! It works in steps that are each given the database, so that the page can answer in between.
//! Whoever changes the database in between begins anew.

use std::collections::{BTreeMap, HashMap};

use crate::domain::code::{Code, CodeError};
use crate::domain::code_list::CodeList;
use crate::domain::contact::{ADDRESS_FIELDS, Contact, ContactField, ContactKind};
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::exchange::csv::plan::{
    CompanyRef, Created, Duplicate, Entry, ImportPlan, IntoGroup, Options, Outcome, PlanRow, Twin,
    company_moves, take_over,
};
use crate::exchange::csv::problems::{Reason, Warning};
use crate::exchange::csv::rows::Draft;
use crate::exchange::recognise::{By, Known, Marks};
use crate::query::search_key::fold;

/// How a row stands to what is known.
enum Recognised {
    /// Nobody known.
    New,
    /// Somebody known.
    Same(Twin),
    /// Perhaps somebody known.
    Perhaps(Twin),
}

/// Compares rows with the database and with each other.
pub(super) struct Planner {
    options: Options,
    plan: ImportPlan,
    known: Known<Twin>,
    companies: HashMap<String, CompanyRef>,
    /// Contacts of the database as the rows so far leave them.
    updated: HashMap<ContactId, Contact>,
    numbers: HashMap<String, usize>,
    codes: HashMap<(CodeList, String), Result<Code, CodeError>>,
    by_description: HashMap<(CodeList, String), Code>,
    group: Option<Code>,
}

impl Planner {
    /// Gets ready to compare with this database, whose contacts are still to be learned.
    pub(super) fn new(options: Options, database: &Database) -> Self {
        let by_description = CodeList::ALL
            .into_iter()
            .flat_map(|list| {
                database
                    .codes(list)
                    .map(move |(_, entry)| ((list, fold(&entry.description)), entry.code.clone()))
            })
            .filter(|((_, description), _)| !description.is_empty())
            .collect();
        let mut descriptions = HashMap::new();
        let group = match &options.into_group {
            Some(IntoGroup::Existing(id)) => {
                database.code(CodeList::MailingGroup, *id).map(|entry| entry.code.clone())
            }
            Some(IntoGroup::New(entry)) => {
                descriptions.insert((CodeList::MailingGroup, entry.code.clone()), entry.description.clone());
                Some(entry.code.clone())
            }
            None => None,
        };
        Self {
            plan: ImportPlan {
                rows: Vec::new(),
                entries: Vec::new(),
                created: Vec::new(),
                company_codes: BTreeMap::new(),
                descriptions,
                overwrite: options.overwrite,
            },
            options,
            known: Known::with_room_for(database.contact_count()),
            companies: HashMap::new(),
            updated: HashMap::new(),
            numbers: HashMap::new(),
            codes: HashMap::new(),
            by_description,
            group,
        }
    }

    /// Learns a contact of the database.
    pub(super) fn learn(&mut self, database: &Database, id: ContactId) {
        let Some(contact) = database.contact(id) else { return };
        let company = match contact.kind {
            ContactKind::Company => {
                let name = fold(contact.text(ContactField::Name));
                self.companies.entry(name).or_insert(CompanyRef::Existing(id));
                ""
            }
            ContactKind::Person => database.company_name(id),
        };
        self.known.add(Marks::of(contact, company), Twin::Contact(id));
    }

    /// Takes a row as it was read; rows are compared when all are there.
    pub(super) fn take(&mut self, database: &Database, line: usize, read: Result<Draft, Reason>) {
        let mut row = PlanRow {
            line,
            name: String::new(),
            company: String::new(),
            kind: ContactKind::default(),
            outcome: Outcome::New,
            decision: Duplicate::default(),
            warnings: Vec::new(),
        };
        let entry = match read {
            Err(reason) => {
                row.outcome = Outcome::Rejected(reason);
                None
            }
            Ok(mut draft) => {
                row.name = draft.contact.text(ContactField::Name).to_owned();
                row.company = draft.company.clone().unwrap_or_default();
                row.kind = draft.contact.kind;
                row.warnings = std::mem::take(&mut draft.warnings);
                let mut codes: Vec<(CodeList, Code)> =
                    self.group.iter().map(|code| (CodeList::MailingGroup, code.clone())).collect();
                for (list, written) in std::mem::take(&mut draft.codes) {
                    match self.code(database, list, written) {
                        Ok(code) if codes.contains(&(list, code.clone())) => {}
                        Ok(code) => codes.push((list, code)),
                        Err(error) => row.warnings.push(Warning::BadCode { list, error }),
                    }
                }
                Some(Entry { draft, company: None, codes, held_back: Vec::new() })
            }
        };
        self.plan.rows.push(row);
        self.plan.entries.push(entry);
    }

    /// Reads a code as it is written; a description will do too.
    fn code(&mut self, database: &Database, list: CodeList, written: String) -> Result<Code, CodeError> {
        if let Some(code) = self.codes.get(&(list, written.clone())) {
            return code.clone();
        }
        let parsed = Code::parse(&written);
        let is_there = |code: &Code| database.find_code(list, code).is_some();
        let code = match self.by_description.get(&(list, fold(&written))) {
            Some(described) if !parsed.as_ref().is_ok_and(is_there) => Ok(described.clone()),
            _ => parsed,
        };
        if let Ok(code) = &code {
            self.plan.descriptions.entry((list, code.clone())).or_insert_with(|| written.clone());
        }
        self.codes.insert((list, written), code.clone());
        code
    }

    /// Compares a row, if it is of this kind. Companies are compared before persons, so that
    /// persons find those that have a row of their own further down.
    pub(super) fn compare(&mut self, database: &Database, at: usize, kind: ContactKind) {
        let is_of_kind = |entry: &mut Entry| entry.draft.contact.kind == kind;
        let Some(mut entry) = self.plan.entries.get_mut(at).and_then(|it| it.take_if(is_of_kind)) else {
            return;
        };
        let outcome = self.place(database, at, &mut entry);
        let mut warnings = self.place_codes(database, at, &outcome, &mut entry);
        if matches!(outcome, Outcome::New | Outcome::PossibleDuplicate(_)) {
            warnings.extend(self.reserve_number(database, at, &mut entry));
        }
        if let Some(row) = self.plan.rows.get_mut(at) {
            row.outcome = outcome;
            row.warnings.extend(warnings);
        }
        if let Some(place) = self.plan.entries.get_mut(at) {
            *place = Some(entry);
        }
    }

    /// The plan, once all rows are compared.
    pub(super) fn finish(self) -> ImportPlan {
        self.plan
    }

    /// Finds a row's company and its twin, and says what becomes of it.
    fn place(&mut self, database: &Database, at: usize, entry: &mut Entry) -> Outcome {
        let company_name = entry.draft.company.clone().unwrap_or_default();
        entry.company = self.company(&company_name, &entry.draft.contact);
        let marks = Marks::of(&entry.draft.contact, &company_name);
        match self.recognise(&marks) {
            Recognised::New => {
                self.known.add(marks, Twin::Row(at));
                if entry.draft.contact.kind == ContactKind::Company {
                    let name = fold(entry.draft.contact.text(ContactField::Name));
                    self.companies.entry(name).or_insert(CompanyRef::Row(at));
                }
                Outcome::New
            }
            Recognised::Same(twin) => {
                if let (Twin::Row(other), Some(id)) = (twin, self.clash(twin, &entry.draft.contact)) {
                    let line = self.plan.rows.get(other).map_or(0, |row| row.line);
                    return Outcome::Rejected(Reason::SameExternalId { id, line });
                }
                // Other marks of the same contact may recognise a later row.
                self.known.add(marks, twin);
                self.name_company(database, twin, entry);
                if self.update(database, twin, entry) {
                    Outcome::Changed(twin)
                } else {
                    Outcome::Unchanged(twin)
                }
            }
            Recognised::Perhaps(twin) => {
                if self.would_change(database, twin, entry) {
                    Outcome::PossibleDuplicate(twin)
                } else {
                    Outcome::Unchanged(twin)
                }
            }
        }
    }

    fn recognise(&mut self, marks: &Marks) -> Recognised {
        let mut find = |by| Some(self.known.find(marks, by, |_| true, |_| true)?.0);
        match find(By::ExternalId).or_else(|| find(By::EmailAndName)) {
            Some(twin) => Recognised::Same(twin),
            None => find(By::Name).map_or(Recognised::New, Recognised::Perhaps),
        }
    }

    /// The company a person names: one of the database, of another row, or one to be created.
    fn company(&mut self, name: &str, person: &Contact) -> Option<CompanyRef> {
        let key = fold(name);
        if key.is_empty() {
            return None;
        }
        let created = &mut self.plan.created;
        let with_address = self.options.address_is_the_companys;
        Some(*self.companies.entry(key).or_insert_with(|| {
            let mut contact = Contact::new("", ContactKind::Company).with_text(ContactField::Name, name);
            if with_address {
                for field in ADDRESS_FIELDS {
                    contact.set_text(field, person.text(field));
                }
            }
            created.push(Created { contact, codes: Vec::new() });
            CompanyRef::Created(created.len() - 1)
        }))
    }

    /// Persons may name a company as its row does, though the contact bears another name.
    fn name_company(&mut self, database: &Database, twin: Twin, entry: &Entry) {
        let (kind, company) = match twin {
            Twin::Contact(id) => (database.contact(id).map(|it| it.kind), CompanyRef::Existing(id)),
            Twin::Row(other) => {
                let other_entry = self.plan.entries.get(other).and_then(Option::as_ref);
                (other_entry.map(|it| it.draft.contact.kind), CompanyRef::Row(other))
            }
        };
        if entry.draft.contact.kind == ContactKind::Company && kind == Some(ContactKind::Company) {
            let name = fold(entry.draft.contact.text(ContactField::Name));
            self.companies.entry(name).or_insert(company);
        }
    }

    /// The External ID that two rows share although their names differ.
    fn clash(&self, twin: Twin, contact: &Contact) -> Option<String> {
        let Twin::Row(other) = twin else { return None };
        let other = &self.plan.entries.get(other)?.as_ref()?.draft.contact;
        let differ = fold(other.text(ContactField::Name)) != fold(contact.text(ContactField::Name));
        differ.then(|| contact.text(ContactField::ExternalId).to_owned())
    }

    /// Takes a row over into its twin; whether that changed anything.
    fn update(&mut self, database: &Database, twin: Twin, entry: &mut Entry) -> bool {
        match twin {
            Twin::Contact(id) => {
                let Some(before) = database.contact(id) else { return false };
                let contact = self.updated.entry(id).or_insert_with(|| before.clone());
                let changed = take_over(contact, &entry.draft, self.options.overwrite);
                let moves = company_moves(contact, entry.company, self.options.overwrite);
                let mut changed = changed || moves;
                if !moves {
                    entry.forget_company();
                }
                let kind = contact.kind;
                for (list, code) in entry.codes.iter().filter(|(list, _)| list.applies_to(kind)) {
                    match database.find_code(*list, code) {
                        Some(code) => changed |= contact.add_code(*list, code),
                        None => changed = true,
                    }
                }
                changed
            }
            Twin::Row(other) => {
                let Some(Some(other)) = self.plan.entries.get_mut(other) else { return false };
                let mut changed = take_over(&mut other.draft.contact, &entry.draft, false);
                if other.company.is_none()
                    && entry.company.is_some()
                    && other.draft.contact.kind == ContactKind::Person
                {
                    other.company = entry.company;
                    changed = true;
                } else if other.company != entry.company {
                    entry.forget_company();
                }
                let kind = other.draft.contact.kind;
                for code in entry.codes.iter().filter(|(list, _)| list.applies_to(kind)) {
                    if !other.codes.contains(code) {
                        other.codes.push(code.clone());
                        changed = true;
                    }
                }
                changed
            }
        }
    }

    /// Whether a row has anything that its possible twin has not.
    fn would_change(&self, database: &Database, twin: Twin, entry: &Entry) -> bool {
        match twin {
            Twin::Contact(id) => {
                let Some(contact) = self.updated.get(&id).or_else(|| database.contact(id)) else {
                    return true;
                };
                let has = |list, code: &Code| {
                    let code = database.find_code(list, code);
                    code.is_some_and(|code| contact.codes(list).contains(&code))
                };
                brings_more(entry, contact, contact.company.map(CompanyRef::Existing), has)
            }
            Twin::Row(other) => {
                let Some(Some(other)) = self.plan.entries.get(other) else { return true };
                let has = |list, code: &Code| other.codes.contains(&(list, code.clone()));
                brings_more(entry, &other.draft.contact, other.company, has)
            }
        }
    }

    /// Sends industry groups and business relations of persons to their companies.
    fn place_codes(
        &mut self,
        database: &Database,
        at: usize,
        outcome: &Outcome,
        entry: &mut Entry,
    ) -> Vec<Warning> {
        if entry.draft.contact.kind == ContactKind::Company {
            return Vec::new();
        }
        let (mut for_company, own): (Vec<_>, Vec<_>) =
            std::mem::take(&mut entry.codes).into_iter().partition(|(list, _)| list.is_of_company());
        entry.codes = own;
        match outcome {
            Outcome::PossibleDuplicate(_) => {
                entry.held_back = for_company;
                return Vec::new();
            }
            Outcome::Rejected(_) => return Vec::new(),
            _ => {}
        }
        let there = match outcome {
            Outcome::Changed(Twin::Contact(id)) | Outcome::Unchanged(Twin::Contact(id)) => {
                database.company_of(*id).map(CompanyRef::Existing)
            }
            _ => None,
        };
        let bearer = match entry.company.or(there) {
            Some(CompanyRef::Existing(id)) => {
                let has = |(list, code): &(CodeList, Code)| {
                    let known = database.find_code(*list, code).zip(database.contact(id));
                    known.is_some_and(|(code, company)| company.codes(*list).contains(&code))
                };
                for_company.retain(|code| !has(code));
                if for_company.is_empty() {
                    return Vec::new();
                }
                Some(self.plan.company_codes.entry(id).or_default())
            }
            Some(CompanyRef::Row(row)) if row != at => {
                self.plan.entries.get_mut(row).and_then(Option::as_mut).map(|entry| &mut entry.codes)
            }
            Some(CompanyRef::Created(place)) => {
                self.plan.created.get_mut(place).map(|created| &mut created.codes)
            }
            _ => None,
        };
        let mut warnings = Vec::new();
        match bearer {
            Some(codes) => {
                for code in for_company {
                    if !codes.contains(&code) {
                        codes.push(code);
                    }
                }
            }
            None => warnings.extend(
                for_company
                    .into_iter()
                    .map(|(list, code)| Warning::NoCompany { list, code: code.to_string() }),
            ),
        }
        warnings
    }

    /// Keeps a new contact's No. if nobody has it.
    fn reserve_number(&mut self, database: &Database, at: usize, entry: &mut Entry) -> Option<Warning> {
        let number = entry.draft.number.take()?;
        if database.find_contact(&number).is_some() || self.numbers.contains_key(&number) {
            return Some(Warning::NumberTaken(number));
        }
        self.numbers.insert(number.clone(), at);
        entry.draft.number = Some(number);
        None
    }
}

fn brings_more(
    entry: &Entry,
    contact: &Contact,
    company: Option<CompanyRef>,
    has: impl Fn(CodeList, &Code) -> bool,
) -> bool {
    take_over(&mut contact.clone(), &entry.draft, true)
        || (entry.company.is_some() && entry.company != company)
        || entry.codes.iter().any(|(list, code)| list.applies_to(contact.kind) && !has(*list, code))
}
