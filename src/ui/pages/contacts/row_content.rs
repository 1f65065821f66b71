//! What a row says of its contact.

use std::ops::Range;

use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::contact::Contact;
use crate::domain::criteria::Field;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::domain::postal_address::postal_address;
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::query::finder::Listing;
use crate::query::highlight::{fields_found, highlights, is_phone, searched_text};
use crate::query::order::SortBy;
use crate::query::search_terms::SearchTerms;
use crate::state::contact_list::ListSettings;
use crate::ui::pages::common::code_colour;

/// The room for chips where columns are narrowest, in CSS pixels.
const ROOM: usize = 166;
/// What a chip takes besides its letters, the gap before the next one included.
const CHIP: usize = 30;
/// A letter of a code, in capitals.
const LETTER: usize = 8;
/// The chip "+n".
const MORE: usize = 34;

/// A text with the ranges of its bytes that a search matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct MarkedText {
    pub(super) text: String,
    pub(super) marks: Vec<Range<usize>>,
}

impl MarkedText {
    fn new(text: &str, terms: &SearchTerms) -> Self {
        Self { text: text.to_owned(), marks: highlights(text, false, terms) }
    }

    fn phone(text: &str, terms: &SearchTerms) -> Self {
        Self { text: text.to_owned(), marks: highlights(text, true, terms) }
    }

    /// The text with another one before it.
    fn after(mut self, before: &str) -> Self {
        self.text.insert_str(0, before);
        for mark in &mut self.marks {
            *mark = mark.start + before.len()..mark.end + before.len();
        }
        self
    }
}

/// A field with a match that the row does not show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// The field's caption with a colon.
    pub(super) caption: String,
    pub(super) text: MarkedText,
    /// Its class: the column that shows the match where the list has room for that column.
    pub(super) class: &'static str,
}

/// What a row shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RowContent {
    pub(super) id: Option<ContactId>,
    pub(super) number: MarkedText,
    pub(super) label: MarkedText,
    pub(super) is_person: bool,
    /// Whether it is listed right beneath its company.
    pub(super) is_beneath: bool,
    /// The company's name behind the person's own, where the list hides the company.
    pub(super) company: MarkedText,
    pub(super) second: MarkedText,
    /// Post code and city.
    pub(super) town: MarkedText,
    /// Whether the town is that of the company's address.
    pub(super) is_inherited: bool,
    pub(super) phone: MarkedText,
    pub(super) email: MarkedText,
    /// At most [`NOTES`].
    pub(super) notes: Vec<Note>,
    /// The mailing groups that fit, and the colours of their chips.
    pub(super) groups: Vec<(String, &'static str)>,
    /// The others.
    pub(super) more_groups: Vec<String>,
}

/// How many fields a row names at most.
pub(super) const NOTES: usize = 2;

/// Which field the column between name and town shows: the company's name where the order parts persons
/// from their company.
pub(super) fn second_field(settings: &ListSettings) -> Field {
    let is_by_job = settings.sort.by == SortBy::Field(Field::Text(ContactField::JobTitle));
    if is_by_job || is_tree(settings) { Field::Text(ContactField::JobTitle) } else { Field::CompanyName }
}

/// Whether persons are listed with their company.
fn is_tree(settings: &ListSettings) -> bool {
    settings.sort.by == SortBy::Default && !settings.is_ranked()
}

