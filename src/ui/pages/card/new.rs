//! A card for a contact that is not there yet.

use super::company::{CompanyLookup, Employer};
use super::fields::{kind, kind_key};
use crate::browser::document::{focus_by_id, leave_field};
use crate::domain::{
    Action, CONTACT_SERIES, Change, Contact, ContactField, ContactId, ContactKind, Database, NUMBER_LIMIT,
    PersonName, Refusal, check_text, contacts, next_number, parse_number, plausible,
};
use crate::i18n::{Texts, use_texts, wording};
use crate::state::{Address, Office, Route, use_list_memory, use_office};
use crate::ui::parts::{
    Button, ButtonKind, ChoiceRow, Draft, Field, FieldKind, Icon, Symbol, Where, on_shortcut,
};
use leptos::prelude::*;

/// Everything typed so far.
#[derive(Clone, Copy)]
struct Form {
    office: Office,
    texts: &'static Texts,
    contact: RwSignal<Contact>,
    /// The company to create along with a person.
    new_company: RwSignal<Option<String>>,
    /// What is wrong with the number, seen when creating.
    number_error: RwSignal<Option<String>>,
    /// What is wrong with the name, seen when creating.
    name_error: RwSignal<Option<String>>,
    /// What else is in the way.
    failure: RwSignal<Option<String>>,
}

/// A card for a contact that is not there yet; the address tells its kind and company.
#[component]
pub fn NewContactCard() -> impl IntoView {
    let texts = use_texts();
    let office = use_office();
    let memory = use_list_memory();
    let form = Form {
        office,
        texts,
        contact: RwSignal::new(office.address().with_untracked(|address| from_address(office, address))),
        new_company: RwSignal::new(None),
        number_error: RwSignal::new(None),
        name_error: RwSignal::new(None),
        failure: RwSignal::new(None),
    };
    let cancel = move || office.go(memory.address.get_value());
    let create = move || {
        leave_field();
        form.create();
    };
    on_shortcut("Control+Enter", Where::Everywhere, create);
    on_shortcut("Escape", Where::OutsideUnsettledText, cancel);
    let list = memory.address.with_value(Address::href);
    view! {
        <div class="page">
            <header class="phead ruled">
                <div class="row">
                    <nav class="crumbs grow" aria-label=texts.card.breadcrumb>
                        <a href=list>{texts.navigation.contacts}</a>
                        <Symbol icon=Icon::ChevronRight />
                        <span aria-current="page">{texts.card.new_title}</span>
                    </nav>
                </div>
                <div class="ptitle">
                    <h1>{texts.card.new_title}</h1>
                    <div class="acts">
                        <Button text=texts.common.cancel on_click=cancel />
                        <Button
                            text=texts.common.create
                            kind=ButtonKind::Primary
                            shortcut="Control+Enter"
                            on_click=create
                        />
                    </div>
                </div>
            </header>
            <div class="cols">
                <div class="doc">
                    {move || form.failure.get().map(|text| view! {
                        <p class="msg err" role="alert"><Symbol icon=Icon::Alert />{text}</p>
                    })}
                    <Who form />
                    <Reach form />
                </div>
            </div>
        </div>
    }
}

/// Company or person, name, number, company.
#[component]
fn Who(form: Form) -> impl IntoView {
    let Form { office, texts, contact, .. } = form;
    let is_person = Memo::new(move |_| contact.with(|contact| contact.kind == ContactKind::Person));
    let kinds = [ContactKind::Company, ContactKind::Person]
        .map(|kind| (kind_key(kind).to_owned(), wording::kind(texts, kind).to_owned()));
    let choose_kind = move |key: String| {
        let kind =
            if key == kind_key(ContactKind::Person) { ContactKind::Person } else { ContactKind::Company };
        contact.update(|contact| contact.kind = kind);
    };
    let next_number = Signal::derive(move || {
        office.watch(|database, _| texts.card.number_from_series(database.next_contact_number()))
    });
    let commit_number = move |typed: String| {
        let number = if typed.trim().is_empty() {
            String::new()
        } else {
            parse_number(&typed).map_err(|error| wording::text_error(texts, &error))?
        };
        if office.with(|database, _| database.find_contact(&number).is_some()) {
            return Err(wording::refusal(texts, &Refusal::NumberTaken(number)));
        }
        form.number_error.set(None);
        contact.update(|contact| contact.number = number);
        Ok(())
    };
    let company_draft = RwSignal::new(None::<Draft>);
    let company = Memo::new(move |_| match form.new_company.get() {
        Some(name) => name,
        None => {
            let company = contact.with(|contact| contact.company);
            office.with(|database, _| {
                let company = company.and_then(|company| database.contact(company));
                company.map_or_else(String::new, |company| company.label().to_owned())
            })
        }
    });
    let choose_company = move |employer: Employer| {
        let (known, new) = match employer {
            Employer::Nobody => (None, None),
            Employer::Known(id) => (Some(id), None),
            Employer::New(name) => {
                let name = check_text(&name, ContactField::Name.limit())
                    .map_err(|error| wording::text_error(texts, &error))?;
                (None, Some(name.to_owned()))
            }
        };
        contact.update(|contact| contact.company = known);
        form.new_company.set(new);
        Ok(())
    };
    let person_fields = move || {
        is_person.get().then(|| {
            view! {
                <NewText form field=ContactField::FirstName />
                <NewText form field=ContactField::MiddleName />
                <NewText form field=ContactField::Surname />
                <CompanyLookup value=company on_choose=choose_company draft=company_draft />
                <NewText form field=ContactField::JobTitle />
            }
        })
    };
    view! {
        <section class="ft" aria-label=texts.common.general>
            <div class="body new-contact">
                <ChoiceRow
                    label=texts.fields.kind
                    value=Signal::derive(move || contact.with(|contact| kind_key(contact.kind).to_owned()))
                    options=Signal::stored(kinds.to_vec())
                    on_choose=choose_kind
                />
                <div class="fields">
                    <NewText form field=ContactField::Name autofocus=true />
                    <Field
                        label=texts.fields.number
                        value=Signal::derive(move || contact.with(|contact| contact.number.clone()))
                        on_commit=commit_number
                        kind=FieldKind::Code
                        limit=NUMBER_LIMIT
                        placeholder=next_number
                        error=form.number_error
                    />
                    {person_fields}
                </div>
            </div>
        </section>
    }
}

