//! The program of a release: cut into a start and parts that are loaded when they are needed,
//! bound to JavaScript, and made small.
//!
//! Trunk builds the program and binds it in one piece. Where it is cut is said in
//! `src/ui/pages/on_demand.rs`; the cutting is `wasm_split_cli_support`'s.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

use crate::process::{command, run, target};

/// What Rust's compiler emits, so wasm-opt may too.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-simd",
];

/// How the cut program's own JavaScript fetches a part, up to the part's name and after it.
const FETCH: (&str, &str) = ("fetch(new URL(\"./", ".wasm\", import.meta.url))");
/// What it does with the answer.
const STREAM: &str = "WebAssembly.instantiateStreaming(src, imports)";
/// The same for any server: streaming fails where one doesn't know the media type.
const INSTANTIATE: &str = "WebAssembly.instantiate(await src, imports)";

/// A program that is ready to be handed out.
pub struct Program {
    /// JavaScript module that starts the program; it imports [`LINKS`].
    pub script: String,
    /// JavaScript module that loads the parts; it imports [`SCRIPT`], and expects a function
    /// `load(name)` that promises the bytes of a part.
    pub links: String,
    /// The start.
    pub start: Vec<u8>,
    /// The parts by name.
    pub parts: Vec<(String, Vec<u8>)>,
}

/// What the two scripts call each other.
pub const SCRIPT: &str = "mailroom.js";
/// See [`SCRIPT`].
pub const LINKS: &str = "parts.js";

impl Program {
    /// Makes the program out of what cargo has built, with `wasm-opt` if it is there.
    ///
    /// With `keeps_names`, functions keep their names, for a profile.
    pub fn of_release(has_wasm_opt: bool, keeps_names: bool) -> Result<Program> {
        let built = target().join("wasm32-unknown-unknown/release/mailroom.wasm");
        let folder = target().join("program");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        cut(&built, &folder)?;
        bind(&folder, keeps_names)?;
        let mut parts = Vec::new();
        for file in crate::build::files(&folder)? {
            if file.extension().is_some_and(|ending| ending == "wasm") {
                if has_wasm_opt {
                    shrink(&file, keeps_names)?;
                }
                let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                parts.push((name, fs::read(&file)?));
            }
        }
        let start = parts.iter().position(|(name, _)| name == "mailroom_bg").context("no start")?;
        let (_, start) = parts.remove(start);
        let script = without_remarks(&fs::read_to_string(folder.join(SCRIPT))?);
        let links = without_remarks(&fs::read_to_string(folder.join(LINKS))?);
        texts_stand_alone(&links)?;
        let links = with_own_loader(&links, &parts)?;
        Ok(Program { script, links, start, parts })
    }
}

fn cut(built: &Path, folder: &Path) -> Result<()> {
    let input = fs::read(built).with_context(|| built.display().to_string())?;
    fs::create_dir_all(folder)?;
    let start = folder.join("mailroom.wasm");
    let mut options = Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &start;
    let (links, script) = (format!("./{LINKS}"), format!("./{SCRIPT}"));
    options.link_name = &links;
    options.main_module = &script;
    let cut = transform(options).map_err(|problem| anyhow!("{problem:#}"))?;
    ensure!(!cut.split_modules.is_empty(), "the program has no parts");
    Ok(())
}

/// Only the start talks to JavaScript; the parts talk to the start.
fn bind(folder: &Path, keeps_names: bool) -> Result<()> {
    let start = folder.join("mailroom.wasm");
    let without_names = (!keeps_names).then_some("--remove-name-section");
    run(command("wasm-bindgen")
        .args(["--target", "web", "--out-name", "mailroom", "--remove-producers-section"])
        .args(["--no-typescript", "--keep-lld-exports"])
        .args(without_names)
        .arg("--out-dir")
        .args([folder, &start]))?;
    fs::remove_file(start)?;
    Ok(())
}

/// `-Oz` would be 5 % smaller on the disk, and 1 % larger in brotli, as it is sent.
fn shrink(file: &Path, keeps_names: bool) -> Result<()> {
    let names = keeps_names.then_some("-g");
    run(command("wasm-opt").arg("-O2").args(names).args(FEATURES).args([file, Path::new("-o"), file]))
}

/// A generated script without comments and indentation: a tenth less to send. A line ends where it
/// did, so nothing that hangs on line ends changes.
fn without_remarks(script: &str) -> String {
    let is_remark = |line: &&str| line.is_empty() || ["//", "/*", "*"].iter().any(|it| line.starts_with(it));
    let lines = script.lines().map(str::trim).filter(|line| !is_remark(line));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The start waits for the texts of one language, and for nothing else that two of them share.
fn texts_stand_alone(links: &str) -> Result<()> {
    const LOADER: &str = "export const __wasm_split_load_";
    let loaders = links.split(LOADER).skip(1).filter(|loader| loader.starts_with("texts_"));
    for loader in loaders {
        let needs_no_more = loader.lines().any(|line| line == ", []));");
        ensure!(needs_no_more, "texts share a chunk: {}", loader.lines().next().unwrap_or_default());
    }
    Ok(())
}

/// Lets parts come through `load`, which is another one in each edition.
fn with_own_loader(links: &str, parts: &[(String, Vec<u8>)]) -> Result<String> {
    let (before, after) = FETCH;
    let mut links = links.to_owned();
    for (name, _) in parts {
        let fetch = format!("{before}{name}{after}");
        ensure!(links.matches(&fetch).count() == 1, "{name} is not loaded as expected");
        links = links.replace(&fetch, &format!("load(\"{name}\")"));
    }
    ensure!(links.matches(STREAM).count() == parts.len(), "parts are not loaded as expected");
    let links = links.replace(STREAM, INSTANTIATE);
    ensure!(!links.contains("fetch("), "something else is fetched");
    Ok(links)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_are_left_out_of_scripts() {
        let script = "/**\n * @returns {number}\n */\nfunction a() {\n    // Why.\n    return b * 2;\n}\n";
        assert_eq!(without_remarks(script), "function a() {\nreturn b * 2;\n}\n");
    }

    #[test]
    fn texts_that_share_a_chunk_are_refused() {
        let loader = |name: &str, needed: &str| {
            format!(
                "export const __wasm_split_load_{name} = wrapAsyncCb(makeLoad(() => {{\n}}\n, [{needed}]));\n"
            )
        };
        let links = |needed: &str| {
            loader("texts_en", "") + &loader("texts_nb", needed) + &loader("office", "__chunk_5")
        };
        assert!(texts_stand_alone(&links("")).is_ok());
        assert!(texts_stand_alone(&links("__chunk_6")).is_err());
    }

    #[test]
    fn parts_come_through_the_loader_of_the_edition() {
        let links = format!("{}a{}; {STREAM}", FETCH.0, FETCH.1);
        let parts = [("a".to_owned(), Vec::new())];
        assert_eq!(with_own_loader(&links, &parts).unwrap(), format!("load(\"a\"); {INSTANTIATE}"));
        assert!(with_own_loader(&links, &[]).is_err());
        assert!(with_own_loader("", &parts).is_err());
    }
}
