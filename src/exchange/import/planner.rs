//! Compares rows with the database and with each other, and decides on the outcome of each.
//!
//! It works in steps that each take the database, so that the page stays responsive. When the
//! database changes in between, the caller starts over.

use std::collections::HashMap;

use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::code::{Code, CodeError};
use crate::domain::contact::{ADDRESS_FIELDS, Contact};
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::exchange::duplicate::DuplicateDecision;
use crate::exchange::import::effect::lacks_code;
use crate::exchange::import::options::{IntoGroup, PlanOptions};
use crate::exchange::import::plan::{
    CompanyRef, CreatedCompany, ImportOutcome, ImportPlan, Match, PlanRow, RowContact,
};
use crate::exchange::import::problems::{Reason, Warning};
use crate::exchange::import::row::ParsedRow;
use crate::exchange::import::updates::UpdatedContact;
use crate::exchange::matcher::{ContactKeys, MatchKey, Matcher};
use crate::query::search_key::fold;

/// The result of matching a row.
enum Recognised {
    /// An unknown contact.
    New,
    /// A known contact.
    Same(Match),
    /// Possibly a known contact.
    Perhaps(Match),
}

/// Compares rows with the database and with each other.
pub(super) struct Planner {
    options: PlanOptions,
    plan: ImportPlan,
    matcher: Matcher<Match>,
    companies: HashMap<String, CompanyRef>,
    /// Contacts of the database as the rows so far leave them.
    updated: HashMap<ContactId, UpdatedContact>,
    numbers: HashMap<String, usize>,
    codes: HashMap<(CodeList, String), Result<Code, CodeError>>,
    by_description: HashMap<(CodeList, String), Code>,
    group: Option<Code>,
}

impl Planner {
    /// Prepares for this database. Its contacts are still to be passed to [`Planner::learn`].
    pub(super) fn new(options: PlanOptions, database: &Database) -> Self {
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
            plan: ImportPlan { descriptions, overwrite: options.overwrite, ..ImportPlan::default() },
            options,
            matcher: Matcher::with_capacity(database.contact_count()),
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
        self.matcher.add(ContactKeys::of(contact, company), Match::Contact(id));
    }

