//! Importing contacts from a file, step by step: choose the file, match its columns, check what
//! would happen, import.

mod cells;
mod check;
mod columns;
mod done;
mod duplicates;
mod file;
mod file_card;
mod group;
mod options;
mod rows;
mod state;
mod steps;
mod wording;
mod work;

pub use work::ImportWork;

use leptos::prelude::*;

use self::state::Step;
use self::work::use_work;
use crate::browser::document::focus_by_id;
use crate::browser::files;
use crate::browser::timers::Debounce;
use crate::i18n::use_texts;
use crate::state::use_office;

/// The step's content gets the focus when it comes, as the button that led there is gone.
const CONTENT: &str = "import-step";

/// The wizard. A file can be dropped anywhere on it.
#[component]
pub fn ImportPage() -> impl IntoView {
    let texts = use_texts();
    let office = use_office();
    let work = use_work();
    match work.step.get_untracked() {
        // What is done is told once.
        Step::Done => work.reset(),
        // The office may have changed meanwhile.
        Step::Check => work.check(office),
        Step::File | Step::Columns => {}
    }
    let step = Memo::new(move |_| work.step.get());
    Effect::new(move |former: Option<Step>| {
        let now = step.get();
        if former.is_some_and(|former| former != now) {
            focus_by_id(CONTENT);
        }
        now
    });
    let over = RwSignal::new(false);
    let leaving = StoredValue::new_local(Debounce::default());
    let drag = move |event: leptos::ev::DragEvent| {
        // Without this the browser would open the file in the place of the app.
        event.prevent_default();
        if !over.get_untracked() {
            over.set(true);
        }
        // Nothing tells reliably that the file was dragged away again, but silence does.
        leaving.with_value(|leaving| {
            leaving.call(300, move || {
                let _ = over.try_set(false);
            });
        });
    };
    let drop_file = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(file) = files::dropped(&event).into_iter().next() {
            work.open(file);
        }
    };
    view! {
        <div class="page" on:dragover=drag on:drop=drop_file>
            <header class="phead ruled">
                <div class="ptitle">
                    <h1>{texts.import.title}</h1>
                </div>
                <steps::Steps/>
            </header>
            {move || match step.get() {
                Step::File => view! { <file::FileStep over/> }.into_any(),
                Step::Columns => view! { <columns::ColumnsStep/> }.into_any(),
                Step::Check => view! { <check::CheckStep/> }.into_any(),
                Step::Done => view! { <done::DoneStep/> }.into_any(),
            }}
        </div>
    }
}
