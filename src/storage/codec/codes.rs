//! Encodes the code lists.

use crate::domain::by_list::ByList;

use crate::domain::code_list::CodeEntry;
use crate::storage::codec::FORMAT;
use crate::storage::codec::texts::{Frame, NewTexts};

/// The rows of all code lists; `None` is a deleted code.
pub type Lists = ByList<Vec<Option<CodeEntry>>>;

/// Encodes the lists.
#[must_use]
pub fn encode(lists: &Lists) -> Vec<u8> {
    let mut texts = NewTexts::writer();
    texts.add(&serde_json::to_string(lists).unwrap_or_default());
    texts.finish(FORMAT, &[])
}

/// Decodes the lists.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Lists> {
    let parts = Frame::of(bytes, FORMAT)?;
    serde_json::from_slice(NewTexts::reader(&parts.texts).take()?.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::Code;
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
            let mut all = [a, b, c].into_iter();
            let lists = ByList::from_fn(|_| all.next().unwrap_or_default());
            prop_assert_eq!(decode(&encode(&lists)), Some(lists));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..80)) {
            let _ = decode(&bytes);
        }
    }
}
