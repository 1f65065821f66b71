//! The four steps above the page, and the footer with the buttons.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::i18n::texts::Import;
use crate::state::app_state::use_app_state;
use crate::ui::pages::import::state::WizardStep;
use crate::ui::pages::import::work::use_work;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::icon::{Icon, Symbol};

/// The steps; finished ones are links.
#[component]
pub fn Steps() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let words = Import::of(texts.language);
    let steps = [
        (WizardStep::File, words.step_file),
        (WizardStep::Columns, words.step_columns),
        (WizardStep::Check, words.step_check),
        (WizardStep::Done, words.step_import),
    ];
    let item = move |at: usize, step: WizardStep, name: &'static str| {
        let now = work.step.get();
        // A finished import cannot be changed, only undone.
        let is_open = step < now && now != WizardStep::Done && work.task.busy.with(Option::is_none);
        let is_done = step < now || now == WizardStep::Done;
        let go = move |_| match step {
            WizardStep::Check => work.check(app),
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

/// The footer: the status in a sentence, and the buttons for the steps before and after.
#[component]
pub fn Footer(
    /// The status.
    #[prop(into)]
    status: Signal<String>,
    /// The step before.
    back: WizardStep,
    /// The main button's text.
    #[prop(into)]
    next: Signal<String>,
    /// The main button's action.
    #[prop(into)]
    on_next: Callback<()>,
    /// Why the main button is blocked.
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
