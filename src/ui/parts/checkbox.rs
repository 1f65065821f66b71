//! Check boxes, also for several things of which some are chosen.

use leptos::html::Input;
use leptos::prelude::*;

/// What a check box shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Checked {
    /// None is chosen.
    #[default]
    Off,
    /// Some are.
    Mixed,
    /// All are.
    On,
}

impl Checked {
    /// What `chosen` of `all` show.
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
    /// What it shows.
    #[prop(into)]
    checked: Signal<Checked>,
    /// Called with what it is to become; from mixed it becomes on.
    #[prop(into)]
    on_toggle: Callback<bool>,
    /// Keeps the caption for assistive technology only.
    #[prop(optional)]
    hide_label: bool,
    /// Takes it out of the tab order, where the row around it has keys of its own.
    #[prop(optional)]
    skip_tab: bool,
) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    let toggle = move |_| {
        let now = checked.get_untracked();
        // The page decides; until it does, the box shows what holds.
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
