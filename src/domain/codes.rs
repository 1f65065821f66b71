//! The rules for defining and assigning codes. Each function builds a change.

use std::collections::HashSet;

use crate::domain::catalogue::CodeList;
use crate::domain::change::Change;
use crate::domain::code::Code;
use crate::domain::code_list::CodeEntry;
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::domain::refusal::Refusal;
use crate::domain::text::check_text;

/// A new code with its description.
///
/// # Errors
/// A text that is no code, a code that the list has, a description that is too long.
pub fn create(
    database: &Database,
    list: CodeList,
    code: &str,
    description: &str,
) -> Result<(CodeId, Change), Refusal> {
    let code = Code::parse(code)?;
    if database.find_code(list, &code).is_some() {
        return Err(Refusal::CodeTaken { list, code: code.to_string() });
    }
    let description = check_text(description, CodeEntry::DESCRIPTION_LIMIT)?.to_owned();
    let id = database.next_code_id(list);
    Ok((id, Change::PutCode { list, id, entry: Some(CodeEntry { code, description, sample: false }) }))
}

/// Renames a code. Assignments and criteria follow, because they hold its id.
///
/// # Errors
/// A text that is no code, or a code that the list has.
pub fn rename(database: &Database, list: CodeList, id: CodeId, typed: &str) -> Result<Change, Refusal> {
    let code = Code::parse(typed)?;
    if database.find_code(list, &code).is_some_and(|other| other != id) {
        return Err(Refusal::CodeTaken { list, code: code.to_string() });
    }
    edit(database, list, id, |entry| entry.code = code)
}

/// Changes a code's description.
///
/// # Errors
/// A description that is too long.
pub fn describe(database: &Database, list: CodeList, id: CodeId, typed: &str) -> Result<Change, Refusal> {
    let description = check_text(typed, CodeEntry::DESCRIPTION_LIMIT)?.to_owned();
    edit(database, list, id, |entry| entry.description = description)
}

/// Removes a code from all contacts and deletes it. Also returns the number of those contacts.
#[must_use]
pub fn delete(database: &Database, list: CodeList, id: CodeId) -> (usize, Change) {
    let contacts: Vec<ContactId> = database
        .contacts()
        .filter(|(_, contact)| contact.codes(list).contains(&id))
        .map(|(contact, _)| contact)
        .collect();
    let count = contacts.len();
    let mut changes = Vec::new();
    if count > 0 {
        changes.push(Change::Unassign { list, code: id, contacts });
    }
    changes.push(Change::PutCode { list, id, entry: None });
    (count, Change::Batch(changes))
}

/// The effect of assigning a code to contacts, or of removing it.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// The change, with only those contacts that it changes.
    pub change: Change,
    /// Number of contacts that change. For codes of companies these are the companies.
    pub changed: usize,
    /// Number of chosen contacts without a change, because they have the code already or lack it.
    pub unchanged: usize,
    /// Chosen contacts that cannot have the codes: persons without a company, or companies where persons
    /// alone have them.
    pub impossible: Vec<ContactId>,
}

/// Assigns a code to contacts. Industry groups and business relations go to the persons' companies.
#[must_use]
pub fn assign(database: &Database, list: CodeList, code: CodeId, ids: &[ContactId]) -> Assignment {
    assignment(database, list, code, ids, false)
}

/// Removes a code from contacts; industry groups and business relations from the persons' companies.
#[must_use]
pub fn unassign(database: &Database, list: CodeList, code: CodeId, ids: &[ContactId]) -> Assignment {
    assignment(database, list, code, ids, true)
}

fn assignment(database: &Database, list: CodeList, code: CodeId, ids: &[ContactId], has: bool) -> Assignment {
    let mut impossible = Vec::new();
    let mut seen = HashSet::new();
    let mut contacts = Vec::new();
    let mut unchanged = 0;
    for &id in ids {
        if database.contact(id).is_none() {
            continue;
        }
        let Some(holder) = database.code_holder(list, id) else {
            impossible.push(id);
            continue;
        };
        let has_now = database.contact(holder).is_some_and(|holder| holder.codes(list).contains(&code));
        if has_now != has {
            unchanged += 1;
        } else if seen.insert(holder) {
            contacts.push(holder);
        }
    }
    let changed = contacts.len();
    let change = match (changed, has) {
        (0, _) => Change::nothing(),
        (_, false) => Change::Assign { list, code, contacts },
        (_, true) => Change::Unassign { list, code, contacts },
    };
    Assignment { change, changed, unchanged, impossible }
}

fn edit(
    database: &Database,
    list: CodeList,
    id: CodeId,
    change: impl FnOnce(&mut CodeEntry),
) -> Result<Change, Refusal> {
    let before = database.code(list, id).ok_or(Refusal::Gone)?;
    let mut entry = before.clone();
    change(&mut entry);
    if entry == *before {
        return Ok(Change::nothing());
    }
    Ok(Change::PutCode { list, id, entry: Some(entry) })
}
