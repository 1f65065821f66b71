//! Unicode normalization: one spelling for texts that look the same, such as é and e with a
//! combining accent.
//!
//! Written by hand on the tables of `characters`: those of `unicode-normalization` would be a
//! tenth of a first visit's download. Tests compare every character with that crate.

use crate::characters::{class, compose, decompose};
use crate::domain::sorting::small_sort_by_key;

/// The text in Normalization Form C (UAX #15).
#[must_use]
pub fn nfc(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut parts = Vec::with_capacity(text.len());
    let mut letter = 0;
    for character in text.chars() {
        decompose(character, |part| {
            let class = class(part);
            letter += usize::from(class == 0);
            parts.push((letter, class, part));
        });
    }
    // Canonical ordering: marks of different classes may be typed in any order.
    small_sort_by_key(&mut parts, |&(letter, class, _)| (letter, class));
    let mut characters: Vec<char> = Vec::with_capacity(parts.len());
    // The index of the starter that marks compose with, and the class of the last uncomposed mark.
    let mut base = None;
    let mut left_over = None;
    for (_, class, part) in parts {
        let is_blocked = left_over.is_some_and(|before| before >= class);
        let starter = base.and_then(|base: usize| characters.get_mut(base));
        if !is_blocked
            && let Some(starter) = starter
            && let Some(both) = compose(*starter, part)
        {
            *starter = both;
            continue;
        }
        if class == 0 {
            base = Some(characters.len());
            left_over = None;
        } else {
            left_over = Some(class);
        }
        characters.push(part);
    }
    characters.into_iter().collect()
}

/// Whether the character is a combining mark (its combining class is not 0).
#[must_use]
pub fn is_mark(character: char) -> bool {
    class(character) != 0
}

/// The letter without its accents, or the character itself.
#[must_use]
pub fn base_letter(character: char) -> char {
    let mut base = None;
    decompose(character, |part| {
        base.get_or_insert(part);
    });
    base.unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    #[test]
    fn letters_and_their_marks_become_one() {
        for (apart, together) in
            [("A\u{30a}", "Å"), ("e\u{301}", "é"), ("o\u{328}\u{304}", "ǭ"), ("o\u{304}\u{328}", "ǭ")]
        {
            assert_eq!(nfc(apart), together);
        }
        assert_eq!(nfc("한"), "한");
    }

    #[test]
    fn every_character_as_unicode_composes_it() {
        for character in '\0'..=char::MAX {
            let text = character.to_string();
            assert_eq!(nfc(&text), text.nfc().collect::<String>(), "{:x}", u32::from(character));
        }
    }

    proptest! {
        #[test]
        fn texts_as_unicode_composes_them(text in "[a-zÀ-ÿ\u{300}-\u{345}\u{1100}-\u{11ff}ǭ가-각]{0,12}") {
            prop_assert_eq!(nfc(&text), text.nfc().collect::<String>());
        }

        #[test]
        fn any_text_as_unicode_composes_it(text in "\\PC{0,12}") {
            prop_assert_eq!(nfc(&text), text.nfc().collect::<String>());
        }
    }
}
