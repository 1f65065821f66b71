//! The tables, and the one door through which they change.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::change::Change;
use super::code::Code;
use super::code_list::{CodeEntry, CodeList};
use super::contact::{Contact, ContactField, ContactKind};
use super::identifiers::{CodeId, ContactId, SegmentId};
use super::refusal::Refusal;
use super::rows::{Rows, put};
use super::segment::{Segment, StepKind};
use super::series::{CONTACT_SERIES, SEGMENT_SERIES, counted, next_number};
use super::text::{NUMBER_LIMIT, check_text, parse_number};

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
    found: Found,
}

/// Where the tables end: what a window creates next lies there or beyond.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ends {
    /// Of contacts.
    pub contacts: u32,
    /// Of code lists, in the order of [`CodeList::ALL`].
    pub codes: [u32; CodeList::ALL.len()],
    /// Of segments.
    pub segments: u32,
}

/// What is looked up often enough to be kept, all of it derived from the tables.
#[derive(Clone, Debug, Default)]
struct Found {
    contacts: HashMap<String, ContactId>,
    contact_count: usize,
    persons: HashMap<ContactId, Vec<ContactId>>,
    codes: [HashMap<Code, CodeId>; CodeList::ALL.len()],
    segments: HashMap<String, SegmentId>,
}

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

    /// A database of these rows; a row's place is its position.
    ///
    /// # Errors
    /// The first row that the checks of the one door refuse, as a sentence for developers.
    pub fn from_rows(
        identity: String,
        codes: [Vec<CodeEntry>; CodeList::ALL.len()],
        contacts: Vec<Contact>,
        segments: Vec<Segment>,
    ) -> Result<Self, String> {
        fn all<T>(rows: Vec<T>) -> Vec<Option<T>> {
            rows.into_iter().map(Some).collect()
        }
        Self::try_from(Rows {
            identity,
            contacts: all(contacts),
            codes: codes.map(all),
            segments: all(segments),
            last_contact_number: 0,
            last_segment_number: 0,
        })
    }

    /// What tells this database from all others.
    #[must_use]
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// Whether nothing has been put in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.contact_count == 0
            && self.found.segments.is_empty()
            && self.found.codes.iter().all(HashMap::is_empty)
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
        self.found.contact_count
    }

    /// How many places for contacts there are, taken or not.
    #[must_use]
    pub fn contact_places(&self) -> usize {
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
        self.found.contacts.get(number).copied()
    }

    /// The contact with this No. as it is typed: in small letters, too.
    #[must_use]
    pub fn find_contact_typed(&self, typed: &str) -> Option<ContactId> {
        self.find_contact(typed).or_else(|| self.find_contact(&parse_number(typed).ok()?))
    }

    /// The persons of a company, by place.
    #[must_use]
    pub fn persons_of(&self, company: ContactId) -> &[ContactId] {
        self.found.persons.get(&company).map_or(&[], Vec::as_slice)
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

    /// The codes that count for a contact: its own mailing groups; its company's industry groups
    /// and business relations.
    #[must_use]
    pub fn codes_for(&self, list: CodeList, id: ContactId) -> &[CodeId] {
        let bearer = if list.is_of_company() { self.company_of(id) } else { Some(id) };
        bearer.and_then(|bearer| self.contact(bearer)).map_or(&[], |contact| contact.codes(list))
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
        self.found.codes.get(list.index())?.get(code).copied()
    }

    /// How many codes a list has.
    #[must_use]
    pub fn code_count(&self, list: CodeList) -> usize {
        self.found.codes.get(list.index()).map_or(0, HashMap::len)
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
        self.found.segments.get(number).copied()
    }

    /// The segment with this No. as it is typed: in small letters, too.
    #[must_use]
    pub fn find_segment_typed(&self, typed: &str) -> Option<SegmentId> {
        self.find_segment(typed).or_else(|| self.find_segment(&parse_number(typed).ok()?))
    }

    /// How many segments there are.
    #[must_use]
    pub fn segment_count(&self) -> usize {
        self.found.segments.len()
    }

    /// How far the segments' series is used.
    #[must_use]
    pub fn last_segment_number(&self) -> u64 {
        self.last_segment_number
    }

    /// Where the tables end.
    #[must_use]
    pub fn ends(&self) -> Ends {
        Ends {
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

    /// **The one door:** checks a change, makes it, and hands back the change that takes it back.
    ///
    /// # Errors
    /// A [`Refusal`]; then everything is as it was.
    pub fn apply(&mut self, change: Change) -> Result<Change, Refusal> {
        let mut deleted = HashSet::new();
        let inverse = self.make(change, &mut deleted)?;
        if !deleted.is_empty() && self.some_line_names(&deleted) {
            // The inverse of what was just made fits for certain.
            self.make(inverse, &mut HashSet::new())?;
            return Err(Refusal::Inconsistent("a segment names a deleted contact".into()));
        }
        Ok(inverse)
    }

    fn make(&mut self, change: Change, deleted: &mut HashSet<ContactId>) -> Result<Change, Refusal> {
        match change {
            Change::Batch(changes) => self.make_all(changes, deleted),
            Change::PutContact { id, contact } => {
                match &contact {
                    Some(contact) => {
                        self.check_contact(id, contact)?;
                        deleted.remove(&id);
                    }
                    None => {
                        if !self.persons_of(id).is_empty() {
                            return Err(Refusal::HasPersons { persons: self.persons_of(id).len() });
                        }
                        deleted.insert(id);
                    }
                }
                let before = self.put_contact(id, contact.map(|contact| *contact));
                Ok(Change::PutContact { id, contact: before.map(Box::new) })
            }
            Change::EditContact { id, edits } => {
                let mut contact = self.contact(id).ok_or(Refusal::Gone)?.clone();
                let edits = edits.into_iter().map(|edit| edit.apply(&mut contact)).collect();
                self.check_contact(id, &contact)?;
                self.put_contact(id, Some(contact));
                Ok(Change::EditContact { id, edits })
            }
            Change::PutCode { list, id, entry } => {
                self.check_code(list, id, entry.as_ref())?;
                let before = self.put_code(list, id, entry);
                Ok(Change::PutCode { list, id, entry: before })
            }
            Change::PutSegment { id, segment } => {
                if let Some(segment) = &segment {
                    self.check_segment(id, segment)?;
                }
                let before = self.put_segment(id, segment.map(|segment| *segment));
                Ok(Change::PutSegment { id, segment: before.map(Box::new) })
            }
            Change::EditSegment { id, edits } => {
                let mut segment = self.segment(id).ok_or(Refusal::Gone)?.clone();
                let edits = edits.into_iter().map(|edit| edit.apply(&mut segment)).collect();
                self.check_segment(id, &segment)?;
                self.put_segment(id, Some(segment));
                Ok(Change::EditSegment { id, edits })
            }
            Change::EditLines { id, edit } => {
                let mut segment = self.segment(id).ok_or(Refusal::Gone)?.clone();
                let edit = edit.apply(&mut segment)?;
                self.check_segment(id, &segment)?;
                self.put_segment(id, Some(segment));
                Ok(Change::EditLines { id, edit: Box::new(edit) })
            }
            Change::Assign { list, code, contacts } => {
                // Taking off what nobody had is undone by putting nothing on.
                if !contacts.is_empty() && self.code(list, code).is_none() {
                    return Err(Refusal::Gone);
                }
                for &id in &contacts {
                    let contact = self.contact(id).ok_or(Refusal::Gone)?;
                    if list.is_of_company() && contact.kind == ContactKind::Person {
                        return Err(Refusal::NoCompany { contact: contact.label().to_owned() });
                    }
                }
                let contacts = self.for_each_contact(contacts, |contact| contact.add_code(list, code));
                Ok(Change::Unassign { list, code, contacts })
            }
            Change::Unassign { list, code, contacts } => {
                let contacts = self.for_each_contact(contacts, |contact| contact.remove_code(list, code));
                Ok(Change::Assign { list, code, contacts })
            }
            Change::Replace(database) => {
                let before = std::mem::replace(self, *database);
                Ok(Change::Replace(Box::new(before)))
            }
        }
    }

    fn make_all(
        &mut self,
        changes: Vec<Change>,
        deleted: &mut HashSet<ContactId>,
    ) -> Result<Change, Refusal> {
        let mut inverses = Vec::with_capacity(changes.len());
        for change in changes {
            match self.make(change, deleted) {
                Ok(inverse) => inverses.push(inverse),
                Err(refusal) => {
                    for inverse in inverses.into_iter().rev() {
                        self.make(inverse, &mut HashSet::new())?;
                    }
                    return Err(refusal);
                }
            }
        }
        inverses.reverse();
        Ok(Change::Batch(inverses))
    }

    fn for_each_contact(
        &mut self,
        ids: Vec<ContactId>,
        mut edit: impl FnMut(&mut Contact) -> bool,
    ) -> Vec<ContactId> {
        ids.into_iter()
            .filter(|id| self.contacts.get_mut(id.index()).and_then(Option::as_mut).is_some_and(&mut edit))
            .collect()
    }

    fn check_contact(&self, id: ContactId, contact: &Contact) -> Result<(), Refusal> {
        if id.index() > self.contacts.len() {
            return Err(Refusal::Inconsistent("a contact's place leaves a gap".into()));
        }
        if contact.number.trim().is_empty() || contact.number.trim() != contact.number {
            return Err(Refusal::Inconsistent("a contact without a number".into()));
        }
        check_text(&contact.number, NUMBER_LIMIT)?;
        if self.find_contact(&contact.number).is_some_and(|other| other != id) {
            return Err(Refusal::NumberTaken(contact.number.clone()));
        }
        for (field, text) in contact.texts() {
            check_text(text, field.limit())?;
        }
        match (contact.kind, contact.company) {
            (ContactKind::Company, Some(_)) => {
                return Err(Refusal::Inconsistent("a company of a company".into()));
            }
            (ContactKind::Person, Some(company)) => {
                if company == id
                    || self.contact(company).is_none_or(|company| company.kind != ContactKind::Company)
                {
                    return Err(Refusal::Inconsistent("a person of what is no company".into()));
                }
            }
            (_, None) => {}
        }
        if contact.kind == ContactKind::Person {
            if !self.persons_of(id).is_empty() {
                return Err(Refusal::HasPersons { persons: self.persons_of(id).len() });
            }
            if CodeList::ALL.iter().any(|&list| list.is_of_company() && !contact.codes(list).is_empty()) {
                return Err(Refusal::HasCompanyCodes);
            }
        }
        let known =
            |list: &CodeList| contact.codes(*list).iter().all(|&code| self.code(*list, code).is_some());
        if !contact.codes_are_sorted() || !CodeList::ALL.iter().all(known) {
            return Err(Refusal::Inconsistent("an assignment of a code that is not there".into()));
        }
        Ok(())
    }

    fn check_code(&self, list: CodeList, id: CodeId, entry: Option<&CodeEntry>) -> Result<(), Refusal> {
        let Some(entry) = entry else {
            let contacts = self.contacts().filter(|(_, contact)| contact.codes(list).contains(&id)).count();
            return match self.code(list, id) {
                Some(entry) if contacts > 0 => {
                    Err(Refusal::CodeInUse { code: entry.code.to_string(), contacts })
                }
                _ => Ok(()),
            };
        };
        if id.index() > self.codes.get(list.index()).map_or(0, Vec::len) {
            return Err(Refusal::Inconsistent("a code's place leaves a gap".into()));
        }
        check_text(&entry.description, CodeEntry::DESCRIPTION_LIMIT)?;
        if self.find_code(list, &entry.code).is_some_and(|other| other != id) {
            return Err(Refusal::CodeTaken { list, code: entry.code.to_string() });
        }
        Ok(())
    }

    fn check_segment(&self, id: SegmentId, segment: &Segment) -> Result<(), Refusal> {
        if id.index() > self.segments.len() {
            return Err(Refusal::Inconsistent("a segment's place leaves a gap".into()));
        }
        if segment.number.trim().is_empty() || segment.number.trim() != segment.number {
            return Err(Refusal::Inconsistent("a segment without a number".into()));
        }
        check_text(&segment.number, NUMBER_LIMIT)?;
        check_text(&segment.description, Segment::DESCRIPTION_LIMIT)?;
        if self.find_segment(&segment.number).is_some_and(|other| other != id) {
            return Err(Refusal::NumberTaken(segment.number.clone()));
        }
        let named = segment.lines.iter().chain(segment.steps.iter().flat_map(|step| &step.before));
        if named.copied().any(|id| self.contact(id).is_none()) {
            return Err(Refusal::Inconsistent("a segment's line names no contact".into()));
        }
        Ok(())
    }

    fn some_line_names(&self, gone: &HashSet<ContactId>) -> bool {
        self.segments().any(|(_, segment)| {
            let by_hand = segment.steps.iter().flat_map(|step| match &step.kind {
                StepKind::ByHand { added, removed } => [added.as_slice(), removed.as_slice()],
                _ => [&[][..], &[][..]],
            });
            let before = segment.steps.iter().flat_map(|step| &step.before);
            segment.lines.iter().chain(before).chain(by_hand.flatten()).any(|id| gone.contains(id))
        })
    }

    fn put_contact(&mut self, id: ContactId, contact: Option<Contact>) -> Option<Contact> {
        let found = &mut self.found;
        if let Some(contact) = &contact {
            found.contacts.insert(contact.number.clone(), id);
            if let Some(count) = counted(CONTACT_SERIES, &contact.number) {
                self.last_contact_number = self.last_contact_number.max(count);
            }
            found.contact_count += 1;
        }
        let new_number = contact.as_ref().map(|contact| contact.number.clone());
        let new_company = contact.as_ref().and_then(|contact| contact.company);
        let before = put(&mut self.contacts, id.index(), contact);
        if let Some(before) = &before {
            found.contact_count -= 1;
            if new_number.as_ref() != Some(&before.number) {
                found.contacts.remove(&before.number);
            }
        }
        let old_company = before.as_ref().and_then(|contact| contact.company);
        if old_company != new_company {
            if let Some(persons) = old_company.and_then(|company| found.persons.get_mut(&company)) {
                persons.retain(|&person| person != id);
            }
            if let Some(company) = new_company {
                let persons = found.persons.entry(company).or_default();
                if let Err(place) = persons.binary_search(&id) {
                    persons.insert(place, id);
                }
            }
        }
        before
    }

    fn put_code(&mut self, list: CodeList, id: CodeId, entry: Option<CodeEntry>) -> Option<CodeEntry> {
        let new_code = entry.as_ref().map(|entry| entry.code.clone());
        let before = self.codes.get_mut(list.index()).and_then(|table| put(table, id.index(), entry));
        if let Some(found) = self.found.codes.get_mut(list.index()) {
            if let Some(before) = &before {
                found.remove(&before.code);
            }
            if let Some(code) = new_code {
                found.insert(code, id);
            }
        }
        before
    }

    fn put_segment(&mut self, id: SegmentId, segment: Option<Segment>) -> Option<Segment> {
        let new_number = segment.as_ref().map(|segment| segment.number.clone());
        let before = put(&mut self.segments, id.index(), segment);
        if let Some(before) = &before {
            self.found.segments.remove(&before.number);
        }
        if let Some(number) = new_number {
            if let Some(count) = counted(SEGMENT_SERIES, &number) {
                self.last_segment_number = self.last_segment_number.max(count);
            }
            self.found.segments.insert(number, id);
        }
        before
    }
}

impl From<Database> for Rows {
    fn from(database: Database) -> Self {
        Self {
            identity: database.identity,
            contacts: database.contacts,
            codes: database.codes,
            segments: database.segments,
            last_contact_number: database.last_contact_number,
            last_segment_number: database.last_segment_number,
        }
    }
}

impl TryFrom<Rows> for Database {
    type Error = String;

    /// Puts every row through the checks of the one door.
    fn try_from(rows: Rows) -> Result<Self, String> {
        let mut database = Self {
            identity: rows.identity,
            contacts: vacant(rows.contacts.len()),
            codes: [const { Vec::new() }; CodeList::ALL.len()],
            segments: vacant(rows.segments.len()),
            last_contact_number: rows.last_contact_number,
            last_segment_number: rows.last_segment_number,
            found: Found::default(),
        };
        let mut changes = Vec::new();
        for (list, table) in CodeList::ALL.into_iter().zip(rows.codes) {
            if let Some(codes) = database.codes.get_mut(list.index()) {
                *codes = vacant(table.len());
            }
            changes.extend(present(table).filter_map(|(index, entry)| {
                Some(Change::PutCode { list, id: CodeId::from_index(index)?, entry: Some(entry) })
            }));
        }
        let (companies, persons): (Vec<_>, Vec<_>) = present(rows.contacts)
            .partition(|(_, contact): &(usize, Contact)| contact.kind == ContactKind::Company);
        changes.extend(companies.into_iter().chain(persons).filter_map(|(index, contact)| {
            Some(Change::PutContact { id: ContactId::from_index(index)?, contact: Some(Box::new(contact)) })
        }));
        changes.extend(present(rows.segments).filter_map(|(index, segment)| {
            Some(Change::PutSegment { id: SegmentId::from_index(index)?, segment: Some(Box::new(segment)) })
        }));
        for change in changes {
            database.apply(change).map_err(|refusal| format!("{refusal:?}"))?;
        }
        Ok(database)
    }
}

fn rows_of<T, Id>(table: &[Option<T>], id: impl Fn(usize) -> Option<Id>) -> impl Iterator<Item = (Id, &T)> {
    table.iter().enumerate().filter_map(move |(index, row)| Some((id(index)?, row.as_ref()?)))
}

fn present<T>(table: Vec<Option<T>>) -> impl Iterator<Item = (usize, T)> {
    table.into_iter().enumerate().filter_map(|(index, row)| Some((index, row?)))
}

fn vacant<T>(length: usize) -> Vec<Option<T>> {
    std::iter::repeat_with(|| None).take(length).collect()
}
