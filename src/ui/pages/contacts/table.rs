//! The table: its head, its keys, and the rows in view.

use leptos::ev::KeyboardEvent;
use leptos::html::Span;
use leptos::prelude::*;

use crate::browser::element::focus_step;
use crate::browser::timers::next_frame;
use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::criteria::Field;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::query::order::{Sort, SortBy};
use crate::state::contact_list::ListSettings;
use crate::ui::pages::contacts::model::Model;
use crate::ui::pages::contacts::row::Row;
use crate::ui::pages::contacts::row_content::second_field;
use crate::ui::parts::checkbox::{Checkbox, Checked};
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::long_list::LongList;

/// The list of contacts as a table.
#[component]
pub(super) fn Table() -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    Effect::new(move |_| {
        let scrolled = model.memory.scrolled.get_value();
        model.memory.scrolled.set_value(0.0);
        // The list measures itself first.
        next_frame(move || {
            if scrolled > 0.0 {
                model.list.set_offset(scrolled);
                if let Some(Some(row)) = model.row.try_get_untracked() {
                    model.list.scroll_to(row);
                }
            }
            if !crate::browser::document::is_in_text_field() {
                model.list.focus();
            }
        });
    });
    let keys = move |event: KeyboardEvent| {
        let held = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "a" | "A" if held && !event.shift_key() => {
                event.prevent_default();
                model.select_all();
            }
            "Escape" if model.selected.with_untracked(|selected| !selected.is_empty()) => {
                event.prevent_default();
                model.clear_selection();
            }
            _ => {}
        }
    };
    let is_selected = move |row: usize| {
        model.at(row).is_some_and(|id| model.selected.with(|selected| selected.contains(id.index())))
    };
    let class = move |row: usize| {
        model.app.track(crate::state::app_state::Table::Contacts);
        let kind = model
            .at(row)
            .and_then(|id| model.app.with(|database, _| database.contact(id).map(|contact| contact.kind)));
        if kind == Some(ContactKind::Company) { "co" } else { "" }
    };
    let row = move |row: Signal<usize>| view! { <Row row/> }.into_any();
    view! {
        <LongList
            label=texts.contacts.title
            count=Signal::derive(move || model.listing.with(|listing| listing.contacts.len()))
            row
            head=move || view! { <Head/> }
            current=model.row
            on_move=move |row: usize| model.move_to(row)
            on_open=move |row: usize| model.open(row)
            on_pick=move |(row, how)| model.pick(row, how)
            on_key=keys
            selected=is_selected
            row_class=class
            handle=model.list
            class="columns-contacts"
        />
    }
}

#[component]
fn Head() -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    let row = NodeRef::<Span>::new();
    let checked = Memo::new(move |_| {
        model.listing.with(|listing| {
            let chosen = model.selected.with(|selected| selected.count_and(&listing.shown));
            Checked::of(chosen, listing.contacts.len())
        })
    });
    let all = Signal::derive(move || {
        texts.contacts.select_matching(model.listing.with(|listing| listing.contacts.len()))
    });
    let toggle = move |on: bool| {
        if on {
            model.select_all();
        } else {
            model.clear_selection();
        }
        model.list.focus();
    };
    let keys = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            // Enter and Space are the heading's, not the current row's.
            "Enter" | " " => return event.stop_propagation(),
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        if let Some(row) = row.get_untracked() {
            focus_step(&row, "button", step);
        }
    };
    let second = Memo::new(move |_| model.settings.with(second_field));
    view! {
        <span class="list-columns" node_ref=row on:keydown=keys>
            <span role="columnheader" class="check">
                <Checkbox label=all checked on_toggle=toggle hide_label=true skip_tab=true/>
            </span>
            <Heading field=Field::Number/>
            <Heading field=Field::Text(ContactField::Name)/>
            {move || view! { <Heading field=second.get() class="job"/> }}
            <Heading field=Field::Text(ContactField::City) class="city"/>
            <Heading field=Field::Text(ContactField::Phone) class="phone"/>
            <Heading field=Field::Text(ContactField::Email) class="mail"/>
            <Heading field=Field::Codes(CodeList::MailingGroup)/>
        </span>
    }
}

/// A heading that sorts.
#[component]
fn Heading(
    field: Field,
    /// By which narrow pages leave the column out.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    let state = Memo::new(move |_| model.settings.with(|settings| direction(settings, field)));
    // One heading is reached by Tab, the arrows lead to the others.
    let is_tab_stop = Memo::new(move |_| {
        state.get().is_some() || (field == NAME && model.settings.with(ListSettings::is_ranked))
    });
    let sort = move |_| {
        let now = model.settings.with_untracked(|settings| settings.sort);
        model.sort(next_sort(now, field));
    };
    let is_filtered = Memo::new(move |_| {
        model.settings.with(|settings| settings.filter.criteria.criteria().iter().any(|it| it.field == field))
    });
    let caption = caption(texts, field);
    view! {
        <span
            role="columnheader"
            class=class
            aria-sort=move || {
                state.get().map(|descending| if descending { "descending" } else { "ascending" })
            }
        >
            <button
                type="button"
                tabindex=move || if is_tab_stop.get() { "0" } else { "-1" }
                title=texts.common.sort_by(caption)
                on:click=sort
            >
                <span class="ell">{caption}</span>
                {move || {
                    state.get().map(|descending| {
                        let icon = if descending { Icon::ChevronDown } else { Icon::ChevronUp };
                        view! { <Symbol icon/> }
                    })
                }}
                {move || is_filtered.get().then(|| view! { <Symbol icon=Icon::Filter class="accent"/> })}
            </button>
        </span>
    }
}

fn caption(texts: &'static Texts, field: Field) -> &'static str {
    match field {
        Field::Codes(list) => wording::code_list(texts, list),
        _ => wording::criterion_field(texts, field),
    }
}

const NAME: Field = Field::Text(ContactField::Name);

/// Whether the list is sorted by a field, and then whether from z to a. The default order, in which
/// persons come after their company, is by name; a search has the best matches first.
fn direction(settings: &ListSettings, field: Field) -> Option<bool> {
    match settings.sort.by {
        SortBy::Default => (field == NAME && !settings.is_ranked()).then_some(false),
        SortBy::Field(by) => (by == field).then_some(settings.sort.descending),
    }
}

/// The order after a click: up, down, and back to the default.
fn next_sort(now: Sort, field: Field) -> Sort {
    let by = SortBy::Field(field);
    match (now.by == by, now.descending) {
        (false, _) => Sort { by, descending: false },
        (true, false) => Sort { by, descending: true },
        (true, true) => Sort::default(),
    }
}
