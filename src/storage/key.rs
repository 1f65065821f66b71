//! Under which keys the stored units stand.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What stands before the keys of damaged units that were put aside.
pub const ASIDE: &str = "aside/";

/// A part of the tables that is stored as one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The code lists, and how far the series of numbers are used.
    Codes,
    /// A run of contacts, by its place among all runs.
    Contacts(u32),
    /// The segment at a place.
    Segment(u32),
}

/// The key of a stored unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// What there is, and where the journal begins.
    Head,
    /// A part of the tables as it was after the change of that number. One that was written
    /// for a change too large for the journal carries the mark that the change's entry names.
    Part(Part, u64, Option<String>),
    /// The change of that number.
    Log(u64),
    /// A change of a window that has no number yet.
    Waiting(String, u64),
    /// What the change of that number was, and how it is taken back.
    Done(u64),
}

impl Key {
    /// Reads a key; `None` for one that is none of these.
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        let mut words = key.split('/');
        let first = words.next()?;
        let mut next = || words.next();
        let parsed = match first {
            "head" => Self::Head,
            "codes" => {
                let number = next()?.parse().ok()?;
                Self::Part(Part::Codes, number, next().map(str::to_owned))
            }
            "contacts" => {
                let (run, number) = (next()?.parse().ok()?, next()?.parse().ok()?);
                Self::Part(Part::Contacts(run), number, next().map(str::to_owned))
            }
            "segment" => {
                let (place, number) = (next()?.parse().ok()?, next()?.parse().ok()?);
                Self::Part(Part::Segment(place), number, next().map(str::to_owned))
            }
            "log" => Self::Log(next()?.parse().ok()?),
            "tab" => Self::Waiting(next()?.to_owned(), next()?.parse().ok()?),
            "done" => Self::Done(next()?.parse().ok()?),
            _ => return None,
        };
        // "log/01" is not the key that would be written for it.
        (parsed.to_string() == key).then_some(parsed)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Head => formatter.write_str("head"),
            Self::Part(part, number, tab) => {
                match part {
                    Part::Codes => write!(formatter, "codes/{number}")?,
                    Part::Contacts(run) => write!(formatter, "contacts/{run}/{number}")?,
                    Part::Segment(place) => write!(formatter, "segment/{place}/{number}")?,
                }
                match tab {
                    Some(tab) => write!(formatter, "/{tab}"),
                    None => Ok(()),
                }
            }
            Self::Log(number) => write!(formatter, "log/{number}"),
            Self::Waiting(tab, sequence) => write!(formatter, "tab/{tab}/{sequence}"),
            Self::Done(number) => write!(formatter, "done/{number}"),
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
            assert_eq!(Key::parse(key).map(|it| it.to_string()).as_deref(), Some(key));
        }
        for key in ["", "log", "log/x", "log/01", "preferences", "contacts/1", "snapshot/3", "journal/4"] {
            assert_eq!(Key::parse(key), None, "{key}");
        }
    }
}
