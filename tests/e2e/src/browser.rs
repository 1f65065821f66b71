//! Browsers, and those that a test has left to the next one.
//!
//! Starting a browser takes longer than most tests. Each page has a server at a port of its own,
//! hence an origin of its own, so what is stored in a browser by one page is not seen by another.

use std::sync::Mutex;

use serde_json::json;

use crate::driver::{Driver, Refused};
use crate::engine::Engine;
use crate::folder::Folder;
use crate::options::Options;

/// The most browsers that wait for a test, in all languages and engines.
const MOST: usize = 8;

/// Browsers that wait for a test, the latest last; `None` where browsers are not kept.
static WAITING: Mutex<Option<Vec<Browser>>> = Mutex::new(None);

/// A browser and the folder that it writes to.
pub(crate) struct Browser {
    // Dropped before the folder.
    pub(crate) driver: Driver,
    pub(crate) folder: Folder,
    kind: Option<Kind>,
}

/// What can't be changed in a running browser.
#[derive(PartialEq)]
struct Kind {
    engine: Engine,
    language: String,
    /// Chromium pretends it for each page.
    is_dark: bool,
}

impl Kind {
    /// `None` where the browser is of no use to another page: those from files share one origin.
    fn of(options: &Options) -> Option<Kind> {
        if options.single_file || options.keeps_profile || !options.arguments.is_empty() {
            return None;
        }
        let is_dark = options.dark && !options.engine.has_devtools();
        Some(Kind { engine: options.engine, language: options.language.clone(), is_dark })
    }
}

/// Keeps browsers from now on.
pub(crate) fn keep() {
    waiting(|waiting| _ = waiting.get_or_insert_default());
}

/// Ends the browsers that wait, and keeps none any more.
pub(crate) fn end() {
    drop(waiting(Option::take));
}

fn waiting<T>(work: impl FnOnce(&mut Option<Vec<Browser>>) -> T) -> T {
    work(&mut WAITING.lock().expect("no thread panics with it"))
}

impl Browser {
    /// A browser that is set up like that, with one empty window.
    pub(crate) fn take(options: &Options) -> Browser {
        let kind = Kind::of(options);
        let kept = kind.as_ref().and_then(|kind| {
            waiting(|waiting| {
                let waiting = waiting.as_mut()?;
                let place = waiting.iter().rposition(|browser| browser.kind.as_ref() == Some(kind))?;
                Some(waiting.remove(place))
            })
        });
        kept.unwrap_or_else(|| {
            let folder = Folder::new();
            Browser { driver: Driver::start(options, &folder), folder, kind }
        })
    }

    /// Leaves the browser to another page, or ends it. `is_altered` where the window is set up in a
    /// way that the next page does not undo.
    pub(crate) fn give_back(self, is_altered: bool) {
        if self.kind.is_none() || waiting(|waiting| waiting.is_none()) {
            return;
        }
        if !self.tidy(is_altered).is_ok_and(|is_tidy| is_tidy) {
            return;
        }
        // The one that goes ends after the others can be taken again.
        let _one_too_many = waiting(|waiting| {
            let waiting = waiting.as_mut()?;
            waiting.push(self);
            (waiting.len() > MOST).then(|| waiting.remove(0))
        });
    }

    /// Leaves one window that is empty; whether that is all there is.
    fn tidy(&self, is_altered: bool) -> Result<bool, Refused> {
        let driver = &self.driver;
        let windows = driver.get("/window/handles")?;
        let windows = windows.as_array().map_or(&[][..], Vec::as_slice);
        if is_altered || windows.len() > 1 {
            let fresh = driver.post("/window/new", json!({ "type": "tab" }))?;
            for window in windows {
                driver.post("/window", json!({ "handle": window }))?;
                driver.delete("/window")?;
            }
            driver.post("/window", json!({ "handle": fresh["handle"] }))?;
        } else {
            // A window that is used again has the program compiled.
            driver.post("/url", json!({ "url": "about:blank" }))?;
        }
        if driver.engine().has_devtools() {
            driver.devtools("Browser.resetPermissions", json!({}))?;
        }
        let windows = driver.get("/window/handles")?;
        Ok(windows.as_array().map(Vec::len) == Some(1) && self.folder.clear().is_ok())
    }

    /// Kills the browser as a power cut would, and starts it again with what is on the disk.
    pub(crate) fn kill_and_start(&mut self, options: &Options) {
        self.driver.kill_browser();
        self.driver = Driver::start(options, &self.folder);
    }
}
