//! The list of contacts.

use leptos::prelude::*;

/// All contacts: search, filters, sorting, selection.
#[component]
pub fn ContactList() -> impl IntoView {}
