//! The folder edition: the program's files beside index.html, for any web server. Their names
//! carry a mark of what is in them, so no cache mixes two versions. A service worker keeps them
//! for when the server is out of reach.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use sha2::{Digest, Sha256};

use crate::build::files;
use crate::program::{LINKS, Program, SCRIPT};

/// Fetches a part.
const LOAD: &str = include_str!("load.js");

/// Fetches the texts of the language in use, as early as that is possible.
const TEXTS: &str = include_str!("texts.js");

/// Fetches the service worker once the page is there, and says when it has a new version.
const REGISTER: &str = include_str!("register.js");
const WORKER: &str = include_str!("worker.js");

/// Writes styles and program into Trunk's folder, and hands back index.html with their names.
pub fn write(folder: &Path, html: &str, styles: &str, program: &Program) -> Result<String> {
    let parts = program.parts.iter().map(|(_, part)| part.as_slice());
    let texts = [styles, LOAD, TEXTS, REGISTER, &program.script, &program.links].map(str::as_bytes);
    // One mark for all, as they are of use only together.
    let mark = mark(texts.into_iter().chain([program.start.as_slice()]).chain(parts));
    let (script, links) = (format!("mailroom-{mark}.js"), format!("parts-{mark}.js"));
    let start = format!("mailroom-{mark}.wasm");
    let mut html = html.to_owned();
    // The program in one piece, as Trunk has bound it.
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
    // The program itself goes on calling it by its old name.
    let (from, from_own) = (format!("from \"./{LINKS}\""), format!("from \"./{links}\""));
    ensure!(program.script.contains(&from), "{SCRIPT} doesn't import {LINKS}");
    fs::write(folder.join(&script), program.script.replace(&from, &from_own))?;
    let load = LOAD.replace("MARK", &mark);
    fs::write(folder.join(&links), program.links.replace(SCRIPT, &script) + &load + TEXTS + REGISTER)?;
    fs::write(folder.join(&start), &program.start)?;
    let sheet = format!("mailroom-{mark}.css");
    fs::write(folder.join(&sheet), styles)?;
    let more = format!(
        "<link rel=\"modulepreload\" href=\"./{links}\"><link rel=\"stylesheet\" href=\"./{sheet}\"></head>"
    );
    html = html.replacen("</head>", &more, 1);
    for (name, part) in &program.parts {
        fs::write(folder.join(format!("{name}-{mark}.wasm")), part)?;
    }
    Ok(html)
}

/// Writes the service worker for the files that are in the folder, the page itself included.
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
    let mark = mark(contents.iter().map(Vec::as_slice));
    let worker = WORKER.replace("{mark}", &mark).replace("{files}", &format!("{names:?}"));
    fs::write(folder.join("worker.js"), worker)?;
    Ok(())
}

/// A short text that is another one for other contents.
fn mark<'a>(contents: impl Iterator<Item = &'a [u8]>) -> String {
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
