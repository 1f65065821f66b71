//! Places of this project on the disk, and other programs started from its folder.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// The project's folder: the nearest one with a `Trunk.toml`, seen from the package that
/// runs. Asked for while running, as two checkouts may share one target folder.
pub fn root() -> PathBuf {
    let start = env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .or_else(|| env::current_dir().ok())
        .unwrap_or_default();
    let found = start.ancestors().find(|folder| folder.join("Trunk.toml").is_file());
    found.unwrap_or(Path::new(".")).to_path_buf()
}

/// Where the built app is.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Where npm puts what `tests/package.json` names.
pub fn npm_folder() -> PathBuf {
    root().join("tests")
}

/// A command in the project's folder which finds the installed tools before any other of
/// their name.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(find(program).unwrap_or_else(|| PathBuf::from(program)));
    command.current_dir(root());
    if let Ok(path) = env::join_paths(search_path()) {
        command.env("PATH", path);
    }
    command
}

/// Runs a command to its end; a bad exit status is an error that names the program.
pub fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("{name} did not start"))?;
    ensure!(status.success(), "{name} ended with {status}");
    Ok(())
}

/// What a command prints, or nothing where it is missing or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// The file of a program that can be started by its bare name.
pub fn find(program: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    search_path()
        .iter()
        .flat_map(|folder| endings.iter().map(move |end| folder.join(format!("{program}{end}"))))
        .find(|file| file.is_file())
}

fn search_path() -> Vec<PathBuf> {
    let mut folders = vec![npm_folder().join("node_modules/.bin")];
    folders.extend(cargo_bin());
    let inherited: OsString = env::var_os("PATH").unwrap_or_default();
    folders.extend(env::split_paths(&inherited));
    folders
}

/// Where `cargo install` puts programs by default; not on every machine's PATH.
fn cargo_bin() -> Option<PathBuf> {
    let home = || env::home_dir().map(|home| home.join(".cargo"));
    env::var_os("CARGO_INSTALL_ROOT")
        .or_else(|| env::var_os("CARGO_HOME"))
        .map(PathBuf::from)
        .or_else(home)
        .map(|folder| folder.join("bin"))
}
