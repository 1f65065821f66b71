//! The folder edition: the program's files beside index.html, for any web server. Their names contain
//! a hash of their content, so that no cache mixes two versions. A service worker stores them for
//! offline use.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use sha2::{Digest, Sha256};

use crate::build::files;
use crate::program::{LINKS, Program, SCRIPT};

/// Fetches a part.
const LOAD: &str = include_str!("load.js");

/// Fetches the texts of the language in use, as early as possible.
const TEXTS: &str = include_str!("texts.js");

/// Registers the service worker once the page is loaded, and reports a new version.
const REGISTER: &str = include_str!("register.js");
const WORKER: &str = include_str!("worker.js");

/// Writes styles and program into Trunk's folder, and returns index.html with their names.
pub fn write(folder: &Path, html: &str, styles: &str, program: &Program) -> Result<String> {
    let parts = program.parts.iter().map(|(_, part)| part.as_slice());
    let texts = [styles, LOAD, TEXTS, REGISTER, &program.script, &program.links].map(str::as_bytes);
    // One hash for all files, as they belong together.
    let hash = short_hash(texts.into_iter().chain([program.start.as_slice()]).chain(parts));
    let (script, links) = (format!("mailroom-{hash}.js"), format!("parts-{hash}.js"));
    let start = format!("mailroom-{hash}.wasm");
    let mut html = html.to_owned();
    // Removes the program in one piece, as Trunk has bound it.
    for file in files(folder)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let own = match file.extension().and_then(|ending| ending.to_str()) {
            Some("js") => &script,
            Some("wasm") => &start,
            _ => continue,
        };
        ensure!(html.contains(&name), "index.html doesn't name {name}");
        html = html.replace(&name, own);
        fs::remove_file(file)?;
    }
    // The script imports the links by their old name.
    let (from, from_own) = (format!("from \"./{LINKS}\""), format!("from \"./{links}\""));
    ensure!(program.script.contains(&from), "{SCRIPT} doesn't import {LINKS}");
    fs::write(folder.join(&script), program.script.replace(&from, &from_own))?;
    let load = LOAD.replace("MARK", &hash);
    fs::write(folder.join(&links), program.links.replace(SCRIPT, &script) + &load + TEXTS + REGISTER)?;
    fs::write(folder.join(&start), &program.start)?;
    let sheet = format!("mailroom-{hash}.css");
    fs::write(folder.join(&sheet), styles)?;
    let more = format!(
        "<link rel=\"modulepreload\" href=\"./{links}\"><link rel=\"stylesheet\" href=\"./{sheet}\"></head>"
    );
    html = html.replacen("</head>", &more, 1);
    for (name, part) in &program.parts {
        fs::write(folder.join(format!("{name}-{hash}.wasm")), part)?;
    }
    Ok(html)
}

/// Writes the service worker for the files of the folder, including the page.
pub fn write_worker(folder: &Path, html: &str) -> Result<()> {
    let mut names = vec!["./".to_owned()];
    let mut contents = vec![html.as_bytes().to_vec()];
    for file in files(folder)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !["index.html", "mailroom.html"].contains(&name.as_str()) {
            contents.push(fs::read(&file)?);
            names.push(name);
        }
    }
    let hash = short_hash(contents.iter().map(Vec::as_slice));
    let worker = WORKER.replace("{mark}", &hash).replace("{files}", &format!("{names:?}"));
    fs::write(folder.join("worker.js"), worker)?;
    Ok(())
}

/// A short hash of contents.
fn short_hash<'a>(contents: impl Iterator<Item = &'a [u8]>) -> String {
    let hash = contents.fold(Sha256::new(), |hash, content| hash.chain_update(content));
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::root;

    #[test]
    fn texts_of_every_language_are_asked_for_early() {
        for locale in files(&root().join("locales")).unwrap() {
            let code = locale.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(TEXTS.contains(&format!("{code}: \"{code}\"")), "{code}");
        }
    }
}
