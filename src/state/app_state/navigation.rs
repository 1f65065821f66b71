//! Which page is shown: the address bar is part of the state.

use leptos::prelude::*;

use crate::browser::{document, location};
use crate::domain::identifiers::ContactId;
use crate::state::app_state::AppState;
use crate::state::route::{Address, Route};

impl AppState {
    /// The address of the page shown.
    #[must_use]
    pub fn address(self) -> ReadSignal<Address> {
        self.address.read_only()
    }

    /// Goes to a page, as a new step of the browser's history.
    pub fn go(self, address: impl Into<Address>) {
        let address = address.into();
        if self.address.with_untracked(|present| *present != address) {
            location::push_hash(&address.hash());
            self.address.set(address);
        }
    }

    /// Goes to the card of a contact, if it exists.
    pub fn go_to_contact(self, contact: ContactId) {
        let number = self.with(|database, _| Some(database.contact(contact)?.number.clone()));
        if let Some(number) = number {
            self.go(Route::Contact(number));
        }
    }

    /// Replaces the address (filters, sorting) without a step of the browser's history.
    pub fn replace_address(self, address: Address) {
        if self.address.with_untracked(|present| *present != address) {
            location::replace_hash(&address.hash());
            self.address.set(address);
        }
    }

    /// Writes the new No. of the shown record into the address and the page's title, without a step
    /// of the browser's history.
    ///
    /// **The address signal does not notify,** so the page stays mounted, with its focus and drafts.
    pub fn replace_route(self, route: Route) {
        let (Route::Contact(number) | Route::Segment(number)) = &route else { return };
        let mut address = self.address.write_untracked();
        if std::mem::discriminant(&address.route) != std::mem::discriminant(&route) {
            // The page is being left.
            return;
        }
        document::set_title(&format!("{number} · {}", self.texts().common.product));
        if address.route != route {
            address.route = route;
            location::replace_hash(&address.hash());
        }
    }
}
