//! A browser with the app open in it.

use std::cell::Cell;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use tempfile::TempDir;
use xtask::serve::Server;

use crate::driver::Driver;
use crate::keys;
use crate::locator::{Locator, Query};
use crate::options::Options;

/// The longest that anything is waited for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(40);

/// A new browser with nothing stored in it, and the app open.
pub struct Page {
    // Dropped in this order: the browser before the server and the folders that it uses.
    pub(crate) driver: Driver,
    address: String,
    _server: Option<Server>,
    _profile: TempDir,
    pub(crate) downloads: TempDir,
    pub(crate) downloads_taken: Cell<usize>,
}

impl Page {
    /// Opens the app from `dist/` at an address such as `#/contacts`, or `""`.
    pub fn open(hash: &str) -> Page {
        Page::open_with(Options::default(), hash)
    }

    /// Opens the app in a browser that is set up otherwise than the usual one.
    pub fn open_with(options: Options, hash: &str) -> Page {
        let dist = xtask::process::dist();
        let entry = dist.join(if options.single_file { "mailroom.html" } else { "index.html" });
        assert!(entry.is_file(), "{} is missing: cargo xtask dist", entry.display());
        let server = (!options.single_file).then(|| Server::start(&dist).expect("no server"));
        let address = match &server {
            Some(server) => server.address(),
            None => format!("file://{}", entry.display()),
        };
        let folder = || TempDir::with_prefix("mailroom-").expect("no temporary folder");
        let (profile, downloads) = (folder(), folder());
        let driver = Driver::start(options.capabilities(profile.path(), downloads.path()));
        let page = Page {
            driver,
            address,
            _server: server,
            _profile: profile,
            downloads,
            downloads_taken: Cell::new(0),
        };
        page.emulate(&options);
        page.go(hash);
        page
    }

    fn emulate(&self, options: &Options) {
        // A window can't be as narrow as a telephone; the page in it can.
        let size = json!({
            "width": options.width, "height": options.height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", size);
        let scheme = if options.dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", media);
    }

    /// Changes the address to that hash, loading the app where it is not loaded.
    pub fn go(&self, hash: &str) {
        let address = format!("{}{hash}", self.address);
        self.post("/url", json!({ "url": address }));
    }

    /// Loads the page again.
    pub fn reload(&self) {
        self.post("/refresh", json!({}));
    }

    /// The browser's Back button.
    pub fn back(&self) {
        self.post("/back", json!({}));
    }

    /// The browser's Forward button.
    pub fn forward(&self) {
        self.post("/forward", json!({}));
    }

    /// The part of the address from `#` on; empty where there is none.
    pub fn hash(&self) -> String {
        self.eval("return location.hash").as_str().unwrap_or_default().to_owned()
    }

    /// The thing with that role and exactly that name.
    pub fn role(&self, role: &str, name: &str) -> Locator<'_> {
        Locator::new(self, Query::role(role, name))
    }

    /// The thing with that role whose name holds the text, such as a row by one of its cells.
    pub fn role_with(&self, role: &str, text: &str) -> Locator<'_> {
        Locator::new(self, Query::role_with(role, text))
    }

