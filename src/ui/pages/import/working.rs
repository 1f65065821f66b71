//! What is going on with an import.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::i18n::texts::{Import, Texts};
use crate::state::app_state::use_app_state;
use crate::ui::pages::common::file_size::file_size;
use crate::ui::pages::common::working::Working;
use crate::ui::pages::import::state::Busy;
use crate::ui::pages::import::work::use_work;

/// Stands in the footer's place as long as an import's work goes on.
#[component]
pub fn ImportWorking() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let busy = work.task.busy;
    let sentence = move || busy.with(|busy| busy.as_ref().map_or_else(String::new, |it| text(texts, it)));
    let figures =
        move || busy.with(|busy| busy.as_ref().and_then(|it| figures(texts, it, work.task.progress.get())));
    let cancel = Callback::new(move |()| work.cancel(app));
    let can_cancel = Memo::new(move |_| busy.with(|busy| !matches!(busy, Some(Busy::Saving(_)))));
    view! {
        <Working
            sentence=Signal::derive(sentence)
            share=work.task.progress
            figures=Signal::derive(figures)
            on_cancel=Signal::derive(move || can_cancel.get().then_some(cancel))
        />
    }
}

fn text(texts: &'static Texts, busy: &Busy) -> String {
    match busy {
        Busy::Reading(file, _) => Import::of(texts.language).reading(file),
        Busy::Checking(lines) => Import::of(texts.language).checking(*lines),
        Busy::Importing(contacts) => Import::of(texts.language).importing(*contacts),
        Busy::Saving(contacts) => Import::of(texts.language).saving(*contacts),
    }
}

fn figures(texts: &'static Texts, busy: &Busy, share: f64) -> Option<String> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a part of a whole number"
    )]
    let part = |all: usize| (all as f64 * share) as usize;
    match busy {
        Busy::Reading(_, all) => {
            Some(Import::of(texts.language).progress(file_size(texts, part(*all)), file_size(texts, *all)))
        }
        Busy::Checking(all) | Busy::Importing(all) => {
            Some(Import::of(texts.language).progress(texts.number(part(*all)), texts.number(*all)))
        }
        Busy::Saving(_) => None,
    }
}
