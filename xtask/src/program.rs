//! The program of a release: split into a start and parts that are loaded on demand, bound to
//! JavaScript, and minified.
//!
//! Trunk 0.21 builds and binds the program in one piece and has no code splitting, so this is done
//! here, with `wasm_split_cli_support`. Parts are declared by the macro `part` (`browser/part.rs`).

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

use crate::process::{command, run, target};

/// The features that Rust's compiler emits, so that wasm-opt may use them.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-simd",
];

/// The code that fetches a part in the generated JavaScript, before and after the part's name.
const FETCH: (&str, &str) = ("fetch(new URL(\"./", ".wasm\", import.meta.url))");
/// The code that instantiates the response.
const STREAM: &str = "WebAssembly.instantiateStreaming(src, imports)";
/// Its replacement, as streaming fails on servers that send another media type.
const INSTANTIATE: &str = "WebAssembly.instantiate(await src, imports)";

/// A finished program.
pub struct Program {
    /// JavaScript module that starts the program; it imports [`LINKS`].
    pub script: String,
    /// JavaScript module that loads the parts; it imports [`SCRIPT`], and calls a function
    /// `load(name)` that returns a promise of the bytes of a part.
    pub links: String,
    /// The WebAssembly of the start.
    pub start: Vec<u8>,
    /// The parts by name.
    pub parts: Vec<(String, Vec<u8>)>,
}

/// The name of [`Program::script`] in the imports of the other script.
pub const SCRIPT: &str = "mailroom.js";
/// The name of [`Program::links`] in the imports of the other script.
pub const LINKS: &str = "parts.js";

impl Program {
    /// Makes the program from cargo's build, with `wasm-opt` if it is installed.
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
        let script = without_comments(&fs::read_to_string(folder.join(SCRIPT))?);
        let links = without_comments(&fs::read_to_string(folder.join(LINKS))?);
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

/// Binds the start to JavaScript; the parts are linked to the start.
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

/// `-Oz` would be 5 % smaller, but 1 % larger in brotli, which counts.
fn shrink(file: &Path, keeps_names: bool) -> Result<()> {
    let names = keeps_names.then_some("-g");
    run(command("wasm-opt").arg("-O2").args(names).args(FEATURES).args([file, Path::new("-o"), file]))
}

/// A generated script without comments and indentation, a tenth smaller. Line ends are kept, as some
/// statements end by them.
fn without_comments(script: &str) -> String {
    let is_comment = |line: &&str| line.is_empty() || ["//", "/*", "*"].iter().any(|it| line.starts_with(it));
    let lines = script.lines().map(str::trim).filter(|line| !is_comment(line));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Checks that the texts of a language are one part: the start waits for them, and must not wait for a
/// part shared with another language.
fn texts_stand_alone(links: &str) -> Result<()> {
    const LOADER: &str = "export const __wasm_split_load_";
    let loaders = links.split(LOADER).skip(1).filter(|loader| loader.starts_with("texts_"));
    for loader in loaders {
        let needs_no_more = loader.lines().any(|line| line == ", []));");
        ensure!(needs_no_more, "texts share a chunk: {}", loader.lines().next().unwrap_or_default());
    }
    Ok(())
}

/// Replaces the fetching of parts by `load`, which each edition defines.
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
    fn comments_are_left_out_of_scripts() {
        let script = "/**\n * @returns {number}\n */\nfunction a() {\n    // Why.\n    return b * 2;\n}\n";
        assert_eq!(without_comments(script), "function a() {\nreturn b * 2;\n}\n");
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
