//! What a first visit downloads, as a web server would send it.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use brotli::CompressorReader;

use crate::build::files;

/// What a first visit may download at most, in bytes.
const LIMIT: usize = 350_000;

/// Prints the download size of a first visit by kind of file, and that of the parts which are
/// loaded when they are needed; a first visit over the limit is an error.
pub fn check(folder: &Path) -> Result<()> {
    let mut total = 0;
    let mut line = String::new();
    for kind in ["wasm", "js", "css", "html"] {
        let size =
            packed_size(folder, |name| name.ends_with(kind) && !is_later(name) && name != "worker.js")?;
        total += size;
        line.push_str(&format!(" {kind} {},", kilobytes(size)));
    }
    println!("First visit in brotli:{line} together {}", kilobytes(total));
    println!("Parts loaded when needed: {}", kilobytes(packed_size(folder, is_later)?));
    ensure!(total <= LIMIT, "A first visit downloads more than {}.", kilobytes(LIMIT));
    Ok(())
}

/// Whether a file is not part of a first visit.
fn is_later(name: &str) -> bool {
    name.ends_with(".wasm") && !name.starts_with("mailroom-")
}

/// Brotli at its best quality, as of files that are packed once and sent often.
fn packed_size(folder: &Path, is_counted: impl Fn(&str) -> bool) -> Result<usize> {
    let mut total = 0;
    for file in files(folder)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if name == "mailroom.html" || !is_counted(&name) {
            continue;
        }
        let mut reader = CompressorReader::new(fs::File::open(file)?, 1 << 16, 11, 22);
        total += usize::try_from(std::io::copy(&mut reader, &mut std::io::sink())?)?;
    }
    Ok(total)
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}
