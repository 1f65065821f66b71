//! Password fields.

use crate::ui::parts::field::Message;
use crate::ui::parts::name::unique_id;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// A field whose text is hidden unless the page shows it. The page holds the text.
#[component]
pub fn Secret(
    /// The caption.
    #[prop(into)]
    label: Signal<String>,
    /// The typed text.
    value: RwSignal<String>,
    /// Whether it is shown in clear.
    #[prop(optional, into)]
    is_shown: Signal<bool>,
    /// The error.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
    /// The hint.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// Whether it is a new password, which password managers then suggest.
    #[prop(optional)]
    is_new: bool,
    /// Called on Enter.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
) -> impl IntoView {
    let id = unique_id("secret");
    let message_id = format!("{id}-message");
    let keys = move |event: KeyboardEvent| {
        let is_plain = !event.ctrl_key() && !event.meta_key() && !event.is_composing();
        if let Some(on_enter) = on_enter.filter(|_| event.key() == "Enter" && is_plain) {
            event.prevent_default();
            on_enter.run(());
        }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <span class=move || if problem.with(Option::is_some) { "in err" } else { "in" }>
                <input
                    id=id
                    type=move || if is_shown.get() { "text" } else { "password" }
                    autocomplete=if is_new { "new-password" } else { "current-password" }
                    autocapitalize="off"
                    spellcheck="false"
                    prop:value=value
                    aria-invalid=move || problem.with(Option::is_some).then_some("true")
                    aria-describedby=message_id.clone()
                    on:input:target=move |event| value.set(event.target().value())
                    on:keydown=keys
                />
            </span>
            <Message id=message_id problem hint/>
        </div>
    }
}
