//! What the browser stores for the page: looked at, waited for, and filled up.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::engine::Engine;
use crate::options::Options;
use crate::page::Page;

/// A small file of `dist/` that runs nothing when it is opened, and has the app's origin.
const NO_APP: &str = "worker.js";

/// All that local storage holds.
#[derive(Clone)]
pub struct Stored(String);

impl Default for Stored {
    /// Nothing.
    fn default() -> Stored {
        Stored("{}".into())
    }
}

impl Stored {
    /// These keys and texts.
    pub fn new(texts: &BTreeMap<String, String>) -> Stored {
        Stored(json!(texts).to_string())
    }

    /// A script that puts all of it into local storage.
    fn fill(&self) -> String {
        format!("for (const [key, text] of Object.entries({})) localStorage.setItem(key, text)", self.0)
    }

    /// The texts by key.
    pub fn texts(&self) -> BTreeMap<String, String> {
        serde_json::from_str(&self.0).expect("texts by key")
    }

    /// What the app stores in such a browser by a piece of work, which is done in it once while the
    /// tests run. `name` is that of the work.
    pub fn after(name: &'static str, options: &Options, work: impl FnOnce(&Page)) -> Stored {
        type Known = BTreeMap<(&'static str, String), Arc<OnceLock<Stored>>>;
        static KNOWN: Mutex<Known> = Mutex::new(BTreeMap::new());
        let key = (name, format!("{} {}", options.engine, options.language));
        let known = Arc::clone(KNOWN.lock().expect("no thread panics with it").entry(key).or_default());
        let stored = known.get_or_init(|| {
            let usual = Options { engine: options.engine, ..Options::default() };
            let page = Page::open_with(usual.language(&options.language), "");
            work(&page);
            page.wait_stored();
            let stored = page.eval("return JSON.stringify(localStorage)");
            Stored(stored.as_str().expect("JSON").to_owned())
        });
        stored.clone()
    }
}

/// Takes what is left of local storage.
const FILL: &str = "
    let size = 1 << 20, number = 0;
    while (size >= 1) {
        try { localStorage.setItem('other' + number, 'x'.repeat(size)); number += 1; }
        catch { size = Math.floor(size / 2); }
    }";
/// The keys of the stored units, where each has its number and the mirror has the same.
const STORED: &str = "return new Promise(done => {
    const request = indexedDB.open('mailroom');
    // The app makes it, not this.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onerror = () => done(null);
    request.onsuccess = () => {
        const store = request.result.transaction('units').objectStore('units');
        const keys = store.getAllKeys(), texts = store.getAll();
        texts.onsuccess = () => {
            request.result.close();
            const mirror = new Map(keys.result.map((key, place) => [key, texts.result[place]]));
            const units = Object.keys(localStorage).sort()
                .filter(key => /^mailroom\\.(head|codes|contacts|segment|log|tab|done)/.test(key));
            const isStored = key => !key.startsWith('mailroom.tab/')
                && mirror.get(key.slice('mailroom.'.length)) === localStorage[key];
            done(units.every(isStored) ? units.join() : null);
        };
    };
})";

impl Page {
    /// Opens the app where an earlier visit has stored something.
    #[track_caller]
    pub fn open_stored(options: Options, stored: &Stored, hash: &str) -> Page {
        assert!(!options.single_file, "pages from files lose what is stored before they begin");
        let page = Page::blank(options);
        let fill = stored.fill();
        if page.driver().engine().has_devtools() {
            let script = page.before_scripts(&fill);
            page.go(hash);
            page.no_more_before_scripts(&script);
        } else {
            page.post("/url", json!({ "url": format!("{}{NO_APP}", page.address) }));
            page.eval(&fill);
            page.go(hash);
        }
        page
    }

    /// Opens the app in the same window as if only that had ever been stored (Chromium).
    #[track_caller]
    pub fn open_again(&self, stored: &Stored, hash: &str) {
        let script = self.before_scripts(&format!(
            "localStorage.clear(); sessionStorage.clear(); indexedDB.deleteDatabase('mailroom'); {}",
            stored.fill()
        ));
        // Without an event, so that the page before does nothing there.
        self.eval(&format!("history.replaceState(null, '', {})", json!(hash)));
        self.reload();
        self.no_more_before_scripts(&script);
    }

