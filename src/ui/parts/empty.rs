//! The placeholder of an empty list or page.

use crate::ui::parts::icon::{Icon, Symbol};
use leptos::prelude::*;

/// Says why there is nothing, and offers actions as its children.
#[component]
pub fn Empty(
    /// The icon of what is missing.
    icon: Icon,
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// A sentence below it.
    #[prop(optional, into)]
    text: Signal<Option<String>>,
    /// The actions.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Symbol icon class="large" />
            <b class="b">{title}</b>
            {move || text.get().map(|text| view! { <span class="sec">{text}</span> })}
            {children.map(|children| view! { <div class="row">{children()}</div> })}
        </div>
    }
}
