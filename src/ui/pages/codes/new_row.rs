//! The new row on top of the list, saved when it is left.

use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;

use crate::browser::document::{focus_by_id, leave_field};
use crate::browser::element::has_focus_within;
use crate::browser::timers::next_frame;
use crate::domain::action::Action;
use crate::domain::code::CODE_LIMIT;
use crate::domain::code_list::CodeEntry;
use crate::domain::codes;
use crate::domain::refusal::Refusal;
use crate::domain::text::check_text;
use crate::i18n::context::use_texts;
use crate::i18n::wording;
use crate::ui::pages::codes::shorter::ShorterCodes;
use crate::ui::pages::codes::state::{Codes, NEW_CODE, validate_code};
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::field::{Draft, Field, InputKind};
use crate::ui::parts::icon::Icon;

const DESCRIPTION: &str = "new-description";

/// The new row.
#[component]
pub(super) fn NewRow(codes: Codes) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.codes;
    let list = codes.list;
    let app = codes.app;
    let row = NodeRef::<Div>::new();
    // The committed texts; a refused text stays in its draft.
    let (code, description) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let code_draft = RwSignal::new(None::<Draft>);
    let description_draft = RwSignal::new(None::<Draft>);
    let typed = Signal::derive(move || {
        code_draft.with(|draft| draft.as_ref().map(|draft| draft.text.clone())).unwrap_or_else(|| code.get())
    });
    let described = Signal::derive(move || {
        description_draft
            .with(|draft| draft.as_ref().map(|draft| draft.text.clone()))
            .unwrap_or_else(|| description.get())
    });
    let refused =
        Signal::derive(move || code_draft.with(|draft| draft.as_ref().is_some_and(|it| it.error.is_some())));

    let empty = move || {
        code.set(String::new());
        description.set(String::new());
        code_draft.set(None);
        description_draft.set(None);
    };
    // Saves the row; `true` if nothing is left to save.
    let save = move || {
        let (text, about) = (typed.get_untracked(), described.get_untracked());
        if text.trim().is_empty() && about.trim().is_empty() {
            return true;
        }
        let mut made = None;
        let outcome = app.commit(|database, _| {
            let (id, change) = codes::create(database, list, &text, &about)?;
            made = Some(id);
            let code = crate::domain::code::Code::parse(&text)?.to_string();
            Ok((Action::CreateCode { list, code }, change))
        });
        match outcome {
            Ok(_) => {
                empty();
                codes.search.set(String::new());
                codes.current.set(made);
                true
            }
            Err(refusal) => {
                let error = Some(wording::refusal(texts, &refusal));
                let (draft, text) = match refusal {
                    Refusal::Text(_) => (description_draft, about),
                    _ => (code_draft, text),
                };
                draft.set(Some(Draft { text, error }));
                false
            }
        }
    };
    let close = move || {
        let _ = codes.creating.try_set(false);
    };
    let left = move |_| {
        // The new focus is known only in the next frame.
        next_frame(move || {
            let Some(Some(row)) = row.try_get_untracked() else { return };
            if !has_focus_within(&row) && save() {
                close();
            }
        });
    };
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.is_composing() => {
            // The field commits its text first; then the next row begins.
            event.prevent_default();
            leave_field();
            if save() {
                focus_by_id(NEW_CODE);
            }
        }
        "Escape" => {
            event.prevent_default();
            empty();
            close();
            codes.to_list();
        }
        _ => {}
    };
    let take_code = move |text: String| {
        if text.trim().is_empty() {
            code.set(text);
            return Ok(());
        }
        validate_code(list, &text)?;
        code.set(text);
        Ok(())
    };
    let take_description = move |text: String| {
        check_text(&text, CodeEntry::DESCRIPTION_LIMIT)
            .map_err(|error| wording::text_error(texts, &error))?;
        description.set(text);
        Ok(())
    };
    let take_shorter = Callback::new(move |shorter: String| {
        code_draft.set(None);
        code.set(shorter);
        focus_by_id(DESCRIPTION);
    });
    view! {
        <div class="newr new-code" role="group" aria-label=words.new_row node_ref=row on:focusout=left on:keydown=keys>
            <Field
                label=texts.common.code
                value=code
                on_commit=take_code
                kind=InputKind::Code
                limit=CODE_LIMIT
                draft=code_draft
                placeholder=words.code_example
                autofocus=true
                id=NEW_CODE
            />
            <Field
                label=texts.common.description
                value=description
                on_commit=take_description
                limit=CodeEntry::DESCRIPTION_LIMIT
                draft=description_draft
                placeholder=words.description_example
                id=DESCRIPTION
            />
            <Button
                text=texts.common.cancel
                icon=Icon::Cross
                icon_only=true
                kind=ButtonKind::Quiet
                on_click=move || {
                    empty();
                    close();
                    codes.to_list();
                }
            />
            <div class="rest">
                <Show
                    when=move || refused.get()
                    fallback=move || view! { <span class="msg">{words.saved_on_leaving}</span> }
                >
                    <ShorterCodes list typed on_take=take_shorter/>
                </Show>
            </div>
        </div>
    }
}
