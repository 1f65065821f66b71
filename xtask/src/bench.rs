//! `cargo xtask bench`: builds the app and runs the measurements in `tests/e2e`.

use anyhow::Result;

use crate::process::{command, run as run_program};
use crate::{browsers, build};

/// Measures the app in Chromium, and the capacity of WebKit's storage. With `--profile`, it also
/// prints the functions that take the time.
pub fn run(arguments: &[String]) -> Result<()> {
    match arguments.iter().any(|argument| argument == "--profile") {
        true => build::dist_with_names()?,
        false => build::dist()?,
    }
    browsers::bring_all()?;
    let mut cargo = command("cargo");
    cargo.args(["run", "--locked", "--quiet", "--package", "mailroom-e2e", "--bin", "bench", "--"]);
    run_program(cargo.args(arguments))
}
