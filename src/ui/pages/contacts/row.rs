//! The cells of one row. Whoever scrolls fast draws many, so they are plain elements.

use leptos::ev::MouseEvent;
use leptos::html::Span;
use leptos::prelude::*;

use crate::domain::code_list::CodeList;
use crate::domain::contact::{Contact, ContactField, ContactKind};
use crate::domain::criteria::Field;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::i18n::context::use_texts;
use crate::query::order::SortBy;
use crate::state::app_state::Table;
use crate::state::contact_list::{ListSettings, Listing};
use crate::ui::pages::common::code_colour;
use crate::ui::pages::contacts::model::Model;
use crate::ui::pages::contacts::row_elements::Elements;
use crate::ui::pages::contacts::table::second_field;
use crate::ui::parts::avatar::Avatar;
use crate::ui::parts::checkbox::{Checkbox, Checked};
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::long_list::Picking;

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
pub(super) struct Shown {
    pub(super) id: Option<ContactId>,
    pub(super) number: String,
    pub(super) label: String,
    pub(super) is_person: bool,
    /// Whether it stands beneath its company.
    pub(super) is_beneath: bool,
    /// The company's name behind the person's own, where the list hides the company.
    pub(super) company: String,
    pub(super) second: String,
    pub(super) place: String,
    /// Whether the place is the company's, for want of one of its own.
    pub(super) is_inherited: bool,
    pub(super) phone: String,
    pub(super) email: String,
    /// The mailing groups that fit, and the colours of their chips.
    pub(super) groups: Vec<(String, &'static str)>,
    /// The others.
    pub(super) more_groups: Vec<String>,
}

/// The cells of the row at a position.
///
/// **The elements stay, and one effect writes what is another in them.** A search brings other
/// contacts into all rows at each letter, and must be drawn before the next: views would be built
/// anew, and an effect for each text costs more than the text.
#[component]
pub(super) fn Row(row: Signal<usize>) -> impl IntoView {
    let model = expect_context::<Model>();
    let shown = Memo::new(move |former: Option<&Shown>| {
        model.app.track(Table::Contacts);
        model.app.track(Table::Codes);
        let shown = model.listing.with(|listing| {
            let id = listing.contacts.get(row.get()).copied()?;
            model.settings.with(|settings| {
                model
                    .app
                    .with(|database, _| Some(read(database, listing, settings, id, database.contact(id)?)))
            })
        });
        // A row without a contact is about to go.
        shown.or_else(|| former.cloned()).unwrap_or_default()
    });
    let elements = Elements::default();
    let texts = use_texts();
    Effect::new(move |former: Option<Shown>| {
        let shown = shown.get();
        elements.write(texts, former.as_ref(), &shown);
        shown
    });
    cells(model, row, shown, elements)
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
        company: if is_person && !names_company && !company.is_empty() {
            format!(" · {company}")
        } else {
            String::new()
        },
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

fn cells(model: Model, row: Signal<usize>, shown: Memo<Shown>, elements: Elements) -> impl IntoView {
    let is_person = Memo::new(move |_| shown.with(|shown| shown.is_person));
    let is_beneath = Memo::new(move |_| shown.with(|shown| shown.is_beneath));
    let label = Signal::derive(move || shown.with(|shown| shown.label.clone()));
    let icon = move || {
        let icon = if is_person.get() { Icon::Person } else { Icon::Company };
        view! { <Symbol icon/> }
    };
    let line = |class: &'static str, element: NodeRef<Span>| {
        view! {
            <span role="gridcell" class=class>
                <span class="ell" node_ref=element></span>
            </span>
        }
    };
    let chip = |(chip, code): (NodeRef<Span>, NodeRef<Span>)| {
        view! {
            <span class="chip" node_ref=chip>
                <i></i>
                <span node_ref=code></span>
            </span>
        }
    };
    view! {
        <span role="gridcell" class="list-cell check" class:beneath=is_beneath>
            <Pick row shown label/>
            <span class="face" class:p=is_person>
                <Avatar name=label person=is_person/>
            </span>
        </span>
        <span role="gridcell" class="list-cell no" node_ref=elements.number></span>
        <span role="gridcell" class="list-cell nm">
            {move || is_beneath.get().then(|| view! { <span class="tree"></span> })} {icon}
            <span class="ell" node_ref=elements.whole_name>
                <a
                    node_ref=elements.name
                    tabindex="-1"
                    on:click=move |event| follow(model, row.get_untracked(), &event)
                ></a>
                <span class="mut" node_ref=elements.company></span>
            </span>
        </span>
        {line("list-cell job", elements.second)}
        <span role="gridcell" class="list-cell city" class:inherited=move || shown.with(|it| it.is_inherited)>
            <span class="ell" node_ref=elements.place></span>
        </span>
        {line("list-cell phone", elements.phone)}
        {line("list-cell mail", elements.email)}
        <span role="gridcell" class="list-cell groups second">
            <span class="city-line phone-only ell" node_ref=elements.city_line></span>
            {elements.chips.map(chip)}
            <span class="chip more" node_ref=elements.more_groups></span>
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
