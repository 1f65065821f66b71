//! Sections of a card that fold (FastTabs).

use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::name::unique_id;
use leptos::prelude::*;

/// A section that its heading folds. Folded, it shows its most important values.
#[component]
pub fn Section(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Up to three values for the heading of the folded section.
    #[prop(optional, into)]
    summary: Signal<Vec<String>>,
    /// Buttons at the right of the heading.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// The content.
    children: Children,
) -> impl IntoView {
    let heading = unique_id("section");
    let body = unique_id("section-body");
    let values = move || {
        (!open.get()).then(|| {
            let value = |text: String| view! { <span class="ell" title=text.clone()>{text.clone()}</span> };
            let values = summary.get().into_iter().map(value).collect_view();
            view! { <span class="sum">{values}</span> }
        })
    };
    view! {
        <section class="ft" aria-labelledby=heading>
            <h2>
                <button
                    type="button"
                    class="t"
                    id=heading.clone()
                    aria-expanded=move || open.get().to_string()
                    aria-controls=body.clone()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {move || {
                        let icon = if open.get() { Icon::ChevronDown } else { Icon::ChevronRight };
                        view! { <Symbol icon /> }
                    }}
                    {title}
                </button>
                {values}
                <span class="r">{actions.map(|actions| actions.run())}</span>
            </h2>
            <div class="body" id=body hidden=move || !open.get()>
                {children()}
            </div>
        </section>
    }
}
