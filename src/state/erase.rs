//! Deleting everything that is kept in this browser.

use leptos::task::spawn_local;

use crate::browser::own_keys::OwnKeys;
use crate::browser::{linked_file, location, mirror};
use crate::state::app_state::AppState;
use crate::storage::key_value::KeyValue;

/// The key that tells other windows: what is there no longer must not be written again.
pub(super) const ERASED: &str = "erased";

impl AppState {
    /// Deletes all that Mailroom keeps in this browser, settings included, and starts anew.
    /// Nothing brings it back. What belongs to other programs is not touched.
    pub fn erase_everything(self) {
        self.freeze();
        spawn_local(async move {
            linked_file::forget().await;
            // Where there is no mirror there is none to delete.
            mirror::delete().await;
            let keys = OwnKeys::open();
            // Where there are no keys there is nothing to delete, and what can't be deleted stays.
            let _ = keys.set(ERASED, "");
            for key in keys.keys().unwrap_or_default() {
                let _ = keys.remove(&key);
            }
            start_anew();
        });
    }
}

/// Opens the page as on the first day.
pub(super) fn start_anew() {
    location::replace_hash("/");
    location::reload();
}