/// How to reach the contact; may stay empty.
#[component]
fn Reach(form: Form) -> impl IntoView {
    let fields = [
        ContactField::Address,
        ContactField::PostCode,
        ContactField::City,
        ContactField::Phone,
        ContactField::Email,
        ContactField::HomePage,
    ];
    view! {
        <section class="ft" aria-label=form.texts.common.communication>
            <div class="body new-contact">
                <div class="fields">
                    {fields.map(|field| view! { <NewText form field /> }).into_iter().collect_view()}
                </div>
            </div>
        </section>
    }
}

/// A text field of the new contact.
#[component]
fn NewText(form: Form, field: ContactField, #[prop(optional)] autofocus: bool) -> impl IntoView {
    let Form { texts, contact, .. } = form;
    let is_name = field == ContactField::Name;
    let value = Memo::new(move |_| contact.with(|contact| contact.text(field).to_owned()));
    let commit = move |typed: String| {
        let text = check_text(&typed, field.limit()).map_err(|error| wording::text_error(texts, &error))?;
        contact.update(|contact| fill(contact, field, text));
        if matches!(
            field,
            ContactField::Name | ContactField::Email | ContactField::FirstName | ContactField::Surname
        ) {
            form.name_error.set(None);
        }
        Ok(())
    };
    let warning = Memo::new(move |_| {
        value.with(|text| plausible::doubt(field, text)).map(|doubt| wording::doubt(texts, doubt).to_owned())
    });
    view! {
        <Field
            label=wording::field(&texts.fields, field)
            value
            on_commit=commit
            kind=kind(field)
            limit=field.limit()
            warning
            error=Signal::derive(move || form.name_error.get().filter(|_| is_name))
            hint=Signal::derive(move || is_name.then(|| texts.card.name_hint.to_owned()))
            autofocus
            id=input_id(field)
            class=if is_name { "w2" } else { "" }
        />
    }
}

fn input_id(field: ContactField) -> String {
    format!("new-{}", field.key())
}

/// Fills a field; a person's name and its parts stay together.
fn fill(contact: &mut Contact, field: ContactField, text: &str) {
    contact.set_text(field, text);
    if contact.kind != ContactKind::Person {
        return;
    }
    match field {
        ContactField::Name => {
            let PersonName { first, middle, surname } = PersonName::split(text);
            for (field, text) in [
                (ContactField::FirstName, first),
                (ContactField::MiddleName, middle),
                (ContactField::Surname, surname),
            ] {
                // A part that is too long for its field is left to whoever creates the contact.
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

/// The kind and the company that an address asks for.
fn from_address(office: Office, address: &Address) -> Contact {
    let company = address.value("company").and_then(|number| {
        office.with(|database, _| {
            let id = database.find_contact_typed(number)?;
            (database.contact(id)?.kind == ContactKind::Company).then_some(id)
        })
    });
    let is_person = company.is_some() || address.value("type") == Some(kind_key(ContactKind::Person));
    let mut contact = Contact::new("", if is_person { ContactKind::Person } else { ContactKind::Company });
    contact.company = company;
    contact
}

impl Form {
    /// Creates the contact and goes to its card; what is missing is said at its field.
    fn create(self) {
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
        let result = self.office.commit(|database, _| {
            let (contact, change) = build(database, contact, company)?;
            created = Some(contact.number.clone());
            Ok((Action::CreateContact { contact: contact.label().to_owned() }, change))
        });
        match (result, created) {
            (Ok(_), Some(number)) => self.office.go(Route::Contact(number)),
            (Ok(_), None) => {}
            (Err(refusal @ Refusal::NumberTaken(_)), _) => {
                self.number_error.set(Some(wording::refusal(self.texts, &refusal)));
            }
            (Err(refusal), _) => self.failure.set(Some(wording::refusal(self.texts, &refusal))),
        }
    }
}

/// The new contact as it will be, and the change that creates it, after its company if that is
/// new, too.
fn build(
    database: &Database,
    mut contact: Contact,
    company: Option<String>,
) -> Result<(Contact, Change), Refusal> {
    if contact.kind == ContactKind::Company {
        contact.company = None;
        for field in
            [ContactField::FirstName, ContactField::MiddleName, ContactField::Surname, ContactField::JobTitle]
        {
            contact.set_text(field, "");
        }
    }
    let company = company.filter(|_| contact.kind == ContactKind::Person);
    let Some(company) = company else {
        let (_, change) = contacts::create(database, contact.clone())?;
        return Ok((created(&change).unwrap_or(contact), change));
    };
    let company = Contact::new("", ContactKind::Company).with_text(ContactField::Name, &company);
    let (company, first) = contacts::create(database, company)?;
    if contact.number.is_empty() {
        // The company takes the next one.
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
