//! Unicode properties of characters: case, canonical decomposition and composition, combining
//! classes.
//!
//! Written by hand, because the tables of the standard library and of `unicode-normalization`,
//! which are laid out for speed, would be a tenth of a first visit's download. The build packs the
//! same data (see `packing.rs`), and the first text beyond ASCII unpacks it. Tests compare every
//! character with both.

mod tables;

// The build script's packer; compiled here for the tests of the reader.
#[cfg(test)]
mod packing;

use crate::characters::tables::tables;

/// The character in lower case: one or two characters.
pub fn lower(character: char) -> impl Iterator<Item = char> {
    let ascii = character.to_ascii_lowercase();
    parts(if character.is_ascii() { [ascii, '\0', '\0'] } else { tables().lower.of(character) })
}

/// The character in upper case: one to three characters.
pub fn upper(character: char) -> impl Iterator<Item = char> {
    let ascii = character.to_ascii_uppercase();
    parts(if character.is_ascii() { [ascii, '\0', '\0'] } else { tables().upper.of(character) })
}

/// The text in upper case.
#[must_use]
pub fn uppercase(text: &str) -> String {
    text.chars().flat_map(upper).collect()
}

/// The text in lower case. A Greek sigma at the end of a word gets no final form.
#[must_use]
pub fn lowercase(text: &str) -> String {
    text.chars().flat_map(lower).collect()
}

/// Calls `part` with each character of the full canonical decomposition: the letter, then its marks.
pub fn decompose(character: char, mut part: impl FnMut(char)) {
    if character.is_ascii() {
        part(character);
    } else {
        tables().decompose(character, &mut part);
    }
}

/// The primary composite of two characters, if there is one.
#[must_use]
pub fn compose(base: char, mark: char) -> Option<char> {
    tables().compose(base, mark)
}

/// The canonical combining class: 0 for a letter. Marks of one class keep their order.
#[must_use]
pub fn class(character: char) -> u8 {
    if character.is_ascii() { 0 } else { tables().class(character) }
}

/// Accents of Latin, Greek and Cyrillic letters. Vowel signs of other scripts are letters.
#[must_use]
pub const fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
}

/// Soft hyphen and characters without width: they are not seen, so they are not typed either.
#[must_use]
pub const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Whether a text shows nothing: blanks, control and invisible characters, accents without a letter.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|it| it.is_whitespace() || it.is_control() || is_invisible(it) || is_accent(it))
}

/// The characters up to the first that stands for none.
fn parts([first, rest @ ..]: [char; 3]) -> impl Iterator<Item = char> {
    std::iter::once(first).chain(rest.into_iter().take_while(|part| *part != '\0'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use unicode_normalization::char as unicode;

    fn all() -> impl Iterator<Item = char> {
        '\0'..=char::MAX
    }

    #[test]
    fn the_tables_are_those_of_this_build() {
        assert_eq!(packing::all(), tables::PACKED);
    }

    #[test]
    fn every_character_changes_case_as_in_the_standard_library() {
        for character in all() {
            assert!(lower(character).eq(character.to_lowercase()), "{character:?}");
            assert!(upper(character).eq(character.to_uppercase()), "{character:?}");
        }
        assert_eq!(uppercase("Straße ŉ"), "STRASSE ʼN");
        assert_eq!(lowercase("ÅSE İ ΣΑΣ"), "åse i\u{307} σασ");
    }

    #[test]
    fn every_character_is_taken_apart_as_unicode_does() {
        for character in all() {
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            decompose(character, |part| ours.push(part));
            unicode::decompose_canonical(character, |part| theirs.push(part));
            assert_eq!(ours, theirs, "{character:?}");
            assert_eq!(class(character), unicode::canonical_combining_class(character), "{character:?}");
        }
    }

    #[test]
    fn every_letter_takes_every_mark_as_unicode_says() {
        let (mut letters, mut marks) = (BTreeSet::new(), BTreeSet::new());
        for character in all().filter(|it| !('가'..='힣').contains(it)) {
            let mut parts = Vec::new();
            unicode::decompose_canonical(character, |part| parts.push(part));
            if parts.len() > 1 {
                letters.extend([parts[0], character]);
                marks.extend(&parts[1..]);
            }
        }
        let agree = |letter, mark| {
            assert_eq!(compose(letter, mark), unicode::compose(letter, mark), "{letter:?} {mark:?}");
        };
        for letter in &letters {
            marks.iter().for_each(|mark| agree(*letter, *mark));
        }
        // No other character composes with anything: one mark for each, in turn.
        let others = all().filter(|it| !('가'..='힣').contains(it) && !letters.contains(it));
        others.zip(marks.iter().cycle()).for_each(|(letter, mark)| agree(letter, *mark));
    }

    #[test]
    fn korean_syllables_are_computed() {
        for syllable in '가'..='힣' {
            let mut parts = Vec::new();
            decompose(syllable, |part| parts.push(part));
            let composed = parts[1..].iter().try_fold(parts[0], |base, part| compose(base, *part));
            assert_eq!(composed, Some(syllable));
        }
        for (base, mark) in [('가', 'ᆧ'), ('각', 'ᆨ'), ('ᄀ', 'ᆨ'), ('ᄓ', 'ᅡ'), ('ᄀ', 'ᅶ')] {
            assert_eq!(compose(base, mark), None, "{base:?} {mark:?}");
        }
    }
}
