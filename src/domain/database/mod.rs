//! The tables. [`Database::apply`] is the only write path.

mod apply;
mod checks;
mod from_rows;
mod tables;

use std::collections::HashMap;

use foldhash::fast::RandomState;
use serde::{Deserialize, Serialize};

use crate::domain::code::Code;
use crate::domain::code_list::{CodeEntry, CodeList};
use crate::domain::contact::{Contact, ContactField, ContactKind};
use crate::domain::identifiers::{CodeId, ContactId, SegmentId};
use crate::domain::number_series::{CONTACT_SERIES, SEGMENT_SERIES, next_number};
use crate::domain::rows::Rows;
use crate::domain::segment::Segment;
use crate::domain::text::parse_number;

/// Everything the office keeps.
///
/// **It never contradicts itself:** numbers and codes are unique, persons' companies are
/// companies, assignments name codes that exist, industry groups and business relations stand
/// on companies only, segments' lines name contacts that exist. [`Database::apply`] refuses
/// whatever would break this, and so does reading one from a file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "Rows")]
pub struct Database {
    identity: String,
    contacts: Vec<Option<Contact>>,
    codes: [Vec<Option<CodeEntry>>; CodeList::ALL.len()],
    segments: Vec<Option<Segment>>,
    last_contact_number: u64,
    last_segment_number: u64,
    #[serde(skip)]
    lookups: Lookups,
}

/// Where the tables end: what a window creates next lies there or beyond.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextIds {
    /// Of contacts.
    pub contacts: u32,
    /// Of code lists, in the order of [`CodeList::ALL`].
    pub codes: [u32; CodeList::ALL.len()],
    /// Of segments.
    pub segments: u32,
}

/// Maps for frequent look-ups, all derived from the tables.
#[derive(Clone, Debug, Default)]
struct Lookups {
    contacts: LookupMap<String, ContactId>,
    contact_count: usize,
    persons: LookupMap<ContactId, Vec<ContactId>>,
    codes: [LookupMap<Code, CodeId>; CodeList::ALL.len()],
    segments: LookupMap<String, SegmentId>,
}

/// A fast hash, because a start does hundreds of thousands of look-ups.
type LookupMap<Key, Value> = HashMap<Key, Value, RandomState>;

impl PartialEq for Database {
    /// Equal content. Counters of numbers don't count: undoing a new contact keeps its number used.
    fn eq(&self, other: &Self) -> bool {
        fn rows<T>(table: &[Option<T>]) -> impl Iterator<Item = (usize, &T)> {
            table.iter().enumerate().filter_map(|(index, row)| Some((index, row.as_ref()?)))
        }
        self.identity == other.identity
            && rows(&self.contacts).eq(rows(&other.contacts))
            && self.codes.iter().zip(&other.codes).all(|(a, b)| rows(a).eq(rows(b)))
            && rows(&self.segments).eq(rows(&other.segments))
    }
}

impl Database {
    /// An empty database. `identity` tells it from all others, so that numbers in files are
    /// trusted only where they come from it.
    #[must_use]
    pub fn new(identity: impl Into<String>) -> Self {
        Self { identity: identity.into(), ..Self::default() }
    }

