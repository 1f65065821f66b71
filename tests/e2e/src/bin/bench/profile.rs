//! In which functions the time goes, as the browser's own sampler sees it.

use std::collections::HashMap;

use mailroom_e2e::Page;
use serde_json::{Value, json};

/// Functions named.
const NAMED: usize = 25;
/// Between two samples, in microseconds.
const INTERVAL: u32 = 100;

/// Runs something and prints the functions in which most of the time went: in themselves, and
/// with all that they call.
pub fn around(page: &Page, name: &str, run: impl FnOnce() -> Value) -> Value {
    page.devtools("Profiler.enable", json!({}));
    page.devtools("Profiler.setSamplingInterval", json!({ "interval": INTERVAL }));
    page.devtools("Profiler.start", json!({}));
    let found = run();
    let profile = page.devtools("Profiler.stop", json!({}));
    eprintln!("\n{name}:\n{}", summary(&profile["profile"]));
    found
}

fn summary(profile: &Value) -> String {
    let nodes = profile["nodes"].as_array().cloned().unwrap_or_default();
    let mut parents: HashMap<u64, u64> = HashMap::new();
    let mut names: HashMap<u64, String> = HashMap::new();
    for node in &nodes {
        let Some(id) = node["id"].as_u64() else { continue };
        let name = node["callFrame"]["functionName"].as_str().unwrap_or_default();
        names.insert(id, if name.is_empty() { "(anonymous)".into() } else { name.to_owned() });
        for child in node["children"].as_array().into_iter().flatten() {
            parents.extend(child.as_u64().map(|child| (child, id)));
        }
    }
    let (mut own, mut within): (HashMap<&str, f64>, HashMap<&str, f64>) = Default::default();
    let samples = profile["samples"].as_array().into_iter().flatten();
    for (sample, delta) in samples.zip(profile["timeDeltas"].as_array().into_iter().flatten()) {
        let (Some(sample), Some(delta)) = (sample.as_u64(), delta.as_f64()) else { continue };
        let mut seen: Vec<&str> = Vec::new();
        let mut at = Some(sample);
        while let Some(id) = at {
            let name = names.get(&id).map_or("", String::as_str);
            if seen.is_empty() {
                *own.entry(name).or_default() += delta / 1000.0;
            }
            if !seen.contains(&name) {
                *within.entry(name).or_default() += delta / 1000.0;
                seen.push(name);
            }
            at = parents.get(&id).copied();
        }
    }
    [("in itself", own), ("with what it calls", within)].map(|(kind, times)| listed(kind, times)).join("\n")
}

fn listed(kind: &str, times: HashMap<&str, f64>) -> String {
    let mut times: Vec<(&str, f64)> = times.into_iter().collect();
    times.sort_by(|a, b| b.1.total_cmp(&a.1));
    let lines = times.into_iter().take(NAMED).map(|(name, time)| format!("  {time:9.1} ms  {name}"));
    format!("{kind}\n{}", lines.collect::<Vec<_>>().join("\n"))
}
