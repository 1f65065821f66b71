//! Tests that need a browser, one file a subject. All other tests run natively, beside the code.
#![cfg(target_arch = "wasm32")]
// Helpers fail like tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

mod dialogs;
mod fields;
mod formats;
mod long_list;
mod page;
mod sorting;
mod storage;
