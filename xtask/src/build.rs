//! Builds the app: `dist/` for a web server, and in it `mailroom.html` for a double click.

use std::fs;
use std::path::{Path, PathBuf};
use std::{env, io};

use anyhow::{Context, Result};

use crate::process::{command, dist as dist_folder, find, run};
use crate::program::Program;
use crate::{folder, policy, single_file, size, styles, tools};

/// Builds `dist/` and weighs what a first visit downloads.
pub fn dist() -> Result<()> {
    build()?;
    size::check(&dist_folder())
}

/// Set where functions keep their names, for a profile.
const NAMES: &str = "MAILROOM_NAMES";

/// Builds `dist/` with the names of functions in it, too large to be handed out.
pub fn dist_with_names() -> Result<()> {
    build_with(&[(NAMES, "yes")])
}

/// Builds `dist/` without weighing it.
pub fn build() -> Result<()> {
    build_with(&[])
}

fn build_with(variables: &[(&str, &str)]) -> Result<()> {
    tools::for_build()?;
    let mut trunk = command("trunk");
    trunk.args(["build", "--release"]).env("TRUNK_SKIP_VERSION_CHECK", "true");
    trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", without_machine_s_paths()?);
    // Trunk takes any NO_COLOR but "true" or "false" for a mistake.
    trunk.env_remove("NO_COLOR");
    run(trunk.envs(variables.iter().copied()))
}

/// Flags, beside those of `.cargo/config.toml`, that keep the paths of this machine out of the
/// download: each place in a library that may panic names its file.
fn without_machine_s_paths() -> Result<String> {
    let home = env::home_dir().map(|home| home.join(".cargo"));
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or(home).unwrap_or_default();
    let registries = match fs::read_dir(home.join("registry/src")) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?,
        Err(_) => Vec::new(),
    };
    let paths = registries.iter().filter_map(|path| path.to_str());
    // Cargo splits the flags at blanks; such a path stays as it is.
    let flags = paths
        .filter(|path| !path.contains(char::is_whitespace))
        .map(|path| format!("--remap-path-prefix={path}/="));
    Ok(flags.collect::<Vec<_>>().join(" "))
}

/// Builds `dist/` where it is missing.
pub fn ensure() -> Result<()> {
    match dist_folder().join("index.html").is_file() {
        true => Ok(()),
        false => build(),
    }
}

/// Trunk's `post_build` hook: cuts a release into parts, gives both editions their content
/// security policy and writes the single file.
pub fn finish() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").context("this is called by Trunk alone")?;
    let staging = PathBuf::from(staging);
    let index = staging.join("index.html");
    let mut html = fs::read_to_string(&index).context("index.html")?;
    let is_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    if is_release {
        let program = Program::of_release(find("wasm-opt").is_some(), env::var_os(NAMES).is_some())?;
        let styles = styles::take(&staging, &mut html)?;
        let single = single_file::assemble(&html, &styles, &program)?;
        html = folder::write(&staging, &html, &styles, &program)?;
        fs::write(staging.join("mailroom.html"), single)?;
    }
    let html = policy::insert(&html, policy::Edition::Folder)?;
    fs::write(&index, &html)?;
    if is_release {
        folder::write_worker(&staging, &html)?;
        // As they lie there, whatever wrote them last.
        policy::check(&fs::read_to_string(staging.join("mailroom.html"))?, policy::Edition::SingleFile)?;
    }
    policy::check(&fs::read_to_string(index)?, policy::Edition::Folder)
}

/// The files of a folder and the folders in it, in the order of their names.
pub fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => found.extend(files(&path)?),
            false => found.push(path),
        }
    }
    found.sort();
    Ok(found)
}
