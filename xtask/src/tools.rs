//! Installs missing tools, each in the version that is known to work. For an installed tool this
//! costs one call.

use std::fs;

use anyhow::{Context, Result};

use crate::process::{command, find, npm_folder, output, root, run};

/// The newest Trunk that the pinned Rust compiles.
const TRUNK: &str = "0.21.14";
const TARGET: &str = "wasm32-unknown-unknown";

/// Installs the tools for building. Reports a missing `wasm-opt`: without Node.js the app is built,
/// but larger.
pub fn for_build() -> Result<bool> {
    wasm_target()?;
    wasm_bindgen()?;
    trunk()?;
    npm_packages()
}

fn wasm_target() -> Result<()> {
    let Some(installed) = output(command("rustup").args(["target", "list", "--installed"])) else {
        // Rust was not installed by rustup; cargo reports what is missing.
        return Ok(());
    };
    if installed.lines().any(|target| target == TARGET) {
        return Ok(());
    }
    run(command("rustup").args(["target", "add", TARGET]))
}

/// Installs wasm-bindgen in exactly the version of its library.
fn wasm_bindgen() -> Result<()> {
    let version = locked_version("wasm-bindgen")?;
    if is_version("wasm-bindgen", &version) && is_version("wasm-bindgen-test-runner", &version) {
        return Ok(());
    }
    // Without its lock file, which can name yanked releases.
    install("wasm-bindgen-cli", &version, &[])
}

fn trunk() -> Result<()> {
    if is_version("trunk", TRUNK) {
        return Ok(());
    }
    install("trunk", TRUNK, &["--locked", "--no-default-features"])
}

/// Installs a tool without most optimisations, which would take minutes for runs of seconds.
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
    // npm writes the hidden lock file last, so it shows that the installation is complete.
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

/// Debian's package manager, if this process may use it.
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
