//! The environment of the page: its origin and the browser's engine, which decide what the app can
//! promise.

use crate::browser::location;
use crate::browser::reflect::get;

/// Whether the page opens without its server after the first visit: it is a file, or has a service
/// worker. Browsers allow no service worker over plain http.
#[must_use]
pub fn works_offline() -> bool {
    let has_worker = || super::window().and_then(|window| get(&window.navigator(), "serviceWorker"));
    location::is_file() || has_worker().is_some()
}

/// Whether the page came over plain http from another machine, so that interfaces for secure contexts
/// are missing.
#[must_use]
pub fn is_plain_http() -> bool {
    !location::is_file() && super::window().is_some_and(|window| !window.is_secure_context())
}

/// Whether each path has a local storage of its own, as for files in Firefox.
#[must_use]
pub fn has_storage_by_path() -> bool {
    location::is_file() && agent().contains("Firefox/")
}

/// Whether the engine is WebKit, which counts storage in bytes.
pub(super) fn is_webkit() -> bool {
    let agent = agent();
    agent.contains("AppleWebKit/") && !agent.contains("Chrome/")
}

fn agent() -> String {
    super::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default()
}
