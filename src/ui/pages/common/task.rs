//! Long work in turns: the page draws and answers in between, and the person may cancel.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::timers::yield_now;
use crate::browser::{clock, document};

/// Milliseconds of work in one turn: less than a person notices.
const SLICE_MS: f64 = 30.0;
/// Where nobody looks, browsers let a page have few turns; there each is longer.
const HIDDEN_SLICE_MS: f64 = 400.0;

/// A place for one work at a time. Copies are the same place.
pub struct TaskSlot<B: 'static> {
    /// What is going on, once it takes longer than a moment.
    pub busy: RwSignal<Option<B>>,
    /// How far that has come, from 0 to 1.
    pub progress: RwSignal<f64>,
    running: StoredValue<Option<u32>>,
    begun: StoredValue<u32>,
}

impl<B> Clone for TaskSlot<B> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<B> Copy for TaskSlot<B> {}

impl<B: Send + Sync + 'static> Default for TaskSlot<B> {
    fn default() -> Self {
        Self {
            busy: RwSignal::new(None),
            progress: RwSignal::new(0.0),
            running: StoredValue::new(None),
            begun: StoredValue::new(0),
        }
    }
}

impl<B: Clone + PartialEq + Send + Sync + 'static> TaskSlot<B> {
    /// Does a work, unless another is going on.
    pub fn run<F>(self, busy: B, work: impl FnOnce(Task<B>) -> F + 'static)
    where
        F: Future<Output = ()> + 'static,
    {
        if self.is_running() {
            return;
        }
        let number = self.begun.get_value().wrapping_add(1);
        self.begun.set_value(number);
        self.running.set_value(Some(number));
        let task = Task { slot: self, number, busy, since: clock::elapsed() };
        spawn_local(async move {
            work(task).await;
            if self.running.get_value() == Some(number) {
                self.running.set_value(None);
                self.busy.set(None);
            }
        });
    }

    /// Whether a work is going on, however short it may be.
    pub fn is_running(self) -> bool {
        self.running.get_value().is_some()
    }

    /// Ends the work that is going on as if it had not begun; false where there is none.
    pub fn cancel(self) -> bool {
        let was_taken = self.is_running();
        self.running.set_value(None);
        self.busy.set(None);
        was_taken
    }
}

/// A work that is going on.
pub struct Task<B: 'static> {
    slot: TaskSlot<B>,
    number: u32,
    busy: B,
    since: f64,
}

impl<B: Clone + PartialEq + Send + Sync + 'static> Task<B> {
    /// Whether nobody has cancelled it.
    pub fn is_current(&self) -> bool {
        self.slot.running.get_value() == Some(self.number)
    }

    /// Another part of the work begins.
    pub fn begin_stage(&mut self, busy: B) {
        self.busy = busy;
    }

    /// Gives the browser its turn where that is due; false where the work was cancelled.
    pub async fn yield_if_due(&mut self, progress: f64) -> bool {
        let yield_if_due = if document::is_hidden() { HIDDEN_SLICE_MS } else { SLICE_MS };
        clock::elapsed() - self.since < yield_if_due || self.yield_now(progress).await
    }

    /// Shows how far it has come and gives the browser its turn; false where the work was cancelled.
    pub async fn yield_now(&mut self, progress: f64) -> bool {
        if !self.is_current() {
            return false;
        }
        if self.slot.busy.with_untracked(|busy| busy.as_ref() != Some(&self.busy)) {
            self.slot.busy.set(Some(self.busy.clone()));
        }
        self.slot.progress.set(progress);
        yield_now().await;
        self.since = clock::elapsed();
        self.is_current()
    }

    /// Shows what comes last and stops the page for a moment, if the work took long so far; false
    /// where it was cancelled before.
    pub async fn final_stage(&mut self, busy: B) -> bool {
        if self.slot.busy.with_untracked(Option::is_none) {
            return self.is_current();
        }
        self.busy = busy;
        // The first turn draws, the second begins when that is on the screen.
        self.yield_now(1.0).await && self.yield_now(1.0).await
    }
}
