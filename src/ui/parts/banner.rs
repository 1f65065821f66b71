//! A sentence that stays until what it says is solved.

use crate::ui::parts::badge::Tone;
use crate::ui::parts::icon::{Icon, Symbol};
use leptos::prelude::*;

/// A banner: one sentence, one action.
#[component]
pub fn Banner(
    /// The sentence.
    #[prop(into)]
    text: Signal<String>,
    /// What it means; a negative one is read out at once.
    #[prop(optional)]
    tone: Tone,
    /// The way out: what the link says.
    #[prop(optional, into)]
    action: Signal<Option<String>>,
    /// What the link does.
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
