//! One browser that is led from state to state, each from the same stored data.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Mutex;

use mailroom_e2e::{Options, Page, Stored};
use serde_json::{Value, json};

use super::words::Words;
use crate::common::file;

/// How a person reaches a state: from the data and an address, by captions of the language in use.
pub struct Walk {
    options: Options,
    words: Words,
    width: u32,
    height: u32,
    /// Open from the first [`Walk::sample`], [`Walk::empty`] or [`Walk::damaged`] on.
    page: OnceCell<Page>,
    shown_width: Cell<u32>,
    /// Files handed in stay until the end.
    files: RefCell<Vec<tempfile::TempDir>>,
    is_cut_off: Cell<bool>,
}

impl Walk {
    /// On a screen of that size, in a language such as `fr-CH`.
    pub fn new(width: u32, height: u32, tag: &str) -> Walk {
        let (language, _) = tag.split_once('-').expect("a language and a country");
        Walk {
            options: Options::default().size(width, height).language(tag).still(),
            words: Words::of(language),
            width,
            height,
            page: OnceCell::new(),
            shown_width: Cell::new(width),
            files: RefCell::default(),
            is_cut_off: Cell::new(false),
        }
    }

    fn page(&self) -> &Page {
        self.page.get().expect("a walk begins with the data that is stored")
    }

    /// Whether it is a telephone.
    pub fn is_phone(&self) -> bool {
        self.width < 640
    }

    /// The text of a key; see [`Words::say`].
    pub fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// Begins at an address with the sample office.
    pub fn sample(&self, hash: &str) -> &Walk {
        self.begin(&self.office(), hash)
    }

    /// Begins at an address with nothing stored.
    pub fn empty(&self, hash: &str) -> &Walk {
        self.begin(&Stored::default(), hash)
    }

    /// Begins at an address with a sample office of which a part can't be read.
    pub fn damaged(&self, hash: &str) -> &Walk {
        let mut texts = self.office().texts();
        let longest = texts.values_mut().max_by_key(|text| text.len()).expect("an office is stored");
        let mut letters: Vec<char> = longest.chars().collect();
        let middle = letters.len() / 2;
        letters[middle] = if letters[middle] == 'x' { 'y' } else { 'x' };
        *longest = letters.into_iter().collect();
        self.begin(&Stored::new(&texts), hash)
    }

    /// The sample office, as it is stored in the language in use.
    fn office(&self) -> Stored {
        Stored::after("sample", &self.options, |page| {
            page.go("#/settings");
            page.role("button", &self.say("home.load_sample")).click();
            page.role("button", &self.say("home.remove_sample")).wait();
        })
    }

    /// In the page of the state before, where there was one: a page that is loaded again has its
    /// program compiled.
    fn begin(&self, stored: &Stored, hash: &str) -> &Walk {
        self.files.take();
        match self.page.get() {
            Some(page) => {
                if self.is_cut_off.get() {
                    self.network(false, 0);
                }
                page.open_again(stored, hash);
            }
            None => {
                let page = Page::open_stored(self.options.clone(), stored, hash);
                assert!(self.page.set(page).is_ok(), "there was no page");
            }
        }
        self.page().css("h1").wait();
        self
    }

    /// Uses the button, link, tab, entry or box with that caption; the first of several.
    pub fn click(&self, key: &str) -> &Walk {
        self.click_named(&self.say(key))
    }

    /// [`Walk::click`] by a caption that is no text of the app, such as a code.
    pub fn click_named(&self, name: &str) -> &Walk {
        const ROLES: [&str; 10] = [
            "button", "link", "tab", "menuitem", "option", "switch", "checkbox", "radio", "combobox",
            "textbox",
        ];
        let there = || ROLES.iter().find(|role| self.page().role(role, name).is_there());
        self.page().wait_until(&format!("something is called {name:?}"), || there().is_some());
        self.page().role(there().expect("it was there"), name).nth(0).click();
        self
    }