/// What the row of a contact shows.
pub(super) fn read(
    database: &Database,
    texts: &'static Texts,
    listing: &Listing,
    settings: &ListSettings,
    id: ContactId,
    contact: &Contact,
) -> RowContent {
    let terms = SearchTerms::parse(&settings.filter.search);
    let marked = |text: &str| MarkedText::new(text, &terms);
    let text = |field| marked(contact.text(field));
    let company_shown = contact.company.is_some_and(|company| listing.shown.contains(company.index()));
    let is_tree = is_tree(settings);
    let second = second_field(settings);
    let names_company = second == Field::CompanyName || (is_tree && company_shown);
    let company = database.company_name(id);
    let is_person = contact.kind == ContactKind::Person;
    // Sorted by a field, the list shows what it sorts by.
    let is_by_field = settings.sort.by != SortBy::Default;
    let address = postal_address(database, id).filter(|address| !is_by_field || !address.is_inherited);
    let town = address.map(|address| address.town()).unwrap_or_default();
    let groups = contact.codes(CodeList::MailingGroup).iter().filter_map(|&code| {
        let entry = database.code(CodeList::MailingGroup, code)?;
        Some((entry.code.to_string(), code_colour(code)))
    });
    let mut groups: Vec<(String, &'static str)> = groups.collect();
    let more_groups = groups.split_off(fitting(&groups));
    let mut content = RowContent {
        id: Some(id),
        number: marked(&contact.number),
        label: marked(contact.label()),
        is_person,
        is_beneath: is_tree && company_shown,
        company: if is_person && !names_company && !company.is_empty() {
            marked(company).after(" · ")
        } else {
            MarkedText::default()
        },
        second: match second {
            Field::CompanyName if is_person => marked(company),
            Field::CompanyName => MarkedText::default(),
            _ => text(ContactField::JobTitle),
        },
        is_inherited: address.is_some_and(|address| address.is_inherited),
        town: marked(&town),
        phone: MarkedText::phone(contact.text(phone_field(contact)), &terms),
        email: text(ContactField::Email),
        notes: Vec::new(),
        groups,
        more_groups: more_groups.into_iter().map(|(code, _)| code).collect(),
    };
    if !terms.is_empty() {
        content.notes = notes(database, texts, id, contact, second, &content.company.text, &terms);
    }
    content
}

/// Names the fields of words that the row does not show.
fn notes(
    database: &Database,
    texts: &'static Texts,
    id: ContactId,
    contact: &Contact,
    second: Field,
    company: &str,
    terms: &SearchTerms,
) -> Vec<Note> {
    let place = |field: Field| place(contact, second, company, field);
    let mut notes: Vec<(Field, &'static str)> = Vec::new();
    for fields in fields_found(database, id, terms) {
        // The most visible field.
        let found = fields.into_iter().map(|field| (place(field), field)).min_by_key(|(place, _)| *place);
        let Some((place, field)) = found else { continue };
        if let Some(class) = place.class()
            && notes.iter().all(|(other, _)| *other != field)
        {
            notes.push((field, class));
        }
    }
    let note = |(field, class): (Field, &'static str)| {
        let text = searched_text(database, id, field);
        Note {
            caption: texts.contacts.found_in(wording::criterion_field(texts, field)),
            text: MarkedText { text: text.to_owned(), marks: highlights(text, is_phone(field), terms) },
            class,
        }
    };
    notes.into_iter().take(NOTES).map(note).collect()
}

/// Where a row shows a field, the most visible place first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Name,
    /// Everywhere but on telephones.
    Number,
    Town,
    Phone,
    Email,
    Second,
    Nowhere,
}

impl Place {
    /// The class of a note on the field; `None` where the row always shows the field.
    const fn class(self) -> Option<&'static str> {
        match self {
            Self::Name => None,
            Self::Number => Some("found in-no"),
            Self::Town => Some("found in-city"),
            Self::Phone => Some("found in-phone"),
            Self::Email => Some("found in-mail"),
            Self::Second => Some("found in-job"),
            Self::Nowhere => Some("found"),
        }
    }
}

fn place(contact: &Contact, second: Field, company: &str, field: Field) -> Place {
    let is_label = match field {
        Field::Text(ContactField::Name) => true,
        Field::Text(field) => contact.label() == contact.text(field),
        Field::Number => contact.label() == contact.number,
        Field::CompanyName => !company.is_empty(),
        Field::Kind | Field::Excluded | Field::Codes(_) => false,
    };
    match field {
        _ if is_label => Place::Name,
        Field::Number => Place::Number,
        Field::Text(ContactField::PostCode | ContactField::City) => Place::Town,
        Field::Text(field) if field == phone_field(contact) => Place::Phone,
        Field::Text(ContactField::Email) => Place::Email,
        field if field == second => Place::Second,
        _ => Place::Nowhere,
    }
}

/// The field that the column of telephone numbers shows.
fn phone_field(contact: &Contact) -> ContactField {
    match contact.text(ContactField::Phone) {
        "" => ContactField::MobilePhone,
        _ => ContactField::Phone,
    }
}

/// How many chips are shown at most: two if they fit, else one. Codes are never cut, and rows never grow.
fn fitting(groups: &[(String, &'static str)]) -> usize {
    let width = |count: usize| {
        let chips: usize =
            groups.iter().take(count).map(|(code, _)| CHIP + LETTER * code.chars().count()).sum();
        chips + if groups.len() > count { MORE } else { 0 }
    };
    let fitting = if width(2) <= ROOM { 2 } else { 1 };
    fitting.min(groups.len())
}
