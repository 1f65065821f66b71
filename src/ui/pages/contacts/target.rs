//! The contacts that an open dialog is about.

use leptos::prelude::*;

use crate::domain::by_list::ByList;
use crate::domain::catalogue::CodeList;
use crate::domain::identifiers::ContactId;

/// The dialogs of the page and the contacts they are about. Copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Target {
    /// The contacts, as they were chosen when the dialog was opened.
    pub(super) contacts: RwSignal<Vec<ContactId>>,
    /// Whether the dialog *Add to segment* is open.
    pub(super) segment: RwSignal<bool>,
    assigning: ByList<RwSignal<bool>>,
}

impl Target {
    pub(super) fn new() -> Self {
        Self {
            contacts: RwSignal::new(Vec::new()),
            segment: RwSignal::new(false),
            assigning: ByList::from_fn(|_| RwSignal::new(false)),
        }
    }

    /// Whether the dialog that assigns this list's codes is open.
    pub(super) fn assigning(self, list: CodeList) -> RwSignal<bool> {
        *self.assigning.of(list)
    }

    /// Opens the dialog that assigns a list's codes to contacts.
    pub(super) fn assign(self, list: CodeList, contacts: Vec<ContactId>) {
        self.contacts.set(contacts);
        self.assigning(list).set(true);
    }

    /// Opens the dialog that adds contacts to a segment.
    pub(super) fn add_to_segment(self, contacts: Vec<ContactId>) {
        self.contacts.set(contacts);
        self.segment.set(true);
    }
}
