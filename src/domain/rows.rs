//! The stored tables: rows that are not yet checked, without look-ups.
//! [`Database`](crate::domain::database::Database) is made of them by its checks.

use serde::Deserialize;

use crate::domain::by_list::ByList;
use crate::domain::catalogue::{CodeList, ContactKind};
use crate::domain::code_list::CodeEntry;
use crate::domain::contact::Contact;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::domain::segment::Segment;

/// Rows by index.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Rows {
    /// The database's identity.
    pub identity: String,
    /// Contacts.
    pub contacts: Vec<Option<Contact>>,
    /// Code lists.
    #[serde(default)]
    pub codes: ByList<Vec<Option<CodeEntry>>>,
    /// Segments.
    pub segments: Vec<Option<Segment>>,
    /// The last used position of the contacts' number series.
    #[serde(default)]
    pub last_contact_number: u64,
    /// The last used position of the segments' number series.
    #[serde(default)]
    pub last_segment_number: u64,
}

impl Rows {
    /// Removes references to missing rows, as after the loss of a part of the storage. Returns how
    /// many rows that changed.
    pub fn drop_dangling_refs(&mut self) -> usize {
        let mut changed = 0;
        let kinds: Vec<Option<ContactKind>> =
            self.contacts.iter().map(|contact| contact.as_ref().map(|contact| contact.kind)).collect();
        let kind_of = |id: ContactId| kinds.get(id.index()).copied().flatten();
        let codes: ByList<Vec<bool>> = self.codes.map(|table| table.iter().map(Option::is_some).collect());
        let has_code =
            |list: CodeList, code: CodeId| codes.of(list).get(code.index()).copied().unwrap_or(false);
        for contact in self.contacts.iter_mut().flatten() {
            let mut is_changed = false;
            if contact.company.is_some_and(|company| kind_of(company) != Some(ContactKind::Company)) {
                contact.company = None;
                is_changed = true;
            }
            for list in CodeList::ALL {
                let gone: Vec<CodeId> =
                    contact.codes(list).iter().copied().filter(|&code| !has_code(list, code)).collect();
                is_changed |= !gone.is_empty();
                gone.into_iter().for_each(|code| {
                    contact.remove_code(list, code);
                });
            }
            changed += usize::from(is_changed);
        }
        for segment in self.segments.iter_mut().flatten() {
            let is_there = |id: &ContactId| kind_of(*id).is_some();
            if segment.contacts_mut().all(|id| is_there(id)) {
                continue;
            }
            segment.retain_contacts(is_there);
            changed += 1;
        }
        changed
    }
}

/// Writes a row, growing the table if needed, and returns the row that was there.
pub fn put<T>(table: &mut Vec<Option<T>>, index: usize, row: Option<T>) -> Option<T> {
    if index >= table.len() {
        row.as_ref()?;
        table.resize_with(index + 1, || None);
    }
    table.get_mut(index).and_then(|slot| std::mem::replace(slot, row))
}
