//! What is going on: a sentence, how far it has come, and the way to stop it.

use leptos::html::Footer as FooterElement;
use leptos::prelude::*;

use super::state::Busy;
use super::work::use_work;
use crate::browser::element;
use crate::i18n::{Texts, use_texts};
use crate::state::use_office;
use crate::ui::pages::common::file_size;
use crate::ui::parts::{Button, Progress};

/// Stands in the footer's place as long as work goes on.
#[component]
pub fn Working() -> impl IntoView {
    let texts = use_texts();
    let office = use_office();
    let work = use_work();
    let footer = NodeRef::<FooterElement>::new();
    // The button that began it is gone. Cancel itself does not get the focus: whoever holds Enter
    // down would cancel what it has just begun.
    Effect::new(move |_| {
        if let Some(footer) = footer.get() {
            element::focus(&footer);
        }
    });
    let sentence =
        move || work.turns.busy.with(|busy| busy.as_ref().map_or_else(String::new, |it| text(texts, it)));
    let amount = move || {
        work.turns.busy.with(|busy| {
            busy.as_ref().map_or_else(String::new, |it| figures(texts, it, work.turns.share.get()))
        })
    };
    let can_cancel = Memo::new(move |_| work.turns.busy.with(|busy| !matches!(busy, Some(Busy::Saving(_)))));
    view! {
        <footer class="wfoot working" tabindex="-1" node_ref=footer>
            <span class="b" role="status">{sentence}</span>
            <Progress
                label=Signal::derive(sentence)
                share=work.turns.share
                figures=Signal::derive(amount)
            />
            <Show when=move || can_cancel.get()>
                <Button text=texts.common.cancel on_click=move |()| work.cancel(office)/>
            </Show>
        </footer>
    }
}

/// What is going on, in words.
pub fn text(texts: &'static Texts, busy: &Busy) -> String {
    match busy {
        Busy::Reading(file, _) => texts.import.reading(file),
        Busy::Checking(lines) => texts.import.checking(*lines),
        Busy::Importing(contacts) => texts.import.importing(*contacts),
        Busy::Saving(contacts) => texts.import.saving(*contacts),
    }
}

/// How far it has come, in figures.
fn figures(texts: &'static Texts, busy: &Busy, share: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a whole number")]
    let part = |all: usize| (all as f64 * share) as usize;
    match busy {
        Busy::Reading(_, all) => texts.import.progress(file_size(texts, part(*all)), file_size(texts, *all)),
        Busy::Checking(all) | Busy::Importing(all) => {
            texts.import.progress(texts.number(part(*all)), texts.number(*all))
        }
        Busy::Saving(_) => String::new(),
    }
}
