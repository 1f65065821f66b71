//! The download size of a first visit, in brotli.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use brotli::CompressorReader;

use crate::build::files;

/// The limit for a first visit, in bytes.
const LIMIT: usize = 350_000;

/// The prefix of the parts that hold the texts of a language; a first visit waits for one of them.
const TEXTS: &str = "split_texts_";

/// Prints the download sizes of a first visit, by kind of file, and of everything. A first visit over
/// the limit is an error.
pub fn check(folder: &Path) -> Result<()> {
    let files = packed_sizes(folder)?;
    let visit = first_visit(&files);
    let total: usize = visit.iter().map(|(_, size)| size).sum();
    let all: usize = files.iter().map(|(_, size)| size).sum();
    let kinds: Vec<String> =
        visit.iter().map(|(kind, size)| format!("{kind} {}", kilobytes(*size))).collect();
    println!("First visit in brotli: {}, together {}", kinds.join(", "), kilobytes(total));
    println!("Loaded when needed: {}, so {} in all", kilobytes(all.saturating_sub(total)), kilobytes(all));
    ensure!(total <= LIMIT, "A first visit downloads more than {}.", kilobytes(LIMIT));
    Ok(())
}

/// The files of a first visit, by kind: the start, and the texts of a language, of which the largest
/// count.
fn first_visit(files: &[(String, usize)]) -> Vec<(&'static str, usize)> {
    let sum = |kind: &str| {
        let is_counted = |name: &str| name.ends_with(kind) && !is_later(name);
        files.iter().filter(|(name, _)| is_counted(name)).map(|(_, size)| size).sum()
    };
    let texts = files.iter().filter(|(name, _)| name.starts_with(TEXTS)).map(|(_, size)| *size);
    vec![
        ("wasm", sum(".wasm")),
        ("texts", texts.max().unwrap_or(0)),
        ("js", sum(".js")),
        ("css", sum(".css")),
        ("html", sum(".html")),
    ]
}

/// Whether a file is loaded after the start.
fn is_later(name: &str) -> bool {
    name == "worker.js" || name.ends_with(".wasm") && !name.starts_with("mailroom-")
}

/// The files of the folder edition with their sizes in brotli at its best quality.
fn packed_sizes(folder: &Path) -> Result<Vec<(String, usize)>> {
    let mut sizes = Vec::new();
    for file in files(folder)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name != "mailroom.html" {
            let mut reader = CompressorReader::new(fs::File::open(file)?, 1 << 16, 11, 22);
            let size = usize::try_from(std::io::copy(&mut reader, &mut std::io::sink())?)?;
            sizes.push((name, size));
        }
    }
    Ok(sizes)
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_visit_waits_for_the_start_and_one_language() {
        let files = [
            ("chunk_4-1.wasm", 1),
            ("index.html", 2),
            ("mailroom-1.css", 4),
            ("mailroom-1.js", 8),
            ("mailroom-1.wasm", 16),
            ("parts-1.js", 32),
            ("split_office-1.wasm", 64),
            ("split_texts_en-1.wasm", 128),
            ("split_texts_nb-1.wasm", 256),
            ("worker.js", 512),
        ]
        .map(|(name, size)| (name.to_owned(), size));
        let expected = [("wasm", 16), ("texts", 256), ("js", 40), ("css", 4), ("html", 2)];
        assert_eq!(first_visit(&files), expected);
    }
}
