//! What only a browser can answer, one file a subject. Everything else is tested natively,
//! beside the code.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

mod formats;
