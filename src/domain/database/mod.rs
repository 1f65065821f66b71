//! The tables. [`Database::apply`] is the only write path.

mod apply;
mod checks;
mod from_rows;
mod tables;

use std::collections::HashMap;

use foldhash::fast::RandomState;
use serde::{Deserialize, Serialize};

use crate::domain::by_list::ByList;
use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::code::Code;
use crate::domain::code_list::CodeEntry;
use crate::domain::contact::Contact;
use crate::domain::identifiers::{CodeId, ContactId, SegmentId};
use crate::domain::number_series::{CONTACT_SERIES, SEGMENT_SERIES, next_number};
use crate::domain::rows::Rows;
use crate::domain::segment::Segment;
use crate::domain::text::parse_number;

/// Everything the office keeps.
///
/// **It is always consistent:** numbers and codes are unique, persons belong to companies,
/// assignments refer to existing codes, industry groups and business relations are assigned to
/// companies only, segments' lines refer to existing contacts. [`Database::apply`] and reading a
/// file refuse anything else.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "Rows")]
pub struct Database {
    identity: String,
    contacts: Vec<Option<Contact>>,
    codes: ByList<Vec<Option<CodeEntry>>>,
    segments: Vec<Option<Segment>>,
    last_contact_number: u64,
    last_segment_number: u64,
    #[serde(skip)]
    lookups: Lookups,
}

/// The lengths of the tables: a window's next new rows get these ids or higher ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextIds {
    /// Of contacts.
    pub contacts: u32,
    /// Of code lists.
    #[serde(default)]
    pub codes: ByList<u32>,
    /// Of segments.
    pub segments: u32,
}

/// Maps for frequent look-ups, all derived from the tables.
#[derive(Clone, Debug, Default)]
struct Lookups {
    contacts: LookupMap<String, ContactId>,
    contact_count: usize,
    persons: LookupMap<ContactId, Vec<ContactId>>,
    codes: ByList<LookupMap<Code, CodeId>>,
    segments: LookupMap<String, SegmentId>,
}

/// A fast hash, because a start does hundreds of thousands of look-ups.
type LookupMap<Key, Value> = HashMap<Key, Value, RandomState>;

impl PartialEq for Database {
    /// Compares the rows. The number series are left out: undoing a new contact keeps its number used.
    fn eq(&self, other: &Self) -> bool {
        fn rows<T>(table: &[Option<T>]) -> impl Iterator<Item = (usize, &T)> {
            table.iter().enumerate().filter_map(|(index, row)| Some((index, row.as_ref()?)))
        }
        self.identity == other.identity
            && rows(&self.contacts).eq(rows(&other.contacts))
            && self.codes.iter().all(|(list, codes)| rows(codes).eq(rows(other.codes.of(list))))
            && rows(&self.segments).eq(rows(&other.segments))
    }
}

impl Database {
    /// An empty database. `identity` distinguishes it from all others: numbers in a file identify
    /// contacts only where the file comes from this database.
    #[must_use]
    pub fn new(identity: impl Into<String>) -> Self {
        Self { identity: identity.into(), ..Self::default() }
    }

