//! `cargo xtask run | dist | test | soak | bench | shot`: all tasks of the project. They need rustup, and
//! for smaller downloads and for tests Node.js.

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask run           build the app and serve it on this machine
cargo xtask dist          build dist/ and dist/mailroom.html, and weigh the download
cargo xtask test [STEP…]  check and test everything, or the steps whose name holds STEP
cargo xtask soak [FILTER…] run the native tests, or those whose name holds FILTER, with a hundred
                          times as many random cases
cargo xtask bench         measure the built app in Chromium; with --profile, say in which
                          functions the time goes
cargo xtask shot HASH WIDTH HEIGHT light|dark|forced LANGUAGE OUT.png|OUT.pdf [STEP…]
                          picture of a page of dist/ (builds it where it is missing), after
                          steps such as --click New --type Code=MOVE --press Enter";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let done = match arguments.first().map(String::as_str) {
        Some("run") => xtask::serve::run(),
        Some("dist") => xtask::build::dist(),
        // Trunk calls this after its own work.
        Some("finish") => xtask::build::finish(),
        Some("test") => return xtask::test::run(rest),
        Some("soak") => xtask::soak::run(rest),
        Some("bench") => xtask::bench::run(rest),
        Some("shot") => xtask::shot::run(rest),
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem:#}");
            ExitCode::FAILURE
        }
    }
}
