//! Something that opens beside a button and lets the page be used meanwhile.

use super::button::ButtonKind;
use super::icon::{Icon, Symbol};
use crate::browser::element::{has_focus_within, hide_floating, show_beside};
use crate::browser::timers::next_frame;
use leptos::html::{Button as ButtonElement, Div, Span};
use leptos::prelude::*;

/// A button that shows and hides its children in a floating panel. Esc and a click elsewhere
/// hide it.
#[component]
pub fn Popover(
    /// What the button says; with `icon_only` its name.
    #[prop(into)]
    text: Signal<String>,
    /// The button's weight.
    #[prop(optional)]
    kind: ButtonKind,
    /// The icon before the text.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Shows the icon alone.
    #[prop(optional)]
    icon_only: bool,
    /// A smaller button.
    #[prop(optional)]
    small: bool,
    /// Classes of the panel.
    #[prop(optional)]
    class: &'static str,
    /// What the panel shows; made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let around = NodeRef::<Span>::new();
    let button = NodeRef::<ButtonElement>::new();
    let panel = NodeRef::<Div>::new();
    let close = move || {
        if let Some(panel) = panel.get_untracked() {
            hide_floating(&panel);
        }
        open.set(false);
    };
    Effect::new(move |_| {
        if let (Some(panel), Some(button)) = (panel.get(), button.get()) {
            show_beside(&panel, &button, true, false);
        }
    });
    let left = move |_| {
        // Where the focus goes is known only when it is there.
        next_frame(move || {
            let inside = around.try_get_untracked().flatten().is_some_and(|around| has_focus_within(&around));
            if !inside {
                let _ = open.try_set(false);
            }
        });
    };
    view! {
        <span class="menu-anchor" node_ref=around on:focusout=left
            on:keydown=move |event| {
                if event.key() == "Escape" && open.get_untracked() {
                    event.prevent_default();
                    event.stop_propagation();
                    close();
                    if let Some(button) = button.get_untracked() {
                        crate::browser::element::focus(&button);
                    }
                }
            }
        >
            <button
                type="button"
                node_ref=button
                class=kind.classes(small, icon_only)
                aria-haspopup="dialog"
                aria-expanded=move || open.get().to_string()
                aria-label=move || icon_only.then(|| text.get())
                title=move || icon_only.then(|| text.get())
                on:click=move |_| if open.get_untracked() { close() } else { open.set(true) }
            >
                {icon.map(|icon| view! { <Symbol icon /> })}
                {(!icon_only).then_some(text)}
            </button>
            <Show when=move || open.get()>
                <div
                    class=format!("pop floating {class}")
                    popover="manual"
                    role="dialog"
                    aria-label=text
                    tabindex="-1"
                    node_ref=panel
                >
                    {children()}
                </div>
            </Show>
        </span>
    }
}
