//! Deletes everything that is stored in this browser.

use crate::browser::own_keys::OwnKeys;
use crate::browser::{linked_file, location, mirror};
use crate::storage::key_value::KeyValue;

/// The key that tells other windows not to write their data again.
pub(super) const ERASED: &str = "erased";

/// Deletes Mailroom's keys and databases, and reloads. Data of other programs is not touched.
pub(super) async fn erase_storage() {
    linked_file::forget().await;
    // Without a mirror there is none to delete.
    mirror::delete().await;
    let keys = OwnKeys::open();
    // Without keys there is nothing to delete; a key that cannot be deleted stays.
    let _ = keys.set(ERASED, "");
    for key in keys.keys().unwrap_or_default() {
        let _ = keys.remove(&key);
    }
    restart();
}

/// Opens the start page with a new program.
pub(super) fn restart() {
    location::replace_hash("/");
    location::reload();
}
