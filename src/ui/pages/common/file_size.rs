//! File sizes in words.

use crate::i18n::texts::{Import, Texts};

/// A number of bytes in kB or MB.
#[must_use]
pub fn file_size(texts: &Texts, bytes: usize) -> String {
    const MEGABYTE: usize = 1_000_000;
    if bytes < 10 * MEGABYTE {
        Import::of(texts.language).size_kb(texts.number(bytes.div_ceil(1_000)))
    } else {
        Import::of(texts.language).size_mb(texts.number(bytes.div_ceil(MEGABYTE)))
    }
}
