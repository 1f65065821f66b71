//! Encodes the code lists and the last number of each number series, as JSON by their keys.

use serde::{Deserialize, Serialize};

use crate::domain::by_list::ByList;
use crate::domain::code_list::CodeEntry;
use crate::storage::codec::DecodeError;
use crate::storage::codec::streams::{Reader, Writer};

/// The lists and the series. A list or series that is not stored is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    /// The rows of each list; `None` is a deleted code.
    #[serde(default)]
    pub lists: ByList<Vec<Option<CodeEntry>>>,
    /// The last used position of each number series.
    #[serde(default)]
    pub series: Series,
}

/// The last used position of each number series, by the table whose rows it numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Series {
    /// Of contacts.
    pub contacts: u64,
    /// Of segments.
    pub segments: u64,
}

/// Encodes lists and series.
#[must_use]
pub fn encode(codes: &Codes) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.text(&serde_json::to_string(codes).unwrap_or_default());
    writer.finish()
}

/// Decodes lists and series.
///
/// # Errors
/// [`DecodeError`].
pub fn decode(bytes: &[u8]) -> Result<Codes, DecodeError> {
    let mut reader = Reader::new(bytes)?;
    serde_json::from_slice(reader.text()?.as_bytes()).map_err(|_| DecodeError::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::CodeList;
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
        fn lists_and_series_come_back(
            rows in vec(vec(entry(), 0..9), CodeList::ALL.len()),
            contacts: u64,
            segments: u64,
        ) {
            let mut rows = rows.into_iter();
            let lists = ByList::from_fn(|_| rows.next().unwrap_or_default());
            let series = Series { contacts, segments };
            let codes = Codes { lists, series };
            prop_assert_eq!(decode(&encode(&codes)), Ok(codes));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..80)) {
            let _ = decode(&bytes);
        }
    }

    #[test]
    fn an_unknown_list_or_series_is_told_apart_from_damage() {
        for json in
            [r#"{"lists":{"newsletter":[]}}"#, r#"{"series":{"invoices":7}}"#, r#"{"lists":{},"tags":{}}"#]
        {
            let mut writer = Writer::default();
            writer.text(json);
            assert_eq!(decode(&writer.finish()), Err(DecodeError::Unknown), "{json}");
        }
        assert_eq!(decode(&[9]), Err(DecodeError::Damaged));
    }
}
