//! The list of contacts: search, filters, sorting, selection, and what is done with many at once.

mod bulk_bar;
mod fact_box;
mod filter_bar;
mod filter_builder;
mod header;
mod model;
mod nothing;
mod row;
mod row_content;
mod row_elements;
mod segment_dialog;
mod status_bar;
mod table;
mod target;

use leptos::prelude::*;

use crate::browser::document::focus_by_id;
use crate::domain::catalogue::CodeList;
use crate::state::app_state::use_app_state;
use crate::state::list_memory::use_list_memory;
use crate::ui::pages::assign::AssignDialog;
use crate::ui::pages::contacts::bulk_bar::BulkBar;
use crate::ui::pages::contacts::fact_box::FactBox;
use crate::ui::pages::contacts::filter_bar::FilterBar;
use crate::ui::pages::contacts::header::{Header, SEARCH_ID};
use crate::ui::pages::contacts::model::Model;
use crate::ui::pages::contacts::nothing::Nothing;
use crate::ui::pages::contacts::segment_dialog::SegmentDialog;
use crate::ui::pages::contacts::status_bar::StatusBar;
use crate::ui::pages::contacts::table::Table;
use crate::ui::pages::contacts::target::Target;
use crate::ui::parts::shortcut::{Where, on_shortcut};

/// All contacts: search, filters, sorting, selection.
#[component]
pub fn ContactList() -> impl IntoView {
    let memory = use_list_memory();
    let model = Model::new(use_app_state(), memory);
    provide_context(model);
    let target = Target::new();
    provide_context(target);

    on_shortcut("F3", Where::Everywhere, || {
        focus_by_id(SEARCH_ID);
    });
    on_shortcut("Alt+n", Where::Everywhere, move || header::create(model, None));
    // What the card goes by: the same filtered list.
    Effect::new(move |_| memory.address.set_value(model.address.get()));
    on_cleanup(move || model.leave());

    let details = RwSignal::new(false);
    on_shortcut("Alt+F2", Where::Everywhere, move || details.update(|shown| *shown = !*shown));
    let is_empty = Memo::new(move |_| model.listing.with(|listing| listing.contacts.is_empty()));
    view! {
        <div class="page contacts" class:picking=move || model.picking.get()>
            <Header/>
            <FilterBar details/>
            <div class="cols">
                <div class="pane">
                    {move || {
                        if is_empty.get() { view! { <Nothing/> }.into_any() } else { view! { <Table/> }.into_any() }
                    }}
                    <BulkBar/>
                </div>
                <FactBox toggled=details/>
            </div>
            <StatusBar/>
        </div>
        {CodeList::ALL
            .map(|list| {
                let open = target.assigning(list);
                view! { <AssignDialog list contacts=target.contacts open/> }
            })
            .collect_view()}
        <SegmentDialog/>
    }
}
