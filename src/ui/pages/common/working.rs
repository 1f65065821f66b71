//! The footer of a running task: a sentence, its progress, and a Cancel button.

use leptos::html::Footer as FooterElement;
use leptos::prelude::*;

use crate::browser::element;
use crate::i18n::context::use_texts;
use crate::ui::parts::button::Button;
use crate::ui::parts::progress::Progress;

/// The footer while a task is running.
#[component]
pub fn Working(
    /// The running stage.
    #[prop(into)]
    sentence: Signal<String>,
    /// The finished share, from 0 to 1.
    #[prop(into)]
    share: Signal<f64>,
    /// The same in figures; `None` where unknown.
    #[prop(into)]
    figures: Signal<Option<String>>,
    /// Cancels the task, where that is possible.
    #[prop(into)]
    on_cancel: Signal<Option<Callback<()>>>,
) -> impl IntoView {
    let texts = use_texts();
    let footer = NodeRef::<FooterElement>::new();
    // The button that began the task is gone, so the footer takes the focus. Cancel does not: a held
    // Enter key would cancel the task at once.
    Effect::new(move |_| {
        if let Some(footer) = footer.get() {
            element::focus(&footer);
        }
    });
    let has_figures = Memo::new(move |_| figures.with(Option::is_some));
    let progress = move || {
        let figures = Signal::derive(move || figures.get().unwrap_or_default());
        has_figures.get().then(|| view! { <Progress label=sentence share figures/> })
    };
    let cancel =
        move || on_cancel.get().map(|cancel| view! { <Button text=texts.common.cancel on_click=cancel/> });
    view! {
        <footer class="wfoot working" tabindex="-1" node_ref=footer>
            <span class="b" role="status">{sentence}</span>
            {progress}
            {cancel}
        </footer>
    }
}