    /// Has a script run in each page before those of the page (Chromium); the name of that.
    #[track_caller]
    pub(crate) fn before_scripts(&self, script: &str) -> Value {
        let source = json!({ "source": format!("if (location.protocol !== 'about:') {{ {script} }}") });
        let added = self.driver().devtools("Page.addScriptToEvaluateOnNewDocument", source);
        added.unwrap_or_else(|refused| panic!("{refused}"))
    }

    /// Takes back [`Page::before_scripts`].
    #[track_caller]
    pub(crate) fn no_more_before_scripts(&self, script: &Value) {
        let removed = self.driver().devtools("Page.removeScriptToEvaluateOnNewDocument", script.clone());
        removed.unwrap_or_else(|refused| panic!("{refused}"));
    }

    /// Opens the app after a piece of work, which is done once for all tests in such a browser; see
    /// [`Stored::after`]. In a page from a file it is done anew.
    #[track_caller]
    pub fn open_after(name: &'static str, options: Options, work: impl FnOnce(&Page), hash: &str) -> Page {
        if options.single_file {
            let page = Page::open_with(options, "");
            work(&page);
            page.go(hash);
            return page;
        }
        let stored = Stored::after(name, &options, work);
        Page::open_stored(options, &stored, hash)
    }

    /// Writes a value into local storage, as an earlier visit would have left it.
    pub fn store(&self, key: &str, value: &str) {
        self.eval(&format!("localStorage.setItem({}, {})", json!(key), json!(value)));
    }

    /// Waits until every change has its number and stands in the mirror, and nothing is tidied up
    /// any more.
    #[track_caller]
    pub fn wait_stored(&self) {
        self.wait_unchanged("all is stored and at rest", STORED);
    }

    /// Waits until nothing in local storage has changed for a while, whatever state it is in.
    #[track_caller]
    pub fn wait_at_rest(&self) {
        self.wait_unchanged("local storage is at rest", "return Object.entries(localStorage).sort().join()");
    }

    /// Waits until a script has handed back the same for a while, and not `null`.
    #[track_caller]
    fn wait_unchanged(&self, what: &str, script: &str) {
        // The program tidies up within a second.
        const REST: Duration = Duration::from_secs(2);
        let seen = RefCell::new((Value::Null, Instant::now()));
        self.wait_until(what, || {
            let now = self.eval(script);
            let mut seen = seen.borrow_mut();
            if seen.0 != now {
                *seen = (now, Instant::now());
            }
            !seen.0.is_null() && seen.1.elapsed() > REST
        });
    }

    /// Fills local storage with keys of another program, to the last character, once nothing is
    /// tidied up any more.
    #[track_caller]
    pub fn fill_storage(&self) {
        self.wait_stored();
        self.eval(FILL);
    }

    /// [`Page::fill_storage`], so that not even giving up older history makes room.
    #[track_caller]
    pub fn fill_storage_for_good(&self) {
        self.wait_stored();
        self.eval(&format!(
            "for (const key of Object.keys(localStorage))
                 if (key.startsWith('mailroom.done/')) localStorage.removeItem(key);
             {FILL}"
        ));
    }

    /// Keys in local storage.
    pub(crate) fn stored(&self) -> Vec<String> {
        let keys = self.eval("return Object.keys(localStorage)");
        keys.as_array().into_iter().flatten().filter_map(|key| key.as_str().map(str::to_owned)).collect()
    }

    /// On a busy machine, Chromium now and then gives a page from a file a local storage that is
    /// empty and ends with the page. Loaded again, the page has the real one. What the app itself
    /// had lost would stay lost.
    pub(crate) fn mend_storage(&self, before: &[String]) {
        let is_from_file = self.address.starts_with("file:");
        if self.driver().engine() != Engine::Chromium || !is_from_file {
            return;
        }
        let after = self.stored();
        if after.is_empty() && !before.is_empty() {
            println!("Chromium cut this page off from its local storage; it is loaded again");
            self.post("/refresh", json!({}));
            self.settle();
        }
    }
}
