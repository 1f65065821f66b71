//! Buttons, and links that look like them.

use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::shortcut::shortcut_text;
use leptos::prelude::*;

/// The weight of a button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Outlined.
    #[default]
    Default,
    /// Filled: the one main action of a page or dialog.
    Primary,
    /// Text only, for toolbars.
    Quiet,
    /// Outlined in red, for deleting.
    Destructive,
    /// Looks like a link within text.
    Link,
}

impl ButtonKind {
    /// The classes of a button of this kind.
    pub(super) fn classes(self, small: bool, icon_only: bool) -> String {
        let kind = match self {
            Self::Default => "btn",
            Self::Primary => "btn pri",
            Self::Quiet => "btn ghost",
            Self::Destructive => "btn danger",
            Self::Link => return "link".to_owned(),
        };
        let small = if small { " sm" } else { "" };
        let icon_only = if icon_only { " ic" } else { "" };
        format!("{kind}{small}{icon_only}")
    }
}

/// A button.
#[component]
pub fn Button(
    /// What it does, in a verb; with `icon_only` its name for assistive technology.
    #[prop(into)]
    text: Signal<String>,
    /// Called when it is clicked.
    #[prop(into)]
    on_click: Callback<()>,
    /// Its weight.
    #[prop(optional)]
    kind: ButtonKind,
    /// The name for assistive technology, where several buttons have the same text. It begins with
    /// the text.
    #[prop(optional, into)]
    name: Option<String>,
    /// The icon before the text.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Shows the icon alone.
    #[prop(optional)]
    icon_only: bool,
    /// 28 instead of 32 pixels high.
    #[prop(optional)]
    small: bool,
    /// The keys that do the same, for example `Control+z`; shown in the tooltip.
    #[prop(optional)]
    shortcut: Option<&'static str>,
    /// Why it cannot be used now; the button can still be focused and describes the reason.
    #[prop(optional, into)]
    blocked: Signal<Option<String>>,
    /// For a toggle button: whether it is pressed.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// More classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let title = move || blocked.get().or_else(|| tooltip(&text.get(), icon_only, shortcut));
    view! {
        <button
            type="button"
            class=format!("{} {class}", kind.classes(small, icon_only))
            aria-label=move || name.clone().or_else(|| icon_only.then(|| text.get()))
            title=title
            aria-keyshortcuts=shortcut
            aria-disabled=move || blocked.with(Option::is_some).then_some("true")
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            on:click=move |_| {
                if blocked.with_untracked(Option::is_none) {
                    on_click.run(());
                }
            }
        >
            {icon.map(|icon| view! { <Symbol icon /> })}
            {(!icon_only).then_some(text)}
        </button>
    }
}

/// A link that looks like a button, to another page of the app.
#[component]
pub fn ButtonLink(
    /// The page, or what the user does there.
    #[prop(into)]
    text: Signal<String>,
    /// The address, for example `#/import`.
    #[prop(into)]
    href: Signal<String>,
    /// Its weight.
    #[prop(optional)]
    kind: ButtonKind,
    /// The icon before the text.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Shows the icon alone.
    #[prop(optional)]
    icon_only: bool,
    /// 28 instead of 32 pixels high.
    #[prop(optional)]
    small: bool,
    /// The keys that do the same; shown in the tooltip.
    #[prop(optional)]
    shortcut: Option<&'static str>,
) -> impl IntoView {
    view! {
        <a
            class=kind.classes(small, icon_only)
            href=href
            aria-label=move || icon_only.then(|| text.get())
            title=move || tooltip(&text.get(), icon_only, shortcut)
            aria-keyshortcuts=shortcut
        >
            {icon.map(|icon| view! { <Symbol icon /> })}
            {(!icon_only).then_some(text)}
        </a>
    }
}

/// The tooltip: whichever of name and keys the button does not show.
fn tooltip(text: &str, icon_only: bool, shortcut: Option<&str>) -> Option<String> {
    match (icon_only, shortcut) {
        (_, Some(keys)) => Some(format!("{text} ({})", shortcut_text(keys))),
        (true, None) => Some(text.to_owned()),
        (false, None) => None,
    }
}