    /// Adds a row as it was parsed. Rows are compared once all of them are added.
    pub(super) fn take(&mut self, database: &Database, line: usize, read: Result<ParsedRow, Reason>) {
        let mut row = PlanRow {
            line,
            name: String::new(),
            company: String::new(),
            kind: ContactKind::default(),
            outcome: ImportOutcome::New,
            decision: DuplicateDecision::default(),
            warnings: Vec::new(),
        };
        let entry = match read {
            Err(reason) => {
                row.outcome = ImportOutcome::Rejected(reason);
                None
            }
            Ok(mut parsed) => {
                row.name = parsed.contact.text(ContactField::Name).to_owned();
                row.company = parsed.company.clone().unwrap_or_default();
                row.kind = parsed.contact.kind;
                parsed.contact.excluded = parsed.excluded.unwrap_or(false);
                row.warnings = std::mem::take(&mut parsed.warnings);
                let mut codes: Vec<(CodeList, Code)> =
                    self.group.iter().map(|code| (CodeList::MailingGroup, code.clone())).collect();
                for (list, written) in std::mem::take(&mut parsed.codes) {
                    match self.code(database, list, written) {
                        Ok(code) if codes.contains(&(list, code.clone())) => {}
                        Ok(code) => codes.push((list, code)),
                        Err(error) => row.warnings.push(Warning::BadCode { list, error }),
                    }
                }
                Some(RowContact { parsed, company: None, codes, held_back: Vec::new() })
            }
        };
        self.plan.rows.push(row);
        self.plan.row_contacts.push(entry);
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

    /// Compares a row, if it is of this kind. Companies are compared before persons, so that persons
    /// find companies whose row comes later in the file.
    pub(super) fn compare(&mut self, database: &Database, at: usize, kind: ContactKind) {
        let is_of_kind = |entry: &mut RowContact| entry.parsed.contact.kind == kind;
        let Some(mut entry) = self.plan.row_contacts.get_mut(at).and_then(|it| it.take_if(is_of_kind)) else {
            return;
        };
        let outcome = self.outcome(database, at, &mut entry);
        let mut warnings = self.distribute_codes(database, at, &outcome, &mut entry);
        if matches!(outcome, ImportOutcome::New | ImportOutcome::PossibleDuplicate(_)) {
            warnings.extend(self.reserve_number(database, at, &mut entry));
        }
        if let Some(row) = self.plan.rows.get_mut(at) {
            row.outcome = outcome;
            row.warnings.extend(warnings);
        }
        if let Some(slot) = self.plan.row_contacts.get_mut(at) {
            *slot = Some(entry);
        }
    }

    /// The plan, once all rows are compared.
    pub(super) fn finish(self) -> ImportPlan {
        self.plan
    }

    /// Finds a row's company and the contact that it matches, and decides on its outcome.
    fn outcome(&mut self, database: &Database, at: usize, entry: &mut RowContact) -> ImportOutcome {
        let company_name = entry.parsed.company.clone().unwrap_or_default();
        entry.company = self.company(&company_name, &entry.parsed.contact);
        let keys = ContactKeys::of(&entry.parsed.contact, &company_name);
        match self.recognise(&keys) {
            Recognised::New => {
                self.matcher.add(keys, Match::Row(at));
                if entry.parsed.contact.kind == ContactKind::Company {
                    let name = fold(entry.parsed.contact.text(ContactField::Name));
                    self.companies.entry(name).or_insert(CompanyRef::Row(at));
                }
                ImportOutcome::New
            }
            Recognised::Same(matched) => {
                if let (Match::Row(other), Some(id)) =
                    (matched, self.conflict(matched, &entry.parsed.contact))
                {
                    let line = self.plan.rows.get(other).map_or(0, |row| row.line);
                    return ImportOutcome::Rejected(Reason::SameExternalId { id, line });
                }
                // Other keys of the same contact may match a later row.
                self.matcher.add(keys, matched);
                self.name_company(database, matched, entry);
                if self.update(database, at, matched, entry) {
                    ImportOutcome::Changed(matched)
                } else {
                    ImportOutcome::Unchanged(matched)
                }
            }
            Recognised::Perhaps(matched) => {
                if self.would_change(database, matched, entry) {
                    ImportOutcome::PossibleDuplicate(matched)
                } else {
                    ImportOutcome::Unchanged(matched)
                }
            }
        }
    }

    fn recognise(&mut self, keys: &ContactKeys) -> Recognised {
        let mut find = |by| Some(self.matcher.find(keys, by, |_| true, |_| true)?.0);
        match find(MatchKey::ExternalId).or_else(|| find(MatchKey::EmailAndName)) {
            Some(matched) => Recognised::Same(matched),
            None => find(MatchKey::Name).map_or(Recognised::New, Recognised::Perhaps),
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
                    contact.set(field, person.value(field).cloned());
                }
            }
            created.push(CreatedCompany { contact, codes: Vec::new() });
            CompanyRef::Created(created.len() - 1)
        }))
    }

    /// Lets persons find a company by the name that its row has, though the contact has another.
    fn name_company(&mut self, database: &Database, matched: Match, entry: &RowContact) {
        let (kind, company) = match matched {
            Match::Contact(id) => (database.contact(id).map(|it| it.kind), CompanyRef::Existing(id)),
            Match::Row(other) => (self.plan.contact(other).map(|it| it.kind), CompanyRef::Row(other)),
        };
        if entry.parsed.contact.kind == ContactKind::Company && kind == Some(ContactKind::Company) {
            let name = fold(entry.parsed.contact.text(ContactField::Name));
            self.companies.entry(name).or_insert(company);
        }
    }

    /// The External ID that two rows share although their names differ.
    fn conflict(&self, matched: Match, contact: &Contact) -> Option<String> {
        let Match::Row(other) = matched else { return None };
        let other = self.plan.contact(other)?;
        let differ = fold(other.text(ContactField::Name)) != fold(contact.text(ContactField::Name));
        differ.then(|| contact.text(ContactField::ExternalId).to_owned())
    }

    /// Merges a row into the contact that it matches. Returns whether that changes the contact.
    fn update(&mut self, database: &Database, at: usize, matched: Match, entry: &mut RowContact) -> bool {
        match matched {
            Match::Contact(id) => {
                let Some(before) = database.contact(id) else { return false };
                let updated = self.updated.entry(id).or_insert_with(|| UpdatedContact::of_contact(before));
                let merged = updated.merge(database, entry, self.options.overwrite);
                if merged.is_change {
                    let update = self.plan.updates.entry(id).or_default();
                    update.rows.push(at);
                    update.is_change = updated.differs_from(before);
                }
                if !merged.moves {
                    entry.forget_company();
                }
                merged.is_change
            }
            Match::Row(other) => {
                let Some(Some(other)) = self.plan.row_contacts.get_mut(other) else { return false };
                let mut updated = UpdatedContact::of_row(other);
                let merged = updated.merge(database, entry, false);
                if updated.company != entry.company {
                    entry.forget_company();
                }
                other.parsed.contact = updated.contact;
                other.company = updated.company;
                other.codes = updated.codes;
                merged.is_change
            }
        }
    }

    /// Whether a row has any value that its possible match lacks.
    fn would_change(&self, database: &Database, matched: Match, entry: &RowContact) -> bool {
        let updated = match matched {
            Match::Contact(id) => {
                let of_contact = || database.contact(id).map(UpdatedContact::of_contact);
                self.updated.get(&id).cloned().or_else(of_contact)
            }
            Match::Row(other) => {
                self.plan.row_contacts.get(other).and_then(Option::as_ref).map(UpdatedContact::of_row)
            }
        };
        updated.is_none_or(|mut updated| updated.merge(database, entry, true).is_change)
    }

    /// Moves codes that belong to companies from persons to their companies.
    fn distribute_codes(
        &mut self,
        database: &Database,
        at: usize,
        outcome: &ImportOutcome,
        entry: &mut RowContact,
    ) -> Vec<Warning> {
        let wrong_holder =
            |(list, code): (CodeList, Code)| Warning::WrongHolder { list, code: code.to_string() };
        if entry.parsed.contact.kind == ContactKind::Company {
            let (own, foreign) = std::mem::take(&mut entry.codes)
                .into_iter()
                .partition::<Vec<_>, _>(|(list, _)| list.applies_to(ContactKind::Company));
            entry.codes = own;
            return foreign.into_iter().map(wrong_holder).collect();
        }
        let (mut for_company, own): (Vec<_>, Vec<_>) =
            std::mem::take(&mut entry.codes).into_iter().partition(|(list, _)| list.is_of_company());
        entry.codes = own;
        match outcome {
            ImportOutcome::PossibleDuplicate(_) => {
                entry.held_back = for_company;
                return Vec::new();
            }
            ImportOutcome::Rejected(_) => return Vec::new(),
            _ => {}
        }
        let of_contact = match outcome {
            ImportOutcome::Changed(Match::Contact(id)) | ImportOutcome::Unchanged(Match::Contact(id)) => {
                database.company_of(*id).map(CompanyRef::Existing)
            }
            _ => None,
        };
        let holder = match entry.company.or(of_contact) {
            Some(CompanyRef::Existing(id)) => {
                for_company.retain(|(list, code)| lacks_code(database, id, *list, code));
                if for_company.is_empty() {
                    return Vec::new();
                }
                Some(self.plan.company_codes.entry(id).or_default())
            }
            Some(CompanyRef::Row(row)) if row != at => {
                self.plan.row_contacts.get_mut(row).and_then(Option::as_mut).map(|entry| &mut entry.codes)
            }
            Some(CompanyRef::Created(place)) => {
                self.plan.created.get_mut(place).map(|created| &mut created.codes)
            }
            _ => None,
        };
        let mut warnings = Vec::new();
        match holder {
            Some(codes) => {
                for code in for_company {
                    if !codes.contains(&code) {
                        codes.push(code);
                    }
                }
            }
            None => warnings.extend(for_company.into_iter().map(wrong_holder)),
        }
        warnings
    }

    /// Keeps a new contact's No. if no other contact has it.
    fn reserve_number(&mut self, database: &Database, at: usize, entry: &mut RowContact) -> Option<Warning> {
        let number = entry.parsed.number.take()?;
        if database.find_contact(&number).is_some() || self.numbers.contains_key(&number) {
            return Some(Warning::NumberTaken(number));
        }
        self.numbers.insert(number.clone(), at);
        entry.parsed.number = Some(number);
        None
    }
}
