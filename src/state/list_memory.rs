//! How the list of contacts was left: coming back to it finds everything as it was.

use leptos::prelude::*;

use crate::domain::identifiers::ContactId;
use crate::query::bitmap::Bitmap;
use crate::state::app_state::AppState;
use crate::state::contact_list::{ListSettings, Listing};
use crate::state::route::{Address, Route};

/// The list of contacts as it was left, from context. Copies are the same memory.
#[derive(Clone, Copy, Debug)]
pub struct ListMemory {
    /// The address that the list had last.
    pub address: StoredValue<Address>,
    /// The contact whose row is current.
    pub current: RwSignal<Option<ContactId>>,
    /// The selected contacts, shown or not. Those that were deleted stay: undo brings them back.
    pub selected: RwSignal<Bitmap>,
    /// How far the list was scrolled down, in CSS pixels.
    pub scrolled: StoredValue<f64>,
}

/// Where a contact stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neighbours {
    /// Its place, counted from 1.
    pub place: usize,
    /// How many contacts the list has.
    pub total: usize,
    /// The contact before it.
    pub previous: Option<ContactId>,
    /// The contact after it.
    pub next: Option<ContactId>,
}

/// How the list of contacts was left.
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
    /// The contacts that the list shows, in its order; follows nothing.
    #[must_use]
    pub fn listing(self, app: AppState) -> Listing {
        self.address.with_value(|address| {
            app.with(|database, index| {
                ListSettings::read(database, address).list(database, index, app.alphabet())
            })
        })
    }

    /// Where a contact stands in the list; `None` where the list doesn't show it.
    #[must_use]
    pub fn neighbours(self, app: AppState, contact: ContactId) -> Option<Neighbours> {
        let contacts = self.listing(app).contacts;
        let index = contacts.iter().position(|id| *id == contact)?;
        let at = |index: Option<usize>| contacts.get(index?).copied();
        Some(Neighbours {
            place: index + 1,
            total: contacts.len(),
            previous: at(index.checked_sub(1)),
            next: at(index.checked_add(1)),
        })
    }
}
