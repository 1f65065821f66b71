//! What a contact here gets from its twin in the file.

use crate::domain::code_list::CodeList;
use crate::domain::contact::{Contact, ContactField};
use crate::domain::contacts::moves_to_company;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::exchange::fill::fill;
use crate::exchange::merge::plan::{MergePlan, Place};

/// What a contact gets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gains {
    /// Fields that are filled or overwritten.
    pub fields: Vec<ContactField>,
    /// A person goes into a company.
    pub company: bool,
    /// *Exclude from Segment* is set.
    pub excluded: bool,
    /// Lists of which it gets a code.
    pub lists: Vec<CodeList>,
    /// It was sample data here and is the office's own there.
    pub own: bool,
}

impl Gains {
    /// Whether it gets nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && !self.company && !self.excluded && self.lists.is_empty() && !self.own
    }

    pub(super) fn of(
        plan: &MergePlan,
        database: &Database,
        file: &Database,
        theirs: ContactId,
        ours: ContactId,
        overwrite: bool,
    ) -> Self {
        let (Some(from), Some(before)) = (file.contact(theirs), database.contact(ours)) else {
            return Self::default();
        };
        let mut contact = before.clone();
        let changed = fill_from(&mut contact, from, overwrite);
        let differs = |field: &ContactField| contact.text(*field) != before.text(*field);
        let fields =
            if changed { ContactField::ALL.into_iter().filter(differs).collect() } else { Vec::new() };
        let brings = |list: &CodeList| {
            list.applies_to(before.kind)
                && from.codes(*list).iter().any(|&code| {
                    let here = MergePlan::code_here(database, file, *list, code);
                    here.is_none_or(|here| !before.codes(*list).contains(&here))
                })
        };
        let company = from.company.map(|company| plan.place(company));
        Self {
            fields,
            company: moves(before, company, overwrite),
            excluded: contact.excluded != before.excluded,
            lists: CodeList::ALL.into_iter().filter(brings).collect(),
            own: before.sample && !from.sample,
        }
    }
}

/// Fills a contact's texts and *Exclude from Segment* from its twin's.
pub(super) fn fill_from(contact: &mut Contact, from: &Contact, overwrite: bool) -> bool {
    // A backup holds no wish to be written to again, only whether there was one not to be.
    fill(contact, from, from.excluded.then_some(true), overwrite)
}

/// Whether a person goes into the company that its twin belongs to.
pub(super) fn moves(contact: &Contact, company: Option<Place>, overwrite: bool) -> bool {
    let there = match company {
        None | Some(Place::Nowhere) => return false,
        Some(Place::New) => None,
        Some(Place::Into(id) | Place::Behind(id)) => Some(id),
    };
    moves_to_company(contact, there, overwrite)
}
