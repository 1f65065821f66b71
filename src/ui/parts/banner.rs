//! Banners: a sentence that stays until its cause is gone.

use crate::ui::parts::badge::Tone;
use crate::ui::parts::icon::{Icon, Symbol};
use leptos::prelude::*;

/// A banner: one sentence, one action.
#[component]
pub fn Banner(
    /// The sentence.
    #[prop(into)]
    text: Signal<String>,
    /// Its meaning; screen readers announce a negative one at once.
    #[prop(optional)]
    tone: Tone,
    /// The text of the link.
    #[prop(optional, into)]
    action: Signal<Option<String>>,
    /// Called when the link is clicked.
    #[prop(optional, into)]
    on_action: Option<Callback<()>>,
) -> impl IntoView {
    let icon = match tone {
        Tone::Negative => Icon::Alert,
        Tone::Warning => Icon::Warning,
        Tone::Positive => Icon::Done,
        _ => Icon::Info,
    };
    let role = if tone == Tone::Negative { "alert" } else { "status" };
    view! {
        <div class=format!("banner {}", tone.as_class()) role=role>
            <Symbol icon />
            <span>
                {text} " "
                {move || {
                    action.get().zip(on_action).map(|(text, run)| {
                        view! {
                            <button type="button" class="link" on:click=move |_| run.run(())>
                                {text}
                            </button>
                        }
                    })
                }}
            </span>
        </div>
    }
}
