//! How full something is.

use leptos::prelude::*;

/// A bar that is filled in part; from 70 % on it warns, from 90 % on it alarms. The number stands
/// beside it.
#[component]
pub fn Meter(
    /// What is measured, for assistive technology.
    #[prop(into)]
    label: Signal<String>,
    /// The filled part, from 0 to 1.
    #[prop(into)]
    share: Signal<f64>,
) -> impl IntoView {
    let percent = move || (share.get().clamp(0.0, 1.0) * 100.0).round();
    let class = move || match percent() {
        percent if percent >= 90.0 => "meter neg",
        percent if percent >= 70.0 => "meter warn",
        _ => "meter",
    };
    view! {
        <div
            class=class
            role="meter"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || percent().to_string()
        >
            <i style:width=move || format!("{}%", percent())></i>
        </div>
    }
}
