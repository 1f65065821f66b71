//! Builds the app: `dist/` for a web server, and in it `mailroom.html` for a double click.

use std::fs;
use std::path::{Path, PathBuf};
use std::{env, io};

use anyhow::{Context, Result, bail};

use crate::process::{command, dist as dist_folder, run};
use crate::{policy, single_file, size, tools};

/// Set while `cargo xtask` builds a release without Trunk's own release mode.
const RELEASE: &str = "MAILROOM_RELEASE";

/// Builds `dist/` and weighs what a first visit downloads.
pub fn dist() -> Result<()> {
    build()?;
    size::check(&dist_folder())
}

/// Builds `dist/` without weighing it.
pub fn build() -> Result<()> {
    let has_wasm_opt = tools::for_build()?;
    let mut trunk = command("trunk");
    trunk.arg("build").env("TRUNK_SKIP_VERSION_CHECK", "true").env(RELEASE, "1");
    // Trunk runs wasm-opt in its release mode only, and can't be told to go without it.
    trunk.args(match has_wasm_opt {
        true => &["--release"][..],
        false => &["--cargo-profile", "release"],
    });
    // Trunk takes any NO_COLOR but "true" or "false" for a mistake.
    trunk.env_remove("NO_COLOR");
    run(&mut trunk)
}

/// Builds `dist/` where it is missing.
pub fn ensure() -> Result<()> {
    match dist_folder().join("index.html").is_file() {
        true => Ok(()),
        false => build(),
    }
}

/// Trunk's `post_build` hook: gives both editions their content security policy and writes
/// the single file, which only a release is small enough for.
pub fn finish() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").context("this is called by Trunk alone")?;
    let staging = PathBuf::from(staging);
    let index = staging.join("index.html");
    let html = fs::read_to_string(&index).context("index.html")?;
    let is_release =
        env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") || env::var_os(RELEASE).is_some();
    if is_release {
        let single = single_file::assemble(&html, &Parts::read(&staging)?)?;
        fs::write(staging.join("mailroom.html"), single)?;
    }
    fs::write(index, policy::insert(&html, policy::Edition::Folder)?)?;
    Ok(())
}

/// The files of a built app.
pub struct Parts {
    /// Style sheets by file name.
    pub styles: Vec<(String, String)>,
    /// The one JavaScript module.
    pub script: String,
    /// The program.
    pub wasm: Vec<u8>,
}

impl Parts {
    /// Reads the parts out of the folder that Trunk has filled.
    pub fn read(folder: &Path) -> Result<Parts> {
        let mut styles = Vec::new();
        let mut scripts = Vec::new();
        let mut programs = Vec::new();
        for file in files(folder)? {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            match file.extension().and_then(|ending| ending.to_str()) {
                Some("css") => styles.push((name.into_owned(), fs::read_to_string(&file)?)),
                Some("js") if name.starts_with("mailroom") => {
                    scripts.push(fs::read_to_string(&file)?);
                }
                Some("wasm") => programs.push(fs::read(&file)?),
                _ => {}
            }
        }
        match (<[_; 1]>::try_from(scripts), <[_; 1]>::try_from(programs)) {
            (Ok([script]), Ok([wasm])) => Ok(Parts { styles, script, wasm }),
            _ => bail!("{} needs one script and one program", folder.display()),
        }
    }
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
