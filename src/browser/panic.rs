//! What happens when the program ends by a fault of its own.

use std::panic::PanicHookInfo;

use wasm_bindgen::JsValue;

/// The address of the page that offers the stored data without running the rest.
pub const RESCUE: &str = "#/rescue";

/// Makes a panic reload the page into [`RESCUE`]. The database may be borrowed at that
/// moment, so nothing of the app may run on.
pub fn install() {
    std::panic::set_hook(Box::new(reload));
}

fn reload(info: &PanicHookInfo<'_>) {
    let report = JsValue::from(info.to_string());
    web_sys::console::error_1(&report);
    let Some(window) = super::window() else { return };
    let location = window.location();
    // A fault of the rescue page itself must not reload without end.
    if location.hash().is_ok_and(|hash| hash == RESCUE) {
        return;
    }
    // The report goes with the entry of the history: it outlives the reload, and nothing is stored.
    let history = window.history();
    if history.and_then(|it| it.replace_state_with_url(&report, "", Some(RESCUE))).is_err() {
        let _ = location.set_hash(RESCUE);
    }
    // Where the browser refuses, the page stands still, which is all that is left.
    let _ = location.reload();
}

/// What the panic said that led to [`RESCUE`], in English; `None` where the page was opened otherwise.
#[must_use]
pub fn report() -> Option<String> {
    super::window()?.history().ok()?.state().ok()?.as_string()
}
