//! Measurements of the built app, the median of several runs each.
//! `cargo xtask bench [WORD…]` runs those whose name holds a word.

use mailroom_e2e::Page;

/// A name, and a run that says how many milliseconds it took.
type Measurement = (&'static str, fn() -> f64);

const RUNS: usize = 5;
const MEASUREMENTS: [Measurement; 1] = [("first start", first_start)];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word.as_str()));
    for (name, run) in MEASUREMENTS.iter().filter(|(name, _)| wanted(name)) {
        let mut times: Vec<f64> = (0..RUNS).map(|_| run()).collect();
        times.sort_by(f64::total_cmp);
        println!("{name}: {:.0} ms ({:.0} to {:.0})", times[RUNS / 2], times[0], times[RUNS - 1]);
    }
}

/// From the call of the address to the first thing on the page, in a browser that has never
/// seen it.
fn first_start() -> f64 {
    let page = Page::open("");
    page.wait_until("something is painted", || paint(&page).is_some());
    paint(&page).unwrap_or_default()
}

fn paint(page: &Page) -> Option<f64> {
    page.eval("return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null").as_f64()
}
