//! Progress bars.

use leptos::prelude::*;

/// A bar that fills as a task proceeds, with figures beside it.
#[component]
pub fn Progress(
    /// The task, for assistive technology.
    #[prop(into)]
    label: Signal<String>,
    /// The finished share, from 0 to 1.
    #[prop(into)]
    share: Signal<f64>,
    /// The same in figures.
    #[prop(into)]
    figures: Signal<String>,
) -> impl IntoView {
    let percent = move || (share.get().clamp(0.0, 1.0) * 100.0).floor();
    view! {
        <div
            class="meter progress"
            role="progressbar"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || percent().to_string()
            aria-valuetext=figures
        >
            <i style:width=move || format!("{}%", percent())></i>
        </div>
        <span class="sec num" aria-hidden="true">{figures}</span>
    }
}
