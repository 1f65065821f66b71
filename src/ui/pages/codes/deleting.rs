//! The question before a code is deleted by which segments pick: which of their steps it switches off.

use leptos::prelude::*;

use crate::domain::database::Database;
use crate::domain::identifiers::CodeId;
use crate::domain::segments::{CodeUse, uses_of_code};
use crate::i18n::context::use_texts;
use crate::i18n::texts::Texts;
use crate::ui::pages::codes::state::Codes;
use crate::ui::pages::common::criterion_words;
use crate::ui::parts::dialog::Dialog;

/// The dialog, while there is something to ask.
#[component]
pub(super) fn DeleteDialog(codes: Codes) -> impl IntoView {
    move || codes.deleting.get().map(|id| view! { <Question codes id/> })
}

#[component]
fn Question(codes: Codes, id: CodeId) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.codes;
    let Codes { app, list, deleting, .. } = codes;
    let (code, contacts, uses) = app.with(|database, index| {
        let code = database.code(list, id).map(|entry| entry.code.to_string()).unwrap_or_default();
        let uses = uses_of_code(database, list, id);
        let uses = uses.iter().filter_map(|it| name(texts, database, it));
        (code, index.count_of_code(list, id), uses.collect::<Vec<_>>())
    });
    let title = words.delete_title(&code);
    let confirm = match contacts {
        0 => words.delete_code(&code),
        contacts => words.remove_and_delete(contacts),
    };
    let delete = move || {
        deleting.set(None);
        codes.delete(id);
    };
    let row = |(segment, steps): (String, Vec<String>)| {
        view! {
            <li>
                <b>{segment}</b>
                <ul>{steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}</ul>
            </li>
        }
    };
    view! {
        <Dialog
            title=title
            about=Some(words.delete_switches_off(uses.len()))
            on_close=move || deleting.set(None)
            confirm=Some(confirm)
            on_confirm=delete
            effect=Some(words.undo_hint.to_owned())
            destructive=true
            narrow=true
        >
            <ul class="uses">{uses.into_iter().map(row).collect_view()}</ul>
        </Dialog>
    }
}

/// The segment with its description, and its steps with their criteria.
fn name(texts: &'static Texts, database: &Database, uses: &CodeUse) -> Option<(String, Vec<String>)> {
    let segment = database.segment(uses.segment)?;
    let step = |&place: &usize| {
        let kind = &segment.steps.get(place)?.kind;
        let criteria = criterion_words::tree_sentence(texts, database, kind.criteria()?);
        let numbered = texts.steps.numbered(texts.number(place + 1), criterion_words::step(texts, kind));
        Some(format!("{numbered}: {criteria}"))
    };
    let name = format!("{} {}", segment.number, segment.description).trim_end().to_owned();
    Some((name, uses.steps.iter().filter_map(step).collect()))
}
