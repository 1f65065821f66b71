//! New texts, one after the other, compressed together with deflate.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::storage::codec::allowance;

/// Slower levels save less than a hundredth.
const LEVEL: u8 = 6;
/// The end of a text.
const END: char = '\0';

/// Texts that are written, or read in the order of writing.
#[derive(Debug)]
pub struct NewTexts<'a> {
    written: String,
    rest: &'a str,
}

impl<'a> NewTexts<'a> {
    /// A writer without texts.
    pub fn writer() -> Self {
        Self { written: String::new(), rest: "" }
    }

    /// A reader of [`Frame::texts`].
    pub fn reader(rest: &'a str) -> Self {
        Self { written: String::new(), rest }
    }

    /// Adds a text, which must not contain a zero.
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

    /// Writes format, compressed texts and other bytes one after the other.
    pub fn finish(&self, format: u8, rest: &[u8]) -> Vec<u8> {
        let packed = compress_to_vec(self.written.as_bytes(), LEVEL);
        let mut bytes = vec![format];
        bytes.extend((packed.len() as u32).to_le_bytes());
        bytes.extend(packed);
        bytes.extend(rest);
        bytes
    }
}

/// The content of the bytes of [`NewTexts::finish`].
#[derive(Debug)]
pub struct Frame<'a> {
    /// The texts, each with its end mark.
    pub texts: String,
    /// The other bytes.
    pub rest: &'a [u8],
}

impl<'a> Frame<'a> {
    /// Splits bytes of this format.
    pub fn of(bytes: &'a [u8], format: u8) -> Option<Self> {
        let (&found, rest) = bytes.split_first()?;
        let (length, rest) = rest.split_first_chunk()?;
        let (packed, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        let texts = decompress_to_vec_with_limit(packed, allowance(bytes.len())).ok()?;
        let texts = String::from_utf8(texts).ok()?;
        (found == format).then_some(Self { texts, rest })
    }
}
