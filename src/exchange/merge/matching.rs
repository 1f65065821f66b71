//! Matches a file's contacts with those here, in steps, so that the page stays responsive with a
//! large file.

use std::collections::{HashMap, HashSet};

use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::contact::Contact;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::exchange::duplicate::DuplicateDecision;
use crate::exchange::matcher::{ContactKeys, MatchKey, Matcher};
use crate::exchange::merge::plan::{CodeOutcome, Destination, MergeCode, MergeOutcome, MergePlan, MergeRow};
use crate::query::search_key::fold;

/// Plans a merge of a file's database into one, in one go.
#[must_use]
pub fn merge(database: &Database, file: &Database, overwrite: bool) -> MergePlan {
    let mut merging = Merging::new(database, file, overwrite);
    while !merging.step(database, file, usize::MAX) {}
    merging.finish()
}

/// A merge plan under construction.
///
/// **The size of the steps makes no difference to the plan**, as long as both databases stay as
/// they are.
pub struct Merging {
    plan: MergePlan,
    matcher: Matcher<ContactId>,
    taken: HashSet<ContactId>,
    /// Contacts of the file with the No. of a different contact here.
    same_number: HashMap<ContactId, ContactId>,
    /// External IDs that several contacts of the file have.
    shared_ids: HashSet<String>,
    is_settled: Vec<bool>,
    stage: usize,
    at: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The contacts here are learned.
    Learning,
    /// Contacts that are equal in everything.
    Same(ContactKind),
    /// Matches by No.
    Numbers(ContactKind),
    /// Matches by another key.
    Key(ContactKind, MatchKey),
    /// Contacts that share only a No. with a contact here that no key has matched.
    Leftover(ContactKind),
    /// Whether matches change.
    Diff(ContactKind),
}

/// Companies come first, so that the companies of persons are matched already.
///
/// **Equal contacts are matched before any key:** once a file has been merged, each of its contacts
/// finds the contact that it went into, even if others resemble it by now.
const STAGES: [Stage; 15] = {
    use ContactKind::{Company, Person};
    [
        Stage::Learning,
        Stage::Same(Company),
        Stage::Numbers(Company),
        Stage::Key(Company, MatchKey::ExternalId),
        Stage::Key(Company, MatchKey::EmailAndName),
        Stage::Key(Company, MatchKey::Name),
        Stage::Leftover(Company),
        Stage::Same(Person),
        Stage::Numbers(Person),
        Stage::Key(Person, MatchKey::ExternalId),
        Stage::Key(Person, MatchKey::EmailAndName),
        Stage::Key(Person, MatchKey::Name),
        Stage::Leftover(Person),
        Stage::Diff(Company),
        Stage::Diff(Person),
    ]
};

