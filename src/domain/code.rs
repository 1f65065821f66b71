//! Codes: MOVE, GIFT, FLYTTE.

use serde::{Deserialize, Serialize};

use crate::characters::uppercase;
use crate::domain::normalization::{is_mark, nfc};
use crate::domain::text::graphemes;

/// User-perceived characters of a code at most, as the manual states.
pub const CODE_LIMIT: usize = 11;

/// A code: upper case, 1 to [`CODE_LIMIT`] user-perceived characters; letters of any script and
/// digits, between them also `-`, `_`, `&` and blanks.
///
/// Stored as NFC(upper(NFC(trim))), so that all spellings of a code are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(Box<str>);

/// Why a text is no code, with the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodeError {
    /// Empty, or blanks only.
    Empty,
    /// Longer than [`CODE_LIMIT`] in upper case ("ß" becomes "SS").
    TooLong {
        /// The text in upper case.
        text: String,
        /// Its length in user-perceived characters.
        length: usize,
        /// [`CODE_LIMIT`].
        limit: usize,
    },
    /// Contains a character that codes can't have, or begins or ends with one that stands only
    /// between others.
    Forbidden {
        /// The text in upper case.
        text: String,
        /// The first such character.
        character: char,
    },
}

impl Code {
    /// Parses a typed, pasted or imported code.
    ///
    /// # Errors
    /// [`CodeError`] for a text that is empty, too long or has a forbidden character.
    pub fn parse(typed: &str) -> Result<Self, CodeError> {
        let text = Self::normalise(typed);
        if text.is_empty() {
            return Err(CodeError::Empty);
        }
        if let Some(character) = text.chars().find(|&character| !is_allowed(character)) {
            return Err(CodeError::Forbidden { text, character });
        }
        let first_is_inner = text.chars().next().is_some_and(is_inner);
        let last_is_inner = text.chars().next_back().is_some_and(is_inner);
        if first_is_inner || last_is_inner {
            let character = if first_is_inner { text.chars().next() } else { text.chars().next_back() };
            return Err(CodeError::Forbidden { character: character.unwrap_or(' '), text });
        }
        let length = graphemes(&text);
        if length > CODE_LIMIT {
            return Err(CodeError::TooLong { text, length, limit: CODE_LIMIT });
        }
        Ok(Self(text.into_boxed_str()))
    }

    /// The length of a text as a code, in user-perceived characters, for comparison with
    /// [`CODE_LIMIT`] during typing.
    #[must_use]
    pub fn length_of(typed: &str) -> usize {
        graphemes(&Self::normalise(typed))
    }

    /// The code's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn normalise(typed: &str) -> String {
        nfc(&uppercase(&nfc(typed.trim())))
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for Code {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).map_err(|error| format!("{error:?}"))
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0.into_string()
    }
}

fn is_allowed(character: char) -> bool {
    character.is_alphanumeric() || is_inner(character) || is_mark(character)
}

fn is_inner(character: char) -> bool {
    matches!(character, '-' | '_' | '&' | ' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn m7_the_six_codes_of_the_documents() {
        for code in ["FLYTTE", "GAVE", "VERHUIZING", "GESCHENK", "CADEAU"] {
            assert_eq!(Code::parse(code).map(String::from), Ok(code.to_owned()));
        }
        assert_eq!(
            Code::parse("Déménagement"),
            Err(CodeError::TooLong { text: "DÉMÉNAGEMENT".into(), length: 12, limit: 11 })
        );
    }

    #[test]
    fn m12_eleven_characters_pass_and_twelve_do_not() {
        assert!(Code::parse("ABCDEFGHIJK").is_ok());
        assert!(Code::parse("ABCDEFGHIJKL").is_err());
        // Six times "ß" is twelve letters in upper case.
        assert_eq!(Code::length_of("ßßßßßß"), 12);
        // A letter with a combining mark is one character, however it is written.
        assert!(
            Code::parse(
                "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}"
            )
            .is_ok()
        );
    }

    #[test]
    fn m13_any_combination_of_digits_and_letters() {
        for code in ["2026", "ÆØÅÉÇ", "ß", "NO-PAPER", "R&D", "A_B", "A B", "日本"] {
            assert!(Code::parse(code).is_ok(), "{code}");
        }
        for code in ["", "  ", "A,B", "A|B", "A.B", "-A", "A-", "A\u{202e}B", "A\nB"] {
            assert!(Code::parse(code).is_err(), "{code:?}");
        }
    }

    proptest! {
        #[test]
        fn reading_a_code_again_changes_nothing(typed in "\\PC{0,14}") {
            if let Ok(code) = Code::parse(&typed) {
                prop_assert_eq!(Code::parse(code.as_str()), Ok(code.clone()));
                prop_assert_eq!(Code::parse(&format!(" {typed}\t")), Ok(code));
            }
        }
    }
}
