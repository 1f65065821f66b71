//! A browser with the app open in it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use xtask::serve::Server;

use crate::browser::Browser;
use crate::driver::Driver;
use crate::folder::Folder;
use crate::keys;
use crate::locator::{Locator, Query};
use crate::options::Options;

/// The longest that anything is waited for: a browser on a busy machine takes its time.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// Commands of DevTools by which a page is set up anyway.
const EMULATED: [&str; 2] = ["Emulation.setDeviceMetricsOverride", "Emulation.setEmulatedMedia"];
const PAUSE: Duration = Duration::from_millis(40);

/// A window of a browser with the app open in it, and nothing stored before.
pub struct Page {
    options: Options,
    pub(crate) address: String,
    server: RefCell<Option<Server>>,
    /// `None` only while this is dropped.
    browser: Option<Browser>,
    pub(crate) downloads_taken: Cell<usize>,
    /// Whether DevTools were told something that outlives a page and that [`Page::emulate`] does not
    /// undo.
    is_altered: Cell<bool>,
    /// See `console.rs`.
    pub(crate) noted_errors: RefCell<Vec<String>>,
}

impl Page {
    /// Opens the app from `dist/` at an address such as `#/contacts`, or `""`.
    pub fn open(hash: &str) -> Page {
        Page::open_with(Options::default(), hash)
    }

    /// Opens the app in a browser that is set up otherwise than the usual one.
    pub fn open_with(options: Options, hash: &str) -> Page {
        let page = Page::blank(options);
        page.go(hash);
        page
    }

    /// An empty window, and the server that the app will come from.
    pub(crate) fn blank(options: Options) -> Page {
        let dist = options.dist.clone().unwrap_or_else(xtask::process::dist);
        let entry = dist.join(if options.single_file { "mailroom.html" } else { "index.html" });
        assert!(entry.is_file(), "{} is missing: cargo xtask dist", entry.display());
        let server = (!options.single_file).then(|| server(&dist));
        let address = match &server {
            Some(server) => server.address(),
            None => format!("file://{}", entry.display()),
        };
        let page = Page {
            browser: Some(Browser::take(&options)),
            options: options.clone(),
            address,
            server: RefCell::new(server),
            downloads_taken: Cell::new(0),
            is_altered: Cell::new(false),
            noted_errors: RefCell::default(),
        };
        page.emulate(&options);
        page.console_errors();
        page
    }

    fn browser(&self) -> &Browser {
        self.browser.as_ref().expect("it is there until the page is dropped")
    }

    pub(crate) fn driver(&self) -> &Driver {
        &self.browser().driver
    }

    pub(crate) fn folder(&self) -> &Folder {
        &self.browser().folder
    }

    /// Kills the browser as a power cut would, starts it again with what is on the disk, and opens
    /// the app. Needs [`Options::keep_profile`].
    pub fn kill_and_open(&mut self, hash: &str) {
        assert!(self.options.keeps_profile, "nothing would be there again");
        self.browser.as_mut().expect("it is there until the page is dropped").kill_and_start(&self.options);
        self.noted_errors.take();
        self.emulate(&self.options.clone());
        self.go(hash);
    }

    /// Ends the web server that the page came from.
    pub fn end_server(&self) {
        self.server.replace(None);
    }

