//! What the browser stores for the page: looked at, waited for, and filled up.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::engine::Engine;
use crate::page::Page;

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
    /// Writes a value into local storage, as an earlier visit would have left it.
    pub fn store(&self, key: &str, value: &str) {
        self.eval(&format!("localStorage.setItem({}, {})", json!(key), json!(value)));
    }

    /// Waits until every change has its number and stands in the mirror, and nothing is tidied up
    /// any more.
    #[track_caller]
    pub fn wait_stored(&self) {
        const REST: Duration = Duration::from_secs(2);
        let seen = RefCell::new((Value::Null, Instant::now()));
        self.wait_until("all is stored and at rest", || {
            let now = self.eval(STORED);
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
        if self.driver.engine() != Engine::Chromium || !is_from_file {
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
