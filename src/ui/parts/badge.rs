//! A state in words.

use crate::ui::parts::icon::{Icon, Symbol};
use leptos::prelude::*;

/// What a badge or banner means; its colour follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Plain,
    /// Good, or done.
    Positive,
    /// Failed, or blocked.
    Negative,
    /// Wants attention.
    Warning,
    /// Tells something.
    Information,
    /// Was chosen by hand.
    ByHand,
    /// Belongs to what one works on.
    Accent,
}

impl Tone {
    /// The class that gives the colour.
    pub(super) const fn as_class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Positive => "pos",
            Self::Negative => "neg",
            Self::Warning => "warn",
            Self::Information => "info",
            Self::ByHand => "hand",
            Self::Accent => "acc",
        }
    }
}

/// A badge.
#[component]
pub fn Badge(
    /// The state in a word or two.
    #[prop(into)]
    text: Signal<String>,
    /// What it means.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// The icon before the text.
    #[prop(optional)]
    icon: Option<Icon>,
) -> impl IntoView {
    view! {
        <span class=move || format!("badge {}", tone.get().as_class())>
            {icon.map(|icon| view! { <Symbol icon /> })} {text}
        </span>
    }
}
