//! The history of changes, to go back to any point of it.

mod day;

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::i18n::texts::History;
use crate::state::app_state::use_app_state;
use crate::storage::replica::compaction::HISTORY_LIMIT;
use crate::ui::pages::history::day::{Day, by_day};
use crate::ui::parts::button::Button;
use crate::ui::parts::icon::Icon;

/// The history.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let texts = use_texts();
    let words = History::of(texts.language);
    let app = use_app_state();
    let undo = Signal::derive(move || app.undoable().with(Option::is_some));
    let redo = Signal::derive(move || app.redoable().with(Option::is_some));
    // Work in the background notifies without a change of this list. The memo keeps the rows, so that
    // no button is replaced while it is being pressed.
    let days = Memo::new(move |_| by_day(texts, app.history()));
    let dates = move || days.with(|days| days.iter().map(|(date, _)| date.clone()).collect::<Vec<_>>());
    let nothing =
        move || days.with(Vec::is_empty).then(|| view! { <p class="sec">{texts.home.no_changes}</p> });
    view! {
        <div class="page">
            <header class="phead">
                <div class="ptitle">
                    <h1>{texts.navigation.history}</h1>
                    <div class="acts">
                        <Shift text=texts.tell_me.undo is_there=undo shortcut="Control+z" on_click=move |()| app.undo()/>
                        <Shift text=texts.tell_me.redo is_there=redo shortcut="Control+y" class="mirrored" on_click=move |()| app.redo()/>
                    </div>
                </div>
            </header>
            <div class="hm">
                <p>{words.about}</p>
                {nothing}
                <For each=dates key=Clone::clone let:date>
                    <Day date days/>
                </For>
                <p class="sec">{words.limit(texts.number(HISTORY_LIMIT))}</p>
            </div>
        </div>
    }
}

/// *Undo* or *Redo*, where there is something to undo or redo.
#[component]
fn Shift(
    text: &'static str,
    is_there: Signal<bool>,
    shortcut: &'static str,
    #[prop(optional)] class: &'static str,
    #[prop(into)] on_click: Callback<()>,
) -> impl IntoView {
    view! {
        <Show when=move || is_there.get()>
            <Button text shortcut class icon=Icon::Undo on_click/>
        </Show>
    }
}
