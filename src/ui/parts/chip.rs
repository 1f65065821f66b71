//! Codes with the dot of their colour.

use crate::i18n::context::use_texts;
use crate::ui::parts::icon::{Icon, Symbol};
use leptos::prelude::*;

/// A code in a rounded outline. The dot's colour is never the only information.
#[component]
pub fn Chip(
    /// The code.
    #[prop(into)]
    text: Signal<String>,
    /// Which of the eight colours, from 1 on; 0 for no dot.
    #[prop(optional, into)]
    colour: Signal<usize>,
    /// What the code means, as a tooltip.
    #[prop(optional, into)]
    title: Option<String>,
    /// 28 instead of 22 pixels high.
    #[prop(optional)]
    large: bool,
    /// Adds a button that removes the code.
    #[prop(optional, into)]
    on_remove: Option<Callback<()>>,
) -> impl IntoView {
    let texts = use_texts();
    let class = move || {
        let large = if large { " lg" } else { "" };
        format!("chip{large} {}", colour_class(colour.get()))
    };
    view! {
        <span class=class title=title>
            {move || (colour.get() > 0).then(|| view! { <i></i> })} {text}
            {on_remove.map(|remove| {
                view! {
                    <button
                        type="button"
                        class="x"
                        aria-label=move || texts.parts.remove_named(text.get())
                        on:click=move |_| remove.run(())
                    >
                        <Symbol icon=Icon::Cross />
                    </button>
                }
            })}
        </span>
    }
}

/// A chip in place of those that have no room.
#[component]
pub fn ChipMore(
    /// How many chips are hidden.
    count: usize,
    /// Their texts, as a tooltip.
    #[prop(into)]
    title: String,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <span class="chip more" title=title>
            {format!("+{}", texts.number(count))}
        </span>
    }
}

/// The class of one of the eight colours.
#[must_use]
pub const fn colour_class(colour: usize) -> &'static str {
    match colour {
        1 => "c1",
        2 => "c2",
        3 => "c3",
        4 => "c4",
        5 => "c5",
        6 => "c6",
        7 => "c7",
        8 => "c8",
        _ => "",
    }
}
