//! What is derived from the database, kept up to date from the changes that were made.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use crate::domain::change::Change;
use crate::domain::code_list::CodeList;
use crate::domain::contact::{Contact, ContactField, ContactKind};
use crate::domain::criteria::Field;
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::query::bitmap::Bitmap;
use crate::query::column::Column;
use crate::query::fold::{push_phone_readings, push_readings};
use crate::query::haystack::Haystack;
use crate::query::order::{Moves, Orders};
use crate::query::search::Words;

/// Sets of contacts, columns of texts, the searchable text, orders.
///
/// **After every change made to the database, [`Index::update`] follows** with that change, or
/// with its inverse where that was applied. Reading needs the same database.
#[derive(Debug, Default)]
pub struct Index {
    live: Bitmap,
    companies: Bitmap,
    excluded: Bitmap,
    /// For each contact the company it is or belongs to.
    company_of: Vec<u32>,
    /// The contacts that bear each code themselves.
    with_code: [Vec<Bitmap>; CodeList::ALL.len()],
    /// For each contact a fingerprint of what its own place, and its persons', in the orders hangs on.
    standing: Vec<u64>,
    columns: [OnceLock<Column>; COLUMNS],
    haystack: OnceLock<Haystack>,
    last_search: Mutex<Option<(Words, Bitmap)>>,
    orders: Mutex<Orders>,
}

const NONE: u32 = u32::MAX;
/// The contact's text fields, then No. and Company Name.
const COLUMNS: usize = ContactField::ALL.len() + 2;
const NUMBER: usize = ContactField::ALL.len();
const COMPANY_NAME: usize = ContactField::ALL.len() + 1;
/// Up to so many changed contacts, following each is always quicker than starting anew.
const FEW: usize = 1000;

impl Index {
    /// The index of a database.
    #[must_use]
    pub fn new(database: &Database) -> Self {
        let places = database.contact_slots();
        let mut index = Self {
            live: Bitmap::with_length(places),
            companies: Bitmap::with_length(places),
            excluded: Bitmap::with_length(places),
            company_of: vec![NONE; places],
            standing: vec![0; places],
            ..Self::default()
        };
        for (id, contact) in database.contacts() {
            index.put(id, Some(contact));
        }
        index
    }

    /// Builds what a visit is sure to need, at a moment when nobody waits for it.
    pub fn prepare(&self, database: &Database) {
        self.haystack(database);
    }

