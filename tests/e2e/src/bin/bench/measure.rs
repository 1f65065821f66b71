//! How something in a page is measured.

use std::time::{Duration, Instant};

use mailroom_e2e::Page;
use serde_json::Value;

use crate::profile;

/// The page that is measured.
pub struct Bench<'p> {
    /// See there.
    pub page: &'p Page,
    with_profile: bool,
}

/// Times of the same thing in milliseconds.
#[derive(Clone, Debug, Default)]
pub struct Times(pub Vec<f64>);

/// What was measured of an event: until the page is idle, and until the picture is there.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// The time the page is busy with the event.
    pub work: Times,
    /// The time until what changed is drawn.
    pub drawn: Times,
}

impl Times {
    /// The one in the middle.
    pub fn median(&self) -> Option<f64> {
        let mut times = self.0.clone();
        times.sort_by(f64::total_cmp);
        times.get(times.len() / 2).copied()
    }

    /// The longest.
    pub fn worst(&self) -> Option<f64> {
        self.0.iter().copied().max_by(f64::total_cmp)
    }

    /// Every second one, beginning at that place.
    pub fn every_second(&self, first: usize) -> Times {
        Times(self.0.iter().skip(first).step_by(2).copied().collect())
    }
}

impl Measured {
    /// Of what lasts so long that drawing it doesn't count.
    pub fn of(time: f64) -> Measured {
        Measured { work: Times::default(), drawn: Times(vec![time]) }
    }

    /// The same thing measured several times.
    pub fn all<'a>(parts: impl IntoIterator<Item = &'a Measured>) -> Measured {
        let mut all = Measured::default();
        for part in parts {
            all.work.0.extend(&part.work.0);
            all.drawn.0.extend(&part.drawn.0);
        }
        all
    }
}

impl<'p> Bench<'p> {
    pub fn new(page: &'p Page, with_profile: bool) -> Bench<'p> {
        page.eval(include_str!("measure.js"));
        Bench { page, with_profile }
    }

    /// Runs a script that hands back pairs of work and drawn; see `measure.js`.
    pub fn run(&self, name: &str, script: &str) -> Measured {
        Measured::all(self.run_named(name, script).iter().map(|(measured, _)| measured))
    }

    /// Runs a script that hands back what each pair is of, behind it.
    pub fn run_named(&self, name: &str, script: &str) -> Vec<(Measured, String)> {
        // What came before may have left something for an idle moment.
        std::thread::sleep(Duration::from_millis(700));
        let found = self.profile(name, || self.page.eval(script));
        let found = found.as_array().cloned().unwrap_or_default();
        assert!(!found.is_empty(), "{name}: nothing was measured");
        let time = |value: &Value| Times(value.as_f64().into_iter().collect());
        let named = |one: &Value| {
            let measured = Measured { work: time(&one[0]), drawn: time(&one[1]) };
            (measured, one[2].as_str().unwrap_or_default().to_owned())
        };
        found.iter().map(named).collect()
    }

    /// Runs something, and says in which functions the time went if that was asked for.
    pub fn profile(&self, name: &str, run: impl FnOnce() -> Value) -> Value {
        if self.with_profile { profile::around(self.page, name, run) } else { run() }
    }

    /// The longest that the page is busy with one thing, within so many milliseconds from now.
    pub fn busy(&self, name: &str, span: u32) -> Measured {
        let longest = self.profile(name, || self.page.eval(&format!("return bench.busy({span})")));
        longest.as_f64().map(Measured::of).unwrap_or_default()
    }

    /// Goes to an address and waits until something holds there.
    pub fn go(&self, hash: &str, holds: &str) {
        self.page.go(hash);
        patiently(self.page, hash, holds);
    }
}

/// Waits as long as a measurement may take: two minutes. Hands back how long it was.
pub fn patiently(page: &Page, what: &str, holds: &str) -> f64 {
    let started = Instant::now();
    while page.eval(holds) != Value::Bool(true) {
        let waited = started.elapsed();
        assert!(waited < Duration::from_secs(120), "waited in vain until {what}\n{}", page.outline());
        std::thread::sleep(Duration::from_millis(10));
    }
    started.elapsed().as_secs_f64() * 1000.0
}
