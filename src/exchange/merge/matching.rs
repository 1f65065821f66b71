//! Finds the twins of a file's contacts, in steps, so that nobody has to wait for a large file.

use std::collections::{HashMap, HashSet};

use crate::domain::code_list::CodeList;
use crate::domain::contact::{Contact, ContactField, ContactKind};
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::exchange::csv::plan::Duplicate;
use crate::exchange::merge::gains::Gains;
use crate::exchange::merge::plan::{CodeOutcome, CodeRow, ContactRow, MergePlan, Outcome, Place};
use crate::exchange::recognise::{By, Known, Marks};
use crate::query::search_key::fold;

/// A merge in the making.
///
/// **The size of the steps makes no difference to the plan**, as long as both databases stay as
/// they are.
pub struct Merging {
    plan: MergePlan,
    known: Known<ContactId>,
    taken: HashSet<ContactId>,
    /// Contacts of the file with the No. of another one here.
    same_number: HashMap<ContactId, ContactId>,
    /// External IDs that several contacts of the file have.
    shared_ids: HashSet<String>,
    is_settled: Vec<bool>,
    stage: usize,
    at: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Who is here.
    Learning,
    /// Who is the very same, in everything.
    Same(ContactKind),
    /// Twins by No.
    Numbers(ContactKind),
    /// Twins by other marks.
    Marks(ContactKind, By),
    /// Who has nothing but the No. of somebody here whom no mark found.
    Leftover(ContactKind),
    /// What twins get.
    Gains(ContactKind),
}

/// Companies first, so that it is known for persons where their companies are here.
///
/// **Who is the very same comes before all marks:** once a file has been merged, each of its
/// contacts is found again where it went, whatever others got that resembles it.
const STAGES: [Stage; 15] = {
    use ContactKind::{Company, Person};
    [
        Stage::Learning,
        Stage::Same(Company),
        Stage::Numbers(Company),
        Stage::Marks(Company, By::ExternalId),
        Stage::Marks(Company, By::EmailAndName),
        Stage::Marks(Company, By::Name),
        Stage::Leftover(Company),
        Stage::Same(Person),
        Stage::Numbers(Person),
        Stage::Marks(Person, By::ExternalId),
        Stage::Marks(Person, By::EmailAndName),
        Stage::Marks(Person, By::Name),
        Stage::Leftover(Person),
        Stage::Gains(Company),
        Stage::Gains(Person),
    ]
};

impl Merging {
    /// Gets ready, and compares the codes.
    #[must_use]
    pub fn new(database: &Database, file: &Database, overwrite: bool) -> Self {
        let row = |(theirs, _)| ContactRow { theirs, outcome: Outcome::New, decision: Duplicate::default() };
        let contacts: Vec<ContactRow> = file.contacts().map(row).collect();
        let rows = contacts.iter().enumerate().map(|(at, row)| (row.theirs, at)).collect();
        Self {
            is_settled: vec![false; contacts.len()],
            plan: MergePlan {
                contacts,
                codes: codes(database, file, overwrite),
                rows,
                overwrite,
                is_same_database: database.identity() == file.identity(),
            },
            known: Known::with_room_for(database.contact_count()),
            taken: HashSet::new(),
            same_number: HashMap::new(),
            shared_ids: shared_ids(file),
            stage: 0,
            at: 0,
        }
    }

    /// Works on so many contacts more; whether that was all.
    pub fn step(&mut self, database: &Database, file: &Database, contacts: usize) -> bool {
        let Some(&stage) = STAGES.get(self.stage) else { return true };
        let all = self.all(stage, database);
        let end = self.at.saturating_add(contacts.max(1)).min(all);
        for at in self.at..end {
            match stage {
                Stage::Learning => self.learn(database, at),
                Stage::Same(kind) => self.match_same(database, file, at, kind),
                Stage::Numbers(kind) => self.match_number(database, file, at, kind),
                Stage::Marks(kind, by) => self.match_marks(database, file, at, kind, by),
                Stage::Leftover(kind) => self.match_leftover(database, file, at, kind),
                Stage::Gains(kind) => self.judge(database, file, at, kind),
            }
        }
        self.at = end;
        if end == all {
            self.at = 0;
            self.stage += 1;
        }
        self.stage == STAGES.len()
    }

    /// The part that is done, from 0 to 1.
    #[must_use]
    pub fn share(&self, database: &Database) -> f64 {
        let all = |stage: &Stage| self.all(*stage, database);
        let before: usize = STAGES.iter().take(self.stage).map(all).sum();
        let total: usize = STAGES.iter().map(all).sum();
        if total == 0 { 1.0 } else { (before + self.at) as f64 / total as f64 }
    }

