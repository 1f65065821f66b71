//! A test double for local storage that several windows share.
//!
//! A window sees its own writes at once. The browser later puts the writes of all windows into one
//! order, and shows them to each window in that order, later still. A window that has written a key
//! does not see other windows' texts there until its own write is in that order.
#![allow(missing_docs)]

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};

use crate::storage::key_value::{KeyValue, StorageError};

type Write = (String, Option<String>);

#[derive(Debug, Default)]
pub struct SimulatedBrowser {
    /// The quota in UTF-16 units.
    pub quota: Option<usize>,
    order: Vec<(usize, Write)>,
    windows: Vec<View>,
}

#[derive(Debug, Default)]
struct View {
    texts: BTreeMap<String, String>,
    /// Writes that the browser has not put in order yet.
    sent: VecDeque<Write>,
    /// How many ordered writes the window was shown.
    shown: usize,
    /// By key, how many own writes the window was not shown yet.
    own: BTreeMap<String, usize>,
}

impl SimulatedBrowser {
    /// Ends all windows at once, as a power cut does. The disk lacks the newest writes.
    pub fn crash(&mut self, lost: usize) {
        self.order.truncate(self.order.len().saturating_sub(lost));
        self.windows.iter_mut().for_each(|view| view.sent.clear());
    }
}

impl View {
    fn units(&self) -> usize {
        self.texts.iter().map(|(key, text)| units(key, text)).sum()
    }
}

fn units(key: &str, text: &str) -> usize {
    key.len() + text.encode_utf16().count()
}

/// One window's local storage.
#[derive(Clone, Copy, Debug)]
pub struct SimulatedWindow<'a> {
    browser: &'a RefCell<SimulatedBrowser>,
    number: usize,
}

impl<'a> SimulatedWindow<'a> {
    /// Opens a window, which sees all ordered writes.
    pub fn open(browser: &'a RefCell<SimulatedBrowser>) -> Self {
        let mut it = browser.borrow_mut();
        let number = it.windows.len();
        let mut view = View { shown: it.order.len(), ..View::default() };
        for (_, (key, text)) in &it.order {
            put(&mut view.texts, key, text.clone());
        }
        it.windows.push(view);
        Self { browser, number }
    }

    /// Puts the window's oldest write in order.
    pub fn send(self) -> bool {
        let mut browser = self.browser.borrow_mut();
        let Some(write) = browser.windows[self.number].sent.pop_front() else { return false };
        browser.order.push((self.number, write));
        true
    }

    /// Shows the window the next write in order, and returns its key.
    pub fn receive(self) -> Option<String> {
        let mut browser = self.browser.borrow_mut();
        let shown = browser.windows[self.number].shown;
        let (by, (key, text)) = browser.order.get(shown)?.clone();
        let view = &mut browser.windows[self.number];
        view.shown += 1;
        if by == self.number {
            let own = view.own.get_mut(&key).unwrap();
            *own -= 1;
        } else if view.own.get(&key).copied().unwrap_or(0) == 0 {
            put(&mut view.texts, &key, text);
        }
        Some(key)
    }

    /// The UTF-16 units that the window sees.
    pub fn units(self) -> usize {
        self.browser.borrow().windows[self.number].units()
    }

    fn write(self, key: &str, text: Option<String>) {
        let mut browser = self.browser.borrow_mut();
        let view = &mut browser.windows[self.number];
        put(&mut view.texts, key, text.clone());
        *view.own.entry(key.to_owned()).or_default() += 1;
        view.sent.push_back((key.to_owned(), text));
    }
}

fn put(texts: &mut BTreeMap<String, String>, key: &str, text: Option<String>) {
    match text {
        Some(text) => texts.insert(key.to_owned(), text),
        None => texts.remove(key),
    };
}

/// Puts all writes in order, and shows them to all windows.
pub fn deliver_all(windows: &[SimulatedWindow<'_>]) {
    for window in windows {
        while window.send() {}
    }
    for window in windows {
        while window.receive().is_some() {}
    }
}

impl KeyValue for SimulatedWindow<'_> {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        Ok(self.browser.borrow().windows[self.number].texts.get(key).cloned())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        let old = self.get(key)?.map_or(0, |old| units(key, &old));
        let quota = self.browser.borrow().quota;
        // A browser accepts a shorter text even where other windows have exceeded the quota.
        if units(key, text) > old && quota.is_some_and(|quota| self.units() - old + units(key, text) > quota)
        {
            return Err(StorageError::Full);
        }
        self.write(key, Some(text.to_owned()));
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.write(key, None);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, StorageError> {
        Ok(self.browser.borrow().windows[self.number].texts.keys().cloned().collect())
    }
}
