//! Importing contacts from a file, step by step: choose the file, match its columns, check what
//! would happen, import.

mod cards;
mod cells;
mod check;
mod columns;
mod done;
mod file;
mod file_card;
mod group;
mod options;
mod rows;
mod state;
mod steps;
mod wording;
pub mod work;
mod working;

use leptos::prelude::*;

use crate::browser::document::focus_by_id;
use crate::i18n::context::use_texts;
use crate::i18n::texts::{Import, Opening};
use crate::state::app_state::use_app_state;
use crate::state::notices::NoticeKind;
use crate::state::pending_file::PendingFile;
use crate::state::route::Route;
use crate::ui::pages::import::state::{CONTENT, WizardStep};
use crate::ui::pages::import::work::use_work;

/// The wizard.
#[component]
pub fn ImportPage() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    match work.step.get_untracked() {
        // The result is shown once.
        WizardStep::Done => work.reset(),
        // The database may have changed meanwhile.
        WizardStep::Check => work.check(app),
        WizardStep::File | WizardStep::Columns => {}
    }
    let step = Memo::new(move |_| work.step.get());
    let is_busy = Memo::new(move |_| work.task.busy.with(Option::is_some));
    Effect::new(move |former: Option<(WizardStep, bool)>| {
        let now = (step.get(), is_busy.get());
        if !now.1 && former.is_some_and(|former| former != now) {
            focus_by_id(CONTENT);
        }
        now
    });
    let handed = expect_context::<PendingFile>();
    let waits = Opening::of(use_texts().language);
    Effect::new(move |_| {
        let Some(file) = handed.take(&Route::Import) else { return };
        if work.task.is_running() {
            app.notices().show(NoticeKind::Failure, waits.waits(file.name()));
        } else {
            work.open(file);
        }
    });
    view! {
        <div class="page">
            <header class="phead ruled">
                <div class="ptitle">
                    <h1>{Import::of(texts.language).title}</h1>
                </div>
                <steps::Steps/>
            </header>
            // The input must not change while a task runs.
            <div class="wstep" inert=move || is_busy.get()>
                {move || match step.get() {
                    WizardStep::File => view! { <file::FileStep/> }.into_any(),
                    WizardStep::Columns => view! { <columns::ColumnsStep/> }.into_any(),
                    WizardStep::Check => view! { <check::CheckStep/> }.into_any(),
                    WizardStep::Done => view! { <done::DoneStep/> }.into_any(),
                }}
            </div>
            <Show when=move || is_busy.get()>
                <working::ImportProgress/>
            </Show>
        </div>
    }
}