    /// Follows a change, or the inverse of one, that was just applied to `database`.
    pub fn update(&mut self, database: &Database, change: &Change) {
        let mut touched = Touched::default();
        touched.add(change);
        let many = touched.contacts.len();
        if touched.everything || many > FEW && many > database.contact_slots() / 4 {
            *self = Self::new(database);
            return;
        }
        if touched.contacts.is_empty() && touched.assigned.is_empty() {
            return;
        }
        *self.last_search.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
        let mut moves = Moves::default();
        for &(list, code, contacts) in &touched.assigned {
            for &id in contacts {
                let bears = database.contact(id).is_some_and(|it| it.codes(list).contains(&code));
                self.set_code(list, code, id, bears);
            }
            moves.assigned(list, contacts);
        }
        for &id in &touched.contacts {
            if self.put(id, database.contact(id)) {
                moves.moved.insert(id);
                // A company that goes, or becomes a person, has none left.
                moves.moved.extend(database.persons_of(id));
            }
        }
        self.update_texts(database, &touched.contacts, &moves.moved);
        moves.edited = touched.contacts;
        self.orders.get_mut().unwrap_or_else(PoisonError::into_inner).keep_up(database, &moves);
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

    /// The contacts that bear a code themselves; `None` if none ever did.
    #[must_use]
    pub fn contacts_with_code(&self, list: CodeList, code: CodeId) -> Option<&Bitmap> {
        self.with_code.get(list.index())?.get(code.index())
    }

    /// *No. of Contacts* of a code: how many bear it themselves.
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

    /// These contacts, and everybody of their companies.
    #[must_use]
    pub fn entire_companies(&self, contacts: &Bitmap) -> Bitmap {
        let mut everybody = self.of_companies(&self.companies_of(contacts));
        everybody.or(contacts);
        everybody
    }

    /// The folded texts of a field; `None` for fields that hold no text.
    pub(super) fn column(&self, database: &Database, field: Field) -> Option<&Column> {
        let place = match field {
            Field::Text(field) => field.index(),
            Field::Number => NUMBER,
            Field::CompanyName => COMPANY_NAME,
            Field::Kind | Field::Excluded | Field::Codes(_) => return None,
        };
        let column = self.columns.get(place)?;
        Some(column.get_or_init(|| {
            let mut column = Column::new(database.contact_slots());
            let mut folded = String::new();
            for (id, _) in database.contacts() {
                fold_field(database, id, place, &mut folded);
                column.set(id.index(), &folded);
            }
            column
        }))
    }

    pub(super) fn haystack(&self, database: &Database) -> &Haystack {
        self.haystack.get_or_init(|| Haystack::new(database))
    }

    pub(super) fn last_search(&self) -> MutexGuard<'_, Option<(Words, Bitmap)>> {
        self.last_search.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn orders(&self) -> MutexGuard<'_, Orders> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Brings a contact's bits up to date; true where its standing changed.
    fn put(&mut self, id: ContactId, contact: Option<&Contact>) -> bool {
        let place = id.index();
        let was_there = self.live.contains(place);
        let kind = contact.map(|contact| contact.kind);
        self.live.set(place, contact.is_some());
        self.companies.set(place, kind == Some(ContactKind::Company));
        self.excluded.set(place, contact.is_some_and(|contact| contact.excluded));
        if place >= self.company_of.len() {
            self.company_of.resize(place + 1, NONE);
            self.standing.resize(place + 1, 0);
        }
        if let Some(company) = self.company_of.get_mut(place) {
            *company = match (kind, contact.and_then(|contact| contact.company)) {
                (Some(ContactKind::Company), _) => id.0,
                (_, Some(company)) => company.0,
                _ => NONE,
            };
        }
        for list in CodeList::ALL {
            if was_there {
                for contacts in self.with_code.get_mut(list.index()).into_iter().flatten() {
                    contacts.remove(place);
                }
            }
            for &code in contact.map_or(&[][..], |contact| contact.codes(list)) {
                self.set_code(list, code, id, true);
            }
        }
        let standing = contact.map_or(0, standing);
        self.standing.get_mut(place).is_some_and(|old| std::mem::replace(old, standing) != standing)
    }

    fn set_code(&mut self, list: CodeList, code: CodeId, id: ContactId, bears: bool) {
        let Some(sets) = self.with_code.get_mut(list.index()) else { return };
        if code.index() >= sets.len() {
            sets.resize_with(code.index() + 1, Bitmap::new);
        }
        if let Some(contacts) = sets.get_mut(code.index()) {
            contacts.set(id.index(), bears);
        }
    }

    /// Brings up to date what was built of the texts of contacts, and of persons whose company was renamed.
    fn update_texts(
        &mut self,
        database: &Database,
        edited: &BTreeSet<ContactId>,
        moved: &BTreeSet<ContactId>,
    ) {
        let mut folded = String::new();
        for (place, column) in self.columns.iter_mut().enumerate() {
            let Some(column) = column.get_mut() else { continue };
            let more = moved.iter().filter(|_| place == COMPANY_NAME);
            for &id in edited.iter().chain(more) {
                fold_field(database, id, place, &mut folded);
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

/// What a contact's place in the orders hangs on, besides the field they sort by.
fn standing(contact: &Contact) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&contact.number, contact.kind, contact.company, contact.text(ContactField::Name)).hash(&mut hasher);
    // 0 stands for no contact.
    hasher.finish() | 1
}

fn fold_field(database: &Database, id: ContactId, place: usize, folded: &mut String) {
    folded.clear();
    let Some(contact) = database.contact(id) else { return };
    match ContactField::ALL.get(place) {
        Some(&field @ (ContactField::Phone | ContactField::MobilePhone)) => {
            push_phone_readings(contact.text(field), folded);
        }
        Some(&field) => push_readings(contact.text(field), folded),
        None if place == NUMBER => push_readings(&contact.number, folded),
        None => push_readings(database.company_name(id), folded),
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
