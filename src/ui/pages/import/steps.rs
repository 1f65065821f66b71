//! The four steps above the page, and the footer that leads on.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::i18n::texts::Import;
use crate::state::app_state::use_app_state;
use crate::ui::pages::import::state::Step;
use crate::ui::pages::import::work::use_work;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::icon::{Icon, Symbol};

/// The steps; finished ones lead back.
#[component]
pub fn Steps() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let words = Import::of(texts.language);
    let steps = [
        (Step::File, words.step_file),
        (Step::Columns, words.step_columns),
        (Step::Check, words.step_check),
        (Step::Done, words.step_import),
    ];
    let item = move |at: usize, step: Step, name: &'static str| {
        let now = work.step.get();
        // Nothing leads back from what was imported: the way back is Undo.
        let is_open = step < now && now != Step::Done && work.task.busy.with(Option::is_none);
        let is_done = step < now || now == Step::Done;
        let go = move |_| match step {
            Step::Check => work.check(app),
            other => work.step.set(other),
        };
        let number = if is_done {
            view! { <Symbol icon=Icon::Check/> }.into_any()
        } else {
            (at + 1).to_string().into_any()
        };
        let name = if is_open {
            view! { <button type="button" class="link" on:click=go>{name}</button> }.into_any()
        } else {
            view! { <span>{name}</span> }.into_any()
        };
        view! {
            <li class:done=is_done aria-current=(step == now).then_some("step")>
                <span class="n" aria-hidden="true">{number}</span>
                {name}
            </li>
        }
    };
    view! {
        <ol class="wz" aria-label=words.steps>
            {move || {
                let steps = steps.into_iter().enumerate();
                steps.map(|(at, (step, name))| item(at, step, name)).collect_view()
            }}
        </ol>
    }
}

/// The footer: where one stands in a sentence, the way back, the way on.
#[component]
pub fn Footer(
    /// Where one stands.
    #[prop(into)]
    status: Signal<String>,
    /// The step before.
    back: Step,
    /// What the main button does.
    #[prop(into)]
    next: Signal<String>,
    /// Does it.
    #[prop(into)]
    on_next: Callback<()>,
    /// Why it cannot be done now.
    #[prop(into)]
    blocked: Signal<Option<String>>,
) -> impl IntoView {
    let texts = use_texts();
    let work = use_work();
    let sentence = move || blocked.get().unwrap_or_else(|| status.get());
    view! {
        <footer class="wfoot">
            <span class="sec grow" role="status">{sentence}</span>
            <Button text=texts.common.back icon=Icon::ChevronLeft on_click=move |()| work.step.set(back)/>
            <Button
                text=next
                kind=ButtonKind::Primary
                on_click=on_next
                blocked
            />
        </footer>
    }
}
