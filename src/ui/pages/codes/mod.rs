//! Mailing groups, industry groups, business relations: one page for all.

use crate::domain::CodeList;
use leptos::prelude::*;

/// The page of a code list.
#[component]
pub fn CodeListPage(
    /// Which list.
    list: CodeList,
) -> impl IntoView {
    let _ = list;
}
