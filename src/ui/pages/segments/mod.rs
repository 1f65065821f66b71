//! Segments: their list, and the page of one.

use leptos::prelude::*;

/// All segments.
#[component]
pub fn SegmentList() -> impl IntoView {}

/// The segment with this No.: steps at the left, lines at the right.
#[component]
pub fn SegmentPage(
    /// The segment's No.
    number: String,
) -> impl IntoView {
    let _ = number;
}