    /// Leaves no room for any change.
    pub fn fill_storage(&self) -> &Walk {
        self.page().fill_storage_for_good();
        self
    }

    /// What something is called on a desk and on a telephone.
    pub fn either<'k>(&self, desk: &'k str, phone: &'k str) -> &'k str {
        if self.is_phone() { phone } else { desk }
    }

    /// Clicks the first thing that a style sheet would select.
    pub fn click_css(&self, selector: &str) -> &Walk {
        self.page().css(selector).nth(0).click();
        self
    }

    /// Presses keys one after the other, such as `ArrowDown Enter`.
    pub fn press(&self, keys: &str) -> &Walk {
        for key in keys.split(' ') {
            self.page().press(key);
        }
        self
    }

    /// Types into what has the focus.
    pub fn type_text(&self, text: &str) -> &Walk {
        self.page().type_text(text);
        self
    }

    /// Replaces the text of the field with that caption.
    pub fn fill(&self, key: &str, text: &str) -> &Walk {
        self.page().field(&self.say(key)).nth(0).type_in(text);
        self
    }

    /// Chooses in the drop-down list with that caption.
    pub fn choose(&self, key: &str, option: &str) -> &Walk {
        self.page().field(&self.say(key)).choose(&self.say(option));
        self
    }

    /// Waits until the text with that key can be read.
    pub fn see(&self, key: &str) -> &Walk {
        self.page().text_visible(&self.say(key));
        self
    }

    /// Waits until a style sheet would select something.
    pub fn wait(&self, selector: &str) -> &Walk {
        let what = format!("{selector} is there");
        self.page().wait_until(&what, || self.page().css(selector).is_there());
        self
    }

    /// Hands a file in.
    pub fn upload(&self, name: &str, content: &str) -> &Walk {
        let (folder, path) = file(name, content.as_bytes());
        self.page().upload(path);
        self.files.borrow_mut().push(folder);
        self
    }

    /// Hands in what the page has just saved.
    pub fn upload_download(&self) -> &Walk {
        self.page().upload(self.page().download());
        self
    }

    /// Whatever is downloaded from now on takes for ever, or fails at once.
    pub fn cut_off(&self, is_offline: bool) -> &Walk {
        self.network(is_offline, 60_000)
    }

    fn network(&self, offline: bool, latency: u32) -> &Walk {
        let devtools = |command: &str, parameters| self.page().devtools(command, parameters);
        devtools("Network.enable", json!({}));
        // The app's own copies would answer.
        devtools("Network.setBypassServiceWorker", json!({ "bypass": latency > 0 }));
        devtools("Network.setCacheDisabled", json!({ "cacheDisabled": latency > 0 }));
        self.page().connect(offline, latency);
        self.is_cut_off.set(latency > 0);
        self
    }

    /// Runs a script in the page.
    pub fn run(&self, script: &str) -> &Walk {
        self.page().eval(script);
        self
    }

    /// What is wrong with the state in which the page is, one sentence a fault: in light and dark,
    /// and in the words of every language.
    pub fn look(&self, name: &str) -> Vec<String> {
        self.rest();
        self.picture(name, "light");
        let mut faults = self.faults();
        faults.extend(
            self.page().accessibility_faults(&json!({ "rules": { "target-size": { "enabled": true } } })),
        );
        show(self.page(), "dark");
        self.draw();
        self.picture(name, "dark");
        // In the dark, only colours are others.
        faults.extend(self.page().accessibility_faults(&json!({ "runOnly": "color-contrast" })));
        show(self.page(), "light");
        if !self.is_phone() {
            // A smaller screen, or a window beside another.
            self.resize(1024);
            self.draw();
            self.picture(name, "light");
            faults.extend(self.faults().into_iter().map(|fault| format!("{fault}, at 1024")));
            self.resize(self.width);
        }
        let errors = self.page().console_errors();
        // What can't be downloaded stands in the console as well.
        faults.extend(errors.into_iter().filter(|_| !self.is_cut_off.get()));
        faults
    }

