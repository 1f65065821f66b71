//! Where the page comes from and in which browser it runs, as far as that decides what holds.

use crate::browser::location;
use crate::browser::optional::get;

/// Whether the page opens without its server once it was there: it is a file, or its service
/// worker keeps it. Over plain http browsers allow none.
#[must_use]
pub fn works_offline() -> bool {
    let has_worker = || super::window().and_then(|window| get(&window.navigator(), "serviceWorker"));
    location::is_file() || has_worker().is_some()
}

/// Whether the page came over plain http from another machine: browsers keep from it what needs
/// a connection that nobody reads along.
#[must_use]
pub fn is_plain_http() -> bool {
    !location::is_file() && super::window().is_some_and(|window| !window.is_secure_context())
}

/// Whether each path that the page is opened from has a local storage of its own, as in Firefox.
#[must_use]
pub fn has_storage_by_path() -> bool {
    location::is_file() && agent().contains("Firefox/")
}

/// Whether the browser's engine is WebKit, as on every iPhone: it counts storage in its own way.
pub(super) fn is_webkit() -> bool {
    let agent = agent();
    agent.contains("AppleWebKit/") && !agent.contains("Chrome/")
}

fn agent() -> String {
    super::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default()
}
