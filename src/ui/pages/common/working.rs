//! What is going on: a sentence, how far it has come, and the way to stop it.

use leptos::html::Footer as FooterElement;
use leptos::prelude::*;

use crate::browser::element;
use crate::i18n::context::use_texts;
use crate::ui::parts::button::Button;
use crate::ui::parts::progress::Progress;

/// Stands in the footer's place as long as work goes on.
#[component]
pub fn Working(
    /// What is going on.
    #[prop(into)]
    sentence: Signal<String>,
    /// How much of it is done, from 0 to 1.
    #[prop(into)]
    share: Signal<f64>,
    /// The same in figures; nothing where that can't be told.
    #[prop(into)]
    figures: Signal<Option<String>>,
    /// Stops it, where that is possible.
    #[prop(into)]
    on_cancel: Signal<Option<Callback<()>>>,
) -> impl IntoView {
    let texts = use_texts();
    let footer = NodeRef::<FooterElement>::new();
    // The button that began it is gone. Cancel itself does not get the focus: whoever holds Enter
    // down would cancel what it has just begun.
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