    /// The identifier that distinguishes this database from all others.
    #[must_use]
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// Whether it has no contact, code or segment.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lookups.contact_count == 0
            && self.lookups.segments.is_empty()
            && self.lookups.codes.iter().all(|(_, codes)| codes.is_empty())
    }

    /// All contacts in the order of their ids.
    pub fn contacts(&self) -> impl Iterator<Item = (ContactId, &Contact)> {
        rows_of(&self.contacts, ContactId::from_index)
    }

    /// The contacts of a range of indexes, `None` for deleted ones; shorter at the table's end.
    #[must_use]
    pub fn contact_rows(&self, indexes: std::ops::Range<usize>) -> &[Option<Contact>] {
        let end = indexes.end.min(self.contacts.len());
        self.contacts.get(indexes.start.min(end)..end).unwrap_or_default()
    }

    /// A list's codes by index, `None` for deleted ones.
    #[must_use]
    pub fn code_rows(&self, list: CodeList) -> &[Option<CodeEntry>] {
        self.codes.of(list)
    }

    /// Sets the identity, as when another window named an empty database first.
    pub fn identify(&mut self, identity: &str) {
        identity.clone_into(&mut self.identity);
    }

    /// How many contacts there are.
    #[must_use]
    pub fn contact_count(&self) -> usize {
        self.lookups.contact_count
    }

    /// The length of the table of contacts, deleted ones included.
    #[must_use]
    pub fn contact_slots(&self) -> usize {
        self.contacts.len()
    }

    /// The contact with this id; `None` if it was deleted or never existed.
    #[must_use]
    pub fn contact(&self, id: ContactId) -> Option<&Contact> {
        self.contacts.get(id.index())?.as_ref()
    }

    /// The contact with this No.
    #[must_use]
    pub fn find_contact(&self, number: &str) -> Option<ContactId> {
        self.lookups.contacts.get(number).copied()
    }

    /// The contact with this No. as a user types it, also in lower case.
    #[must_use]
    pub fn find_contact_typed(&self, typed: &str) -> Option<ContactId> {
        self.find_contact(typed).or_else(|| self.find_contact(&parse_number(typed).ok()?))
    }

    /// The persons of a company, in the order of their ids.
    #[must_use]
    pub fn persons_of(&self, company: ContactId) -> &[ContactId] {
        self.lookups.persons.get(&company).map_or(&[], Vec::as_slice)
    }

    /// A company itself, a person's company.
    #[must_use]
    pub fn company_of(&self, id: ContactId) -> Option<ContactId> {
        let contact = self.contact(id)?;
        match contact.kind {
            ContactKind::Company => Some(id),
            ContactKind::Person => contact.company,
        }
    }

    /// *Company Name*: a company's own name, a person's company's; empty without a company.
    #[must_use]
    pub fn company_name(&self, id: ContactId) -> &str {
        self.company_of(id)
            .and_then(|company| self.contact(company))
            .map_or("", |company| company.text(ContactField::Name))
    }

    /// The contact that carries a list's codes for a contact: the contact itself or its company.
    /// `None` for a person without a company, where the codes belong to companies.
    #[must_use]
    pub fn code_holder(&self, list: CodeList, id: ContactId) -> Option<ContactId> {
        let contact = self.contact(id)?;
        if list.applies_to(contact.kind) { Some(id) } else { contact.company }
    }

    /// The effective codes of a contact: its own mailing groups; its company's industry groups and
    /// business relations.
    #[must_use]
    pub fn codes_for(&self, list: CodeList, id: ContactId) -> &[CodeId] {
        let holder = self.code_holder(list, id).and_then(|holder| self.contact(holder));
        holder.map_or(&[], |contact| contact.codes(list))
    }

    /// A list's codes in the order of their ids.
    pub fn codes(&self, list: CodeList) -> impl Iterator<Item = (CodeId, &CodeEntry)> {
        rows_of(self.codes.of(list), CodeId::from_index)
    }

    /// The code with this id; `None` if it was deleted or never existed.
    #[must_use]
    pub fn code(&self, list: CodeList, id: CodeId) -> Option<&CodeEntry> {
        self.codes.of(list).get(id.index())?.as_ref()
    }

    /// The id of a code.
    #[must_use]
    pub fn find_code(&self, list: CodeList, code: &Code) -> Option<CodeId> {
        self.lookups.codes.of(list).get(code).copied()
    }

    /// How many codes a list has.
    #[must_use]
    pub fn code_count(&self, list: CodeList) -> usize {
        self.lookups.codes.of(list).len()
    }

    /// All segments in the order of their ids.
    pub fn segments(&self) -> impl Iterator<Item = (SegmentId, &Segment)> {
        rows_of(&self.segments, SegmentId::from_index)
    }

    /// The segment with this id; `None` if it was deleted or never existed.
    #[must_use]
    pub fn segment(&self, id: SegmentId) -> Option<&Segment> {
        self.segments.get(id.index())?.as_ref()
    }

    /// The segment with this No.
    #[must_use]
    pub fn find_segment(&self, number: &str) -> Option<SegmentId> {
        self.lookups.segments.get(number).copied()
    }

    /// The segment with this No. as a user types it, also in lower case.
    #[must_use]
    pub fn find_segment_typed(&self, typed: &str) -> Option<SegmentId> {
        self.find_segment(typed).or_else(|| self.find_segment(&parse_number(typed).ok()?))
    }

    /// How many segments there are.
    #[must_use]
    pub fn segment_count(&self) -> usize {
        self.lookups.segments.len()
    }

    /// The last used position of the segments' number series.
    #[must_use]
    pub fn last_segment_number(&self) -> u64 {
        self.last_segment_number
    }

    /// The ids that the next new rows get.
    #[must_use]
    pub fn next_ids(&self) -> NextIds {
        NextIds {
            contacts: self.next_contact_id().0,
            codes: ByList::from_fn(|list| self.next_code_id(list).0),
            segments: self.next_segment_id().0,
        }
    }

    /// The id of the next new contact.
    #[must_use]
    pub fn next_contact_id(&self) -> ContactId {
        ContactId::from_index(self.contacts.len()).unwrap_or(ContactId(u32::MAX))
    }

    /// The id of the next new code of a list.
    #[must_use]
    pub fn next_code_id(&self, list: CodeList) -> CodeId {
        let length = self.codes.of(list).len();
        CodeId::from_index(length).unwrap_or(CodeId(u32::MAX))
    }

    /// The id of the next new segment.
    #[must_use]
    pub fn next_segment_id(&self) -> SegmentId {
        SegmentId::from_index(self.segments.len()).unwrap_or(SegmentId(u32::MAX))
    }

    /// The next free No. of the contacts' series: CT000001, CT000002 …
    #[must_use]
    pub fn next_contact_number(&self) -> String {
        next_number(CONTACT_SERIES, self.last_contact_number)
    }

    /// The last used position of the contacts' number series, for numbering many new contacts at once.
    #[must_use]
    pub fn last_contact_number(&self) -> u64 {
        self.last_contact_number
    }

    /// The next free No. of the segments' series: SM00001, SM00002 …
    #[must_use]
    pub fn next_segment_number(&self) -> String {
        next_number(SEGMENT_SERIES, self.last_segment_number)
    }
}

fn rows_of<T, Id>(table: &[Option<T>], id: impl Fn(usize) -> Option<Id>) -> impl Iterator<Item = (Id, &T)> {
    table.iter().enumerate().filter_map(move |(index, row)| Some((id(index)?, row.as_ref()?)))
}
