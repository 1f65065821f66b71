//! A segment as bytes.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::FORMAT;
use crate::domain::Segment;

const LIMIT: usize = 256 << 20;

/// A segment as bytes.
#[must_use]
pub fn encode(segment: &Segment) -> Vec<u8> {
    let mut bytes = vec![FORMAT];
    bytes.extend(compress_to_vec(&serde_json::to_vec(segment).unwrap_or_default(), 6));
    bytes
}

/// The segment of [`encode`]d bytes.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Segment> {
    let (&FORMAT, packed) = bytes.split_first()? else { return None };
    serde_json::from_slice(&decompress_to_vec_with_limit(packed, LIMIT).ok()?).ok()
}