impl Merging {
    /// Prepares, and compares the codes.
    #[must_use]
    pub fn new(database: &Database, file: &Database, overwrite: bool) -> Self {
        let row = |(theirs, _)| MergeRow {
            theirs,
            outcome: MergeOutcome::New,
            decision: DuplicateDecision::default(),
        };
        let contacts: Vec<MergeRow> = file.contacts().map(row).collect();
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
            matcher: Matcher::with_capacity(database.contact_count()),
            taken: HashSet::new(),
            same_number: HashMap::new(),
            shared_ids: shared_ids(file),
            stage: 0,
            at: 0,
        }
    }

    /// Processes `contacts` further contacts. Returns whether all is done.
    pub fn step(&mut self, database: &Database, file: &Database, contacts: usize) -> bool {
        let Some(&stage) = STAGES.get(self.stage) else { return true };
        let all = self.all(stage, database);
        let end = self.at.saturating_add(contacts.max(1)).min(all);
        for at in self.at..end {
            match stage {
                Stage::Learning => self.learn(database, at),
                Stage::Same(kind) => self.match_same(database, file, at, kind),
                Stage::Numbers(kind) => self.match_number(database, file, at, kind),
                Stage::Key(kind, by) => self.match_key(database, file, at, kind, by),
                Stage::Leftover(kind) => self.match_leftover(database, file, at, kind),
                Stage::Diff(kind) => self.find_change(database, file, at, kind),
            }
        }
        self.at = end;
        if end == all {
            self.at = 0;
            self.stage += 1;
        }
        self.stage == STAGES.len()
    }

    /// The finished part, from 0 to 1.
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

    fn learn(&mut self, database: &Database, index: usize) {
        let Some(id) = ContactId::from_index(index) else { return };
        let Some(contact) = database.contact(id) else { return };
        let company = contact.company.map(Destination::Into);
        self.matcher.add(ContactKeys::of(contact, &key_of(company)), id);
    }

    fn match_same(&mut self, database: &Database, file: &Database, at: usize, kind: ContactKind) {
        let Some((theirs, contact)) = self.unsettled(file, at, kind) else { return };
        let is_same = |id| is_same(&self.plan, database, file, theirs, id);
        let is_free = |id| !self.taken.contains(&id);
        let by_number = self.plan.is_same_database.then(|| database.find_contact(&contact.number)).flatten();
        if let Some(ours) = by_number.filter(|&id| is_free(id) && is_same(id)) {
            return self.settle(at, MergeOutcome::Unchanged(ours));
        }
        let keys = ContactKeys::of(contact, &self.company_key(contact));
        if let Some((ours, true)) = self.matcher.find(&keys, MatchKey::Name, is_free, is_same) {
            self.settle(at, MergeOutcome::Unchanged(ours));
        }
    }

    fn match_number(&mut self, database: &Database, file: &Database, at: usize, kind: ContactKind) {
        let Some((theirs, contact)) = self.unsettled(file, at, kind) else { return };
        let Some(id) = database.find_contact(&contact.number) else { return };
        let Some(ours) = database.contact(id).filter(|ours| ours.kind == kind) else { return };
        if contradicts(ours, contact) {
            self.same_number.insert(theirs, id);
        } else if !self.taken.contains(&id) {
            self.settle(at, MergeOutcome::Unchanged(id));
        }
    }

    fn match_key(
        &mut self,
        database: &Database,
        file: &Database,
        at: usize,
        kind: ContactKind,
        by: MatchKey,
    ) {
        let Some((theirs, contact)) = self.unsettled(file, at, kind) else { return };
        let keys = ContactKeys::of(contact, &self.company_key(contact));
        let is_of_kind = |id| database.contact(id).is_some_and(|ours| ours.kind == kind);
        let is_free = |id| !self.taken.contains(&id) && is_of_kind(id);
        // Of several with this key, one that has all values already.
        let overwrite = self.plan.overwrite || by == MatchKey::Name;
        let is_best = |id| self.plan.diff_with(database, file, theirs, id, overwrite).is_empty();
        let is_ambiguous = by == MatchKey::ExternalId && self.shared_ids.contains(&external_id(contact));
        let found = if is_ambiguous { None } else { self.matcher.find(&keys, by, is_free, is_best) };
        if let Some((ours, _)) = found {
            self.settle(
                at,
                if by == MatchKey::Name {
                    MergeOutcome::SameName(ours)
                } else {
                    MergeOutcome::Unchanged(ours)
                },
            );
        }
    }

    fn match_leftover(&mut self, database: &Database, file: &Database, at: usize, kind: ContactKind) {
        let Some((theirs, _)) = self.unsettled(file, at, kind) else { return };
        let Some(ours) = self.same_number.get(&theirs).copied().filter(|id| !self.taken.contains(id)) else {
            return;
        };
        if database.contact(ours).is_some_and(|ours| ours.kind == kind) {
            self.settle(at, MergeOutcome::SameNumber(ours));
            self.plan.decide(at, DuplicateDecision::AddAsNew);
        }
    }

    /// Decides whether a match changes.
    fn find_change(&mut self, database: &Database, file: &Database, at: usize, kind: ContactKind) {
        let Some(&MergeRow { theirs, outcome, .. }) = self.plan.contacts.get(at) else { return };
        if file.contact(theirs).is_none_or(|contact| contact.kind != kind) {
            return;
        }
        let is_change =
            |ours, overwrite| !self.plan.diff_with(database, file, theirs, ours, overwrite).is_empty();
        let outcome = match outcome {
            MergeOutcome::Unchanged(ours) if is_change(ours, self.plan.overwrite) => {
                MergeOutcome::Changed(ours)
            }
            // A contact that has all values already needs no decision.
            MergeOutcome::SameName(ours) if !is_change(ours, true) => MergeOutcome::Unchanged(ours),
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

    fn settle(&mut self, at: usize, outcome: MergeOutcome) {
        if let MergeOutcome::Unchanged(ours) | MergeOutcome::SameName(ours) | MergeOutcome::SameNumber(ours) =
            outcome
        {
            self.taken.insert(ours);
        }
        if let Some(row) = self.plan.contacts.get_mut(at) {
            row.outcome = outcome;
        }
        if let Some(is_settled) = self.is_settled.get_mut(at) {
            *is_settled = true;
        }
    }

    /// The key of a person's company: its id here.
    fn company_key(&self, contact: &Contact) -> String {
        key_of(contact.company.map(|company| self.plan.destination(company)))
    }
}

fn key_of(company: Option<Destination>) -> String {
    match company {
        None => String::new(),
        Some(Destination::Into(id) | Destination::RepresentedBy(id)) => id.0.to_string(),
        Some(Destination::New | Destination::Nowhere) => "new".to_owned(),
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
    let company = match from.company.map(|company| plan.destination(company)) {
        None => None,
        Some(Destination::Into(id) | Destination::RepresentedBy(id)) => Some(id),
        Some(Destination::New | Destination::Nowhere) => return false,
    };
    from.kind == here.kind
        && from.excluded == here.excluded
        && company == here.company
        && from.values().eq(here.values())
        && CodeList::ALL.into_iter().all(|list| {
            let codes = from.codes(list);
            codes.len() == here.codes(list).len()
                && codes.iter().all(|&code| {
                    let code = MergePlan::code_here(database, file, list, code);
                    code.is_some_and(|code| here.codes(list).contains(&code))
                })
        })
}

/// Whether two contacts with the same No. look different: neither a word of their names nor another
/// key is the same.
fn contradicts(ours: &Contact, theirs: &Contact) -> bool {
    use ContactField as F;
    let (here, there) = (fold(ours.text(F::Name)), fold(theirs.text(F::Name)));
    let shares_a_word = || here.split_whitespace().any(|word| there.split_whitespace().any(|it| it == word));
    let shares =
        |field: F| !ours.text(field).is_empty() && fold(ours.text(field)) == fold(theirs.text(field));
    let keys = [F::Email, F::ExternalId, F::Phone, F::MobilePhone, F::HomePage];
    !here.is_empty()
        && !there.is_empty()
        && here != there
        && !shares_a_word()
        && !keys.into_iter().any(shares)
}

fn external_id(contact: &Contact) -> String {
    crate::characters::uppercase(contact.text(ContactField::ExternalId))
}

fn shared_ids(file: &Database) -> HashSet<String> {
    let mut seen = HashSet::new();
    let ids = file.contacts().map(|(_, contact)| external_id(contact));
    ids.filter(|id| !id.is_empty() && !seen.insert(id.clone())).collect()
}

fn codes(database: &Database, file: &Database, overwrite: bool) -> Vec<MergeCode> {
    let of_list = |list| file.codes(list).map(move |(theirs, entry)| (list, theirs, entry));
    CodeList::ALL
        .into_iter()
        .flat_map(of_list)
        .map(|(list, theirs, entry)| {
            let here = database.find_code(list, &entry.code);
            let Some((ours, before)) = here.and_then(|ours| Some((ours, database.code(list, ours)?))) else {
                return MergeCode { list, theirs, entry: entry.clone(), outcome: CodeOutcome::New };
            };
            let mut merged = before.clone();
            if !entry.description.is_empty() && (overwrite || merged.description.is_empty()) {
                merged.description.clone_from(&entry.description);
            }
            merged.sample &= entry.sample;
            let is_same = merged == *before;
            let outcome = if is_same { CodeOutcome::Unchanged(ours) } else { CodeOutcome::Changed(ours) };
            MergeCode { list, theirs, entry: merged, outcome }
        })
        .collect()
}
