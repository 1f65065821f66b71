//! Builds the app: `dist/` for a web server, and in it `mailroom.html` for a double click.

use std::fs;
use std::path::{Path, PathBuf};
use std::{env, io};

use anyhow::{Context, Result};

use crate::process::{command, dist as dist_folder, find, run};
use crate::program::Program;
use crate::{folder, policy, single_file, size, styles, tools};

/// Builds `dist/` and checks the download size of a first visit.
pub fn dist() -> Result<()> {
    build()?;
    size::check(&dist_folder())
}

/// The variable that is set to keep the names of functions, for a profile.
const NAMES: &str = "MAILROOM_NAMES";

/// Builds `dist/` with the names of functions, for profiling only.
pub fn dist_with_names() -> Result<()> {
    build_with(&[(NAMES, "yes")])
}

/// Builds `dist/` without the check of its size.
pub fn build() -> Result<()> {
    build_with(&[])
}

/// Leaves out the file and line of each possible panic, which are a fiftieth of a first visit. A panic
/// still says what happened; a debug build says where.
const NO_LOCATIONS: &str = "-Zlocation-detail=none";

fn build_with(variables: &[(&str, &str)]) -> Result<()> {
    tools::for_build()?;
    let mut trunk = command("trunk");
    trunk.args(["build", "--release"]).env("TRUNK_SKIP_VERSION_CHECK", "true");
    trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", format!("{NO_LOCATIONS} {}", remap_paths()?));
    // The flag is not stable yet.
    trunk.env("RUSTC_BOOTSTRAP", "1");
    // Trunk rejects any NO_COLOR but "true" or "false".
    trunk.env_remove("NO_COLOR");
    run(trunk.envs(variables.iter().copied()))
}

/// Flags, beside those of `.cargo/config.toml`, that keep the paths of this machine out of the
/// download, where each possible panic of a library would name its file.
fn remap_paths() -> Result<String> {
    let home = env::home_dir().map(|home| home.join(".cargo"));
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or(home).unwrap_or_default();
    let registries = match fs::read_dir(home.join("registry/src")) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?,
        Err(_) => Vec::new(),
    };
    let paths = registries.iter().filter_map(|path| path.to_str());
    // Cargo splits the flags at blanks, so a path with a blank is not remapped.
    let flags = paths
        .filter(|path| !path.contains(char::is_whitespace))
        .map(|path| format!("--remap-path-prefix={path}/="));
    Ok(flags.collect::<Vec<_>>().join(" "))
}

/// Builds `dist/` if it is missing.
pub fn ensure() -> Result<()> {
    match dist_folder().join("index.html").is_file() {
        true => Ok(()),
        false => build(),
    }
}

/// Trunk's `post_build` hook: splits a release into parts, inserts the content security policy into
/// both editions and writes the single file.
pub fn finish() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").context("only Trunk calls this")?;
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
        // The files are checked as they are on disk.
        policy::check(&fs::read_to_string(staging.join("mailroom.html"))?, policy::Edition::SingleFile)?;
    }
    policy::check(&fs::read_to_string(index)?, policy::Edition::Folder)
}

/// The files of a folder and its subfolders, sorted by name.
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