    fn resize(&self, width: u32) {
        let size = json!({ "width": width, "height": self.height, "deviceScaleFactor": 1, "mobile": false });
        self.page().devtools("Emulation.setDeviceMetricsOverride", size);
        self.shown_width.set(width);
    }

    /// Addresses within the app that this state offers as links, no state before has offered, and
    /// that lead nowhere.
    pub fn dead_links(&self) -> Vec<String> {
        static SEEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
        let found = self.page().eval(
            "return [...document.querySelectorAll('a[href^=\"#/\"]')].map(link => link.getAttribute('href'))",
        );
        let mut links = texts(&found);
        // One of many contacts and of many filtered lists stands for the others.
        links.retain(|link| !link.contains("/CT") && !link.contains("company_name="));
        // No two languages have the same codes in the sample.
        links.retain(|link| SEEN.lock().unwrap().insert(format!("{} {link}", self.say("sample.group_1"))));
        if links.is_empty() {
            return links;
        }
        self.sample("#/");
        links.retain(|link| {
            self.page().go(link);
            self.page().css("h1").nth(0).wait();
            self.page().shows(&self.say("settings.unknown_page"))
        });
        links
    }

    /// Until what follows a moment later, such as the facts about a row, is there and drawn: nothing
    /// has changed for a while.
    fn rest(&self) {
        self.page().eval(
            "return new Promise(done => {
                 let timer;
                 const end = () => { observer.disconnect(); clearTimeout(timer); clearTimeout(last); done(0); };
                 const begin = () => { clearTimeout(timer); timer = setTimeout(end, 120); };
                 const observer = new MutationObserver(begin);
                 observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
                 // Something may change for ever.
                 const last = setTimeout(end, 2000);
                 begin();
             })",
        );
        self.draw();
    }

    /// Until the page is drawn anew.
    fn draw(&self) {
        self.page().eval(
            "return new Promise(done =>
                requestAnimationFrame(() => requestAnimationFrame(() => done(0))))",
        );
    }

    /// What is cut off, overlaps or is too small to press, in every language.
    fn faults(&self) -> Vec<String> {
        let target = if self.is_phone() { 44 } else { 24 };
        let is_smaller = self.shown_width.get() < self.width;
        let (faults, translated) = (script("faults.js"), script("translated.js"));
        let translations = json!(self.words.translations());
        texts(&self.page().eval(&format!(
            "const faults = function () {{ {faults} }};
             return (async function () {{ {translated} }})(
                 () => faults({target}, {is_smaller}), {translations})"
        )))
    }

    /// Saves what is seen into the folder that `MAILROOM_PICTURES` names, for people to look at.
    fn picture(&self, name: &str, theme: &str) {
        if let Some(folder) = std::env::var_os("MAILROOM_PICTURES") {
            let language = self.page().eval("return document.documentElement.lang.slice(0, 2)");
            let language = language.as_str().unwrap_or_default();
            let name = name.replace([' ', ',', '/'], "-").replace("--", "-");
            let file = format!("{name}.{}.{language}.{theme}.png", self.shown_width.get());
            self.page().screenshot(PathBuf::from(folder).join(file));
        }
    }
}

/// A script that lies beside this file.
fn script(name: &str) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/app/states/");
    std::fs::read_to_string(format!("{folder}{name}")).expect("it lies there")
}

/// The person's wishes: light or dark, and no movement.
fn show(page: &Page, scheme: &str) {
    let features = json!([
        { "name": "prefers-color-scheme", "value": scheme },
        { "name": "prefers-reduced-motion", "value": "reduce" },
    ]);
    page.devtools("Emulation.setEmulatedMedia", json!({ "features": features }));
}

fn texts(values: &Value) -> Vec<String> {
    values.as_array().into_iter().flatten().filter_map(|it| it.as_str().map(str::to_owned)).collect()
}
