//! The section *General*: name, number, kind and company.

use crate::domain::action::{Action, EditedField};
use crate::domain::catalogue::{ContactField, ContactKind, Section as CardSection};
use crate::domain::change::Change;
use crate::domain::contact::Contact;
use crate::domain::contacts;
use crate::domain::refusal::Refusal;
use crate::i18n::wording;
use crate::ui::pages::card::company::{CompanyLookup, Employer};
use crate::ui::pages::card::fields::{KindField, NumberField, ValueField};
use crate::ui::pages::card::model::{ContactModel, section};
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::section::Section;
use leptos::prelude::*;

/// The section.
#[component]
pub fn General(
    /// The contact.
    model: ContactModel,
) -> impl IntoView {
    let texts = model.texts;
    let is_person = model.is_person();
    let summary = model.follow(|_, contact| {
        let name = contact.label().to_owned();
        vec![name, contact.number.clone(), contact.text(ContactField::JobTitle).to_owned()]
    });
    // Few contacts need these. A filled field is always shown, and stays while the card is open.
    let shows_all = section(3);
    let rare = move |field: ContactField| {
        let text = model.stored(field);
        let was_filled = Memo::new(move |former| former == Some(&true) || text.with(|text| !text.is_empty()));
        view! {
            <Show when=move || was_filled.get() || shows_all.get()>
                <ValueField model field />
            </Show>
        }
    };
    let fields = move || {
        let kind = if is_person.get() { ContactKind::Person } else { ContactKind::Company };
        let first = ContactField::of_section(CardSection::General)
            .filter(|field| *field != ContactField::Name && field.applies_to(kind))
            .map(|field| view! { <ValueField model field /> })
            .collect_view();
        let more = ContactField::of_section(CardSection::GeneralMore)
            .filter(|field| field.applies_to(kind))
            .map(rare)
            .collect_view();
        view! {
            {is_person.get().then(|| view! { <Company model /> })}
            {first}
            {more}
        }
    };
    let more = move || {
        let text = move || if shows_all.get() { texts.common.show_less } else { texts.common.show_more };
        view! {
            <Button
                text=Signal::derive(move || text().to_owned())
                kind=ButtonKind::Link
                on_click=move || shows_all.update(|all| *all = !*all)
            />
        }
    };
    view! {
        <Section title=texts.common.general open=section(0) summary actions=more>
            <div class="fields">
                <ValueField model field=ContactField::Name />
                <NumberField model />
                <KindField model />
                {fields}
            </div>
        </Section>
    }
}

/// The company that a person belongs to.
#[component]
fn Company(model: ContactModel) -> impl IntoView {
    let value = model.follow(|database, contact| {
        let company = contact.company.and_then(|company| database.contact(company));
        company.map_or_else(String::new, |company| company.label().to_owned())
    });
    let draft = model.draft("company", |typed| Some(model.texts.card.unknown_company(typed)));
    let choose = move |employer: Employer| match employer {
        Employer::None => put_into(model, None),
        Employer::Known(company) => put_into(model, Some(company)),
        Employer::New(name) => put_into_new(model, &name),
    };
    view! { <CompanyLookup value on_choose=choose draft /> }
}

fn put_into(
    model: ContactModel,
    company: Option<crate::domain::identifiers::ContactId>,
) -> Result<(), String> {
    let id = model.id;
    model.edit(EditedField::Company, |database| contacts::change_company(database, id, company))
}

/// Creates a company and moves the person to it, as one change.
fn put_into_new(model: ContactModel, name: &str) -> Result<(), String> {
    let done = model.app.commit(|database, _| {
        let company = Contact::new("", ContactKind::Company).with_text(ContactField::Name, name);
        let (company, create) = contacts::create(database, company)?;
        let mut person = database.contact(model.id).ok_or(Refusal::Gone)?.clone();
        person.company = Some(company);
        let put = Change::PutContact { id: model.id, contact: Some(Box::new(person)) };
        Ok((Action::CreateContact { contact: name.to_owned() }, Change::Batch(vec![create, put])))
    });
    done.map(drop).map_err(|refusal| wording::refusal(model.texts, &refusal))
}
