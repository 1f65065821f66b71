//! Local storage of the browser.

use mailroom::browser::local_storage::BrowserStorage;
use mailroom::storage::key_value::{KeyValue, StorageError};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn local_storage_keeps_texts_under_the_apps_prefix() {
    let storage = BrowserStorage::open().unwrap();
    storage.set("test", "å \u{1}\u{7fff}").unwrap();
    assert_eq!(storage.get("test").unwrap().as_deref(), Some("å \u{1}\u{7fff}"));
    assert!(storage.keys().unwrap().contains(&"test".to_owned()));
    let raw = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    assert!(raw.get_item("mailroom.test").unwrap().is_some());
    storage.remove("test").unwrap();
    assert_eq!(storage.get("test").unwrap(), None);
}

#[wasm_bindgen_test]
fn a_full_local_storage_says_so_and_keeps_the_former_text() {
    let storage = BrowserStorage::open().unwrap();
    storage.set("test", "small").unwrap();
    let outcome = storage.set("test", &"x".repeat(6_000_000));
    assert_eq!(outcome, Err(StorageError::Full));
    assert_eq!(storage.get("test").unwrap().as_deref(), Some("small"));
    storage.remove("test").unwrap();
}
