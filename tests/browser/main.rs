//! What only a browser can answer, one file a subject. Everything else is tested natively,
//! beside the code.
#![cfg(target_arch = "wasm32")]
// Helpers stand beside the tests and say what they expect just as these do.
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
