//! The card of a new contact.

use crate::browser::document::leave_field;
use crate::domain::catalogue::{ContactField, ContactKind, Section};
use crate::domain::contact::Contact;
use crate::domain::field_value;
use crate::domain::refusal::Refusal;
use crate::domain::text::{NUMBER_LIMIT, check_text, parse_number};
use crate::domain::validation;
use crate::i18n::context::use_texts;
use crate::i18n::wording;
use crate::state::app_state::use_app_state;
use crate::state::list_memory::use_list_memory;
use crate::state::route::{Address, Route};
use crate::ui::pages::card::company::{CompanyLookup, Employer};
use crate::ui::pages::card::fields::{kind, kind_key, limit, width};
use crate::ui::pages::card::new_form::{NewContactForm, fill, from_address, input_id};
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::choice::ChoiceRow;
use crate::ui::parts::field::{Field, InputKind};
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::shortcut::{Where, on_shortcut};
use leptos::prelude::*;

/// The card of a new contact; the address gives its kind and company.
#[component]
pub fn NewContactCard() -> impl IntoView {
    let app = use_app_state();
    let fresh = Memo::new(move |before: Option<&Contact>| {
        app.address().with(|address| match (&address.route, before) {
            (Route::NewContact, _) | (_, None) => from_address(app, address),
            // The page is being left.
            (_, Some(before)) => before.clone(),
        })
    });
    move || view! { <NewCard fresh=fresh.get() /> }
}

/// The card, with its initial values.
#[component]
fn NewCard(fresh: Contact) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let memory = use_list_memory();
    let form = NewContactForm::open(app, texts, fresh);
    let cancel = move || {
        form.close();
        app.go(memory.address.get_value());
    };
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
                    <NewGeneral form />
                    <NewCommunication form />
                </div>
            </div>
        </div>
    }
}

/// Company or person, name, number, company.
#[component]
fn NewGeneral(form: NewContactForm) -> impl IntoView {
    let NewContactForm { app, texts, contact, .. } = form;
    let is_person = Memo::new(move |_| contact.with(|contact| contact.kind == ContactKind::Person));
    let kinds = [ContactKind::Company, ContactKind::Person]
        .map(|kind| (kind_key(kind).to_owned(), wording::kind(texts, kind).to_owned()));
    let choose_kind = move |key: String| {
        let kind =
            if key == kind_key(ContactKind::Person) { ContactKind::Person } else { ContactKind::Company };
        contact.update(|contact| contact.kind = kind);
    };
    let next_number = Signal::derive(move || {
        app.watch(|database, _| texts.card.number_from_series(database.next_contact_number()))
    });
    let check_number = move |typed: &str| {
        let number = if typed.trim().is_empty() {
            String::new()
        } else {
            parse_number(typed).map_err(|error| wording::text_error(texts, &error))?
        };
        if app.with(|database, _| database.find_contact(&number).is_some()) {
            return Err(wording::refusal(texts, &Refusal::NumberTaken(number)));
        }
        Ok(number)
    };
    let commit_number = move |typed: String| {
        let number = check_number(&typed)?;
        form.number_error.set(None);
        contact.update(|contact| contact.number = number);
        Ok(())
    };
    let number_draft = form.draft("number", |typed| check_number(typed).err());
    let company_draft = form.draft("company", |typed| Some(texts.card.unknown_company(typed)));
    let company = Memo::new(move |_| match form.new_company.get() {
        Some(name) => name,
        None => {
            let company = contact.with(|contact| contact.company);
            app.with(|database, _| {
                let company = company.and_then(|company| database.contact(company));
                company.map_or_else(String::new, |company| company.label().to_owned())
            })
        }
    });
    let choose_company = move |employer: Employer| {
        let (known, new) = match employer {
            Employer::None => (None, None),
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
    let fields = move || {
        let kind = contact.with(|contact| contact.kind);
        let fields = ContactField::of_section(Section::General)
            .filter(move |field| *field != ContactField::Name && field.applies_to(kind))
            .map(|field| view! { <NewValue form field /> })
            .collect_view();
        let company = is_person.get().then(|| {
            view! { <CompanyLookup value=company on_choose=choose_company draft=company_draft /> }
        });
        view! { {company}{fields} }
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
                    <NewValue form field=ContactField::Name autofocus=true />
                    <Field
                        label=texts.fields.number
                        value=Signal::derive(move || contact.with(|contact| contact.number.clone()))
                        on_commit=commit_number
                        kind=InputKind::Code
                        limit=NUMBER_LIMIT
                        placeholder=next_number
                        error=form.number_error
                        draft=number_draft
                    />
                    {fields}
                </div>
            </div>
        </section>
    }
}

/// Phone, e-mail and address, all optional.
#[component]
fn NewCommunication(form: NewContactForm) -> impl IntoView {
    let fields = ContactField::of_section(Section::Communication);
    view! {
        <section class="ft" aria-label=form.texts.common.communication>
            <div class="body new-contact">
                <div class="fields">
                    {fields.map(|field| view! { <NewValue form field /> }).collect_view()}
                </div>
            </div>
        </section>
    }
}

/// A field of the new contact.
#[component]
fn NewValue(form: NewContactForm, field: ContactField, #[prop(optional)] autofocus: bool) -> impl IntoView {
    let NewContactForm { texts, contact, .. } = form;
    let is_name = field == ContactField::Name;
    let value = Memo::new(move |_| contact.with(|contact| contact.stored(field).into_owned()));
    let check = move |typed: &str| {
        field_value::parse(field, typed).map_err(|error| wording::text_error(texts, &error))
    };
    let draft = form.draft(field.key(), |typed| check(typed).err());
    let commit = move |typed: String| {
        let value = check(&typed)?;
        contact.update(|contact| fill(contact, field, value));
        if matches!(
            field,
            ContactField::Name | ContactField::Email | ContactField::FirstName | ContactField::Surname
        ) {
            form.name_error.set(None);
        }
        Ok(())
    };
    let warning = Memo::new(move |_| {
        value
            .with(|text| validation::warning(field, text))
            .map(|warning| wording::warning(texts, warning).to_owned())
    });
    view! {
        <Field
            label=wording::field(&texts.fields, field)
            value
            on_commit=commit
            kind=kind(field)
            limit=limit(field)
            warning
            error=Signal::derive(move || form.name_error.get().filter(|_| is_name))
            hint=Signal::derive(move || is_name.then(|| texts.card.name_hint.to_owned()))
            autofocus
            draft
            id=input_id(field)
            class=width(field)
        />
    }
}
