//! The code lists as bytes.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::FORMAT;
use crate::domain::{CodeEntry, CodeList};

/// The rows of all code lists; `None` is a place whose code was deleted.
pub type Lists = [Vec<Option<CodeEntry>>; CodeList::ALL.len()];

/// Lists are short: a hundred thousand codes are far below this.
const LIMIT: usize = 64 << 20;

/// The lists as bytes.
#[must_use]
pub fn encode(lists: &Lists) -> Vec<u8> {
    let mut bytes = vec![FORMAT];
    bytes.extend(compress_to_vec(&serde_json::to_vec(lists).unwrap_or_default(), 6));
    bytes
}

/// The lists of [`encode`]d bytes.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Lists> {
    let (&FORMAT, packed) = bytes.split_first()? else { return None };
    serde_json::from_slice(&decompress_to_vec_with_limit(packed, LIMIT).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Code;
    use proptest::{collection::vec, prelude::*};

    fn entry() -> impl Strategy<Value = Option<CodeEntry>> {
        proptest::option::of(("[A-Z]{1,11}", "\\PC{0,20}", any::<bool>()).prop_map(
            |(code, description, sample)| CodeEntry {
                code: Code::parse(&code).unwrap(),
                description,
                sample,
            },
        ))
    }

    proptest! {
        #[test]
        fn lists_come_back(a in vec(entry(), 0..9), b in vec(entry(), 0..9), c in vec(entry(), 0..9)) {
            let lists = [a, b, c];
            prop_assert_eq!(decode(&encode(&lists)), Some(lists));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..80)) {
            let _ = decode(&bytes);
        }
    }
}
