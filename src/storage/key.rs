//! The keys under which records are stored.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The prefix of the keys of damaged records that were set aside.
pub const ASIDE: &str = "aside/";

/// A part of the tables that is stored as one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TablePart {
    /// The code lists, and the last number of each number series.
    Codes,
    /// A shard of contacts, by its index.
    Contacts(u32),
    /// A segment, by its index.
    Segment(u32),
}

/// The key of a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKey {
    /// The manifest.
    Manifest,
    /// A part of the tables as of the change with this number. A part that was stored for a change
    /// too large for the journal has the name of the attempt, which the change's entry names too.
    Part(TablePart, u64, Option<String>),
    /// The journal entry with this number.
    Log(u64),
    /// A change without a confirmed number, by its window and its sequence number in it.
    Pending(String, u64),
    /// The history entry of the change with this number.
    History(u64),
}

impl RecordKey {
    /// Parses a key; `None` for a key of anything else.
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        let mut words = key.split('/');
        let first = words.next()?;
        let mut next = || words.next();
        let parsed = match first {
            "head" => Self::Manifest,
            "codes" => {
                let number = next()?.parse().ok()?;
                Self::Part(TablePart::Codes, number, next().map(str::to_owned))
            }
            "contacts" => {
                let (shard, number) = (next()?.parse().ok()?, next()?.parse().ok()?);
                Self::Part(TablePart::Contacts(shard), number, next().map(str::to_owned))
            }
            "segment" => {
                let (index, number) = (next()?.parse().ok()?, next()?.parse().ok()?);
                Self::Part(TablePart::Segment(index), number, next().map(str::to_owned))
            }
            "log" => Self::Log(next()?.parse().ok()?),
            "tab" => Self::Pending(next()?.to_owned(), next()?.parse().ok()?),
            "done" => Self::History(next()?.parse().ok()?),
            _ => return None,
        };
        // Refuses other spellings of the same key, such as "log/01".
        (parsed.to_string() == key).then_some(parsed)
    }
}

impl fmt::Display for RecordKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manifest => formatter.write_str("head"),
            Self::Part(part, number, attempt) => {
                match part {
                    TablePart::Codes => write!(formatter, "codes/{number}")?,
                    TablePart::Contacts(shard) => write!(formatter, "contacts/{shard}/{number}")?,
                    TablePart::Segment(index) => write!(formatter, "segment/{index}/{number}")?,
                }
                match attempt {
                    Some(attempt) => write!(formatter, "/{attempt}"),
                    None => Ok(()),
                }
            }
            Self::Log(number) => write!(formatter, "log/{number}"),
            Self::Pending(window, sequence) => write!(formatter, "tab/{window}/{sequence}"),
            Self::History(number) => write!(formatter, "done/{number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written() {
        for key in [
            "head",
            "codes/7",
            "codes/7/ab12",
            "contacts/3/18",
            "segment/0/18/ff",
            "log/9",
            "tab/ab12/4",
            "done/9",
        ] {
            assert_eq!(RecordKey::parse(key).map(|it| it.to_string()).as_deref(), Some(key));
        }
        for key in ["", "log", "log/x", "log/01", "preferences", "contacts/1", "snapshot/3", "journal/4"] {
            assert_eq!(RecordKey::parse(key), None, "{key}");
        }
    }
}
