//! The progress of an import's running task.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::i18n::texts::{Import, Texts};
use crate::state::app_state::use_app_state;
use crate::ui::pages::common::file_size::file_size;
use crate::ui::pages::common::working::Working;
use crate::ui::pages::import::state::ImportTask;
use crate::ui::pages::import::work::use_work;

/// Replaces the footer while an import's task runs.
#[component]
pub fn ImportProgress() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let busy = work.task.busy;
    let sentence = move || busy.with(|busy| busy.as_ref().map_or_else(String::new, |it| text(texts, it)));
    let figures =
        move || busy.with(|busy| busy.as_ref().and_then(|it| figures(texts, it, work.task.progress.get())));
    let cancel = Callback::new(move |()| work.cancel(app));
    let can_cancel = Memo::new(move |_| busy.with(|busy| !matches!(busy, Some(ImportTask::Saving(_)))));
    view! {
        <Working
            sentence=Signal::derive(sentence)
            share=work.task.progress
            figures=Signal::derive(figures)
            on_cancel=Signal::derive(move || can_cancel.get().then_some(cancel))
        />
    }
}

fn text(texts: &'static Texts, busy: &ImportTask) -> String {
    match busy {
        ImportTask::Reading(file, _) => Import::of(texts.language).reading(file),
        ImportTask::Checking(lines) => Import::of(texts.language).checking(*lines),
        ImportTask::Importing(contacts) => Import::of(texts.language).importing(*contacts),
        ImportTask::Saving(contacts) => Import::of(texts.language).saving(*contacts),
    }
}

fn figures(texts: &'static Texts, busy: &ImportTask, share: f64) -> Option<String> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a part of a whole number"
    )]
    let part = |all: usize| (all as f64 * share) as usize;
    match busy {
        ImportTask::Reading(_, all) => {
            Some(Import::of(texts.language).progress(file_size(texts, part(*all)), file_size(texts, *all)))
        }
        ImportTask::Checking(all) | ImportTask::Importing(all) => {
            Some(Import::of(texts.language).progress(texts.number(part(*all)), texts.number(*all)))
        }
        ImportTask::Saving(_) => None,
    }
}
