//! Finds the typed letters in a text, to mark them.

use crate::characters::{decompose, lower};
use std::ops::Range;

/// The byte range of `text` that matches `typed`, ignoring case and accents: at the beginning of a
/// word if there is one, else anywhere. `None` if nothing was typed or found.
#[must_use]
pub fn find_match(text: &str, typed: &str) -> Option<Range<usize>> {
    let wanted: Vec<char> = typed.trim().chars().flat_map(fold).collect();
    if wanted.is_empty() {
        return None;
    }
    // Each folded letter with its offset in the text.
    let letters: Vec<(char, usize, usize)> = text
        .char_indices()
        .flat_map(|(at, letter)| {
            fold(letter).into_iter().map(move |folded| (folded, at, at + letter.len_utf8()))
        })
        .collect();
    let found: Vec<usize> = letters
        .windows(wanted.len())
        .enumerate()
        .filter(|(_, window)| window.iter().map(|(letter, ..)| letter).eq(&wanted))
        .map(|(start, _)| start)
        .collect();
    let begins_word = |start: &usize| {
        let before = start.checked_sub(1).and_then(|before| letters.get(before));
        before.is_none_or(|(letter, ..)| !letter.is_alphanumeric())
    };
    let start = found.iter().copied().find(|start| begins_word(start)).or(found.first().copied())?;
    let (_, from, _) = letters.get(start)?;
    let (_, _, to) = letters.get(start + wanted.len() - 1)?;
    Some(*from..*to)
}

/// The letter in lower case without its accents.
fn fold(letter: char) -> Vec<char> {
    let mut folded = Vec::new();
    for character in lower(letter) {
        decompose(character, |part| {
            if !('\u{300}'..='\u{36f}').contains(&part) {
                folded.push(part);
            }
        });
    }
    folded
}
