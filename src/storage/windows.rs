//! For tests: a store that several windows see as browsers show them local storage.
//!
//! A window sees its own writes at once. The browser puts the writes of all windows into one
//! order, some time later, and shows them to the others in that order, later still. A window
//! that has written a key sees nobody else's text there until its own has had its turn.
#![allow(missing_docs)]

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};

use crate::storage::key_value::{KeyValue, StorageError};

type Write = (String, Option<String>);

#[derive(Debug, Default)]
pub struct Browser {
    /// How many units there may be.
    pub room: Option<usize>,
    order: Vec<(usize, Write)>,
    windows: Vec<View>,
}

#[derive(Debug, Default)]
struct View {
    texts: BTreeMap<String, String>,
    /// Writes on their way to the browser.
    sent: VecDeque<Write>,
    /// How much of the order was shown.
    shown: usize,
    /// Own writes by key that have not had their turn.
    own: BTreeMap<String, usize>,
}

impl Browser {
    /// Everything ends at once, as in a power cut. The disk lacks the newest writes.
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
pub struct Window<'a> {
    browser: &'a RefCell<Browser>,
    number: usize,
}

impl<'a> Window<'a> {
    /// Opens a window, which sees all that was put in order.
    pub fn open(browser: &'a RefCell<Browser>) -> Self {
        let mut it = browser.borrow_mut();
        let number = it.windows.len();
        let mut view = View { shown: it.order.len(), ..View::default() };
        for (_, (key, text)) in &it.order {
            put(&mut view.texts, key, text.clone());
        }
        it.windows.push(view);
        Self { browser, number }
    }

    /// The browser puts the window's oldest write in order.
    pub fn send(self) -> bool {
        let mut browser = self.browser.borrow_mut();
        let Some(write) = browser.windows[self.number].sent.pop_front() else { return false };
        browser.order.push((self.number, write));
        true
    }

    /// The window is shown the next write in order; says which key another window wrote.
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

    /// How many units the window sees.
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

/// Time passes: everything is sent, and everybody sees everything.
pub fn settle(windows: &[Window<'_>]) {
    for window in windows {
        while window.send() {}
    }
    for window in windows {
        while window.receive().is_some() {}
    }
}

impl KeyValue for Window<'_> {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        Ok(self.browser.borrow().windows[self.number].texts.get(key).cloned())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        let old = self.get(key)?.map_or(0, |old| units(key, &old));
        let room = self.browser.borrow().room;
        // A browser lets a text become shorter even where others have taken too much.
        if units(key, text) > old && room.is_some_and(|room| self.units() - old + units(key, text) > room) {
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
