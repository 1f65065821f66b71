//! The state of the contact list while other pages are shown, so that returning restores it.

use leptos::prelude::*;

use crate::domain::identifiers::ContactId;
use crate::query::bitmap::Bitmap;
use crate::query::finder::Listing;
use crate::state::app_state::AppState;
use crate::state::contact_list::ListSettings;
use crate::state::route::{Address, Route};

/// The last state of the contact list, from context. Copies share it.
#[derive(Clone, Copy, Debug)]
pub struct ListMemory {
    /// The last address of the list.
    pub address: StoredValue<Address>,
    /// The contact whose row is current.
    pub current: RwSignal<Option<ContactId>>,
    /// The selected contacts, shown or not. Deleted contacts stay selected, as undo restores them.
    pub selected: RwSignal<Bitmap>,
    /// The scroll position, in CSS pixels.
    pub scrolled: StoredValue<f64>,
}

/// The position of a contact in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neighbours {
    /// Counted from 1.
    pub position: usize,
    /// The number of contacts in the list.
    pub total: usize,
    /// The contact before it.
    pub previous: Option<ContactId>,
    /// The contact after it.
    pub next: Option<ContactId>,
}

/// The last state of the contact list, from context.
#[must_use]
pub fn use_list_memory() -> ListMemory {
    expect_context::<ListMemory>()
}

impl Default for ListMemory {
    fn default() -> Self {
        Self {
            address: StoredValue::new(Route::Contacts.into()),
            current: RwSignal::new(None),
            selected: RwSignal::new(Bitmap::new()),
            scrolled: StoredValue::new(0.0),
        }
    }
}

impl ListMemory {
    /// The contacts that the list shows, in its order, untracked.
    #[must_use]
    pub fn listing(self, app: AppState) -> Listing {
        self.address.with_value(|address| {
            app.with_finder(|database, finder| {
                ListSettings::read(database, address).list(database, finder, app.alphabet())
            })
        })
    }

    /// The position of a contact in the list; `None` where the list does not show it.
    #[must_use]
    pub fn neighbours(self, app: AppState, contact: ContactId) -> Option<Neighbours> {
        let contacts = self.listing(app).contacts;
        let index = contacts.iter().position(|id| *id == contact)?;
        let at = |index: Option<usize>| contacts.get(index?).copied();
        Some(Neighbours {
            position: index + 1,
            total: contacts.len(),
            previous: at(index.checked_sub(1)),
            next: at(index.checked_add(1)),
        })
    }
}
