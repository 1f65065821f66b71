//! Badges: a state in a word or two.

use crate::ui::parts::icon::{Icon, Symbol};
use leptos::prelude::*;

/// The meaning of a badge or banner, which decides its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neutral.
    #[default]
    Plain,
    /// Good, or done.
    Positive,
    /// Failed, or blocked.
    Negative,
    /// Needs attention.
    Warning,
    /// Informs.
    Information,
    /// Chosen by hand.
    ByHand,
    /// Belongs to the current record.
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
    /// Its meaning.
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
