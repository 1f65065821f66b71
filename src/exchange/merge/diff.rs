//! The differences that a merge makes to a contact here.

use crate::domain::catalogue::CodeList;
use crate::domain::contact::Contact;
use crate::domain::contacts::moves_to_company;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::exchange::contact_diff::ContactDiff;
use crate::exchange::merge::plan::{Destination, MergePlan};
use crate::exchange::merge_into::merge_into;

impl MergePlan {
    /// What merging a contact of the file changes on a contact here.
    #[must_use]
    pub fn diff(
        &self,
        database: &Database,
        file: &Database,
        theirs: ContactId,
        ours: ContactId,
    ) -> ContactDiff {
        self.diff_with(database, file, theirs, ours, self.overwrite)
    }

    pub(super) fn diff_with(
        &self,
        database: &Database,
        file: &Database,
        theirs: ContactId,
        ours: ContactId,
        overwrite: bool,
    ) -> ContactDiff {
        let (Some(from), Some(before)) = (file.contact(theirs), database.contact(ours)) else {
            return ContactDiff::default();
        };
        let mut after = before.clone();
        let is_change = merge_backup_contact(&mut after, from, overwrite);
        let of_texts =
            if is_change { ContactDiff::of_fields(before, &after) } else { ContactDiff::default() };
        let has_new = |list: &CodeList| {
            list.applies_to(before.kind)
                && from.codes(*list).iter().any(|&code| {
                    let here = MergePlan::code_here(database, file, *list, code);
                    here.is_none_or(|here| !before.codes(*list).contains(&here))
                })
        };
        ContactDiff {
            company: self.moves(before, from, overwrite),
            lists: CodeList::ALL.into_iter().filter(has_new).collect(),
            own: before.sample && !from.sample,
            ..of_texts
        }
    }

    /// Whether a contact here goes to the company of its match in the file.
    pub(super) fn moves(&self, ours: &Contact, theirs: &Contact, overwrite: bool) -> bool {
        let to = match theirs.company.map(|company| self.destination(company)) {
            None | Some(Destination::Nowhere) => return false,
            Some(Destination::New) => None,
            Some(Destination::Into(id) | Destination::RepresentedBy(id)) => Some(id),
        };
        moves_to_company(ours.kind, ours.company.map(Some), to, overwrite)
    }
}

/// Merges a contact of a backup into one here.
pub(super) fn merge_backup_contact(contact: &mut Contact, from: &Contact, overwrite: bool) -> bool {
    // A contact that is not excluded in the backup may never have been asked, so *Exclude from
    // Segment* is only ever set.
    merge_into(contact, from, from.excluded.then_some(true), overwrite)
}
