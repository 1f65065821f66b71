//! Long tasks in slices: between them the page draws and reacts, and the user can cancel.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::timers::yield_now;
use crate::browser::{clock, document};

/// Milliseconds of work in a slice, less than a user notices.
const SLICE_MS: f64 = 30.0;
/// The same in a hidden tab, where browsers throttle timers.
const HIDDEN_SLICE_MS: f64 = 400.0;

/// A slot for one task at a time. Copies share it.
pub struct TaskSlot<B: 'static> {
    /// The stage of the running task, from its first yield on.
    pub busy: RwSignal<Option<B>>,
    /// The progress of the task, from 0 to 1.
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
    /// Runs a task, unless another one is running.
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

    /// Whether a task is running.
    pub fn is_running(self) -> bool {
        self.running.get_value().is_some()
    }

    /// Cancels the running task, without any effect of it; false where there is none.
    pub fn cancel(self) -> bool {
        let was_running = self.is_running();
        self.running.set_value(None);
        self.busy.set(None);
        was_running
    }
}

/// A running task.
pub struct Task<B: 'static> {
    slot: TaskSlot<B>,
    number: u32,
    busy: B,
    since: f64,
}

impl<B: Clone + PartialEq + Send + Sync + 'static> Task<B> {
    /// Whether it is not cancelled.
    pub fn is_current(&self) -> bool {
        self.slot.running.get_value() == Some(self.number)
    }

    /// Begins another stage.
    pub fn begin_stage(&mut self, busy: B) {
        self.busy = busy;
    }

    /// Yields to the browser after a slice; false where the task was cancelled.
    pub async fn yield_if_due(&mut self, progress: f64) -> bool {
        let slice = if document::is_hidden() { HIDDEN_SLICE_MS } else { SLICE_MS };
        clock::elapsed() - self.since < slice || self.yield_now(progress).await
    }

    /// Shows the progress and yields to the browser; false where the task was cancelled.
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

    /// Shows the last stage, which blocks the page for a moment, if the task took long so far; false
    /// where it was cancelled.
    pub async fn final_stage(&mut self, busy: B) -> bool {
        if self.slot.busy.with_untracked(Option::is_none) {
            return self.is_current();
        }
        self.busy = busy;
        // The first yield draws, the second returns when that is on the screen.
        self.yield_now(1.0).await && self.yield_now(1.0).await
    }
}
