//! Folders of the project, and commands that run in it.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// The project's folder: the nearest parent of the running package with a `Trunk.toml`. Determined at
/// run time, as two checkouts may share a target folder.
pub fn root() -> PathBuf {
    let start = env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .or_else(|| env::current_dir().ok())
        .unwrap_or_default();
    let found = start.ancestors().find(|folder| folder.join("Trunk.toml").is_file());
    found.unwrap_or(Path::new(".")).to_path_buf()
}

/// The folder of the built app.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The folder in which npm installs the packages of `tests/package.json`.
pub fn npm_folder() -> PathBuf {
    root().join("tests")
}

/// A command in the project's folder, with the installed tools first on its PATH.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(find(program).unwrap_or_else(|| PathBuf::from(program)));
    command.current_dir(root());
    if let Ok(path) = env::join_paths(search_path()) {
        command.env("PATH", path);
    }
    command
}

/// Runs a command; a bad exit status is an error that names the program.
pub fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("{name} did not start"))?;
    ensure!(status.success(), "{name} ended with {status}");
    Ok(())
}

/// The output of a command; `None` where it is missing or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// The path of a program on the PATH.
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

/// The default folder of `cargo install`, which is not on every machine's PATH.
fn cargo_bin() -> Option<PathBuf> {
    let home = || env::home_dir().map(|home| home.join(".cargo"));
    env::var_os("CARGO_INSTALL_ROOT")
        .or_else(|| env::var_os("CARGO_HOME"))
        .map(PathBuf::from)
        .or_else(home)
        .map(|folder| folder.join("bin"))
}
