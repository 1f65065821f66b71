//! Encodes bytes as text, 15 bits in each UTF-16 unit.
//!
//! Written by hand, as base64 and its like take 6 bits a character: local storage counts UTF-16
//! units. U+3400 to U+B3FF are 32,768 consecutive characters without a surrogate, so each one holds
//! 15 bits and counts as one unit.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// The character that stands for 0.
const FIRST: u32 = 0x3400;
/// Bits in a character.
const BITS: u32 = 15;
/// Half a gigabyte: more than any database needs, and little enough for the page to survive.
const INFLATED_LIMIT: usize = 512 << 20;
/// A fast level, whose results are at most a tenth larger than those of the slow ones on contacts.
const LEVEL: u8 = 4;

/// Why a text can't be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum U15Error {
    /// The text has a character that is never written, or its end is missing.
    Text,
    /// The decoded bytes can't be decompressed.
    Deflate,
}

/// Compresses bytes with deflate and encodes them.
#[must_use]
pub fn compress(bytes: &[u8]) -> String {
    encode(&compress_to_vec(bytes, LEVEL))
}

/// Decodes and decompresses the text of [`compress`].
///
/// # Errors
/// [`U15Error`] for any text that [`compress`] did not write.
pub fn decompress(text: &str) -> Result<Vec<u8>, U15Error> {
    decompress_to_vec_with_limit(&decode(text)?, INFLATED_LIMIT).map_err(|_| U15Error::Deflate)
}

/// Encodes bytes as text.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    // Each character takes three bytes of UTF-8.
    let mut text = Vec::with_capacity(bytes.len() * 8 / 5 + 16);
    // The first character is the number of padding bits in the last one.
    let padding = (BITS - (bytes.len() as u64 * 8 % u64::from(BITS)) as u32) % BITS;
    push(&mut text, padding);
    let (mut held, mut bits) = (0_u32, 0);
    for &byte in bytes {
        held = held << 8 | u32::from(byte);
        bits += 8;
        if bits >= BITS {
            bits -= BITS;
            push(&mut text, held >> bits & 0x7fff);
        }
    }
    if bits > 0 {
        push(&mut text, held << (BITS - bits) & 0x7fff);
    }
    String::from_utf8(text).unwrap_or_default()
}

/// Decodes the text of [`encode`].
///
/// # Errors
/// [`U15Error::Text`] for any text that [`encode`] did not write.
pub fn decode(text: &str) -> Result<Vec<u8>, U15Error> {
    let mut values = text.chars().map(|character| {
        u32::from(character).checked_sub(FIRST).filter(|value| value >> BITS == 0).ok_or(U15Error::Text)
    });
    let padding = values.next().ok_or(U15Error::Text)??;
    if padding >= BITS {
        return Err(U15Error::Text);
    }
    let mut bytes = Vec::with_capacity(text.len() / 3 * 15 / 8 + 8);
    let (mut held, mut bits) = (0_u32, 0);
    for value in values {
        held = held << BITS | value?;
        bits += BITS;
        while bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    // Padding of eight bits or more was decoded as a whole byte.
    if padding >= 8 {
        bytes.pop();
    }
    Ok(bytes)
}

/// Pushes the UTF-8 of the character for a value below 2^15, which always takes three bytes.
fn push(text: &mut Vec<u8>, value: u32) {
    let character = FIRST + value;
    text.extend([
        0xe0 | (character >> 12) as u8,
        0x80 | (character >> 6 & 0x3f) as u8,
        0x80 | (character & 0x3f) as u8,
    ]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_compressed_decompresses(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let text = compress(&bytes);
            prop_assert_eq!(decompress(&text), Ok(bytes));
            prop_assert!(text.chars().all(|character| character.len_utf16() == 1));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
            let _ = decompress(&text);
        }
    }
}