    fn emulate(&self, options: &Options) {
        if !options.engine.has_devtools() {
            return self.fit_window(options.width, options.height);
        }
        // A window can't be as narrow as a telephone; the page in it can.
        let size = json!({
            "width": options.width, "height": options.height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", size);
        let scheme = if options.dark { "dark" } else { "light" };
        let forced = if options.forced_colours { "active" } else { "none" };
        let motion = if options.still { "reduce" } else { "no-preference" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "forced-colors", "value": forced },
            { "name": "prefers-reduced-motion", "value": motion },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": "", "features": features }));
    }

    /// Makes the window so large that the page in it has that size.
    fn fit_window(&self, width: u32, height: u32) {
        self.wait_until(&format!("the page is {width} × {height}"), || {
            let seen = self.eval("return [innerWidth, innerHeight, outerWidth, outerHeight]");
            let [inner_width, inner_height, outer_width, outer_height] =
                [0, 1, 2, 3].map(|at: usize| seen[at].as_u64().unwrap_or_default());
            let (width, height) = (u64::from(width), u64::from(height));
            let frame = [outer_width.saturating_sub(inner_width), outer_height.saturating_sub(inner_height)];
            let rest = json!({ "width": width + frame[0], "height": height + frame[1] });
            (inner_width, inner_height) == (width, height) || {
                self.post("/window/rect", rest);
                false
            }
        });
    }

    /// Changes the address to that hash, loading the app where it is not loaded.
    #[track_caller]
    pub fn go(&self, hash: &str) {
        let address = json!({ "url": format!("{}{hash}", self.address) });
        self.keep_noted_errors();
        let started = Instant::now();
        // WebKit refuses, without a reason, while it is still busy with a step of its history.
        while let Err(refused) = self.driver().post("/url", address.clone()) {
            assert!(started.elapsed() < PATIENCE, "{address}: {refused}");
            Page::rest();
        }
        self.settle();
    }

    /// Loads the page again.
    pub fn reload(&self) {
        let before = self.stored();
        self.keep_noted_errors();
        self.post("/refresh", json!({}));
        self.settle();
        self.mend_storage(&before);
    }

    /// Waits until the app has seen where it is: it starts after the page counts as loaded, and is
    /// told of a new hash by an event of its own.
    #[track_caller]
    pub(crate) fn settle(&self) {
        self.note_errors();
        let seen = "return new Promise(done => setTimeout(() => done(!!document.querySelector('main'))))";
        self.wait_until("the app has started", || {
            let answer = self.driver().post("/execute/sync", json!({ "script": seen, "args": [] }));
            answer.is_ok_and(|has_started| has_started == true)
        });
    }

    /// The browser's Back button.
    pub fn back(&self) {
        self.post("/back", json!({}));
        self.settle();
    }

    /// The browser's Forward button.
    pub fn forward(&self) {
        self.post("/forward", json!({}));
        self.settle();
    }

    /// The part of the address from `#` on; empty where there is none.
    pub fn hash(&self) -> String {
        self.eval("return location.hash").as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the address holds that hash.
    #[track_caller]
    pub fn wait_hash(&self, hash: &str) {
        self.wait_until(&format!("the address is {hash:?}, not {:?}", self.hash()), || self.hash() == hash);
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
        self.wait_frame();
        self.post("/actions", keys::actions(combination));
    }

    /// Lets the page draw once: a person sees what opened before the first key goes to it. A window
    /// that is hidden draws nothing.
    fn wait_frame(&self) {
        let drawn = "return new Promise(done => { requestAnimationFrame(done); setTimeout(done, 200) })";
        let _ = self.driver().post("/execute/sync", json!({ "script": drawn, "args": [] }));
    }

    /// Types text into what has the focus, key by key.
    pub fn type_text(&self, text: &str) {
        self.wait_frame();
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
        let done = self.driver().post("/execute/sync", json!({ "script": script, "args": [] }));
        done.unwrap_or_else(|refused| panic!("{refused}\nin {script}"))
    }

    /// Opens the app in another tab and goes there.
    pub fn open_tab(&self, hash: &str) {
        let before = self.stored();
        let tab = self.post("/window/new", json!({ "type": "tab" }));
        self.post("/window", json!({ "handle": tab["handle"] }));
        self.go(hash);
        self.mend_storage(&before);
    }

    /// Goes to a tab; the first is 0.
    pub fn switch_tab(&self, number: usize) {
        let tabs = self.driver().get("/window/handles").expect("tabs");
        self.post("/window", json!({ "handle": tabs[number] }));
    }

    /// Saves a picture of the visible page.
    pub fn screenshot(&self, file: impl Into<PathBuf>) {
        let picture = self.driver().get("/screenshot").expect("a picture");
        let picture = STANDARD.decode(picture.as_str().unwrap_or_default()).expect("base64");
        let file = file.into();
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).expect("a folder for the picture");
        }
        std::fs::write(file, picture).expect("the picture is saved");
    }

    /// Saves the page as it is printed on A4, as a PDF.
    pub fn print(&self, file: impl Into<PathBuf>) {
        let paper = json!({ "paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": true });
        let printed = self.devtools("Page.printToPDF", paper);
        let printed = STANDARD.decode(printed["data"].as_str().unwrap_or_default()).expect("base64");
        std::fs::write(file.into(), printed).expect("the PDF is saved");
    }

    /// Fails where axe-core finds a fault in the page as it is shown now.
    #[track_caller]
    pub fn no_accessibility_faults(&self) {
        let faults = self.accessibility_faults(&json!({}));
        assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    }

    /// The faults that axe-core finds with options of its `run`, such as rules to be added.
    #[track_caller]
    pub fn accessibility_faults(&self, options: &Value) -> Vec<String> {
        // Half a megabyte: a page is given it once.
        if self.eval("return 'axe' in window") != true {
            let file = xtask::process::npm_folder().join("node_modules/axe-core/axe.min.js");
            self.eval(&std::fs::read_to_string(file).expect("axe-core comes with cargo xtask dist"));
        }
        let faults = self.eval(&format!(
            "return axe.run({{ resultTypes: ['violations'], ...{options} }}).then(found => found.violations.flatMap(fault =>
                fault.nodes.map(node => `${{fault.id}}: ${{node.html}}\\n${{node.failureSummary}}`)))"
        ));
        faults.as_array().into_iter().flatten().filter_map(|it| it.as_str().map(str::to_owned)).collect()
    }

    /// Waits until something holds; says what it was where it does not come.
    #[track_caller]
    pub fn wait_until(&self, what: &str, holds: impl Fn() -> bool) {
        let started = Instant::now();
        while !holds() {
            if started.elapsed() >= PATIENCE {
                let errors = self.console_errors().join("\n");
                let text = self.text();
                panic!("waited in vain until {what}\n{}\n{text}\nconsole: {errors}", self.outline());
            }
            thread::sleep(PAUSE);
        }
    }

    /// Sends a command of Chromium's DevTools protocol; the other engines have none.
    #[track_caller]
    pub fn devtools(&self, command: &str, parameters: Value) -> Value {
        if !EMULATED.contains(&command) {
            self.is_altered.set(true);
        }
        let done = self.driver().devtools(command, parameters);
        done.unwrap_or_else(|refused| panic!("{command}: {refused}"))
    }

    /// Cuts the page off from its server, or connects it again. Only Chromium can.
    #[track_caller]
    pub fn cut_off(&self, is_cut_off: bool) {
        self.connect(is_cut_off, 0);
    }

    /// Makes each answer of the server take so many milliseconds. Only Chromium can.
    #[track_caller]
    pub fn slow_down(&self, latency: u32) {
        self.connect(false, latency);
    }

    /// How the page reaches its server. Only Chromium can.
    #[track_caller]
    pub fn connect(&self, offline: bool, latency: u32) {
        let connection = json!({
            "offline": offline, "latency": latency, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.devtools("Network.enable", json!({}));
        self.devtools("Network.emulateNetworkConditions", connection);
    }

    /// What has the keyboard's focus, as markup, for the message of a step that failed.
    pub fn focused(&self) -> String {
        let focused = self.eval("return document.activeElement.cloneNode().outerHTML");
        focused.as_str().unwrap_or_default().to_owned()
    }

    /// The visible things by role and name and what is stored, for the message of a step that
    /// failed.
    pub fn outline(&self) -> String {
        let outline = self.look(&[], "outline");
        outline.as_str().unwrap_or_default().to_owned()
    }

    /// Runs the helper in the page: `want` is "elements", "text" or "outline".
    pub(crate) fn look(&self, queries: &[Query], want: &str) -> Value {
        let queries: Vec<&Value> = queries.iter().map(|query| &query.0).collect();
        let call = json!({ "script": include_str!("look.js"), "args": [queries, want] });
        // While a page is being loaded there is nothing to be seen.
        self.driver().post("/execute/sync", call).unwrap_or_default()
    }

    #[track_caller]
    pub(crate) fn post(&self, command: &str, body: Value) -> Value {
        let done = self.driver().post(command, body);
        done.unwrap_or_else(|refused| panic!("{command}: {refused}"))
    }

    /// A short rest between two looks at the page.
    pub(crate) fn rest() {
        thread::sleep(PAUSE);
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let Some(browser) = self.browser.take() else {
            return;
        };
        if !thread::panicking() {
            return browser.give_back(self.is_altered.get());
        }
        // Whatever state the test has left the browser in, no other test gets it.
        if let Ok(picture) = browser.driver.get("/screenshot")
            && let Ok(picture) = STANDARD.decode(picture.as_str().unwrap_or_default())
        {
            let folder = xtask::process::target().join("e2e");
            let file = folder.join(format!("{}.png", crate::harness::current().replace("::", "-")));
            let saved = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&file, picture));
            if saved.is_ok() {
                println!("picture: {}", file.display());
            }
        }
    }
}

/// A server at a port that no page has had before: a browser that is used again still has what was
/// stored for the pages of other ports.
fn server(folder: &Path) -> Server {
    static PORTS: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    loop {
        let server = Server::start(folder).expect("no server");
        if PORTS.lock().expect("no thread panics with it").insert(server.port()) {
            return server;
        }
    }
}
