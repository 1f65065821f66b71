//! The cells of one row. Whoever scrolls fast draws many, so they are plain elements.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::model::Model;
use super::table::second_field;
use crate::domain::{CodeList, Contact, ContactField, ContactId, ContactKind, Database, Field};
use crate::i18n::{Texts, use_texts};
use crate::query::SortBy;
use crate::state::contact_list::{ListSettings, Listing};
use crate::state::{Route, Table};
use crate::ui::pages::common::code_colour;
use crate::ui::parts::{Avatar, Checkbox, Checked, Icon, Picking, Symbol};

/// The room for chips where columns are narrowest, in CSS pixels.
const ROOM: usize = 166;
/// What a chip takes besides its letters, the gap before the next one included.
const CHIP: usize = 30;
/// A letter of a code, in capitals.
const LETTER: usize = 8;
/// The chip "+n".
const MORE: usize = 34;

/// What a row shows.
struct Shown {
    id: ContactId,
    number: String,
    label: String,
    is_person: bool,
    /// Whether it stands beneath its company.
    is_beneath: bool,
    /// The company's name, where the list hides the company.
    company: Option<String>,
    second: String,
    place: String,
    /// Whether the place is the company's, for want of one of its own.
    is_inherited: bool,
    phone: String,
    email: String,
    groups: Vec<(String, &'static str)>,
}

/// The cells of the row at a position.
#[component]
pub(super) fn Row(row: usize) -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    move || {
        model.office.track(Table::Contacts);
        model.office.track(Table::Codes);
        let shown = model.listing.with(|listing| {
            let id = listing.contacts.get(row).copied()?;
            model.settings.with(|settings| {
                model
                    .office
                    .with(|database, _| Some(read(database, listing, settings, id, database.contact(id)?)))
            })
        });
        shown.map(|shown| cells(texts, model, row, shown))
    }
}

fn read(
    database: &Database,
    listing: &Listing,
    settings: &ListSettings,
    id: ContactId,
    contact: &Contact,
) -> Shown {
    let text = |field| contact.text(field).to_owned();
    let company_shown = contact.company.is_some_and(|company| listing.shown.contains(company.index()));
    let is_tree = settings.sort.by == SortBy::Default;
    let second = second_field(settings.sort);
    let names_company = second == Field::CompanyName || (is_tree && company_shown);
    let company = database.company_name(id);
    let is_person = contact.kind == ContactKind::Person;
    let own = place(contact);
    let inherited = (own.is_empty() && is_tree)
        .then(|| contact.company.and_then(|company| database.contact(company)).map(place))
        .flatten();
    Shown {
        id,
        number: contact.number.clone(),
        label: contact.label().to_owned(),
        is_person,
        is_beneath: is_tree && company_shown,
        company: (is_person && !names_company && !company.is_empty()).then(|| company.to_owned()),
        second: match second {
            Field::CompanyName if is_person => company.to_owned(),
            Field::CompanyName => String::new(),
            _ => text(ContactField::JobTitle),
        },
        is_inherited: inherited.is_some(),
        place: inherited.unwrap_or(own),
        phone: match contact.text(ContactField::Phone) {
            "" => text(ContactField::MobilePhone),
            phone => phone.to_owned(),
        },
        email: text(ContactField::Email),
        groups: contact
            .codes(CodeList::MailingGroup)
            .iter()
            .filter_map(|&code| {
                let entry = database.code(CodeList::MailingGroup, code)?;
                Some((entry.code.to_string(), code_colour(code)))
            })
            .collect(),
    }
}

/// Post code and city.
fn place(contact: &Contact) -> String {
    let parts = [ContactField::PostCode, ContactField::City].map(|field| contact.text(field));
    parts.join(" ").trim().to_owned()
}

