//! Meters: how full something is.

use leptos::prelude::*;

/// A bar that is filled in part; a warning from 70 % on, an alarm from 90 % on. The page shows the
/// number beside it.
#[component]
pub fn Meter(
    /// What is measured, for assistive technology.
    #[prop(into)]
    label: Signal<String>,
    /// The filled part, from 0 to 1.
    #[prop(into)]
    share: Signal<f64>,
) -> impl IntoView {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
    let percent = move || (share.get().clamp(0.0, 1.0) * 100.0).round() as u8;
    let class = move || match percent() {
        90.. => "meter neg",
        70.. => "meter warn",
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

/// The width of a bar for a part of the whole, to a tenth of a percent.
#[must_use]
pub fn bar_width(part: usize, whole: usize) -> String {
    let tenths = part.saturating_mul(1_000).checked_div(whole).unwrap_or(0);
    format!("{}.{}%", tenths / 10, tenths % 10)
}
