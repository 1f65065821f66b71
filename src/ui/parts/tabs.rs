//! Tabs: views of one thing, of which one is shown.

use crate::browser::element::focus_step;
use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Its key.
    pub key: String,
    /// Its caption.
    pub text: String,
    /// The number of rows, as the language writes it.
    pub count: Option<String>,
}

/// A row of tabs. Arrow keys move between them, Enter or Space chooses.
#[component]
pub fn Tabs(
    /// The caption, for assistive technology.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs in order.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// The key of the one shown.
    #[prop(into)]
    current: Signal<String>,
    /// Called with the key that was chosen.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let row = NodeRef::<Div>::new();
    let move_focus = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            _ => return,
        };
        event.prevent_default();
        if let Some(row) = row.get_untracked() {
            focus_step(&row, "[role=tab]", step);
        }
    };
    let tab = move |tab: Tab| {
        let (key, given) = (tab.key.clone(), tab.key);
        let selected = Memo::new(move |_| current.with(|current| *current == key));
        view! {
            <button
                type="button"
                class="tab"
                role="tab"
                aria-selected=move || selected.get().to_string()
                tabindex=move || if selected.get() { "0" } else { "-1" }
                on:click=move |_| on_choose.run(given.clone())
            >
                {tab.text} " " {tab.count.map(|count| view! { <span class="n">{count}</span> })}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label node_ref=row on:keydown=move_focus>
            {move || tabs.get().into_iter().map(tab).collect_view()}
        </div>
    }
}
