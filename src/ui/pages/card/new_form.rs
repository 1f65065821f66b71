//! The form of a new contact, and creating it.

use crate::browser::document::focus_by_id;
use crate::domain::action::Action;
use crate::domain::catalogue::{ContactField, ContactKind};
use crate::domain::change::Change;
use crate::domain::contact::Contact;
use crate::domain::contacts;
use crate::domain::database::Database;
use crate::domain::field_value::FieldValue;
use crate::domain::identifiers::ContactId;
use crate::domain::number_series::{CONTACT_SERIES, next_number};
use crate::domain::person_name::PersonName;
use crate::domain::refusal::Refusal;
use crate::domain::text::check_text;
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::state::app_state::AppState;
use crate::state::route::{Address, Route};
use crate::ui::pages::card::fields::kind_key;
use crate::ui::pages::common::persistent_draft::persistent_draft;
use crate::ui::parts::field::Draft;
use leptos::prelude::*;

/// The typed values, which outlive the page.
#[derive(Clone, Copy)]
pub(super) struct NewContactForm {
    pub(super) app: AppState,
    pub(super) texts: &'static Texts,
    /// The key under which [`AppState`] stores them.
    key: StoredValue<String>,
    /// Whether the contact is created, or the form cancelled.
    is_closed: StoredValue<bool>,
    pub(super) contact: RwSignal<Contact>,
    /// The company to create along with a person.
    pub(super) new_company: RwSignal<Option<String>>,
    /// The error of the number, found when creating.
    pub(super) number_error: RwSignal<Option<String>>,
    /// The error of the name, found when creating.
    pub(super) name_error: RwSignal<Option<String>>,
    /// Any other refusal.
    pub(super) failure: RwSignal<Option<String>>,
}

/// The id of a field's input.
pub(super) fn input_id(field: ContactField) -> String {
    format!("new-{}", field.key())
}

/// Sets a field, and keeps a person's name and its parts in agreement.
pub(super) fn fill(contact: &mut Contact, field: ContactField, value: Option<FieldValue>) {
    contact.set(field, value);
    if contact.kind != ContactKind::Person {
        return;
    }
    match field {
        ContactField::Name => {
            let PersonName { first, middle, surname } = PersonName::split(contact.text(field));
            for (field, text) in [
                (ContactField::FirstName, first),
                (ContactField::MiddleName, middle),
                (ContactField::Surname, surname),
            ] {
                // A part that is too long stays empty; the user can fill it.
                contact.set_text(field, check_text(&text, field.limit()).unwrap_or_default());
            }
        }
        ContactField::FirstName | ContactField::MiddleName | ContactField::Surname => {
            let name = PersonName {
                first: contact.text(ContactField::FirstName).to_owned(),
                middle: contact.text(ContactField::MiddleName).to_owned(),
                surname: contact.text(ContactField::Surname).to_owned(),
            };
            contact.set_text(ContactField::Name, &name.full());
        }
        _ => {}
    }
}

/// A contact with the kind and company that the address gives.
pub(super) fn from_address(app: AppState, address: &Address) -> Contact {
    let company = address.value("company").and_then(|number| {
        let id = app.with(|database, _| database.find_contact_typed(number))?;
        is_company(app, id).then_some(id)
    });
    let is_person = company.is_some() || address.value("type") == Some(kind_key(ContactKind::Person));
    let mut contact = Contact::new("", if is_person { ContactKind::Person } else { ContactKind::Company });
    contact.company = company;
    contact
}

fn is_company(app: AppState, id: ContactId) -> bool {
    app.with(|database, _| database.contact(id).is_some_and(|contact| contact.kind == ContactKind::Company))
}