    /// The plan, once all steps are done.
    #[must_use]
    pub fn finish(self) -> MergePlan {
        self.plan
    }

    fn all(&self, stage: Stage, database: &Database) -> usize {
        match stage {
            Stage::Learning => database.contact_slots(),
            Stage::Numbers(_) | Stage::Leftover(_) if !self.plan.is_same_database => 0,
            _ => self.plan.contacts.len(),
        }
    }

    fn learn(&mut self, database: &Database, place: usize) {
        let Some(id) = ContactId::from_index(place) else { return };
        let Some(contact) = database.contact(id) else { return };
        let company = contact.company.map(Place::Into);
        self.known.add(Marks::of(contact, &key_of(company)), id);
    }

    fn match_same(&mut self, database: &Database, file: &Database, at: usize, kind: ContactKind) {
        let Some((theirs, contact)) = self.unsettled(file, at, kind) else { return };
        let is_same = |id| is_same(&self.plan, database, file, theirs, id);
        let is_free = |id| !self.taken.contains(&id);
        let by_number = self.plan.is_same_database.then(|| database.find_contact(&contact.number)).flatten();
        if let Some(twin) = by_number.filter(|&id| is_free(id) && is_same(id)) {
            return self.settle(at, Outcome::Unchanged(twin));
        }
        let marks = Marks::of(contact, &self.company_key(contact));
        if let Some((twin, true)) = self.known.find(&marks, By::Name, is_free, is_same) {
            self.settle(at, Outcome::Unchanged(twin));
        }
    }

    fn match_number(&mut self, database: &Database, file: &Database, at: usize, kind: ContactKind) {
        let Some((theirs, contact)) = self.unsettled(file, at, kind) else { return };
        let Some(twin) = database.find_contact(&contact.number) else { return };
        let Some(ours) = database.contact(twin).filter(|ours| ours.kind == kind) else { return };
        if contradicts(ours, contact) {
            self.same_number.insert(theirs, twin);
        } else if !self.taken.contains(&twin) {
            self.settle(at, Outcome::Unchanged(twin));
        }
    }

    fn match_marks(&mut self, database: &Database, file: &Database, at: usize, kind: ContactKind, by: By) {
        let Some((theirs, contact)) = self.unsettled(file, at, kind) else { return };
        let marks = Marks::of(contact, &self.company_key(contact));
        let is_of_kind = |id| database.contact(id).is_some_and(|ours| ours.kind == kind);
        let is_free = |id| !self.taken.contains(&id) && is_of_kind(id);
        // Of several who share the mark, the one that has all of it already.
        let overwrite = self.plan.overwrite || by == By::Name;
        let fits = |id| Gains::of(&self.plan, database, file, theirs, id, overwrite).is_empty();
        let is_nobodys = by == By::ExternalId && self.shared_ids.contains(&external_id(contact));
        let found = if is_nobodys { None } else { self.known.find(&marks, by, is_free, fits) };
        if let Some((twin, _)) = found {
            self.settle(at, if by == By::Name { Outcome::SameName(twin) } else { Outcome::Unchanged(twin) });
        }
    }

    fn match_leftover(&mut self, database: &Database, file: &Database, at: usize, kind: ContactKind) {
        let Some((theirs, _)) = self.unsettled(file, at, kind) else { return };
        let Some(twin) = self.same_number.get(&theirs).copied().filter(|id| !self.taken.contains(id)) else {
            return;
        };
        if database.contact(twin).is_some_and(|ours| ours.kind == kind) {
            self.settle(at, Outcome::SameNumber(twin));
            self.plan.decide(at, Duplicate::AddAsNew);
        }
    }

    /// Says what twins get.
    fn judge(&mut self, database: &Database, file: &Database, at: usize, kind: ContactKind) {
        let Some(&ContactRow { theirs, outcome, .. }) = self.plan.contacts.get(at) else { return };
        if file.contact(theirs).is_none_or(|contact| contact.kind != kind) {
            return;
        }
        let gains = |twin, overwrite| Gains::of(&self.plan, database, file, theirs, twin, overwrite);
        let outcome = match outcome {
            Outcome::Unchanged(twin) if !gains(twin, self.plan.overwrite).is_empty() => {
                Outcome::Changed(twin)
            }
            // Who has all of it is no question.
            Outcome::SameName(twin) if gains(twin, true).is_empty() => Outcome::Unchanged(twin),
            other => other,
        };
        if let Some(row) = self.plan.contacts.get_mut(at) {
            row.outcome = outcome;
        }
    }