    /// Everything with that role; for [`Locator::count`], [`Locator::nth`] and lookups in it.
    pub fn all(&self, role: &str) -> Locator<'_> {
        Locator::new(self, Query::all(role))
    }

    /// The field of any kind with that label.
    pub fn field(&self, name: &str) -> Locator<'_> {
        Locator::new(self, Query::field(name))
    }

    /// What a style sheet would select; for what has neither role nor name.
    pub fn css(&self, selector: &str) -> Locator<'_> {
        Locator::new(self, Query::css(selector))
    }

    /// Waits until the text can be read on the page, values of fields included.
    #[track_caller]
    pub fn text_visible(&self, text: &str) {
        self.wait_until(&format!("the text {text:?} is there"), || self.shows(text));
    }

    /// Waits until the text can no longer be read on the page.
    #[track_caller]
    pub fn text_gone(&self, text: &str) {
        self.wait_until(&format!("the text {text:?} is gone"), || !self.shows(text));
    }

    /// Whether the text can be read on the page at this moment.
    pub fn shows(&self, text: &str) -> bool {
        let squeezed = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.look(&[], "text").as_str().is_some_and(|all| all.contains(&squeezed))
    }

    /// All that can be read on the page, in one line.
    pub fn text(&self) -> String {
        self.look(&[], "text").as_str().unwrap_or_default().to_owned()
    }

    /// Presses a key or a combination: `Enter`, `Control+z`, `Shift+Tab`.
    pub fn press(&self, combination: &str) {
        self.post("/actions", keys::actions(combination));
    }

    /// Types text into what has the focus, key by key.
    pub fn type_text(&self, text: &str) {
        for character in text.chars() {
            let steps = [("keyDown", character), ("keyUp", character)];
            let steps = steps.map(|(kind, value)| json!({ "type": kind, "value": value }));
            let keyboard = json!({ "type": "key", "id": "keyboard", "actions": steps });
            self.post("/actions", json!({ "actions": [keyboard] }));
        }
    }

    /// Runs a script in the page; a promise that it returns is waited for.
    #[track_caller]
    pub fn eval(&self, script: &str) -> Value {
        let done = self.driver.post("/execute/sync", json!({ "script": script, "args": [] }));
        done.unwrap_or_else(|refused| panic!("{refused}\nin {script}"))
    }

    /// Writes a value into local storage, as an earlier visit would have left it.
    pub fn store(&self, key: &str, value: &str) {
        self.eval(&format!("localStorage.setItem({}, {})", json!(key), json!(value)));
    }

    /// Opens the app in another tab and goes there.
    pub fn open_tab(&self, hash: &str) {
        let tab = self.post("/window/new", json!({ "type": "tab" }));
        self.post("/window", json!({ "handle": tab["handle"] }));
        self.go(hash);
    }

    /// Goes to a tab; the first is 0.
    pub fn switch_tab(&self, number: usize) {
        let tabs = self.driver.get("/window/handles").expect("tabs");
        self.post("/window", json!({ "handle": tabs[number] }));
    }

    /// Saves a picture of the visible page.
    pub fn screenshot(&self, file: impl Into<PathBuf>) {
        let picture = self.driver.get("/screenshot").expect("a picture");
        let picture = STANDARD.decode(picture.as_str().unwrap_or_default()).expect("base64");
        let file = file.into();
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).expect("a folder for the picture");
        }
        std::fs::write(file, picture).expect("the picture is saved");
    }

    /// Fails where the browser's console holds an error since this was last asked.
    #[track_caller]
    pub fn no_console_errors(&self) {
        let errors = self.console_errors();
        assert!(errors.is_empty(), "errors in the console:\n{}", errors.join("\n"));
    }

    /// Errors in the browser's console since this was last asked.
    pub fn console_errors(&self) -> Vec<String> {
        let entries = self.post("/se/log", json!({ "type": "browser" }));
        let entries = entries.as_array().into_iter().flatten();
        entries
            .filter(|entry| entry["level"] == "SEVERE")
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Fails where axe-core finds a fault in the page as it is shown now.
    #[track_caller]
    pub fn no_accessibility_faults(&self) {
        let file = xtask::process::npm_folder().join("node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(file).expect("axe-core comes with cargo xtask dist");
        let faults = self.eval(&format!(
            "{axe}; return axe.run().then(found => found.violations.flatMap(fault =>
                fault.nodes.map(node => `${{fault.id}}: ${{node.html}}\\n${{node.failureSummary}}`)))"
        ));
        let faults: Vec<&str> = faults.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    }

    /// Waits until something holds; says what it was where it does not come.
    #[track_caller]
    pub fn wait_until(&self, what: &str, holds: impl Fn() -> bool) {
        let started = Instant::now();
        while !holds() {
            assert!(started.elapsed() < PATIENCE, "waited in vain until {what}\n{}", self.outline());
            thread::sleep(PAUSE);
        }
    }

    /// Sends a command of Chromium's DevTools protocol.
    #[track_caller]
    pub fn devtools(&self, command: &str, parameters: Value) -> Value {
        let done = self.driver.devtools(command, parameters);
        done.unwrap_or_else(|refused| panic!("{command}: {refused}"))
    }

    /// The visible things by role and name, for the message of a step that failed.
    pub fn outline(&self) -> String {
        let outline = self.look(&[], "outline");
        format!("At {}:\n{}", self.hash(), outline.as_str().unwrap_or_default())
    }

    /// Runs the helper in the page: `want` is "elements", "text" or "outline".
    pub(crate) fn look(&self, queries: &[Query], want: &str) -> Value {
        let queries: Vec<&Value> = queries.iter().map(|query| &query.0).collect();
        let call = json!({ "script": include_str!("look.js"), "args": [queries, want] });
        // While a page is being loaded there is nothing to be seen.
        self.driver.post("/execute/sync", call).unwrap_or_default()
    }

    #[track_caller]
    pub(crate) fn post(&self, command: &str, body: Value) -> Value {
        let done = self.driver.post(command, body);
        done.unwrap_or_else(|refused| panic!("{command}: {refused}"))
    }

    /// A short rest between two looks at the page.
    pub(crate) fn rest() {
        thread::sleep(PAUSE);
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if thread::panicking()
            && let Ok(picture) = self.driver.get("/screenshot")
            && let Ok(picture) = STANDARD.decode(picture.as_str().unwrap_or_default())
        {
            let test = thread::current().name().unwrap_or("test").replace("::", "-");
            let folder = xtask::process::target().join("e2e");
            let file = folder.join(format!("{test}.png"));
            let saved = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&file, picture));
            if saved.is_ok() {
                println!("picture: {}", file.display());
            }
        }
    }
}
