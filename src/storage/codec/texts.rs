//! Texts that have not come before, one after the other, deflated together.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::storage::codec::allowance;

/// Slower levels gain less than a hundredth.
const LEVEL: u8 = 6;
/// Ends a text.
const END: char = '\0';

/// Texts that are written, or read in the same order.
#[derive(Debug)]
pub struct Texts<'a> {
    written: String,
    rest: &'a str,
}

impl<'a> Texts<'a> {
    /// No texts yet.
    pub fn writer() -> Self {
        Self { written: String::new(), rest: "" }
    }

    /// Reads texts out of [`Parts::texts`].
    pub fn reader(rest: &'a str) -> Self {
        Self { written: String::new(), rest }
    }

    /// Adds a text that has no zeros in it.
    pub fn add(&mut self, text: &str) {
        self.written.push_str(text);
        self.written.push(END);
    }

    /// The next text.
    pub fn take(&mut self) -> Option<&'a str> {
        let (text, rest) = self.rest.split_once(END)?;
        self.rest = rest;
        Some(text)
    }

    /// Bytes with the format, the texts and what else there is.
    pub fn finish(&self, format: u8, rest: &[u8]) -> Vec<u8> {
        let packed = compress_to_vec(self.written.as_bytes(), LEVEL);
        let mut bytes = vec![format];
        bytes.extend((packed.len() as u32).to_le_bytes());
        bytes.extend(packed);
        bytes.extend(rest);
        bytes
    }
}

/// The two parts of [`Texts::finish`]ed bytes.
#[derive(Debug)]
pub struct Parts<'a> {
    /// The texts, each with its end.
    pub texts: String,
    /// What else there is.
    pub rest: &'a [u8],
}

impl<'a> Parts<'a> {
    /// Takes bytes of this format apart.
    pub fn of(bytes: &'a [u8], format: u8) -> Option<Self> {
        let (&found, rest) = bytes.split_first()?;
        let (length, rest) = rest.split_first_chunk()?;
        let (packed, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        let texts = decompress_to_vec_with_limit(packed, allowance(bytes.len())).ok()?;
        let texts = String::from_utf8(texts).ok()?;
        (found == format).then_some(Self { texts, rest })
    }
}
