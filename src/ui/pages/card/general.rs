//! The section *General*: who the contact is.

use crate::domain::action::{Action, EditedField};
use crate::domain::change::Change;
use crate::domain::contact::{Contact, ContactField, ContactKind};
use crate::domain::contacts;
use crate::domain::refusal::Refusal;
use crate::i18n::wording;
use crate::ui::pages::card::company::{CompanyLookup, Employer};
use crate::ui::pages::card::fields::{KindField, NumberField, TextField};
use crate::ui::pages::card::subject::{Subject, section};
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::section::Section;
use leptos::prelude::*;

/// Fields that few contacts need. An empty one would push the mailing groups off the screen.
const RARE: [ContactField; 5] = [
    ContactField::Salutation,
    ContactField::Salesperson,
    ContactField::Territory,
    ContactField::Language,
    ContactField::ExternalId,
];

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
    // One that is filled is shown in any case, and stays while the card is open.
    let shows_all = section(3);
    let rare = RARE.map(|field| {
        let text = subject.text(field);
        let was_filled = Memo::new(move |former| former == Some(&true) || text.with(|text| !text.is_empty()));
        view! {
            <Show when=move || was_filled.get() || shows_all.get()>
                <TextField subject field />
            </Show>
        }
    });
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
                <TextField subject field=ContactField::Name class="w2" />
                <NumberField subject />
                <KindField subject />
                {person_fields}
                {rare.into_iter().collect_view()}
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

fn put_into(subject: Subject, company: Option<crate::domain::identifiers::ContactId>) -> Result<(), String> {
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
