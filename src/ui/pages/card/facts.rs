//! The fact box: contacts of the same company, and segments that hold the contact.

use crate::domain::catalogue::{ContactField, ContactKind};
use crate::domain::identifiers::ContactId;
use crate::query::order::Sort;
use crate::state::app_state::Table;
use crate::state::route::{Address, Route};
use crate::ui::pages::card::header::new_person;
use crate::ui::pages::card::model::ContactModel;
use crate::ui::parts::avatar::Avatar;
use crate::ui::parts::button::{ButtonKind, ButtonLink};
use crate::ui::parts::icon::{Icon, Symbol};
use leptos::prelude::*;

/// The limit of related contacts shown; a link leads to the others.
const NAMED: usize = 12;

/// A contact of the same company.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Related {
    number: String,
    label: String,
    job: String,
    person: bool,
}

/// The fact box of a card.
#[component]
pub fn CardFacts(
    /// The contact.
    model: ContactModel,
    /// Whether it is shown in a window that has no room for it beside the card.
    shown: RwSignal<bool>,
) -> impl IntoView {
    let texts = model.texts;
    view! {
        <aside class="fact card-f" class:shown=shown aria-label=texts.common.details>
            <RelatedContacts model />
            <Segments model />
        </aside>
    }
}

/// The persons of a company; a person's company and colleagues.
#[component]
fn RelatedContacts(model: ContactModel) -> impl IntoView {
    let ContactModel { app, texts, id } = model;
    let all = Memo::new(move |_| {
        app.track(Table::Contacts);
        app.with_finder(|database, finder| {
            let Some(company) = database.company_of(id) else { return (Vec::new(), 0) };
            let all_contacts: Vec<ContactId> =
                std::iter::once(company).chain(database.persons_of(company).iter().copied()).collect();
            let others = all_contacts.iter().filter(|other| **other != id).count();
            let ordered = if all_contacts.len() > NAMED {
                all_contacts
            } else {
                let order = finder.order(database, Sort::default(), app.alphabet());
                order.iter().copied().filter(|other| all_contacts.contains(other)).collect()
            };
            let related = |other: &ContactId| {
                let contact = database.contact(*other).filter(|_| *other != id)?;
                Some(Related {
                    number: contact.number.clone(),
                    label: contact.label().to_owned(),
                    job: contact.text(ContactField::JobTitle).to_owned(),
                    person: contact.kind == ContactKind::Person,
                })
            };
            (ordered.iter().filter_map(related).take(NAMED).collect::<Vec<_>>(), others)
        })
    });
    let company = model.follow(move |database, contact| {
        let company = match contact.kind {
            ContactKind::Company => Some(model.id),
            ContactKind::Person => contact.company,
        };
        company
            .and_then(|company| database.contact(company))
            .map(|it| (it.number.clone(), it.text(ContactField::Name).to_owned()))
    });
    let new = move || {
        company.get().map(|(number, _)| {
            view! {
                <ButtonLink
                    text=texts.card.new_person
                    href=new_person(&number).href()
                    icon=Icon::Plus
                    icon_only=true
                    small=true
                    kind=ButtonKind::Quiet
                />
            }
        })
    };
    let rest = move || {
        let more = all.with(|(named, others)| others.saturating_sub(named.len()));
        let (_, name) = company.get().filter(|(_, name)| more > 0 && !name.is_empty())?;
        let href = Address::from(Route::Contacts).with("company_name", &name).href();
        Some(view! { <a href=href>{texts.parts.more_count(more)}</a> })
    };
    view! {
        <section>
            <h3>
                {texts.card.related_contacts}
                <span class="mut">{move || texts.number(all.with(|(_, others)| *others))}</span>
                <span class="push">{new}</span>
            </h3>
            <ul class="stack">
                <For
                    each=move || all.get().0
                    key=Clone::clone
                    children=|related: Related| view! {
                        <li class="row">
                            <Avatar name=related.label.clone() person=related.person />
                            <div class="grow">
                                <a href=Route::Contact(related.number).href()>{related.label}</a>
                                <div class="mut cap">{related.job}</div>
                            </div>
                        </li>
                    }
                />
            </ul>
            {move || all.with(|(named, _)| named.is_empty())
                .then(|| view! { <p class="mut">{texts.card.no_related}</p> })}
            {rest}
        </section>
    }
}

/// The segments that hold the contact.
#[component]
fn Segments(model: ContactModel) -> impl IntoView {
    let ContactModel { app, texts, id } = model;
    let segments = Memo::new(move |_| {
        app.track(Table::Segments);
        app.with(|database, _| {
            let holding = database.segments().filter(|(_, segment)| segment.lines.contains(&id));
            holding
                .map(|(_, segment)| (segment.number.clone(), segment.description.clone()))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <section>
            <h3>{texts.card.in_segments}</h3>
            <ul class="stack">
                <For
                    each=move || segments.get()
                    key=Clone::clone
                    children=|(number, description): (String, String)| view! {
                        <li class="row">
                            <Symbol icon=Icon::Segment />
                            <div class="grow">
                                <a href=Route::Segment(number.clone()).href()>{number.clone()}</a>
                                <div class="mut cap">{description}</div>
                            </div>
                        </li>
                    }
                />
            </ul>
            {move || segments.with(Vec::is_empty)
                .then(|| view! { <p class="mut">{texts.card.in_no_segment}</p> })}
        </section>
    }
}
