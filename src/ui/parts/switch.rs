//! Switches, which take effect at once.

use leptos::prelude::*;

/// A switch with its caption.
#[component]
pub fn Switch(
    /// The caption.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// Called with the requested state.
    #[prop(into)]
    on_toggle: Callback<bool>,
    /// Keeps the caption for assistive technology only.
    #[prop(optional)]
    hide_label: bool,
    /// Why it cannot be used now.
    #[prop(optional, into)]
    blocked: Signal<Option<String>>,
) -> impl IntoView {
    let toggle = move |_| {
        if blocked.with_untracked(Option::is_none) {
            on_toggle.run(!on.get_untracked());
        }
    };
    view! {
        <button
            type="button"
            class="sw"
            role="switch"
            aria-checked=move || on.get().to_string()
            aria-label=label
            aria-disabled=move || blocked.with(Option::is_some).then_some("true")
            title=move || blocked.get()
            on:click=toggle
        ></button>
        {(!hide_label).then(|| view! { <span aria-hidden="true">{label}</span> })}
    }
}
