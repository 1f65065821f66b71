//! What happens when the program ends by a fault of its own.

use std::panic::PanicHookInfo;

/// The address of the page that offers the stored data without running the rest.
pub const RESCUE: &str = "#/rescue";

/// Makes a panic reload the page into [`RESCUE`]. The database may be borrowed at that
/// moment, so nothing of the app may run on.
pub fn install() {
    std::panic::set_hook(Box::new(reload));
}

fn reload(info: &PanicHookInfo<'_>) {
    web_sys::console::error_1(&info.to_string().into());
    let Some(location) = web_sys::window().map(|window| window.location()) else {
        return;
    };
    // A fault of the rescue page itself must not reload without end.
    if location.hash().is_ok_and(|hash| hash == RESCUE) {
        return;
    }
    // Where the browser refuses, the page stands still, which is all that is left.
    let _ = location.set_hash(RESCUE);
    let _ = location.reload();
}
