//! A row of the list: text, or fields while the row is current.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser::document::focus_by_id;
use crate::browser::timers::next_frame;
use crate::domain::code::CODE_LIMIT;
use crate::domain::code_list::CodeEntry;
use crate::domain::identifiers::CodeId;
use crate::i18n::context::use_texts;
use crate::state::route::{Address, Route};
use crate::ui::pages::codes::shorter::ShorterCodes;
use crate::ui::pages::codes::state::{CodeCell, Codes};
use crate::ui::pages::common::code_colour;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::field::{Draft, Field, InputKind};
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::meter::bar_width;

/// The cells of the row at a position.
#[component]
pub(super) fn CodeListRow(codes: Codes, index: usize) -> impl IntoView {
    let id = Memo::new(move |_| codes.rows.with(|rows| rows.get(index).copied()));
    move || id.get().map(|id| view! { <CodeCells codes id/> })
}

#[component]
fn CodeCells(codes: Codes, id: CodeId) -> impl IntoView {
    let texts = use_texts();
    let entry = codes.entry(id);
    let count = codes.count(id);
    let code = Signal::derive(move || entry.with(code_of));
    let members = move || {
        let address = Address::from(Route::Contacts).with(codes.list.key(), &code.get());
        address.href()
    };
    let width = move || bar_width(count.get(), codes.most.get());
    view! {
        <div class="list-cell nm" role="gridcell">
            <i class=format!("dot {}", code_colour(id))></i>
            <EditableCell codes id cell=CodeCell::Code entry/>
        </div>
        <div class="list-cell second" role="gridcell">
            <EditableCell codes id cell=CodeCell::Description entry/>
        </div>
        <div class="list-cell end" role="gridcell">
            <div class="cb">
                <span>{move || (count.get() > 0).then(|| view! { <span class="hbar" style:width=width></span> })}</span>
                <a class="num b" href=members>
                    {move || texts.number(count.get())}
                </a>
            </div>
            <span class="narrow-only">
                <Button
                    text=Signal::derive(move || texts.codes.details_of(code.get()))
                    icon=Icon::ChevronRight
                    icon_only=true
                    small=true
                    kind=ButtonKind::Quiet
                    on_click=move || {
                        codes.current.set(Some(id));
                        codes.details.set(Some(true));
                    }
                />
            </span>
        </div>
    }
}

fn code_of(entry: &Option<CodeEntry>) -> String {
    entry.as_ref().map(|entry| entry.code.to_string()).unwrap_or_default()
}

fn description_of(entry: &Option<CodeEntry>) -> String {
    entry.as_ref().map(|entry| entry.description.clone()).unwrap_or_default()
}

/// A cell: text, or a field while its row is current or its text was refused.
#[component]
fn EditableCell(codes: Codes, id: CodeId, cell: CodeCell, entry: Memo<Option<CodeEntry>>) -> impl IntoView {
    let text = Signal::derive(move || match cell {
        CodeCell::Code => entry.with(code_of),
        CodeCell::Description => entry.with(description_of),
    });
    let draft = codes.draft(id, cell);
    let editing = {
        let draft = draft.clone();
        Memo::new(move |_| codes.current.get() == Some(id) || draft.read().is_some())
    };
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        // The field needs these keys, not the list.
        " " | "Home" | "End" | "Enter" | "Delete" | "F2" => event.stop_propagation(),
        "Escape" => codes.to_list(),
        // The row may move when its code is committed; the focus follows it.
        "Tab" if event.shift_key() == (cell == CodeCell::Description) => {
            let next = codes.cell_id(id, cell.other());
            next_frame(move || {
                focus_by_id(&next);
            });
        }
        _ => {}
    };
    let class = if cell == CodeCell::Code { "cell-still ell b" } else { "cell-still ell" };
    view! {
        {move || {
            editing.get().then(|| {
                let draft = RwSignal::from(draft.clone());
                view! {
                    <span
                        class="cell-edit"
                        on:focusin=move |_| codes.focused.set_value(Some(cell))
                        on:focusout=move |_| codes.focused.set_value(None)
                        on:keydown=keys
                    >
                        <CellField codes id cell value=text draft input=codes.cell_id(id, cell) hide_label=true/>
                    </span>
                }
            })
        }}
        <span
            class=class
            class:editing=editing
            title=text
            on:click=move |_| codes.edit(id, cell)
        >
            {text}
        </span>
    }
}

/// The field of a cell, in its row or in the panel.
#[component]
pub(super) fn CellField(
    codes: Codes,
    id: CodeId,
    cell: CodeCell,
    #[prop(into)] value: Signal<String>,
    draft: RwSignal<Option<Draft>>,
    input: String,
    #[prop(optional)] hide_label: bool,
) -> impl IntoView {
    let texts = use_texts();
    let on_commit = move |text: String| codes.take_over(id, cell, &text);
    match cell {
        CodeCell::Code => view! {
            <Field
                label=texts.common.code
                value
                on_commit
                kind=InputKind::Code
                limit=CODE_LIMIT
                hide_label
                draft
                id=input
            />
        }
        .into_any(),
        CodeCell::Description => view! {
            <Field
                label=texts.common.description
                value
                on_commit
                limit=CodeEntry::DESCRIPTION_LIMIT
                hide_label
                draft
                id=input
            />
        }
        .into_any(),
    }
}

/// The error of the current row, above the list, as a row has no room for it.
#[component]
pub(super) fn RowProblem(codes: Codes) -> impl IntoView {
    let problem = move || {
        let id = codes.current.get()?;
        [CodeCell::Code, CodeCell::Description].into_iter().find_map(|cell| {
            let draft = codes.draft(id, cell).get()?;
            Some((id, cell, draft.text, draft.error?))
        })
    };
    let problem = Memo::new(move |_| problem());
    move || {
        problem.get().map(|(id, cell, text, error)| {
            let take = Callback::new(move |shorter: String| {
                let draft = codes.draft(id, cell);
                match codes.take_over(id, cell, &shorter) {
                    Ok(()) => draft.set(None),
                    Err(error) => draft.set(Some(Draft { text: shorter, error: Some(error) })),
                }
                codes.edit(id, cell);
            });
            view! {
                <div class="row-problem row wrap" role="alert">
                    <span class="msg err">
                        <Symbol icon=Icon::Alert/>
                        {error}
                    </span>
                    {(cell == CodeCell::Code)
                        .then(|| view! { <ShorterCodes list=codes.list typed=text on_take=take/> })}
                </div>
            }
        })
    }
}
