//! The head of the card: position in the list, name, and actions.

use crate::browser::document::leave_field;
use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::identifiers::ContactId;
use crate::domain::validation;
use crate::i18n::wording;
use crate::query::order::Sort;
use crate::state::app_state::Table;
use crate::state::list_memory::{Neighbours, use_list_memory};
use crate::state::route::{Address, Route};
use crate::storage::replica::status::Saving;
use crate::ui::pages::card::model::ContactModel;
use crate::ui::pages::card::panels::OpenPanels;
use crate::ui::pages::common::code_lists;
use crate::ui::parts::avatar::Avatar;
use crate::ui::parts::badge::{Badge, Tone};
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::menu::{Menu, MenuItem};
use crate::ui::parts::shortcut::{Where, on_shortcut};
use leptos::prelude::*;

/// Breadcrumb, saved state, position in the list; initials, name, kind; actions.
#[component]
pub fn CardHeader(
    /// The contact.
    model: ContactModel,
    /// The panels that the buttons open.
    opened: OpenPanels,
) -> impl IntoView {
    let texts = model.texts;
    let (number, label, is_person) = (model.number(), model.label(), model.is_person());
    let memory = use_list_memory();
    let list = memory.address.with_value(Address::href);
    let back = list.clone();
    let line = model.follow(move |database, contact| {
        let place = [ContactField::PostCode, ContactField::City].map(|field| contact.text(field));
        let place = place.join(" ").trim().to_owned();
        let company = match contact.kind {
            ContactKind::Person => database.company_name(model.id),
            ContactKind::Company => "",
        };
        let parts = [wording::kind(texts, contact.kind), company, &place];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    });
    let excluded = model.follow(|_, contact| contact.excluded);
    let badge = move || {
        if excluded.get() {
            view! { <Badge text=texts.card.cannot_be_added tone=Tone::Warning icon=Icon::Minus /> }
        } else {
            view! { <Badge text=texts.card.can_be_added tone=Tone::Positive icon=Icon::Check /> }
        }
    };
    let kind_icon = move || {
        let icon = if is_person.get() { Icon::Person } else { Icon::Company };
        view! { <Symbol icon /> }
    };
    view! {
        <header class="phead ruled">
            <div class="row">
                <a class="btn ghost ic phone-only" href=back aria-label=texts.card.back>
                    <Symbol icon=Icon::ChevronLeft />
                </a>
                <nav class="crumbs grow wide-only" aria-label=texts.card.breadcrumb>
                    <a href=list>{texts.navigation.contacts}</a>
                    <Symbol icon=Icon::ChevronRight />
                    <span aria-current="page">{number}</span>
                </nav>
                <CardSavedState model />
                <ListPosition model />
            </div>
            <div class="ptitle">
                <Avatar name=label person=is_person large=true />
                <div class="who">
                    <h1>{label}</h1>
                    <div class="row sec wrap">{kind_icon}<span>{line}</span>{badge}</div>
                </div>
                <div class="acts">
                    <span class="wide-only">
                        <Button
                            text=wording::code_list(texts, CodeList::MailingGroup)
                            icon=Icon::Tag
                            on_click=move || opened.codes(CodeList::MailingGroup).set(true)
                        />
                    </span>
                    <span class="narrow-only wide-only">
                        <Button
                            text=texts.common.details
                            on_click=move || opened.facts.update(|shown| *shown = !*shown)
                            pressed=Signal::from(opened.facts)
                        />
                    </span>
                    <More model opened />
                </div>
            </div>
        </header>
    }
}

/// The menu of further actions.
#[component]
fn More(model: ContactModel, opened: OpenPanels) -> impl IntoView {
    let texts = model.texts;
    let app = model.app;
    let company = model.follow(move |database, contact| {
        let company = match contact.kind {
            ContactKind::Company => Some(model.id),
            ContactKind::Person => contact.company,
        };
        company.and_then(|company| database.contact(company)).map(|company| company.number.clone())
    });
    let kind = model.follow(|_, contact| contact.kind);
    let items = move || {
        let open = |list: CodeList| {
            MenuItem::new(wording::code_list(texts, list), move || opened.codes(list).set(true))
                .icon(code_lists::icon(list))
        };
        let lists = code_lists::further().filter(|list| list.counts_for(kind.get()));
        let mut items: Vec<MenuItem> = lists.map(open).collect();
        if let Some(company) = company.get() {
            let new = move || app.go(new_person(&company));
            items.push(MenuItem::new(texts.card.new_person, new).icon(Icon::Plus));
        }
        let details = move || opened.facts.update(|shown| *shown = !*shown);
        items.push(MenuItem::new(texts.common.details, details).icon(Icon::Info).shortcut("Alt+F2"));
        let delete = move || opened.delete.set(true);
        items.push(MenuItem::new(texts.common.delete_more, delete).icon(Icon::Trash).destructive());
        items
    };
    view! { <Menu text=texts.common.more items=Signal::derive(items) icon=Icon::More icon_only=true /> }
}

