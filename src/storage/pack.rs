//! Bytes as text: deflated, then 15 bits to a UTF-16 unit.
//!
//! U+3400 to U+B3FF are 32,768 characters in one run, none of them a surrogate, so each holds
//! 15 bits and counts as one unit of local storage.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

const FIRST: u32 = 0x3400;
const BITS: u32 = 15;
/// Half a gigabyte: more than any office has, less than what would take the page down.
const INFLATED_LIMIT: usize = 512 << 20;
/// Quick, and within a tenth of the size of the slow levels on contact data.
const LEVEL: u8 = 4;

/// Why a packed text can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackError {
    /// It holds a character that packing never writes, or its end is missing.
    Text,
    /// The bytes in it don't inflate.
    Deflate,
}

/// Packs bytes into text.
#[must_use]
pub fn pack(bytes: &[u8]) -> String {
    units(&compress_to_vec(bytes, LEVEL))
}

/// The bytes of a packed text.
///
/// # Errors
/// [`PackError`] for any text that [`pack`] did not write.
pub fn unpack(text: &str) -> Result<Vec<u8>, PackError> {
    decompress_to_vec_with_limit(&bytes(text)?, INFLATED_LIMIT).map_err(|_| PackError::Deflate)
}

/// Dense bytes as text, without deflating them.
#[must_use]
pub fn units(bytes: &[u8]) -> String {
    // Each character is three bytes of UTF-8.
    let mut text = Vec::with_capacity(bytes.len() * 8 / 5 + 16);
    // The first character tells how many bits of the last one are padding.
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

/// The bytes of [`units`].
///
/// # Errors
/// [`PackError::Text`] for any text that [`units`] did not write.
pub fn bytes(text: &str) -> Result<Vec<u8>, PackError> {
    let mut values = text.chars().map(|character| {
        u32::from(character).checked_sub(FIRST).filter(|value| value >> BITS == 0).ok_or(PackError::Text)
    });
    let padding = values.next().ok_or(PackError::Text)??;
    if padding >= BITS {
        return Err(PackError::Text);
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
    // Padding of eight bits or more has made a whole byte.
    if padding >= 8 {
        bytes.pop();
    }
    Ok(bytes)
}

/// Pushes a value below 2^15 as the UTF-8 of its character: U+3400 to U+B3FF are all three bytes.
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
        fn what_is_packed_unpacks(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let text = pack(&bytes);
            prop_assert_eq!(unpack(&text), Ok(bytes));
            prop_assert!(text.chars().all(|character| character.len_utf16() == 1));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
            let _ = unpack(&text);
        }
    }
}
