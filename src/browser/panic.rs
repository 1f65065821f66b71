//! The panic hook.

use std::panic::PanicHookInfo;

use wasm_bindgen::JsValue;

/// The address of the page that offers the stored data without running the rest of the app.
pub const RESCUE: &str = "#/rescue";

/// Makes a panic reload the page into [`RESCUE`]. The database may be borrowed at that moment, so
/// nothing of the app may go on running.
pub fn install() {
    std::panic::set_hook(Box::new(reload));
}

fn reload(info: &PanicHookInfo<'_>) {
    let report = JsValue::from(info.to_string());
    web_sys::console::error_1(&report);
    let Some(window) = super::window() else { return };
    let location = window.location();
    // A panic of the rescue page itself must not reload for ever.
    if location.hash().is_ok_and(|hash| hash == RESCUE) {
        return;
    }
    // The report is kept in the entry of the browser's history: it survives the reload, and nothing is
    // stored.
    let history = window.history();
    if history.and_then(|it| it.replace_state_with_url(&report, "", Some(RESCUE))).is_err() {
        let _ = location.set_hash(RESCUE);
    }
    // Where the browser refuses, the page stops.
    let _ = location.reload();
}

/// The message of the panic that led to [`RESCUE`]; `None` where the page was opened otherwise.
#[must_use]
pub fn report() -> Option<String> {
    super::window()?.history().ok()?.state().ok()?.as_string()
}
