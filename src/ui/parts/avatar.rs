//! Initials in a coloured square or circle.

use crate::characters::upper;
use leptos::prelude::*;

/// The initials of a person or company, hidden from assistive technology, as the name is beside
/// them.
#[component]
pub fn Avatar(
    /// The name whose initials are shown.
    #[prop(into)]
    name: Signal<String>,
    /// Round, for a person.
    #[prop(optional, into)]
    person: Signal<bool>,
    /// 44 instead of 24 pixels.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let class = move || {
        let person = if person.get() { " p" } else { "" };
        let large = if large { " lg" } else { "" };
        format!("av{person}{large} c{}", name.with(|name| colour(name)))
    };
    view! {
        <span class=class aria-hidden="true">
            {move || name.with(|name| initials(name))}
        </span>
    }
}

fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let (first, last) = (words.next(), words.next_back());
    first.into_iter().chain(last).flat_map(upper).collect()
}

/// One of the eight colours, stable for a name.
fn colour(name: &str) -> usize {
    name.chars().fold(7, |sum, c| (sum * 31 + c as usize) % 1009) % 8 + 1
}
