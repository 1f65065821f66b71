//! Suggestions for a code that is too long.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::characters::uppercase;
use crate::domain::code::{CODE_LIMIT, Code};
use crate::domain::normalization::base_letter;

/// Codes within the limit, made of one that is too long: without some of its vowels, its
/// beginning, its first word. Best first. Empty where the text is no code for another reason, and
/// where it fits.
#[must_use]
pub fn suggest_codes(typed: &str) -> Vec<Code> {
    let text = uppercase(typed.trim());
    let letters: Vec<&str> = text.graphemes(true).collect();
    if letters.len() <= CODE_LIMIT {
        return Vec::new();
    }
    let first_word = text.split([' ', '-', '_', '&']).next().unwrap_or_default().to_owned();
    let joined: String = letters.iter().filter(|letter| !is_joint(letter)).copied().collect();
    let mut codes: Vec<Code> = Vec::new();
    for candidate in [without_vowels(&letters), joined, beginning(&letters), first_word] {
        if let Ok(code) = Code::parse(&candidate)
            && !codes.contains(&code)
        {
            codes.push(code);
        }
    }
    codes
}

/// Removes vowels from the end until the rest fits, never the first letter.
fn without_vowels(letters: &[&str]) -> String {
    let mut left = letters.to_vec();
    while left.len() > CODE_LIMIT {
        match left.iter().skip(1).rposition(|letter| is_vowel(letter)) {
            Some(index) => {
                left.remove(index + 1);
            }
            None => break,
        }
    }
    beginning(&left)
}

fn beginning(letters: &[&str]) -> String {
    let text: String = letters.iter().take(CODE_LIMIT).copied().collect();
    text.trim_end_matches(|letter: char| !letter.is_alphanumeric()).to_owned()
}

fn is_vowel(letter: &str) -> bool {
    letter.chars().next().is_some_and(|first| "AEIOUÆØŒ".contains(base_letter(first)))
}

fn is_joint(letter: &str) -> bool {
    matches!(letter, " " | "-" | "_" | "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(typed: &str) -> Vec<String> {
        suggest_codes(typed).into_iter().map(String::from).collect()
    }

    #[test]
    fn m7_the_code_of_the_documents_that_does_not_fit_gets_codes_that_do() {
        assert_eq!(texts("Déménagement"), ["DÉMÉNAGEMNT", "DÉMÉNAGEMEN"]);
        assert_eq!(texts("holiday gifts"), ["HOLIDY GFTS", "HOLIDAY GIF", "HOLIDAY"]);
        assert_eq!(texts("A-B-C-D-E-F-G"), ["A-B-C-D--F", "ABCDEFG", "A-B-C-D-E-F", "A"]);
        assert!(texts("MOVE").is_empty());
        assert!(texts("a, b and all the others").is_empty());
    }

    proptest! {
        #[test]
        fn every_suggestion_is_a_code(typed in "\\PC{0,30}") {
            for code in suggest_codes(&typed) {
                prop_assert_eq!(Code::parse(code.as_str()), Ok(code));
            }
        }
    }
}
