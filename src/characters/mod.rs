//! What Unicode says of characters: their case, what they are made of, the order of marks.
//!
//! The standard library and `unicode-normalization` say the same, with tables for speed that
//! would be a tenth of a first visit's download. So the build packs what is needed here (see
//! `packing.rs`), and the first text beyond ASCII unpacks it.

mod tables;

// The build's own writer of the tables; here only its reader is tested.
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

/// The text in lower case. A Greek sigma at the end of a word is one like any other.
#[must_use]
pub fn lowercase(text: &str) -> String {
    text.chars().flat_map(lower).collect()
}

/// Hands over the parts of a character, which nothing takes apart any more: the letter and its
/// marks (canonical decomposition).
pub fn decompose(character: char, mut part: impl FnMut(char)) {
    if character.is_ascii() {
        part(character);
    } else {
        tables().decompose(character, &mut part);
    }
}

/// The character that both make up, if there is one (primary composite).
#[must_use]
pub fn compose(base: char, mark: char) -> Option<char> {
    tables().compose(base, mark)
}

/// The combining class of a character: 0 for a letter, and marks of one class don't change
/// places.
#[must_use]
pub fn class(character: char) -> u8 {
    if character.is_ascii() { 0 } else { tables().class(character) }
}

/// The characters up to the first that stands for none.
fn parts([first, rest @ ..]: [char; 3]) -> impl Iterator<Item = char> {
    std::iter::once(first).chain(rest.into_iter().take_while(|part| *part != '\0'))
}

#[cfg(test)]
mod tests {
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
        let (mut letters, mut marks) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
        for character in all().filter(|it| !('가'..='힣').contains(it)) {
            let mut parts = Vec::new();
            unicode::decompose_canonical(character, |part| parts.push(part));
            letters.insert(parts[0]);
            if parts.len() > 1 {
                letters.insert(character);
                marks.extend(&parts[1..]);
            }
        }
        letters.retain(|letter| *letter < '\u{3100}' || *letter > '\u{10fff}');
        for letter in letters {
            for mark in &marks {
                assert_eq!(compose(letter, *mark), unicode::compose(letter, *mark), "{letter:?} {mark:?}");
            }
        }
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
