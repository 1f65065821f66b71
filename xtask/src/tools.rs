//! Brings the tools that a fresh machine lacks, each in the version that is known to work.
//! A tool that is already there in that version costs one call.

use std::fs;

use anyhow::{Context, Result};

use crate::process::{command, find, npm_folder, output, root, run};

/// The newest Trunk that the pinned Rust compiles.
const TRUNK: &str = "0.21.14";
const TARGET: &str = "wasm32-unknown-unknown";

/// All that building the app needs. Says whether `wasm-opt` is there: without Node.js the
/// app is built as well, and is larger.
pub fn for_build() -> Result<bool> {
    wasm_target()?;
    wasm_bindgen()?;
    trunk()?;
    npm_packages()
}

fn wasm_target() -> Result<()> {
    let Some(installed) = output(command("rustup").args(["target", "list", "--installed"])) else {
        // A Rust from elsewhere: cargo itself says what is missing.
        return Ok(());
    };
    if installed.lines().any(|target| target == TARGET) {
        return Ok(());
    }
    run(command("rustup").args(["target", "add", TARGET]))
}

/// wasm-bindgen's program and library must have the very same version.
fn wasm_bindgen() -> Result<()> {
    let version = locked_version("wasm-bindgen")?;
    if is_version("wasm-bindgen", &version) && is_version("wasm-bindgen-test-runner", &version) {
        return Ok(());
    }
    // Not by its own lock file: that can name releases which a registry no longer offers.
    install("wasm-bindgen-cli", &version, &[])
}

fn trunk() -> Result<()> {
    if is_version("trunk", TRUNK) {
        return Ok(());
    }
    install("trunk", TRUNK, &["--locked", "--no-default-features"])
}

/// A tool's own release profile optimises for minutes what then runs for seconds.
pub(crate) fn install(package: &str, version: &str, options: &[&str]) -> Result<()> {
    println!("Installing {package} {version} (a few minutes, once)");
    run(command("cargo")
        .args(["install", package, "--version", version, "--force"])
        .args(options)
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"))
}

fn npm_packages() -> Result<bool> {
    let folder = npm_folder();
    // npm writes the hidden lock file last, so it tells of a complete installation.
    let wanted = modified(&folder.join("package-lock.json"));
    let installed = modified(&folder.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= wanted {
        return Ok(true);
    }
    if find("npm").is_none() {
        println!("Node.js is missing: the app is built without wasm-opt and gets larger.");
        return Ok(false);
    }
    run(command("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))
        .context("npm packages of tests/package.json")?;
    Ok(true)
}

fn modified(file: &std::path::Path) -> Option<std::time::SystemTime> {
    fs::metadata(file).ok()?.modified().ok()
}

fn is_version(program: &str, version: &str) -> bool {
    output(command(program).arg("--version"))
        .is_some_and(|text| text.split_whitespace().any(|word| word == version))
}

fn locked_version(package: &str) -> Result<String> {
    let text = fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock")?;
    let lock: toml::Table = text.parse().context("Cargo.lock")?;
    let packages = lock.get("package").and_then(|value| value.as_array());
    packages
        .into_iter()
        .flatten()
        .find(|entry| entry.get("name").and_then(|name| name.as_str()) == Some(package))
        .and_then(|entry| entry.get("version")?.as_str().map(str::to_owned))
        .with_context(|| format!("Cargo.lock has no {package}"))
}

/// Debian's package manager, as root.
pub(crate) fn apt_get(arguments: &[&str]) -> Result<()> {
    let is_root = output(command("id").arg("-u")).is_some_and(|id| id == "0");
    let mut apt = if is_root {
        command("apt-get")
    } else {
        let mut sudo = command("sudo");
        sudo.arg("apt-get");
        sudo
    };
    run(apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}
