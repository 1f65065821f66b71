//! Check boxes with a third state for *some of them*.

use leptos::html::Input;
use leptos::prelude::*;

/// The state of a check box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Checked {
    /// None is chosen.
    #[default]
    Off,
    /// Some are chosen.
    Mixed,
    /// All are chosen.
    On,
}

impl Checked {
    /// The state for `chosen` of `all`.
    #[must_use]
    pub const fn of(chosen: usize, all: usize) -> Self {
        if chosen == 0 {
            Self::Off
        } else if chosen < all {
            Self::Mixed
        } else {
            Self::On
        }
    }
}

impl From<bool> for Checked {
    fn from(on: bool) -> Self {
        if on { Self::On } else { Self::Off }
    }
}

/// A check box with its caption.
#[component]
pub fn Checkbox(
    /// The caption.
    #[prop(into)]
    label: Signal<String>,
    /// Its state.
    #[prop(into)]
    checked: Signal<Checked>,
    /// Called with the requested state; a mixed box requests on.
    #[prop(into)]
    on_toggle: Callback<bool>,
    /// Keeps the caption for assistive technology only.
    #[prop(optional)]
    hide_label: bool,
    /// Removes it from the tab order, for rows with keys of their own.
    #[prop(optional)]
    skip_tab: bool,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let toggle = move |_| {
        let now = checked.get_untracked();
        // The page owns the state; until it changes, the box shows the old one.
        if let Some(input) = input.get_untracked() {
            input.set_checked(now == Checked::On);
            input.set_indeterminate(now == Checked::Mixed);
        }
        on_toggle.run(now != Checked::On);
    };
    let mark = view! {
        <input
            type="checkbox"
            class="chk"
            node_ref=input
            tabindex=skip_tab.then_some("-1")
            prop:checked=move || checked.get() == Checked::On
            prop:indeterminate=move || checked.get() == Checked::Mixed
            aria-label=move || hide_label.then(|| label.get())
            on:change=toggle
        />
    };
    if hide_label {
        mark.into_any()
    } else {
        view! { <label class="check-line">{mark} <span>{label}</span></label> }.into_any()
    }
}
