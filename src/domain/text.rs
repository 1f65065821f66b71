//! Free texts and numbers, and how long they may be.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::characters::uppercase;

/// User-perceived characters in a contact's or a segment's No. at most (Business Central: Code\[20\]).
pub const NUMBER_LIMIT: usize = 20;

/// Why a text can't be taken over. The text stays with whoever typed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextError {
    /// Nothing is left after trimming, where something is needed.
    Empty,
    /// Longer than the field holds, in user-perceived characters.
    TooLong {
        /// What was typed, trimmed.
        text: String,
        /// Its length in user-perceived characters.
        length: usize,
        /// How many fit.
        limit: usize,
    },
}

/// The number of user-perceived characters of a text.
#[must_use]
pub fn graphemes(text: &str) -> usize {
    if text.is_ascii() {
        // CR LF is the one pair of ASCII characters that counts as one.
        text.len() - text.matches("\r\n").count()
    } else {
        text.graphemes(true).count()
    }
}

/// Trims a text and checks that it fits.
///
/// # Errors
/// [`TextError::TooLong`] when it holds more than `limit` user-perceived characters.
pub fn check_text(text: &str, limit: usize) -> Result<&str, TextError> {
    let text = text.trim();
    // No text has more characters than bytes, so most need no counting.
    if text.len() > limit {
        let length = graphemes(text);
        if length > limit {
            return Err(TextError::TooLong { text: text.to_owned(), length, limit });
        }
    }
    Ok(text)
}

/// A contact's or segment's No. as it is kept: trimmed and in upper case, as Business Central's
/// Code type does.
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
