//! What is going on with a backup, and the way to stop it.

use leptos::html::Footer as FooterElement;
use leptos::prelude::*;

use super::Busy;
use super::work::use_work;
use crate::browser::element;
use crate::i18n::{Opening, Texts, use_texts};
use crate::state::use_office;
use crate::ui::parts::{Button, Progress};

/// Stands in the footer's place as long as work goes on.
#[component]
pub fn Working() -> impl IntoView {
    let texts = use_texts();
    let office = use_office();
    let work = use_work();
    let footer = NodeRef::<FooterElement>::new();
    Effect::new(move |_| {
        if let Some(footer) = footer.get() {
            element::focus(&footer);
        }
    });
    let sentence =
        move || work.turns.busy.with(|busy| busy.as_ref().map_or_else(String::new, |it| text(texts, it)));
    let is_comparing =
        Memo::new(move |_| work.turns.busy.with(|busy| matches!(busy, Some(Busy::Comparing(_)))));
    let can_cancel =
        move || work.turns.busy.with(|busy| matches!(busy, Some(Busy::Reading(_) | Busy::Comparing(_))));
    let figures = move || match work.turns.busy.get() {
        Some(Busy::Comparing(all)) => {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_precision_loss,
                clippy::cast_sign_loss,
                reason = "a part of a whole number"
            )]
            let done = (all as f64 * work.turns.share.get()) as usize;
            texts.import.progress(texts.number(done), texts.number(all))
        }
        _ => String::new(),
    };
    view! {
        <footer class="wfoot working" tabindex="-1" node_ref=footer>
            <span class="b" role="status">{sentence}</span>
            <Show when=move || is_comparing.get()>
                <Progress
                    label=Signal::derive(sentence)
                    share=work.turns.share
                    figures=Signal::derive(figures)
                />
            </Show>
            <Show when=can_cancel>
                <Button text=texts.common.cancel on_click=move |()| work.cancel(office)/>
            </Show>
        </footer>
    }
}

fn text(texts: &'static Texts, busy: &Busy) -> String {
    let words = Opening::of(texts.language);
    match busy {
        Busy::Reading(file) => texts.import.reading(file),
        Busy::Comparing(contacts) => words.comparing(*contacts),
        Busy::Merging(file) => words.merging(file),
        Busy::Replacing(file) => words.replacing(file),
    }
}
