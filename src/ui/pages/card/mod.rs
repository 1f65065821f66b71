//! The card of one contact.

mod communication;
mod company;
mod delete_dialog;
mod facts;
mod fields;
mod general;
mod header;
mod model;
pub mod new;
mod new_form;
mod panels;
mod segmentation;

use crate::browser::document::leave_field;
use crate::domain::by_list::ByList;
use crate::domain::catalogue::CodeList;
use crate::domain::database::Database;
use crate::domain::identifiers::ContactId;
use crate::i18n::context::use_texts;
use crate::state::app_state::{Table, use_app_state};
use crate::state::list_memory::use_list_memory;
use crate::state::route::{Address, Route};
use crate::ui::pages::assign::AssignDialog;
use crate::ui::pages::common::current_record::current_record;
use crate::ui::parts::button::{ButtonKind, ButtonLink};
use crate::ui::parts::empty::Empty;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::shortcut::{Where, on_shortcut};
use leptos::prelude::*;

use crate::ui::pages::card::communication::Communication;
use crate::ui::pages::card::delete_dialog::DeleteDialog;
use crate::ui::pages::card::facts::CardFacts;
use crate::ui::pages::card::general::General;
use crate::ui::pages::card::header::{CardHeader, QuickActions};
use crate::ui::pages::card::model::ContactModel;
use crate::ui::pages::card::panels::OpenPanels;
use crate::ui::pages::card::segmentation::Segmentation;

/// The card of the contact with this No.
#[component]
pub fn ContactCard(
    /// The contact's No.
    number: String,
) -> impl IntoView {
    let app = use_app_state();
    let id = current_record(
        app,
        Table::Contacts,
        |route| match route {
            Route::Contact(number) => Some(number),
            _ => None,
        },
        Database::find_contact_typed,
        |database, id| database.contact(id).is_some(),
    );
    move || match id.get() {
        Some(id) => view! { <OpenCard id /> }.into_any(),
        None => view! { <NotThere number=number.clone() /> }.into_any(),
    }
}

#[component]
fn OpenCard(id: ContactId) -> impl IntoView {
    let app = use_app_state();
    let memory = use_list_memory();
    let model = ContactModel::new(app, use_texts(), id);
    let opened = OpenPanels {
        codes: ByList::from_fn(|_| RwSignal::new(false)),
        delete: RwSignal::new(false),
        facts: RwSignal::new(false),
    };
    memory.current.set(Some(id));

    // The address follows the No., also when another window changes it.
    let number = model.number();
    Effect::new(move |_| {
        let now = number.get();
        if !now.is_empty() {
            app.replace_route(Route::Contact(now));
        }
    });
    let to_list = move || {
        leave_field();
        app.go(memory.address.get_value());
    };
    on_shortcut("Control+Enter", Where::Everywhere, to_list);
    on_shortcut("Escape", Where::OutsideText, to_list);
    on_shortcut("Alt+F2", Where::Everywhere, move || opened.facts.update(|shown| *shown = !*shown));

    let dialogs = CodeList::ALL.map(|list| {
        view! { <AssignDialog list contacts=Signal::derive(move || vec![id]) open=opened.codes(list) /> }
    });
    view! {
        <div class="page">
            <CardHeader model opened />
            <div class="cols">
                <div class="doc">
                    <QuickActions model opened />
                    <General model />
                    <Communication model />
                    <Segmentation model opened />
                </div>
                <CardFacts model shown=opened.facts />
            </div>
        </div>
        {dialogs.into_iter().collect_view()}
        <DeleteDialog model open=opened.delete />
    }
}

#[component]
fn NotThere(number: String) -> impl IntoView {
    let texts = use_texts();
    let memory = use_list_memory();
    view! {
        <div class="page">
            <header class="phead ruled">
                <div class="ptitle">
                    <h1>{texts.card.not_there}</h1>
                </div>
            </header>
            <Empty icon=Icon::Contacts title=texts.card.not_there text=texts.card.not_there_text(number)>
                <ButtonLink
                    text=texts.card.to_contacts
                    href=memory.address.with_value(Address::href)
                    kind=ButtonKind::Primary
                />
            </Empty>
        </div>
    }
}
