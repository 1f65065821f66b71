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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Shown {
    id: Option<ContactId>,
    number: String,
    label: String,
    is_person: bool,
    /// Whether it stands beneath its company.
    is_beneath: bool,
    /// The company's name, where the list hides the company.
    company: String,
    second: String,
    place: String,
    /// Whether the place is the company's, for want of one of its own.
    is_inherited: bool,
    phone: String,
    email: String,
    /// The mailing groups that fit, and the colours of their chips.
    groups: Vec<(String, &'static str)>,
    /// The others.
    more_groups: Vec<String>,
}

/// The cells of the row at a position. **Each text is watched for itself,** so that a search, which
/// brings other contacts into all rows at each letter, changes texts and builds no element.
#[component]
pub(super) fn Row(row: Signal<usize>) -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    let shown = Memo::new(move |former: Option<&Shown>| {
        model.office.track(Table::Contacts);
        model.office.track(Table::Codes);
        let shown = model.listing.with(|listing| {
            let id = listing.contacts.get(row.get()).copied()?;
            model.settings.with(|settings| {
                model
                    .office
                    .with(|database, _| Some(read(database, listing, settings, id, database.contact(id)?)))
            })
        });
        // A row without a contact is about to go.
        shown.or_else(|| former.cloned()).unwrap_or_default()
    });
    cells(texts, model, row, shown)
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
    let groups = contact.codes(CodeList::MailingGroup).iter().filter_map(|&code| {
        let entry = database.code(CodeList::MailingGroup, code)?;
        Some((entry.code.to_string(), code_colour(code)))
    });
    let mut groups: Vec<(String, &'static str)> = groups.collect();
    let more_groups = groups.split_off(fitting(&groups));
    Shown {
        id: Some(id),
        number: contact.number.clone(),
        label: contact.label().to_owned(),
        is_person,
        is_beneath: is_tree && company_shown,
        company: if is_person && !names_company { company.to_owned() } else { String::new() },
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
        groups,
        more_groups: more_groups.into_iter().map(|(code, _)| code).collect(),
    }
}

/// Post code and city.
fn place(contact: &Contact) -> String {
    let parts = [ContactField::PostCode, ContactField::City].map(|field| contact.text(field));
    parts.join(" ").trim().to_owned()
}

fn cells(
    texts: &'static Texts,
    model: Model,
    row: Signal<usize>,
    shown: Memo<Shown>,
) -> impl IntoView + use<> {
    let is_person = Memo::new(move |_| shown.with(|shown| shown.is_person));
    let is_beneath = Memo::new(move |_| shown.with(|shown| shown.is_beneath));
    let label = Signal::derive(move || shown.with(|shown| shown.label.clone()));
    let icon = move || {
        let icon = if is_person.get() { Icon::Person } else { Icon::Company };
        view! { <Symbol icon/> }
    };
    let title = move || {
        shown.with(|shown| match shown.company.as_str() {
            "" => shown.label.clone(),
            company => format!("{} · {company}", shown.label),
        })
    };
    let company = move || {
        shown.with(|shown| match shown.company.as_str() {
            "" => String::new(),
            company => format!(" · {company}"),
        })
    };
    let place_class = move || {
        if shown.with(|shown| shown.is_inherited) { "list-cell city inherited" } else { "list-cell city" }
    };
    view! {
        <span role="gridcell" class="list-cell check" class:beneath=is_beneath>
            <Pick row shown label/>
            <span class="face" class:p=is_person>
                <Avatar name=label person=is_person/>
            </span>
        </span>
        <span role="gridcell" class="list-cell no">
            {move || shown.with(|shown| shown.number.clone())}
        </span>
        <span role="gridcell" class="list-cell nm">
            {move || is_beneath.get().then(|| view! { <span class="tree"></span> })} {icon}
            <span class="ell" title=title>
                <a
                    href=move || shown.with(|shown| Route::Contact(shown.number.clone()).href())
                    tabindex="-1"
                    on:click=move |event| follow(model, row.get_untracked(), &event)
                >
                    {label}
                </a>
                <span class="mut">{company}</span>
            </span>
        </span>
        <span role="gridcell" class="list-cell job">
            <Text text=move || shown.with(|shown| shown.second.clone())/>
        </span>
        <span role="gridcell" class=place_class>
            <Text text=move || shown.with(|shown| shown.place.clone())/>
        </span>
        <span role="gridcell" class="list-cell phone">
            <Text text=move || shown.with(|shown| shown.phone.clone())/>
        </span>
        <span role="gridcell" class="list-cell mail">
            <Text text=move || shown.with(|shown| shown.email.clone())/>
        </span>
        <span role="gridcell" class="list-cell groups second">
            <span class="city-line phone-only">{move || shown.with(|shown| shown.place.clone())}</span>
            <Chips texts shown/>
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
fn Pick(row: Signal<usize>, shown: Memo<Shown>, label: Signal<String>) -> impl IntoView {
    let model = expect_context::<Model>();
    let id = Memo::new(move |_| shown.with(|shown| shown.id));
    let checked = Memo::new(move |_| {
        let is_selected = |id: ContactId| model.selected.with(|it| it.contains(id.index()));
        Checked::from(id.get().is_some_and(is_selected))
    });
    let extends = StoredValue::new(false);
    let toggle = move |_| {
        let row = row.get_untracked();
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

/// A text of which one line is shown, or a dash.
#[component]
fn Text(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let line = move || text.with(|text| if text.is_empty() { "–".to_owned() } else { text.clone() });
    view! {
        <span class="ell" title=text>
            {line}
        </span>
    }
}

/// The mailing groups. Chips that aren't needed are hidden, as building one takes longer.
#[component]
fn Chips(texts: &'static Texts, shown: Memo<Shown>) -> impl IntoView {
    let chip = move |place: usize| {
        let class = move || {
            let colour = shown.with(|shown| shown.groups.get(place).map(|(_, colour)| *colour));
            format!("chip {}", colour.unwrap_or_default())
        };
        let code = move || shown.with(|shown| shown.groups.get(place).map(|(code, _)| code.clone()));
        view! {
            <span class=class hidden=move || shown.with(|shown| shown.groups.len() <= place)>
                <i></i>
                {code}
            </span>
        }
    };
    view! {
        {[0, 1].map(chip)}
        <span
            class="chip more"
            hidden=move || shown.with(|shown| shown.more_groups.is_empty())
            title=move || shown.with(|shown| shown.more_groups.join(", "))
        >
            {move || format!("+{}", texts.number(shown.with(|shown| shown.more_groups.len())))}
        </span>
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
