//! The panels of the card that open on demand.

use leptos::prelude::*;

use crate::domain::by_list::ByList;
use crate::domain::catalogue::CodeList;

/// The panels of the card and whether each is open.
#[derive(Clone, Copy)]
pub(super) struct OpenPanels {
    /// The dialogs of assigned codes, by list.
    pub(super) codes: ByList<RwSignal<bool>>,
    /// The dialog before deleting.
    pub(super) delete: RwSignal<bool>,
    /// The fact box, where there is no room for it beside the card.
    pub(super) facts: RwSignal<bool>,
}

impl OpenPanels {
    pub(super) fn codes(self, list: CodeList) -> RwSignal<bool> {
        *self.codes.of(list)
    }
}