    fn unsettled<'f>(
        &self,
        file: &'f Database,
        at: usize,
        kind: ContactKind,
    ) -> Option<(ContactId, &'f Contact)> {
        let theirs = self.plan.contacts.get(at)?.theirs;
        let contact = file.contact(theirs).filter(|contact| contact.kind == kind)?;
        self.is_settled.get(at).is_some_and(|is_settled| !is_settled).then_some((theirs, contact))
    }

    fn settle(&mut self, at: usize, outcome: Outcome) {
        if let Outcome::Unchanged(twin) | Outcome::SameName(twin) | Outcome::SameNumber(twin) = outcome {
            self.taken.insert(twin);
        }
        if let Some(row) = self.plan.contacts.get_mut(at) {
            row.outcome = outcome;
        }
        if let Some(is_settled) = self.is_settled.get_mut(at) {
            *is_settled = true;
        }
    }

    /// What tells the company of a person of the file from others: where it is here.
    fn company_key(&self, contact: &Contact) -> String {
        key_of(contact.company.map(|company| self.plan.place(company)))
    }
}

fn key_of(company: Option<Place>) -> String {
    match company {
        None => String::new(),
        Some(Place::Into(id) | Place::Behind(id)) => id.0.to_string(),
        Some(Place::New | Place::Nowhere) => "new".to_owned(),
    }
}

/// Whether a contact of the file is the same as one here in everything but its No.
fn is_same(
    plan: &MergePlan,
    database: &Database,
    file: &Database,
    theirs: ContactId,
    ours: ContactId,
) -> bool {
    let (Some(from), Some(here)) = (file.contact(theirs), database.contact(ours)) else { return false };
    let company = match from.company.map(|company| plan.place(company)) {
        None => None,
        Some(Place::Into(id) | Place::Behind(id)) => Some(id),
        Some(Place::New | Place::Nowhere) => return false,
    };
    from.kind == here.kind
        && from.excluded == here.excluded
        && company == here.company
        && from.texts().eq(here.texts())
        && CodeList::ALL.into_iter().all(|list| {
            let codes = from.codes(list);
            codes.len() == here.codes(list).len()
                && codes.iter().all(|&code| {
                    let code = MergePlan::code_here(database, file, list, code);
                    code.is_some_and(|code| here.codes(list).contains(&code))
                })
        })
}

/// Whether two contacts with one No. are different ones for all that can be seen: no word of
/// their names and none of their marks is the same.
fn contradicts(ours: &Contact, theirs: &Contact) -> bool {
    use ContactField as F;
    let (here, there) = (fold(ours.text(F::Name)), fold(theirs.text(F::Name)));
    let shares_a_word = || here.split_whitespace().any(|word| there.split_whitespace().any(|it| it == word));
    let shares =
        |field: F| !ours.text(field).is_empty() && fold(ours.text(field)) == fold(theirs.text(field));
    let marks = [F::Email, F::ExternalId, F::Phone, F::MobilePhone, F::HomePage];
    !here.is_empty()
        && !there.is_empty()
        && here != there
        && !shares_a_word()
        && !marks.into_iter().any(shares)
}

fn external_id(contact: &Contact) -> String {
    crate::characters::uppercase(contact.text(ContactField::ExternalId))
}

fn shared_ids(file: &Database) -> HashSet<String> {
    let mut seen = HashSet::new();
    let ids = file.contacts().map(|(_, contact)| external_id(contact));
    ids.filter(|id| !id.is_empty() && !seen.insert(id.clone())).collect()
}

fn codes(database: &Database, file: &Database, overwrite: bool) -> Vec<CodeRow> {
    let of_list = |list| file.codes(list).map(move |(theirs, entry)| (list, theirs, entry));
    CodeList::ALL
        .into_iter()
        .flat_map(of_list)
        .map(|(list, theirs, entry)| {
            let here = database.find_code(list, &entry.code);
            let Some((ours, before)) = here.and_then(|ours| Some((ours, database.code(list, ours)?))) else {
                return CodeRow { list, theirs, entry: entry.clone(), outcome: CodeOutcome::New };
            };
            let mut merged = before.clone();
            if !entry.description.is_empty() && (overwrite || merged.description.is_empty()) {
                merged.description.clone_from(&entry.description);
            }
            merged.sample &= entry.sample;
            let is_same = merged == *before;
            let outcome = if is_same { CodeOutcome::Unchanged(ours) } else { CodeOutcome::Changed(ours) };
            CodeRow { list, theirs, entry: merged, outcome }
        })
        .collect()
}
