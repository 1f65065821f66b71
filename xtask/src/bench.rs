//! `cargo xtask bench`: builds the app and runs the measurements in `tests/e2e`.

use anyhow::Result;

use crate::process::{command, run as run_program};
use crate::{browsers, build};

/// Measures the app in Chromium; arguments choose among the measurements.
pub fn run(arguments: &[String]) -> Result<()> {
    build::dist()?;
    browsers::bring_chromium()?;
    let mut cargo = command("cargo");
    cargo.args(["run", "--locked", "--quiet", "--package", "mailroom-e2e", "--bin", "bench", "--"]);
    run_program(cargo.args(arguments))
}
