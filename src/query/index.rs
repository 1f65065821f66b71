//! What is derived from the database alone, kept up to date from the changes that were applied.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::OnceLock;

use crate::domain::by_list::ByList;
use crate::domain::catalogue::{CodeList, ContactField, ContactKind, FieldKind};
use crate::domain::change::Change;
use crate::domain::contact::Contact;
use crate::domain::criteria::Field;
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::query::bitmap::Bitmap;
use crate::query::column::Column;
use crate::query::haystack::Haystack;
use crate::query::search_key::{push_phone_variants, push_variants};

/// Sets of contacts, columns of texts and the searchable text.
///
/// **[`Index::update`] is called after every change of the database** with that change, or with its
/// inverse where that was applied. Reading needs the same database. Columns and searchable text are
/// built when they are first asked for.
#[derive(Debug, Default)]
pub struct Index {
    live: Bitmap,
    companies: Bitmap,
    excluded: Bitmap,
    /// For each contact the company it is or belongs to.
    company_of: Vec<u32>,
    /// The contacts that have each code themselves.
    with_code: ByList<Vec<Bitmap>>,
    /// For each contact [`sort_fingerprint`], 0 where there is none.
    sort_fingerprints: Vec<u64>,
    columns: [OnceLock<Column>; COLUMNS],
    haystack: OnceLock<Haystack>,
}

const NONE: u32 = u32::MAX;
/// The contact's text fields, then No. and Company Name.
const COLUMNS: usize = ContactField::ALL.len() + 2;
const NUMBER: usize = ContactField::ALL.len();
const COMPANY_NAME: usize = ContactField::ALL.len() + 1;
/// Up to this many changed contacts, updating each is always quicker than a new index.
const FEW: usize = 1000;

impl Index {
    /// The index of a database.
    #[must_use]
    pub fn new(database: &Database) -> Self {
        let length = database.contact_slots();
        let mut index = Self {
            live: Bitmap::with_length(length),
            companies: Bitmap::with_length(length),
            excluded: Bitmap::with_length(length),
            company_of: vec![NONE; length],
            sort_fingerprints: vec![0; length],
            ..Self::default()
        };
        for (id, contact) in database.contacts() {
            index.put(id, Some(contact));
        }
        index
    }

    /// Builds the searchable text ahead of the first search.
    pub fn prepare(&self, database: &Database) {
        self.haystack(database);
    }

    /// Takes over a change, or the inverse of one, that was just applied to `database`. Returns what
    /// orders of contacts must take over in turn; `None` where all of them are out of date.
    pub fn update(&mut self, database: &Database, change: &Change) -> Option<Reorder> {
        let mut touched = Touched::default();
        touched.add(change);
        let many = touched.contacts.len();
        if touched.everything || many > FEW && many > database.contact_slots() / 4 {
            *self = Self::new(database);
            return None;
        }
        let mut reorder = Reorder::default();
        for &(list, code, contacts) in &touched.assigned {
            for &id in contacts {
                let has_code = database.contact(id).is_some_and(|it| it.codes(list).contains(&code));
                self.set_code(list, code, id, has_code);
            }
            reorder.assigned.of_mut(list).extend(contacts);
        }
        for &id in &touched.contacts {
            if self.put(id, database.contact(id)) {
                reorder.moved.insert(id);
                // A company that was deleted, or became a person, has none left.
                reorder.moved.extend(database.persons_of(id));
            }
        }
        self.update_texts(database, &touched.contacts, &reorder.moved);
        reorder.edited = touched.contacts;
        Some(reorder)
    }

    /// All contacts there are.
    #[must_use]
    pub fn live(&self) -> &Bitmap {
        &self.live
    }

    /// All companies.
    #[must_use]
    pub fn companies(&self) -> &Bitmap {
        &self.companies
    }

    /// All contacts marked *Exclude from Segment*.
    #[must_use]
    pub fn excluded(&self) -> &Bitmap {
        &self.excluded
    }