/// The address of a card for a new person of the company with this No.
pub fn new_person(company: &str) -> Address {
    Address::from(Route::NewContact).with("type", "person").with("company", company)
}

/// Whether the changes are saved on this device.
#[component]
fn CardSavedState(model: ContactModel) -> impl IntoView {
    let ContactModel { app, texts, .. } = model;
    let state = move || match app.saving().get() {
        Saving::Saved => {
            let text = texts.card.saved_at(texts.time(&app.saved_at().get()));
            view! { <Symbol icon=Icon::Done class="pos-icon" /> {text} }.into_any()
        }
        Saving::Moving | Saving::Unsaved(_) => {
            view! { <Symbol icon=Icon::Warning class="neg-icon" /> {texts.card.not_saved} }.into_any()
        }
        Saving::ReadOnly => {
            view! { <Symbol icon=Icon::Lock class="warn-icon" /> {texts.card.read_only} }.into_any()
        }
    };
    view! { <span class="saved wide-only" role="status">{state}</span> }
}

/// "12 of 1,284", with buttons to the previous and next contact of the list.
#[component]
fn ListPosition(model: ContactModel) -> impl IntoView {
    let ContactModel { app, texts, id } = model;
    let memory = use_list_memory();
    let neighbours = Memo::new(move |_| {
        app.track(Table::Contacts);
        memory.neighbours(app, id).or_else(|| position_among_all(model))
    });
    let go = move |to: Option<ContactId>| {
        if let Some(to) = to {
            leave_field();
            app.go_to_contact(to);
        }
    };
    let previous = move || go(neighbours.with_untracked(|it| it.as_ref().and_then(|it| it.previous)));
    let next = move || go(neighbours.with_untracked(|it| it.as_ref().and_then(|it| it.next)));
    on_shortcut("Control+ArrowUp", Where::Everywhere, previous);
    on_shortcut("Control+ArrowDown", Where::Everywhere, next);
    let place = move || {
        neighbours.get().map(|it| texts.common.found_of(texts.number(it.position), texts.number(it.total)))
    };
    view! {
        <span class="row place">
            <span class="sec">{place}</span>
            <Button
                text=texts.common.previous
                icon=Icon::ChevronUp
                icon_only=true
                small=true
                kind=ButtonKind::Quiet
                shortcut="Control+ArrowUp"
                on_click=previous
            />
            <Button
                text=texts.common.next
                icon=Icon::ChevronDown
                icon_only=true
                small=true
                kind=ButtonKind::Quiet
                shortcut="Control+ArrowDown"
                on_click=next
            />
        </span>
    }
}

/// The position among all contacts, for one that the list does not show.
fn position_among_all(model: ContactModel) -> Option<Neighbours> {
    let ContactModel { app, id, .. } = model;
    let all = app.with_finder(|database, finder| finder.order(database, Sort::default(), app.alphabet()));
    let index = all.iter().position(|other| *other == id)?;
    let at = |index: Option<usize>| all.get(index?).copied();
    Some(Neighbours {
        position: index + 1,
        total: all.len(),
        previous: at(index.checked_sub(1)),
        next: at(index.checked_add(1)),
    })
}

/// On a phone: call, write, assign, at the bottom of the screen.
#[component]
pub fn QuickActions(
    /// The contact.
    model: ContactModel,
    /// The panels that the buttons open.
    opened: OpenPanels,
) -> impl IntoView {
    let texts = model.texts;
    let link = move |field: ContactField| {
        model.follow(move |_, contact| validation::link(field, contact.text(field)))
    };
    let (phone, mobile, email) =
        (link(ContactField::Phone), link(ContactField::MobilePhone), link(ContactField::Email));
    let quick = move |href: Option<String>, icon: Icon, text: &'static str| {
        href.map(|href| view! { <a href=href><Symbol icon />{text}</a> })
    };
    view! {
        <div class="qa phone-only">
            {move || quick(phone.get().or_else(|| mobile.get()), Icon::Phone, texts.card.call)}
            {move || quick(email.get(), Icon::Mail, texts.card.write)}
            <button type="button" on:click=move |_| opened.codes(CodeList::MailingGroup).set(true)>
                <Symbol icon=Icon::Tag />
                {texts.navigation.groups}
            </button>
        </div>
    }
}
