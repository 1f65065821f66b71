//! What a first visit downloads, as a web server would send it.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use brotli::CompressorReader;

use crate::build::files;

/// What a first visit should download at most, in bytes. The app is over it, and says so.
const AIM: usize = 350_000;

/// What a first visit may download at most, so that it doesn't grow unnoticed on the way down.
const LIMIT: usize = 800_000;

/// Prints the download size of the built app by kind of file, and how far it is over the aim;
/// over the limit is an error.
pub fn check(folder: &Path) -> Result<()> {
    let mut total = 0;
    let mut line = String::new();
    for kind in ["wasm", "js", "css", "html"] {
        let size = packed_size(folder, kind)?;
        total += size;
        line.push_str(&format!(" {kind} {},", kilobytes(size)));
    }
    println!("Download in brotli:{line} together {}", kilobytes(total));
    if total > AIM {
        println!("That is {} over the aim of {}.", kilobytes(total - AIM), kilobytes(AIM));
    }
    ensure!(total <= LIMIT, "The download is larger than {}.", kilobytes(LIMIT));
    Ok(())
}

/// Brotli at its best quality, as of files that are packed once and sent often.
fn packed_size(folder: &Path, kind: &str) -> Result<usize> {
    let mut total = 0;
    for file in files(folder)? {
        let is_single = file.file_name().is_some_and(|name| name == "mailroom.html");
        if is_single || file.extension().is_none_or(|ending| ending != kind) {
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
