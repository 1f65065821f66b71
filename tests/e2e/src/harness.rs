//! Runs tests as Rust's own harness does (`cargo test -p mailroom-e2e -- FILTER --test-threads 2`),
//! in browsers that one test leaves to the next, and says which took longest.

use std::cell::RefCell;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Trial};
use xtask::slowest;

use crate::browser;
use crate::options::Options;

thread_local! {
    static CURRENT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// A function that panics where something is wrong.
pub struct Test {
    name: String,
    run: Box<dyn FnOnce() + Send>,
}

impl Test {
    /// The test of a function in a module, whose path begins with the name of the program.
    pub fn of(module: &str, function: &str, run: impl FnOnce() + Send + 'static) -> Test {
        let (_, module) = module.split_once("::").unwrap_or(("", module));
        Test::new(format!("{module}::{function}"), run)
    }

    /// A test of that full name, such as `storage::the_theme_is_remembered`.
    pub fn new(name: impl Into<String>, run: impl FnOnce() + Send + 'static) -> Test {
        Test { name: name.into(), run: Box::new(run) }
    }
}

/// An engine by its name in the names of tests.
pub type Engine = (&'static str, fn() -> Options);

/// An edition by its name in the names of tests.
pub type Edition = (&'static str, fn(Options) -> Options);

/// The tests of a function in each of the engines and editions.
pub fn in_each(
    module: &str,
    function: &str,
    run: fn(Options),
    engines: &[Engine],
    editions: &[Edition],
) -> Vec<Test> {
    let in_engine = |&(engine, options): &Engine| {
        editions.iter().map(move |&(edition, choose)| {
            Test::of(module, &format!("{function}::{engine}::{edition}"), move || run(choose(options())))
        })
    };
    engines.iter().flat_map(in_engine).collect()
}

/// Runs the tests that the program's arguments name, or all, in their order.
pub fn run(tests: Vec<Test>) -> ExitCode {
    let times: Arc<Mutex<Vec<(Duration, String)>>> = Arc::default();
    let trial = |test: Test| {
        let times = Arc::clone(&times);
        let Test { name, run } = test;
        Trial::test(name.clone(), move || {
            CURRENT.replace(name.clone());
            let _watch = Watch { started: Instant::now(), name, times };
            run();
            Ok(())
        })
    };
    let arguments = Arguments::from_args();
    browser::keep();
    let conclusion = libtest_mimic::run(&arguments, tests.into_iter().map(trial).collect());
    browser::end();
    slowest::print(std::mem::take(&mut *times.lock().expect("no thread panics with it")));
    conclusion.exit_code()
}

/// The name of the test that runs in this thread.
pub(crate) fn current() -> String {
    CURRENT.with_borrow(|name| if name.is_empty() { "page".into() } else { name.clone() })
}

/// Notes how long a test took, also where it fails.
struct Watch {
    started: Instant,
    name: String,
    times: Arc<Mutex<Vec<(Duration, String)>>>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let name = std::mem::take(&mut self.name);
        if let Ok(mut times) = self.times.lock() {
            times.push((self.started.elapsed(), name));
        }
    }
}
