//! The progress of a task with a backup.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::i18n::texts::{Import, Opening, Texts};
use crate::state::app_state::use_app_state;
use crate::ui::pages::common::working::Working;
use crate::ui::pages::restore::state::RestoreTask;
use crate::ui::pages::restore::work::use_work;

/// Replaces the footer while a task with a backup runs.
#[component]
pub fn RestoreProgress() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let busy = work.task.busy;
    let sentence = move || busy.with(|busy| busy.as_ref().map_or_else(String::new, |it| text(texts, it)));
    let figures = move || match busy.get() {
        Some(RestoreTask::Comparing(all)) => {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_precision_loss,
                clippy::cast_sign_loss,
                reason = "a part of a whole number"
            )]
            let done = (all as f64 * work.task.progress.get()) as usize;
            Some(Import::of(texts.language).progress(texts.number(done), texts.number(all)))
        }
        _ => None,
    };
    let cancel = Callback::new(move |()| work.cancel(app));
    let can_cancel = Memo::new(move |_| {
        busy.with(|busy| matches!(busy, Some(RestoreTask::Reading(_) | RestoreTask::Comparing(_))))
    });
    view! {
        <Working
            sentence=Signal::derive(sentence)
            share=work.task.progress
            figures=Signal::derive(figures)
            on_cancel=Signal::derive(move || can_cancel.get().then_some(cancel))
        />
    }
}

fn text(texts: &'static Texts, busy: &RestoreTask) -> String {
    let words = Opening::of(texts.language);
    match busy {
        RestoreTask::Reading(file) => Import::of(texts.language).reading(file),
        RestoreTask::Comparing(contacts) => words.comparing(*contacts),
        RestoreTask::Merging(file) => words.merging(file),
        RestoreTask::Replacing(file) => words.replacing(file),
    }
}
