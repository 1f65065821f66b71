//! `cargo xtask shot`: takes a picture of a page.

use anyhow::Result;

use crate::process::{command, run as run_program};
use crate::{browsers, build};

/// Takes the picture; the arguments are read in `tests/e2e/src/bin/shot.rs`.
pub fn run(arguments: &[String]) -> Result<()> {
    build::ensure()?;
    browsers::bring_chromium()?;
    let mut cargo = command("cargo");
    cargo.args(["run", "--locked", "--quiet", "--package", "mailroom-e2e", "--bin", "shot", "--"]);
    run_program(cargo.args(arguments))
}
