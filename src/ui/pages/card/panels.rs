//! The panels of the card that open on demand.

use leptos::prelude::*;

use crate::domain::catalogue::CodeList;

/// The panels of the card and whether each is open.
#[derive(Clone, Copy)]
pub(super) struct OpenPanels {
    /// The dialogs of assigned codes, by list.
    pub(super) codes: [RwSignal<bool>; CodeList::ALL.len()],
    /// The dialog before deleting.
    pub(super) delete: RwSignal<bool>,
    /// The fact box, where there is no room for it beside the card.
    pub(super) facts: RwSignal<bool>,
}

impl OpenPanels {
    pub(super) fn codes(self, list: CodeList) -> RwSignal<bool> {
        self.codes.get(list.index()).copied().unwrap_or(self.delete)
    }
}
