//! A file that waits for the page that opens it.

use leptos::prelude::*;

use crate::browser::files::ChosenFile;
use crate::state::route::Route;

/// A file that was dropped, or chosen on another page, with the page that opens it. Copies share it.
#[derive(Clone, Copy)]
pub struct PendingFile(RwSignal<Option<(Route, ChosenFile)>, LocalStorage>);

impl Default for PendingFile {
    fn default() -> Self {
        Self(RwSignal::new_local(None))
    }
}

impl PendingFile {
    /// Offers a file to a page.
    pub fn offer(self, page: Route, file: ChosenFile) {
        self.0.set(Some((page, file)));
    }

    /// Takes the file for a page, if one waits; follows changes.
    pub fn take(self, page: &Route) -> Option<ChosenFile> {
        let is_for_it = self.0.with(|pending| pending.as_ref().is_some_and(|(route, _)| route == page));
        if !is_for_it {
            return None;
        }
        self.0.try_update_untracked(Option::take).flatten().map(|(_, file)| file)
    }
}
