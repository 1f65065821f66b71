//! The changes of one day.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::i18n::texts::{History, Texts};
use crate::i18n::wording;
use crate::state::app_state::use_app_state;
use crate::storage::entry::{ChangeMeta, EntryKind};
use crate::ui::parts::badge::{Badge, Tone};
use crate::ui::parts::button::{Button, ButtonKind};

/// A change, and whether it is in effect.
type HistoryRow = (ChangeMeta, bool);
/// Days in the order shown, each with its changes.
pub type Days = Vec<(String, Vec<HistoryRow>)>;

/// Groups changes by day, in their order. **Each day occurs once,** even where a clock was set
/// back.
pub fn by_day(texts: &Texts, history: Vec<HistoryRow>) -> Days {
    let mut days = Days::new();
    for past in history {
        let date = texts.date(&past.0.at);
        match days.iter_mut().find(|(day, _)| *day == date) {
            Some((_, changes)) => changes.push(past),
            None => days.push((date, vec![past])),
        }
    }
    days
}

/// One day, the newest change first.
#[component]
pub fn Day(
    /// The day.
    date: String,
    /// All days.
    days: Memo<Days>,
) -> impl IntoView {
    let heading = date.clone();
    let changes = Memo::new(move |_| {
        days.with(|days| days.iter().find(|(day, _)| *day == date).map_or_else(Vec::new, |it| it.1.clone()))
    });
    let entry = move |(meta, _): HistoryRow| {
        let id = meta.id.clone();
        let counts = move || changes.with(|all| all.iter().any(|it| it.1 && it.0.id == id));
        view! { <HistoryEntry meta counts=Signal::derive(counts)/> }
    };
    view! {
        <section class="card">
            <h2>{heading}</h2>
            <ol class="recent">
                <For each=move || changes.get() key=|past| past.0.id.clone() children=entry/>
            </ol>
        </section>
    }
}

#[component]
fn HistoryEntry(meta: ChangeMeta, counts: Signal<bool>) -> impl IntoView {
    let texts = use_texts();
    let words = History::of(texts.language);
    let app = use_app_state();
    let action = wording::action(texts, &meta.action);
    let was_made = meta.kind == EntryKind::Do;
    let sentence = match meta.kind {
        EntryKind::Do => action,
        EntryKind::Undo(_) => texts.actions.undone(action),
        EntryKind::Redo(_) => texts.actions.redone(action),
    };
    let (time, at, id) = (texts.time(&meta.at), meta.at, meta.id);
    let is_taken_back = Memo::new(move |_| was_made && !counts.get());
    let taken_back =
        move || is_taken_back.get().then(|| view! { <Badge text=words.taken_back tone=Tone::Plain/> });
    let name = words.go_back_before(&sentence);
    view! {
        <li>
            <time class="sec num" datetime=at>{time}</time>
            <span class="grow" class:sec=is_taken_back>{sentence}</span>
            {taken_back}
            <Button
                text=words.go_back
                name=name
                kind=ButtonKind::Quiet
                small=true
                on_click=move |()| app.go_back_before(id.clone())
            />
        </li>
    }
}
