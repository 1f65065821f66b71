//! `cargo xtask test`: every check there is, cheap ones first. A failure does not keep the
//! later steps from running, so that one run tells all.

use std::io::{BufRead, BufReader};
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::process::{command, find};
use crate::tally::Tally;
use crate::{browsers, build, slowest, tools};

const WASM: &str = "wasm32-unknown-unknown";

/// A named part of the run. The work gets the tally, for the tests that it counts.
type Step = (&'static str, fn(&mut Tally) -> Result<()>);

const STEPS: [Step; 8] = [
    ("Format", format),
    ("Clippy, native", clippy_native),
    ("Clippy, browser", clippy_browser),
    ("Licences and sources", licences),
    ("Tests, native", tests_native),
    ("Tests, browser", tests_browser),
    ("Build", |_| build::dist()),
    ("Tests, end to end", tests_end_to_end),
];

/// Runs the steps whose name holds one of the given words, or all, and ends with one line
/// that counts.
pub fn run(words: &[String]) -> ExitCode {
    let mut tally = Tally::default();
    let wanted = |name: &str| {
        let name = name.to_lowercase();
        words.is_empty() || words.iter().any(|word| name.contains(&word.to_lowercase()))
    };
    for (name, work) in STEPS.iter().filter(|(name, _)| wanted(name)) {
        println!("\n== {name}");
        let (started, before) = (Instant::now(), tally.counts());
        let done = work(&mut tally);
        tally.close(name, done.is_ok(), &before);
        if let Err(problem) = done {
            println!("{name} failed: {problem:#}");
        }
        println!("{name}: {} s", started.elapsed().as_secs());
    }
    let failed = tally.failed_steps().join("; ");
    if !failed.is_empty() {
        println!("\nFailed: {failed}");
    }
    println!("{}", tally.summary());
    ExitCode::from(u8::from(!failed.is_empty()))
}

fn format(_: &mut Tally) -> Result<()> {
    crate::process::run(command("cargo").args(["fmt", "--all", "--check"]))
}

fn clippy_native(_: &mut Tally) -> Result<()> {
    let mut clippy = command("cargo");
    clippy.args(["clippy", "--locked", "--workspace", "--all-targets"]);
    crate::process::run(clippy.args(["--", "-D", "warnings"]))
}

fn clippy_browser(_: &mut Tally) -> Result<()> {
    let mut clippy = command("cargo");
    clippy.args(["clippy", "--locked", "--package", "mailroom"]);
    clippy.args(["--target", WASM, "--lib", "--bins", "--test", "browser"]);
    crate::process::run(clippy.args(["--", "-D", "warnings"]))
}

/// Advisories are left out: their database is not reachable from every build machine.
fn licences(_: &mut Tally) -> Result<()> {
    if find("cargo-deny").is_none() {
        println!("Skipped: cargo-deny is not installed.");
        return Ok(());
    }
    crate::process::run(command("cargo").args(["deny", "check", "licenses", "bans", "sources"]))
}

fn tests_native(tally: &mut Tally) -> Result<()> {
    let mut cargo = command("cargo");
    cargo.args(["test", "--locked", "--no-fail-fast"]);
    cargo.args(["--workspace", "--exclude", "mailroom-e2e"]);
    if cfg!(unix) {
        // libtest tells how long each test took only where it is let to be unstable. A runner does not
        // touch what is compiled, nor documentation tests.
        let run = "RUSTC_BOOTSTRAP=1 exec \"$@\" -Zunstable-options --report-time";
        cargo.args(["--config", &format!("target.'cfg(unix)'.runner = ['sh', '-c', '{run}', 'sh']")]);
    }
    count(&mut cargo, tally)
}

fn tests_browser(tally: &mut Tally) -> Result<()> {
    tools::for_build()?;
    browsers::bring_chromium()?;
    let driver = find("chromedriver").context("chromedriver")?;
    let mut cargo = command("cargo");
    cargo.args(["test", "--locked", "--no-fail-fast", "--package", "mailroom"]);
    cargo.args(["--target", WASM, "--test", "browser"]);
    cargo
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("CHROMEDRIVER", driver);
    count(&mut cargo, tally)
}

fn tests_end_to_end(tally: &mut Tally) -> Result<()> {
    // The rules of accessibility come with the packages of the build.
    tools::for_build()?;
    browsers::bring_all()?;
    let mut cargo = command("cargo");
    cargo.args(["test", "--locked", "--no-fail-fast", "--package", "mailroom-e2e"]);
    // More browsers at once than cores starve each other, and time out.
    let browsers = thread::available_parallelism().map_or(2, |cores| cores.get().max(2));
    count(cargo.args(["--", "--test-threads", &browsers.to_string()]), tally)
}

/// Runs test programs, passes on what they print, counts their results and names the slowest tests
/// where their times are told.
fn count(command: &mut Command, tally: &mut Tally) -> Result<()> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let output = child.stdout.take().context("no output")?;
    let mut times = Vec::new();
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        tally.read(&line);
        times.extend(slowest::read(&line));
    }
    slowest::print(times);
    let status = child.wait()?;
    if !status.success() {
        bail!("{status}");
    }
    Ok(())
}
