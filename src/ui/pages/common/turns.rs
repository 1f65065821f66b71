//! Long work in turns: the page draws and answers in between, and the person may cancel.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::timers::breathe;
use crate::browser::{clock, document};

/// Milliseconds of work in one turn: less than a person notices.
const TURN: f64 = 30.0;
/// Where nobody looks, browsers let a page have few turns; there each is longer.
const HIDDEN_TURN: f64 = 400.0;

/// A place for one work at a time. Copies are the same place.
pub struct Turns<B: 'static> {
    /// What is going on, once it takes longer than a moment.
    pub busy: RwSignal<Option<B>>,
    /// How far that has come, from 0 to 1.
    pub share: RwSignal<f64>,
    running: StoredValue<Option<u32>>,
    begun: StoredValue<u32>,
}

impl<B> Clone for Turns<B> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<B> Copy for Turns<B> {}

impl<B: Send + Sync + 'static> Default for Turns<B> {
    fn default() -> Self {
        Self {
            busy: RwSignal::new(None),
            share: RwSignal::new(0.0),
            running: StoredValue::new(None),
            begun: StoredValue::new(0),
        }
    }
}

impl<B: Clone + PartialEq + Send + Sync + 'static> Turns<B> {
    /// Does a work, unless another is going on.
    pub fn run<F>(self, busy: B, work: impl FnOnce(Run<B>) -> F + 'static)
    where
        F: Future<Output = ()> + 'static,
    {
        if self.is_taken() {
            return;
        }
        let number = self.begun.get_value().wrapping_add(1);
        self.begun.set_value(number);
        self.running.set_value(Some(number));
        let run = Run { turns: self, number, busy, since: clock::elapsed() };
        spawn_local(async move {
            work(run).await;
            if self.running.get_value() == Some(number) {
                self.running.set_value(None);
                self.busy.set(None);
            }
        });
    }

    /// Whether a work is going on, however short it may be.
    pub fn is_taken(self) -> bool {
        self.running.get_value().is_some()
    }

    /// Ends the work that is going on as if it had not begun; false where there is none.
    pub fn cancel(self) -> bool {
        let was_taken = self.is_taken();
        self.running.set_value(None);
        self.busy.set(None);
        was_taken
    }
}

/// A work that is going on.
pub struct Run<B: 'static> {
    turns: Turns<B>,
    number: u32,
    busy: B,
    since: f64,
}

impl<B: Clone + PartialEq + Send + Sync + 'static> Run<B> {
    /// Whether nobody has cancelled it.
    pub fn is_wanted(&self) -> bool {
        self.turns.running.get_value() == Some(self.number)
    }

    /// Another part of the work begins.
    pub fn now(&mut self, busy: B) {
        self.busy = busy;
    }

    /// Gives the browser its turn where that is due; false where the work was cancelled.
    pub async fn turn(&mut self, share: f64) -> bool {
        let turn = if document::is_hidden() { HIDDEN_TURN } else { TURN };
        clock::elapsed() - self.since < turn || self.rest(share).await
    }

    /// Shows how far it has come and gives the browser its turn; false where the work was cancelled.
    pub async fn rest(&mut self, share: f64) -> bool {
        if !self.is_wanted() {
            return false;
        }
        if self.turns.busy.with_untracked(|busy| busy.as_ref() != Some(&self.busy)) {
            self.turns.busy.set(Some(self.busy.clone()));
        }
        self.turns.share.set(share);
        breathe().await;
        self.since = clock::elapsed();
        self.is_wanted()
    }

    /// Shows what comes last and stops the page for a moment, if the work took long so far; false
    /// where it was cancelled before.
    pub async fn last(&mut self, busy: B) -> bool {
        if self.turns.busy.with_untracked(Option::is_none) {
            return self.is_wanted();
        }
        self.busy = busy;
        // The first turn draws, the second begins when that is on the screen.
        self.rest(1.0).await && self.rest(1.0).await
    }
}
