//! A choice of one among a few: as a drop-down list, or as buttons in a row.

use crate::browser::element::focus_by_arrows;
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::name::unique_id;
use leptos::ev::KeyboardEvent;
use leptos::html::Span;
use leptos::prelude::*;

/// A drop-down list with its caption above.
#[component]
pub fn Choice(
    /// The caption.
    #[prop(into)]
    label: Signal<String>,
    /// The key of the chosen one.
    #[prop(into)]
    value: Signal<String>,
    /// Key and text of each, in order.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Called with the key that was chosen.
    #[prop(into)]
    on_choose: Callback<String>,
    /// Keeps the caption for assistive technology only.
    #[prop(optional)]
    hide_label: bool,
    /// More classes of the field, for example `w2`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let id = unique_id("choice");
    let rows = move || {
        let chosen = value.get();
        let row = |(key, text): (String, String)| {
            let selected = key == chosen;
            view! { <option value=key selected=selected>{text}</option> }
        };
        options.get().into_iter().map(row).collect_view()
    };
    view! {
        <div class=format!("field {class}")>
            <label for=id.clone() class:vh=hide_label>{label}</label>
            <span class="in quiet">
                <select
                    id=id
                    prop:value=value
                    on:change:target=move |event| on_choose.run(event.target().value())
                >
                    {rows}
                </select>
                <Symbol icon=Icon::ChevronDown />
            </span>
        </div>
    }
}

/// Buttons in a row, of which one is pressed.
#[component]
pub fn ChoiceRow(
    /// The caption, for assistive technology.
    #[prop(into)]
    label: Signal<String>,
    /// The key of the chosen one.
    #[prop(into)]
    value: Signal<String>,
    /// Key and text of each, in order.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Called with the key that was chosen.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let row = NodeRef::<Span>::new();
    let move_focus = move |event: KeyboardEvent| {
        if let Some(row) = row.get_untracked() {
            focus_by_arrows(&event, &row, "button");
        }
    };
    let buttons = move || {
        let button = |(key, text): (String, String)| {
            let (chosen, given) = (key.clone(), key);
            let checked = Memo::new(move |_| value.get() == chosen);
            view! {
                <button
                    type="button"
                    role="radio"
                    aria-checked=move || checked.get().to_string()
                    tabindex=move || if checked.get() { "0" } else { "-1" }
                    on:click=move |_| on_choose.run(given.clone())
                >
                    {text}
                </button>
            }
        };
        options.get().into_iter().map(button).collect_view()
    };
    view! {
        <span class="seg" role="radiogroup" aria-label=label node_ref=row on:keydown=move_focus>
            {buttons}
        </span>
    }
}