    /// What tells this database from all others.
    #[must_use]
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// Whether nothing has been put in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lookups.contact_count == 0
            && self.lookups.segments.is_empty()
            && self.lookups.codes.iter().all(HashMap::is_empty)
    }

    /// All contacts by place.
    pub fn contacts(&self) -> impl Iterator<Item = (ContactId, &Contact)> {
        rows_of(&self.contacts, ContactId::from_index)
    }

    /// Contacts by place in a run of places, vacant ones included; shorter at the table's end.
    #[must_use]
    pub fn contact_rows(&self, places: std::ops::Range<usize>) -> &[Option<Contact>] {
        let end = places.end.min(self.contacts.len());
        self.contacts.get(places.start.min(end)..end).unwrap_or_default()
    }

    /// A list's codes by place, vacant places included.
    #[must_use]
    pub fn code_rows(&self, list: CodeList) -> &[Option<CodeEntry>] {
        self.codes.get(list.index()).map_or(&[], Vec::as_slice)
    }

    /// Gives an empty database the identity that another window gave it first.
    pub fn identify(&mut self, identity: &str) {
        identity.clone_into(&mut self.identity);
    }

    /// How many contacts there are.
    #[must_use]
    pub fn contact_count(&self) -> usize {
        self.lookups.contact_count
    }

    /// How many places for contacts there are, taken or not.
    #[must_use]
    pub fn contact_slots(&self) -> usize {
        self.contacts.len()
    }

    /// A contact, if it is there.
    #[must_use]
    pub fn contact(&self, id: ContactId) -> Option<&Contact> {
        self.contacts.get(id.index())?.as_ref()
    }

    /// The contact with this No.
    #[must_use]
    pub fn find_contact(&self, number: &str) -> Option<ContactId> {
        self.lookups.contacts.get(number).copied()
    }

    /// The contact with this No. as it is typed: in small letters, too.
    #[must_use]
    pub fn find_contact_typed(&self, typed: &str) -> Option<ContactId> {
        self.find_contact(typed).or_else(|| self.find_contact(&parse_number(typed).ok()?))
    }

    /// The persons of a company, by place.
    #[must_use]
    pub fn persons_of(&self, company: ContactId) -> &[ContactId] {
        self.lookups.persons.get(&company).map_or(&[], Vec::as_slice)
    }

    /// The company a contact stands for or belongs to: a company itself, a person's company.
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

    /// The codes that count for a contact: its own mailing groups; its company's industry groups
    /// and business relations.
    #[must_use]
    pub fn codes_for(&self, list: CodeList, id: ContactId) -> &[CodeId] {
        let holder = self.code_holder(list, id).and_then(|holder| self.contact(holder));
        holder.map_or(&[], |contact| contact.codes(list))
    }

    /// A list's codes by place.
    pub fn codes(&self, list: CodeList) -> impl Iterator<Item = (CodeId, &CodeEntry)> {
        rows_of(self.codes.get(list.index()).map_or(&[][..], Vec::as_slice), CodeId::from_index)
    }

    /// A code, if it is there.
    #[must_use]
    pub fn code(&self, list: CodeList, id: CodeId) -> Option<&CodeEntry> {
        self.codes.get(list.index())?.get(id.index())?.as_ref()
    }

    /// The place of a code.
    #[must_use]
    pub fn find_code(&self, list: CodeList, code: &Code) -> Option<CodeId> {
        self.lookups.codes.get(list.index())?.get(code).copied()
    }

    /// How many codes a list has.
    #[must_use]
    pub fn code_count(&self, list: CodeList) -> usize {
        self.lookups.codes.get(list.index()).map_or(0, HashMap::len)
    }

    /// All segments by place.
    pub fn segments(&self) -> impl Iterator<Item = (SegmentId, &Segment)> {
        rows_of(&self.segments, SegmentId::from_index)
    }

    /// A segment, if it is there.
    #[must_use]
    pub fn segment(&self, id: SegmentId) -> Option<&Segment> {
        self.segments.get(id.index())?.as_ref()
    }

    /// The segment with this No.
    #[must_use]
    pub fn find_segment(&self, number: &str) -> Option<SegmentId> {
        self.lookups.segments.get(number).copied()
    }

    /// The segment with this No. as it is typed: in small letters, too.
    #[must_use]
    pub fn find_segment_typed(&self, typed: &str) -> Option<SegmentId> {
        self.find_segment(typed).or_else(|| self.find_segment(&parse_number(typed).ok()?))
    }

    /// How many segments there are.
    #[must_use]
    pub fn segment_count(&self) -> usize {
        self.lookups.segments.len()
    }

    /// How far the segments' series is used.
    #[must_use]
    pub fn last_segment_number(&self) -> u64 {
        self.last_segment_number
    }

    /// Where the tables end.
    #[must_use]
    pub fn next_ids(&self) -> NextIds {
        NextIds {
            contacts: self.next_contact_id().0,
            codes: CodeList::ALL.map(|list| self.next_code_id(list).0),
            segments: self.next_segment_id().0,
        }
    }

    /// The place the next new contact takes.
    #[must_use]
    pub fn next_contact_id(&self) -> ContactId {
        ContactId::from_index(self.contacts.len()).unwrap_or(ContactId(u32::MAX))
    }

    /// The place the next new code takes.
    #[must_use]
    pub fn next_code_id(&self, list: CodeList) -> CodeId {
        let length = self.codes.get(list.index()).map_or(0, Vec::len);
        CodeId::from_index(length).unwrap_or(CodeId(u32::MAX))
    }

    /// The place the next new segment takes.
    #[must_use]
    pub fn next_segment_id(&self) -> SegmentId {
        SegmentId::from_index(self.segments.len()).unwrap_or(SegmentId(u32::MAX))
    }

    /// The next No. of the contacts' series that nobody has: CT000001, CT000002 …
    #[must_use]
    pub fn next_contact_number(&self) -> String {
        next_number(CONTACT_SERIES, self.last_contact_number)
    }

    /// How far the contacts' series is used, to number many new contacts in one go.
    #[must_use]
    pub fn last_contact_number(&self) -> u64 {
        self.last_contact_number
    }

    /// The next No. of the segments' series that none has: SM00001, SM00002 …
    #[must_use]
    pub fn next_segment_number(&self) -> String {
        next_number(SEGMENT_SERIES, self.last_segment_number)
    }
}

fn rows_of<T, Id>(table: &[Option<T>], id: impl Fn(usize) -> Option<Id>) -> impl Iterator<Item = (Id, &T)> {
    table.iter().enumerate().filter_map(move |(index, row)| Some((id(index)?, row.as_ref()?)))
}
