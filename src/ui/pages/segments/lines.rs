//! The segment's lines: who they are and how they are reached, with search and removal by hand.

use std::collections::HashSet;
use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::catalogue::ContactKind;
use crate::domain::identifiers::ContactId;
use crate::i18n::context::use_texts;
use crate::state::app_state::Table;
use crate::ui::pages::segments::line::Line;
use crate::ui::pages::segments::model::SegmentModel;
use crate::ui::pages::segments::reach::Reached;
use crate::ui::parts::button::Button;
use crate::ui::parts::empty::Empty;
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::long_list::{ListHandle, LongList, Picking};

/// The right half of the worksheet.
#[component]
pub(super) fn Lines(model: SegmentModel) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.segments;
    let searched = RwSignal::new(String::new());
    let shown = Memo::new(move |_| shown(model, &searched.read()));
    let is_empty = Memo::new(move |_| shown.with(|shown| shown.is_empty()));
    let handle = ListHandle::default();
    Effect::new(move |former: Option<()>| {
        searched.track();
        if former.is_some() {
            handle.set_offset(0.0);
        }
    });
    view! {
        <section class="right" aria-label=texts.common.lines>
            <div class="rt">
                <h2>
                    {texts.common.lines}
                    " "
                    <span class="mut">{move || texts.number(model.lines.with(|lines| lines.len()))}</span>
                </h2>
                <label class="in quiet grow">
                    <Symbol icon=Icon::Search/>
                    <input
                        type="search"
                        placeholder=words.search_lines
                        aria-label=words.search_lines
                        prop:value=searched
                        on:input:target=move |event| searched.set(event.target().value())
                    />
                </label>
            </div>
            <Reached model/>
            {move || {
                if is_empty.get() {
                    view! { <Nothing searched/> }.into_any()
                } else {
                    view! { <Rows model shown handle/> }.into_any()
                }
            }}
            <Picked model/>
        </section>
    }
}

/// The lines in order that a search finds.
fn shown(model: SegmentModel, searched: &str) -> Arc<[ContactId]> {
    let lines = model.lines.get();
    if searched.trim().is_empty() {
        return lines;
    }
    model.app.track(Table::Contacts);
    let found = model.app.with_finder(|database, finder| finder.search(database, searched));
    lines.iter().copied().filter(|line| found.contains(line.index())).collect()
}

#[component]
fn Nothing(searched: RwSignal<String>) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.segments;
    move || {
        let searched = searched.get();
        if searched.trim().is_empty() {
            view! {
                <Empty icon=Icon::Contacts title=words.no_lines text=Some(words.no_lines_hint.to_owned())/>
            }
            .into_any()
        } else {
            view! { <Empty icon=Icon::Search title=words.no_line_found(searched.trim())/> }.into_any()
        }
    }
}

#[component]
fn Rows(model: SegmentModel, shown: Memo<Arc<[ContactId]>>, handle: ListHandle) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.segments;
    let app = model.app;
    let current = RwSignal::new(None::<usize>);
    // Where a range begins: at the line picked last, else at the one that was current.
    let anchor = StoredValue::new(0_usize);
    let previous = StoredValue::new(None::<usize>);
    let at = move |index: usize| shown.with_untracked(|shown| shown.get(index).copied());
    let pick = move |(index, how): (usize, Picking)| match how {
        Picking::Toggle => {
            anchor.set_value(index);
            if let Some(contact) = at(index) {
                model.picked.update(|picked| {
                    if !picked.remove(&contact) {
                        picked.insert(contact);
                    }
                });
            }
        }
        Picking::Extend => {
            if model.picked.with_untracked(HashSet::is_empty) {
                anchor.set_value(previous.get_value().unwrap_or(index));
            }
            let from = anchor.get_value();
            let (first, last) = (from.min(index), from.max(index));
            let range: Vec<ContactId> =
                shown.with_untracked(|shown| shown.iter().take(last + 1).skip(first).copied().collect());
            model.picked.update(|picked| {
                picked.clear();
                picked.extend(range);
            });
        }
    };
    let open = move |index: usize| {
        if let Some(contact) = at(index) {
            app.go_to_contact(contact);
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.key() != "Delete" {
            return;
        }
        event.prevent_default();
        let picked = model.picked.with_untracked(|picked| picked.iter().copied().collect::<Vec<_>>());
        let current = current.get_untracked().and_then(at);
        match picked.as_slice() {
            [] => model.remove(current.as_slice()),
            picked => model.remove(picked),
        }
    };
    let row = move |index: Signal<usize>| {
        let contact = Memo::new(move |_| shown.with(|shown| shown.get(index.get()).copied()));
        let toggle = Callback::new(move |()| pick((index.get_untracked(), Picking::Toggle)));
        let cells = move || contact.get().map(|contact| view! { <Line model contact on_toggle=toggle/> });
        view! { {cells} }.into_any()
    };
    let is_company = move |index: usize| {
        let company = |contact: ContactId| {
            app.with(|database, _| {
                database.contact(contact).is_some_and(|it| it.kind == ContactKind::Company)
            })
        };
        let contact = shown.with(|shown| shown.get(index).copied());
        if contact.is_some_and(company) { "co" } else { "" }
    };
    let selected = move |index: usize| {
        let contact = shown.with(|shown| shown.get(index).copied());
        contact.is_some_and(|contact| model.picked.with(|picked| picked.contains(&contact)))
    };
    let head = move || {
        view! {
            <span role="columnheader">
                <span class="vh">{texts.common.choose}</span>
            </span>
            <span role="columnheader">{texts.common.name}</span>
            <span role="columnheader" class="low">
                {texts.fields.company_name}
            </span>
            <span role="columnheader">{words.reached_by}</span>
            <span role="columnheader">
                <span class="vh">{texts.common.actions}</span>
            </span>
        }
    };
    view! {
        <LongList
            label=texts.common.lines
            count=Signal::derive(move || shown.with(|shown| shown.len()))
            head
            row
            current
            on_move=move |index| {
                previous.set_value(current.get_untracked());
                current.set(Some(index));
            }
            on_open=open
            on_pick=pick
            on_key=keys
            selected
            row_class=is_company
            handle
            class="columns-lines"
        />
    }
}

/// What can be done with the lines that are picked.
#[component]
fn Picked(model: SegmentModel) -> impl IntoView {
    let texts = use_texts();
    let count = Memo::new(move |_| model.picked.with(|picked| picked.len()));
    let some = Memo::new(move |_| count.get() > 0);
    let remove = move || {
        let picked: Vec<ContactId> = model.picked.with_untracked(|picked| picked.iter().copied().collect());
        model.remove(&picked);
    };
    let said = Signal::derive(move || texts.common.selected(count.get()));
    view! {
        <Show when=move || some.get()>
            <div class="bulkdock">
                <div class="bulk" role="toolbar" aria-label=said>
                    <span class="cnt" role="status">
                        {said}
                    </span>
                    <Button
                        text=texts.segments.remove_by_hand
                        icon=Icon::Hand
                        class="lead"
                        on_click=remove
                    />
                    <Button
                        text=texts.common.clear_selection
                        icon=Icon::Cross
                        icon_only=true
                        on_click=move || model.picked.update(|picked| picked.clear())
                    />
                </div>
            </div>
        </Show>
    }
}