    /// The contacts that have a code themselves; `None` if none ever did.
    #[must_use]
    pub fn contacts_with_code(&self, list: CodeList, code: CodeId) -> Option<&Bitmap> {
        self.with_code.of(list).get(code.index())
    }

    /// *No. of Contacts* of a code: how many have it themselves.
    #[must_use]
    pub fn count_of_code(&self, list: CodeList, code: CodeId) -> usize {
        self.contacts_with_code(list, code).map_or(0, Bitmap::count)
    }

    /// The companies in `companies`, and the persons of each.
    #[must_use]
    pub fn of_companies(&self, companies: &Bitmap) -> Bitmap {
        let mut company_of = self.company_of.iter();
        Bitmap::from_fn(self.company_of.len(), |_| {
            company_of.next().is_some_and(|company| *company != NONE && companies.contains(*company as usize))
        })
    }

    /// The companies that these contacts are or belong to.
    #[must_use]
    pub fn companies_of(&self, contacts: &Bitmap) -> Bitmap {
        let mut companies = Bitmap::with_length(self.company_of.len());
        for contact in contacts.iter() {
            match self.company_of.get(contact) {
                Some(&company) if company != NONE => {
                    companies.insert(company as usize);
                }
                _ => {}
            }
        }
        companies
    }

    /// These contacts, their companies and all persons of those.
    #[must_use]
    pub fn entire_companies(&self, contacts: &Bitmap) -> Bitmap {
        let mut entire = self.of_companies(&self.companies_of(contacts));
        entire.or(contacts);
        entire
    }

    /// The folded texts of a field; `None` for fields that hold no text.
    pub(super) fn column(&self, database: &Database, field: Field) -> Option<&Column> {
        let number = match field {
            Field::Text(field) => field.index(),
            Field::Number => NUMBER,
            Field::CompanyName => COMPANY_NAME,
            Field::Kind | Field::Excluded | Field::Codes(_) => return None,
        };
        let column = self.columns.get(number)?;
        Some(column.get_or_init(|| {
            let mut column = Column::new(database.contact_slots());
            let mut folded = String::new();
            for (id, _) in database.contacts() {
                fold_field(database, id, number, &mut folded);
                column.set(id.index(), &folded);
            }
            column
        }))
    }

    pub(super) fn haystack(&self, database: &Database) -> &Haystack {
        self.haystack.get_or_init(|| Haystack::new(database))
    }

    /// Brings a contact's bits up to date; true where its [`sort_fingerprint`] changed.
    fn put(&mut self, id: ContactId, contact: Option<&Contact>) -> bool {
        let index = id.index();
        let was_there = self.live.contains(index);
        let kind = contact.map(|contact| contact.kind);
        self.live.set(index, contact.is_some());
        self.companies.set(index, kind == Some(ContactKind::Company));
        self.excluded.set(index, contact.is_some_and(|contact| contact.excluded));
        if index >= self.company_of.len() {
            self.company_of.resize(index + 1, NONE);
            self.sort_fingerprints.resize(index + 1, 0);
        }
        if let Some(company) = self.company_of.get_mut(index) {
            *company = match (kind, contact.and_then(|contact| contact.company)) {
                (Some(ContactKind::Company), _) => id.0,
                (_, Some(company)) => company.0,
                _ => NONE,
            };
        }
        for list in CodeList::ALL {
            if was_there {
                for contacts in self.with_code.of_mut(list) {
                    contacts.remove(index);
                }
            }
            for &code in contact.map_or(&[][..], |contact| contact.codes(list)) {
                self.set_code(list, code, id, true);
            }
        }
        let fingerprint = contact.map_or(0, sort_fingerprint);
        self.sort_fingerprints
            .get_mut(index)
            .is_some_and(|old| std::mem::replace(old, fingerprint) != fingerprint)
    }

