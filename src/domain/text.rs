//! Free texts and numbers, and their limits.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::characters::uppercase;

/// User-perceived characters in a contact's or a segment's No. at most (Business Central: Code\[20\]).
pub const NUMBER_LIMIT: usize = 20;

/// Why a text is refused. The caller keeps the text as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextError {
    /// Empty after trimming, where a text is required.
    Empty,
    /// Longer than the field's limit, in user-perceived characters (grapheme clusters).
    TooLong {
        /// The typed text, trimmed.
        text: String,
        /// Its length in user-perceived characters.
        length: usize,
        /// The field's limit.
        limit: usize,
    },
    /// No day of the calendar, where a date is required.
    NoDate {
        /// The typed text, trimmed.
        text: String,
    },
}

/// The number of user-perceived characters of a text (extended grapheme clusters, UAX #29).
#[must_use]
pub fn graphemes(text: &str) -> usize {
    if text.is_ascii() {
        // CR LF is the only ASCII pair that forms one cluster.
        text.len() - text.matches("\r\n").count()
    } else {
        text.graphemes(true).count()
    }
}

/// The text, trimmed, if it is no longer than `limit` user-perceived characters.
///
/// # Errors
/// [`TextError::TooLong`] when it holds more than `limit` user-perceived characters.
pub fn check_text(text: &str, limit: usize) -> Result<&str, TextError> {
    let text = text.trim();
    // A text has at least as many bytes as clusters, so most texts need no counting.
    if text.len() > limit {
        let length = graphemes(text);
        if length > limit {
            return Err(TextError::TooLong { text: text.to_owned(), length, limit });
        }
    }
    Ok(text)
}

/// A contact's or segment's No. in its stored form: trimmed and in upper case, as Business
/// Central's Code type.
///
/// # Errors
/// [`TextError::Empty`] or [`TextError::TooLong`] (over [`NUMBER_LIMIT`]).
pub fn parse_number(text: &str) -> Result<String, TextError> {
    let number = uppercase(check_text(text, NUMBER_LIMIT)?);
    if number.is_empty() {
        return Err(TextError::Empty);
    }
    check_text(&number, NUMBER_LIMIT)?;
    Ok(number)
}
