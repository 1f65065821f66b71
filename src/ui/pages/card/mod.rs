//! The card of one contact.

use leptos::prelude::*;

/// The card of the contact with this No.
#[component]
pub fn ContactCard(
    /// The contact's No.
    number: String,
) -> impl IntoView {
    let _ = number;
}

/// A card for a contact that is not there yet; the address tells its kind and company.
#[component]
pub fn NewContactCard() -> impl IntoView {}