    fn set_code(&mut self, list: CodeList, code: CodeId, id: ContactId, has_code: bool) {
        let sets = self.with_code.of_mut(list);
        if code.index() >= sets.len() {
            sets.resize_with(code.index() + 1, Bitmap::new);
        }
        if let Some(contacts) = sets.get_mut(code.index()) {
            contacts.set(id.index(), has_code);
        }
    }

    /// Updates columns and searchable text for edited contacts, and for persons whose company was renamed.
    fn update_texts(
        &mut self,
        database: &Database,
        edited: &BTreeSet<ContactId>,
        moved: &BTreeSet<ContactId>,
    ) {
        let mut folded = String::new();
        for (number, column) in self.columns.iter_mut().enumerate() {
            let Some(column) = column.get_mut() else { continue };
            let more = moved.iter().filter(|_| number == COMPANY_NAME);
            for &id in edited.iter().chain(more) {
                fold_field(database, id, number, &mut folded);
                column.set(id.index(), &folded);
            }
        }
        if let Some(haystack) = self.haystack.get_mut() {
            for &id in edited.union(moved) {
                haystack.update(database, id);
            }
        }
    }
}

/// A hash of what decides where a contact and its persons come in any order, besides the field that
/// is sorted by. It is never 0, which means no contact.
fn sort_fingerprint(contact: &Contact) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&contact.number, contact.kind, contact.company, contact.text(ContactField::Name)).hash(&mut hasher);
    hasher.finish() | 1
}

fn fold_field(database: &Database, id: ContactId, number: usize, folded: &mut String) {
    folded.clear();
    let Some(contact) = database.contact(id) else { return };
    match ContactField::ALL.get(number) {
        Some(&field) => push_folded(contact, field, folded),
        None if number == NUMBER => push_variants(&contact.number, folded),
        None => push_variants(database.company_name(id), folded),
    }
}

/// Appends the text by which a field is compared: a date in ISO 8601, any other text folded.
fn push_folded(contact: &Contact, field: ContactField, folded: &mut String) {
    match (field.kind(), contact.stored(field)) {
        (FieldKind::Phone, text) => push_phone_variants(&text, folded),
        (FieldKind::Date, text) => folded.push_str(&text),
        (_, text) => push_variants(&text, folded),
    }
}

/// The contacts whose position in an order may have changed.
#[derive(Debug, Default)]
pub struct Reorder {
    /// Contacts with any change of their own.
    pub(super) edited: BTreeSet<ContactId>,
    /// Contacts whose number, name, kind or company changed, and the persons of such companies.
    pub(super) moved: BTreeSet<ContactId>,
    /// Contacts that got or lost a code, by list.
    pub(super) assigned: ByList<BTreeSet<ContactId>>,
}

impl Reorder {
    /// Whether no order changes.
    pub(super) fn is_empty(&self) -> bool {
        self.edited.is_empty()
            && self.moved.is_empty()
            && self.assigned.iter().all(|(_, contacts)| contacts.is_empty())
    }
}

/// What a change touches.
#[derive(Default)]
struct Touched<'a> {
    everything: bool,
    contacts: BTreeSet<ContactId>,
    assigned: Vec<(CodeList, CodeId, &'a [ContactId])>,
}

impl<'a> Touched<'a> {
    fn add(&mut self, change: &'a Change) {
        match change {
            Change::Batch(changes) => {
                for change in changes {
                    self.add(change);
                }
            }
            Change::PutContact { id, .. } | Change::EditContact { id, .. } => {
                self.contacts.insert(*id);
            }
            Change::Assign { list, code, contacts } | Change::Unassign { list, code, contacts } => {
                self.assigned.push((*list, *code, contacts));
            }
            Change::Replace(_) => self.everything = true,
            Change::PutCode { .. }
            | Change::PutSegment { .. }
            | Change::EditSegment { .. }
            | Change::EditLines { .. } => {}
        }
    }
}
