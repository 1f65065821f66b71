//! What stands where there is nothing to show.

use crate::ui::parts::icon::{Icon, Symbol};
use leptos::prelude::*;

/// Says why there is nothing, and what to do; the actions are its children.
#[component]
pub fn Empty(
    /// What is not there.
    icon: Icon,
    /// What belongs here, or what was not found.
    #[prop(into)]
    title: Signal<String>,
    /// A sentence more.
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
