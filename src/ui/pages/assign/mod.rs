//! *Contact Mailing Groups*: putting codes on contacts and taking them off.

use crate::domain::{CodeList, ContactId};
use leptos::prelude::*;

/// The dialog *Contact Mailing Groups* for one contact or many.
#[component]
pub fn AssignDialog(
    /// Which list's codes.
    list: CodeList,
    /// The contacts, as they are when the dialog opens.
    #[prop(into)]
    contacts: Signal<Vec<ContactId>>,
    /// Whether it is open; closing it sets this back.
    open: RwSignal<bool>,
) -> impl IntoView {
    let _ = (list, contacts, open);
}
