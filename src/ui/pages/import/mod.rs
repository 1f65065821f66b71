//! Importing contacts from a file.

use leptos::prelude::*;

/// The import in steps: file, columns, check.
#[component]
pub fn ImportPage() -> impl IntoView {}