fn cells(texts: &'static Texts, model: Model, row: usize, shown: Shown) -> impl IntoView + use<> {
    let Shown { id, number, label, is_person, is_beneath, company, .. } = shown;
    let Shown { second, place, is_inherited, phone, email, groups, .. } = shown;
    let icon = if is_person { Icon::Person } else { Icon::Company };
    let href = Route::Contact(number.clone()).href();
    let (name, avatar) = (label.clone(), label.clone());
    let title = company.as_ref().map_or_else(|| label.clone(), |company| format!("{label} · {company}"));
    view! {
        <span role="gridcell" class="list-cell check" class:beneath=is_beneath>
            <Pick id row label/>
            <span class="face" class:p=is_person><Avatar name=avatar person=is_person/></span>
        </span>
        <span role="gridcell" class="list-cell no">{number}</span>
        <span role="gridcell" class="list-cell nm">
            {is_beneath.then(|| view! { <span class="tree"></span> })} <Symbol icon/>
            <span class="ell" title=title>
                <a href=href tabindex="-1" on:click=move |event| follow(model, row, &event)>
                    {name}
                </a>
                {company.map(|company| view! { <span class="mut">" · "{company}</span> })}
            </span>
        </span>
        <Text text=second class="job"/>
        <Text text=place.clone() class=if is_inherited { "city inherited" } else { "city" }/>
        <Text text=phone class="phone"/>
        <Text text=email class="mail"/>
        <span role="gridcell" class="list-cell groups second">
            <span class="city-line phone-only ell" title=place.clone()>
                {place.clone()}
            </span>
            {chips(texts, groups)}
        </span>
        <span class="list-cell end phone-only" aria-hidden="true">
            <Symbol icon=Icon::ChevronRight/>
        </span>
    }
}

/// A click on a name opens the card, unless rows are being picked.
fn follow(model: Model, row: usize, event: &MouseEvent) {
    let how = if event.shift_key() {
        Picking::Extend
    } else if event.ctrl_key() || event.meta_key() || model.picking.get_untracked() {
        Picking::Toggle
    } else {
        return;
    };
    event.prevent_default();
    model.move_to(row);
    model.pick(row, how);
}

/// The check box that takes the row into the selection.
#[component]
fn Pick(id: ContactId, row: usize, label: String) -> impl IntoView {
    let model = expect_context::<Model>();
    let checked = Memo::new(move |_| Checked::from(model.selected.with(|it| it.contains(id.index()))));
    let extends = StoredValue::new(false);
    let toggle = move |_| {
        model.move_to(row);
        model.pick(row, if extends.get_value() { Picking::Extend } else { Picking::Toggle });
    };
    view! {
        // The whole cell is the target, and the keys stay with the list.
        <label
            class="pick"
            on:mousedown=move |event| {
                event.prevent_default();
                extends.set_value(event.shift_key());
                model.list.focus();
            }
            on:click=move |event| event.stop_propagation()
            on:dblclick=move |event| event.stop_propagation()
        >
            <Checkbox label checked on_toggle=toggle hide_label=true skip_tab=true/>
        </label>
    }
}

#[component]
fn Text(text: String, class: &'static str) -> impl IntoView {
    let class = format!("list-cell {class}");
    let title = text.clone();
    let text = if text.is_empty() { "–".to_owned() } else { text };
    view! {
        <span role="gridcell" class=class>
            <span class="ell" title=title>
                {text}
            </span>
        </span>
    }
}

fn chips(texts: &'static Texts, groups: Vec<(String, &'static str)>) -> impl IntoView {
    let fitting = fitting(&groups);
    let rest: Vec<String> = groups.iter().skip(fitting).map(|(code, _)| code.clone()).collect();
    let chips = groups.into_iter().take(fitting).map(|(code, colour)| {
        view! {
            <span class=format!("chip {colour}")>
                <i></i>
                {code}
            </span>
        }
    });
    let more = (!rest.is_empty()).then(|| {
        view! {
            <span class="chip more" title=rest.join(", ")>
                {format!("+{}", texts.number(rest.len()))}
            </span>
        }
    });
    (chips.collect_view(), more)
}

/// How many chips are shown: two if they fit, else one. Codes are never cut, and rows never grow.
fn fitting(groups: &[(String, &'static str)]) -> usize {
    let width = |count: usize| {
        let chips: usize =
            groups.iter().take(count).map(|(code, _)| CHIP + LETTER * code.chars().count()).sum();
        chips + if groups.len() > count { MORE } else { 0 }
    };
    if width(2) <= ROOM { 2 } else { 1 }
}
