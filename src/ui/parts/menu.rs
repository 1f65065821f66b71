//! Buttons that open a menu.

use crate::browser::element::{focus, focus_first, focus_step, has_focus_within, hide_floating, show_beside};
use crate::browser::timers::next_frame;
use crate::ui::parts::button::ButtonKind;
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::shortcut::shortcut_text;
use leptos::ev::KeyboardEvent;
use leptos::html::{Button as ButtonElement, Div, Span};
use leptos::prelude::*;

const ITEM: &str = "[role=menuitem]";

/// An entry of a menu.
#[derive(Clone)]
pub struct MenuItem {
    /// What it does, in a verb.
    pub text: String,
    /// The icon before the text.
    pub icon: Option<Icon>,
    /// The keys that do the same, for example `Control+z`.
    pub shortcut: Option<&'static str>,
    /// Why it cannot be used now.
    pub blocked: Option<String>,
    /// Whether it deletes something.
    pub destructive: bool,
    /// Called when it is chosen.
    pub run: Callback<()>,
}

impl MenuItem {
    /// An entry without icon or shortcut.
    pub fn new(text: impl Into<String>, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            text: text.into(),
            icon: None,
            shortcut: None,
            blocked: None,
            destructive: false,
            run: Callback::new(move |()| run()),
        }
    }

    /// The same with an icon.
    #[must_use]
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// The same, unusable for the reason given.
    #[must_use]
    pub fn blocked(self, blocked: Option<String>) -> Self {
        Self { blocked, ..self }
    }

    /// The same with the keys that do it too.
    #[must_use]
    pub fn shortcut(self, shortcut: &'static str) -> Self {
        Self { shortcut: Some(shortcut), ..self }
    }

    /// The same in red.
    #[must_use]
    pub fn destructive(self) -> Self {
        Self { destructive: true, ..self }
    }
}

/// A button that opens a menu. Arrow keys move in it, Enter runs, Esc closes.
#[component]
pub fn Menu(
    /// The button's text; with `icon_only` its name.
    #[prop(into)]
    text: Signal<String>,
    /// The entries, computed each time the menu opens.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
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
) -> impl IntoView {
    let open = RwSignal::new(false);
    let around = NodeRef::<Span>::new();
    let button = NodeRef::<ButtonElement>::new();
    let list = NodeRef::<Div>::new();
    let close = move |back: bool| {
        if let Some(list) = list.get_untracked() {
            hide_floating(&list);
        }
        open.set(false);
        if let Some(button) = button.get_untracked().filter(|_| back) {
            focus(&button);
        }
    };
    Effect::new(move |_| {
        if let (Some(list), Some(button)) = (list.get(), button.get()) {
            show_beside(&list, &button, true, true);
            focus_first(&list, ITEM);
        }
    });
    let keys = move |event: KeyboardEvent| {
        let is_open = open.get_untracked();
        match event.key().as_str() {
            "Escape" if is_open => close(true),
            "Tab" if is_open => return close(false),
            "ArrowDown" | "ArrowUp" if !is_open => open.set(true),
            key @ ("ArrowDown" | "ArrowUp") => {
                if let Some(list) = list.get_untracked() {
                    focus_step(&list, ITEM, if key == "ArrowDown" { 1 } else { -1 });
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let left = move |_| {
        // The new focus is known only in the next frame.
        next_frame(move || {
            let inside = around.try_get_untracked().flatten().is_some_and(|around| has_focus_within(&around));
            if !inside {
                let _ = open.try_set(false);
            }
        });
    };
    let entry = move |item: MenuItem| {
        let blocked = item.blocked.is_some();
        view! {
            <button
                type="button"
                class="opt"
                class:danger=item.destructive
                role="menuitem"
                tabindex="-1"
                aria-disabled=blocked.then_some("true")
                title=item.blocked
                on:click=move |_| {
                    if !blocked {
                        close(true);
                        item.run.run(());
                    }
                }
            >
                {item.icon.map(|icon| view! { <Symbol icon /> })}
                {item.text}
                {item.shortcut.map(|keys| view! { <span class="r">{shortcut_text(keys)}</span> })}
            </button>
        }
    };
    view! {
        <span class="menu-anchor" node_ref=around on:focusout=left on:keydown=keys>
            <button
                type="button"
                node_ref=button
                class=kind.classes(small, icon_only)
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                aria-label=move || icon_only.then(|| text.get())
                title=move || icon_only.then(|| text.get())
                on:click=move |_| if open.get_untracked() { close(true) } else { open.set(true) }
            >
                {icon.map(|icon| view! { <Symbol icon /> })}
                {(!icon_only).then(|| view! { {text} <Symbol icon=Icon::ChevronDown /> })}
            </button>
            <Show when=move || open.get()>
                <div class="pop floating" popover="manual" role="menu" aria-label=text node_ref=list>
                    {move || items.get().into_iter().map(entry).collect_view()}
                </div>
            </Show>
        </span>
    }
}
