//! What a merge would do.

use std::collections::HashMap;

use crate::domain::code_list::{CodeEntry, CodeList};
use crate::domain::contact::ContactKind;
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::exchange::csv::plan::Duplicate;
use crate::exchange::merge::gains::Gains;
use crate::exchange::merge::matching::Merging;
use crate::exchange::numbers::Numbers;

/// What becomes of a contact of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new contact.
    New,
    /// Its twin here gets something.
    Changed(ContactId),
    /// Its twin here has all of it already.
    Unchanged(ContactId),
    /// A contact here has the same name and company: a person decides.
    SameName(ContactId),
    /// A contact here has the same No. and hardly anything else: a person decides.
    SameNumber(ContactId),
}

/// A contact of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContactRow {
    /// Where it is in the file's database.
    pub theirs: ContactId,
    /// What becomes of it.
    pub outcome: Outcome,
    /// For a possible duplicate: what was decided.
    pub decision: Duplicate,
}

/// Where a contact of the file ends up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It is added.
    New,
    /// It goes into this contact.
    Into(ContactId),
    /// It is left out, and this contact stands for it.
    Behind(ContactId),
    /// It is left out.
    Nowhere,
}

impl ContactRow {
    pub(super) fn place(&self) -> Place {
        match (self.outcome, self.decision) {
            (Outcome::New, _) | (Outcome::SameName(_) | Outcome::SameNumber(_), Duplicate::AddAsNew) => {
                Place::New
            }
            (Outcome::Changed(twin) | Outcome::Unchanged(twin), _)
            | (Outcome::SameName(twin) | Outcome::SameNumber(twin), Duplicate::Update) => Place::Into(twin),
            (Outcome::SameName(twin), Duplicate::LeaveOut) => Place::Behind(twin),
            (Outcome::SameNumber(_), Duplicate::LeaveOut) => Place::Nowhere,
        }
    }

    /// Whether a person decides about it.
    #[must_use]
    pub fn is_possible_duplicate(&self) -> bool {
        matches!(self.outcome, Outcome::SameName(_) | Outcome::SameNumber(_))
    }
}

/// What becomes of a code of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeOutcome {
    /// A new code.
    New,
    /// The code is here and gets its description.
    Changed(CodeId),
    /// The code is here.
    Unchanged(CodeId),
}

/// A code of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRow {
    /// In which list.
    pub list: CodeList,
    /// Where it is in the file's database.
    pub theirs: CodeId,
    /// The row as it will be here.
    pub entry: CodeEntry,
    /// What becomes of it.
    pub outcome: CodeOutcome,
}

/// How many contacts become what, decisions included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// New contacts.
    pub new: usize,
    /// Contacts here that get something.
    pub changed: usize,
    /// Contacts of the file that bring nothing new.
    pub unchanged: usize,
    /// Contacts that a person decides about, whatever was decided.
    pub possible_duplicates: usize,
    /// Possible duplicates that are left out.
    pub left_out: usize,
}

impl Totals {
    /// How many contacts really change: new ones and those that get something.
    #[must_use]
    pub fn contacts(&self) -> usize {
        self.new + self.changed
    }
}

/// What a merge would do. Nothing has happened yet; [`super::MergePlan::change`] makes one change of it.
#[derive(Clone, Debug)]
pub struct MergePlan {
    /// The file's contacts, in its order.
    pub contacts: Vec<ContactRow>,
    /// The file's codes, list by list.
    pub codes: Vec<CodeRow>,
    pub(super) rows: HashMap<ContactId, usize>,
    pub(super) overwrite: bool,
    pub(super) is_same_database: bool,
}

/// Plans a merge of a file's database into one, in one go.
#[must_use]
pub fn merge(database: &Database, file: &Database, overwrite: bool) -> MergePlan {
    let mut merging = Merging::new(database, file, overwrite);
    while !merging.step(database, file, usize::MAX) {}
    merging.finish()
}

impl MergePlan {
    /// Decides about a possible duplicate.
    pub fn decide(&mut self, row: usize, decision: Duplicate) {
        if let Some(row) = self.contacts.get_mut(row) {
            row.decision = decision;
        }
    }

    /// How many contacts become what.
    #[must_use]
    pub fn totals(&self, database: &Database, file: &Database) -> Totals {
        let mut totals = Totals::default();
        for row in &self.contacts {
            totals.possible_duplicates += usize::from(row.is_possible_duplicate());
            match row.place() {
                Place::New => totals.new += 1,
                Place::Into(twin) => {
                    let is_changed = match row.outcome {
                        Outcome::Unchanged(_) | Outcome::Changed(_)
                            if !self.follows_a_decision(file, row) =>
                        {
                            matches!(row.outcome, Outcome::Changed(_))
                        }
                        _ => !self.gains(database, file, row.theirs, twin).is_empty(),
                    };
                    totals.changed += usize::from(is_changed);
                    totals.unchanged += usize::from(!is_changed);
                }
                Place::Behind(_) | Place::Nowhere => totals.left_out += 1,
            }
        }
        totals
    }

    /// Contacts that come under another No. than they have in the file, and the new one.
    #[must_use]
    pub fn renumbered(&self, database: &Database, file: &Database) -> Vec<(ContactId, String)> {
        let mut numbers = self.numbers(database, file);
        let own = |id| file.contact(id).map_or("", |contact| contact.number.as_str());
        let numbered =
            self.new_contacts(file).into_iter().map(|id| (id, numbers.take(database, Some(own(id)))));
        numbered.filter(|(id, number)| own(*id) != number).collect()
    }

    /// What a contact here gets from one of the file.
    #[must_use]
    pub fn gains(&self, database: &Database, file: &Database, theirs: ContactId, ours: ContactId) -> Gains {
        Gains::of(self, database, file, theirs, ours, self.overwrite)
    }

    /// Whether a person decides about the company of this person of the file.
    fn follows_a_decision(&self, file: &Database, row: &ContactRow) -> bool {
        let company = file.contact(row.theirs).and_then(|contact| contact.company);
        let company = company.and_then(|company| self.contacts.get(*self.rows.get(&company)?));
        company.is_some_and(ContactRow::is_possible_duplicate)
    }

    /// The contacts that are added, companies before their persons.
    pub(super) fn new_contacts(&self, file: &Database) -> Vec<ContactId> {
        let new = self.contacts.iter().filter(|row| row.place() == Place::New).map(|row| row.theirs);
        let is_company = |id: &ContactId| file.contact(*id).is_some_and(|it| it.kind == ContactKind::Company);
        let (mut companies, persons): (Vec<_>, Vec<_>) = new.partition(is_company);
        companies.extend(persons);
        companies
    }

    /// Gives out numbers to [`MergePlan::new_contacts`], in this order.
    pub(super) fn numbers(&self, database: &Database, file: &Database) -> Numbers {
        // A number of the file is never given to somebody else of the file.
        Numbers::new(database, file.contacts().map(|(_, contact)| contact.number.clone()).collect())
    }

    /// Where a contact of the file ends up.
    pub(super) fn place(&self, theirs: ContactId) -> Place {
        let row = self.rows.get(&theirs).and_then(|&row| self.contacts.get(row));
        row.map_or(Place::Nowhere, ContactRow::place)
    }

    /// The code here that a code of the file is; nothing where it is still to be created.
    pub(super) fn code_here(
        database: &Database,
        file: &Database,
        list: CodeList,
        theirs: CodeId,
    ) -> Option<CodeId> {
        database.find_code(list, &file.code(list, theirs)?.code)
    }
}
