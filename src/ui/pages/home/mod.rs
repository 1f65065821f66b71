//! Overview, two-step guide, settings, backup: what is no list.

use leptos::prelude::*;

/// The overview, or the two-step guide while there is nothing.
#[component]
pub fn HomePage() -> impl IntoView {}