impl NewContactForm {
    /// Opens the stored form, or an empty one. Each kind, and each company's persons, have their own.
    pub(super) fn open(app: AppState, texts: &'static Texts, fresh: Contact) -> Self {
        let company = fresh.company.map_or_else(String::new, |company| company.0.to_string());
        let key = format!("new-contact/{}/{company}", kind_key(fresh.kind));
        let stored = app.draft(&key).and_then(|text| serde_json::from_str(&text).ok());
        let (mut contact, company): (Contact, Option<String>) = stored.unwrap_or((fresh.clone(), None));
        contact.company = contact.company.filter(|&company| is_company(app, company));
        let form = Self {
            app,
            texts,
            key: StoredValue::new(key),
            is_closed: StoredValue::new(false),
            contact: RwSignal::new(contact),
            new_company: RwSignal::new(company),
            number_error: RwSignal::new(None),
            name_error: RwSignal::new(None),
            failure: RwSignal::new(None),
        };
        Effect::new(move |_| {
            let (contact, company) = (form.contact.read(), form.new_company.read());
            let is_filled = *contact != fresh || company.is_some();
            let text = is_filled.then(|| serde_json::to_string(&(&*contact, &*company)).ok()).flatten();
            if !form.is_closed.get_value() {
                form.key.with_value(|key| app.set_draft(key, text));
            }
        });
        form
    }

    /// Clears the stored form.
    pub(super) fn close(self) {
        self.is_closed.set_value(true);
        self.key.with_value(|key| self.app.clear_drafts(key));
    }

    /// A field's draft.
    pub(super) fn draft(
        self,
        field: &str,
        refusal: impl FnOnce(&str) -> Option<String>,
    ) -> RwSignal<Option<Draft>> {
        persistent_draft(self.app, self.key.with_value(|key| format!("{key}/{field}")), refusal)
    }

    /// Creates the contact and goes to its card; errors are shown at their fields.
    pub(super) fn create(self) {
        let contact = self.contact.get_untracked();
        let filled = |field| !contact.text(field).is_empty();
        let has_name =
            [ContactField::Name, ContactField::Email, ContactField::FirstName, ContactField::Surname];
        if !has_name.into_iter().any(filled) {
            self.name_error.set(Some(self.texts.card.name_needed.to_owned()));
            focus_by_id(&input_id(ContactField::Name));
            return;
        }
        let company = self.new_company.get_untracked();
        let mut created = None;
        let result = self.app.commit(|database, _| {
            let (contact, change) = build(database, contact, company)?;
            created = Some(contact.number.clone());
            Ok((Action::CreateContact { contact: contact.label().to_owned() }, change))
        });
        match (result, created) {
            (Ok(_), Some(number)) => {
                self.close();
                self.app.go(Route::Contact(number));
            }
            (Ok(_), None) => {}
            (Err(refusal @ Refusal::NumberTaken(_)), _) => {
                self.number_error.set(Some(wording::refusal(self.texts, &refusal)));
            }
            (Err(refusal), _) => self.failure.set(Some(wording::refusal(self.texts, &refusal))),
        }
    }
}

/// The new contact, and the change that creates it, after its company if that is new, too.
fn build(
    database: &Database,
    mut contact: Contact,
    company: Option<String>,
) -> Result<(Contact, Change), Refusal> {
    if contact.kind == ContactKind::Company {
        contact.company = None;
        contacts::drop_foreign_fields(&mut contact);
    }
    let company = company.filter(|_| contact.kind == ContactKind::Person);
    let Some(company) = company else {
        let (_, change) = contacts::create(database, contact.clone())?;
        return Ok((created(&change).unwrap_or(contact), change));
    };
    let company = Contact::new("", ContactKind::Company).with_text(ContactField::Name, &company);
    let (company, first) = contacts::create(database, company)?;
    if contact.number.is_empty() {
        // The company takes the next number.
        contact.number = next_number(CONTACT_SERIES, database.last_contact_number().saturating_add(1));
    }
    contact.company = Some(company);
    let (_, second) = contacts::create(database, contact.clone())?;
    let contact = created(&second).unwrap_or(contact);
    let id = ContactId(company.0.saturating_add(1));
    let second = Change::PutContact { id, contact: Some(Box::new(contact.clone())) };
    Ok((contact, Change::Batch(vec![first, second])))
}

fn created(change: &Change) -> Option<Contact> {
    match change {
        Change::PutContact { contact: Some(contact), .. } => Some((**contact).clone()),
        _ => None,
    }
}
