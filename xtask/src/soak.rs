//! `cargo xtask soak [FILTER…]`: the native tests with a hundred times the cases of the suite.
//!
//! Property tests take their number of cases from `PROPTEST_CASES`, whose default is 256. Tests
//! that sample a long series, such as every prefix of the writes of a day, take all of it here.

use anyhow::Result;

use crate::process::{command, run as run_program};

/// A hundred times the default.
const CASES: &str = "25600";

/// Runs the tests whose name holds one of the words, or all. `PROPTEST_CASES` overrides the number
/// of cases.
pub fn run(filters: &[String]) -> Result<()> {
    let cases = std::env::var("PROPTEST_CASES").unwrap_or_else(|_| CASES.to_owned());
    let mut cargo = command("cargo");
    cargo.args(["test", "--locked", "--no-fail-fast", "--package", "mailroom"]);
    cargo.args(["--lib", "--test", "hostile", "--"]);
    run_program(cargo.args(filters).env("PROPTEST_CASES", cases))
}
