//! The section *General*: who the contact is.

use super::company::{CompanyLookup, Employer};
use super::fields::{KindField, NumberField, TextField};
use super::subject::{Subject, section};
use crate::domain::{Action, Change, Contact, ContactField, ContactKind, EditedField, Refusal, contacts};
use crate::i18n::wording;
use crate::ui::parts::Section;
use leptos::prelude::*;

/// Name, number, kind, company, and who looks after the contact.
#[component]
pub fn General(
    /// Whose.
    subject: Subject,
) -> impl IntoView {
    let texts = subject.texts;
    let is_person = subject.is_person();
    let summary = subject.follow(|_, contact| {
        let name = contact.label().to_owned();
        vec![name, contact.number.clone(), contact.text(ContactField::JobTitle).to_owned()]
    });
    let person_fields = move || {
        is_person.get().then(|| {
            view! {
                <Company subject />
                <TextField subject field=ContactField::JobTitle />
                <TextField subject field=ContactField::FirstName />
                <TextField subject field=ContactField::MiddleName />
                <TextField subject field=ContactField::Surname />
            }
        })
    };
    view! {
        <Section title=texts.common.general open=section(0) summary>
            <div class="fields">
                <TextField subject field=ContactField::Name class="w2" />
                <NumberField subject />
                <KindField subject />
                {person_fields}
                <TextField subject field=ContactField::Salutation />
                <TextField subject field=ContactField::Salesperson />
                <TextField subject field=ContactField::Territory />
                <TextField subject field=ContactField::Language />
                <TextField subject field=ContactField::ExternalId />
            </div>
        </Section>
    }
}

/// The company that a person belongs to.
#[component]
fn Company(subject: Subject) -> impl IntoView {
    let value = subject.follow(|database, contact| {
        let company = contact.company.and_then(|company| database.contact(company));
        company.map_or_else(String::new, |company| company.label().to_owned())
    });
    let draft = subject.draft("company", |typed| Some(subject.texts.card.unknown_company(typed)));
    let choose = move |employer: Employer| match employer {
        Employer::Nobody => put_into(subject, None),
        Employer::Known(company) => put_into(subject, Some(company)),
        Employer::New(name) => put_into_new(subject, &name),
    };
    view! { <CompanyLookup value on_choose=choose draft /> }
}

fn put_into(subject: Subject, company: Option<crate::domain::ContactId>) -> Result<(), String> {
    let id = subject.id;
    subject.edit(EditedField::Company, |database| contacts::change_company(database, id, company))
}

/// Creates a company and puts the person into it, as one change.
fn put_into_new(subject: Subject, name: &str) -> Result<(), String> {
    let done = subject.office.commit(|database, _| {
        let company = Contact::new("", ContactKind::Company).with_text(ContactField::Name, name);
        let (company, create) = contacts::create(database, company)?;
        let mut person = database.contact(subject.id).ok_or(Refusal::Gone)?.clone();
        person.company = Some(company);
        let put = Change::PutContact { id: subject.id, contact: Some(Box::new(person)) };
        Ok((Action::CreateContact { contact: name.to_owned() }, Change::Batch(vec![create, put])))
    });
    done.map(drop).map_err(|refusal| wording::refusal(subject.texts, &refusal))
}
