//! Sort keys: bytes that compare as the texts are sorted in an alphabet.
//!
//! Written by hand: tables of the Unicode collation would be larger than the rest of a first visit, and
//! the browser's collator compares two texts at a time, which is too slow for 100,000.
//!
//! Keys follow the order that browsers give these languages: punctuation and blanks before
//! digits, digits before letters; accents matter only between texts that are the same without
//! them, and case only after that. Digits compare as characters, as Business Central does.
//!
//! A key is `letters 0 accents 0 case`. **Every weight is above 0**, so a text comes before
//! all longer texts that begin with it.

mod weights;

use crate::characters;
use crate::characters::decompose;
use crate::domain::normalization::nfc;
use crate::query::collation::weights::{
    AA, DOUBLE_A, FIRST_MARK, FOREIGN, PLAIN, STROKE, SYMBOL, THORN, UPPER, ascii_weight, mark_weight, nordic,
};
use crate::query::letters::spelling;

/// The order of letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Alphabet {
    /// English, Dutch, French: letters with accents sort with their plain letter.
    #[default]
    Root,
    /// Norwegian, Danish: after z come æ (and ä), ø (and ö), å (and aa); ü sorts with y.
    Nordic,
}

/// The sort key of one text. For many texts, keep a [`Collator`].
#[must_use]
pub fn sort_key(text: &str, alphabet: Alphabet) -> Vec<u8> {
    let mut key = Vec::with_capacity(2 * text.len());
    Collator::new(alphabet).push_key(text, &mut key);
    key
}

/// Whether two texts have the same sort key.
#[must_use]
pub fn is_same(a: &str, b: &str, alphabet: Alphabet) -> bool {
    let (mut rest_of_a, mut rest_of_b) = (a.chars(), b.chars());
    loop {
        match (rest_of_a.next(), rest_of_b.next()) {
            (None, None) => return true,
            (a, b) if a == b => {}
            // Most texts differ here.
            (None | Some(' '..='~'), None | Some(' '..='~')) => return false,
            _ => return sort_key(a, alphabet) == sort_key(b, alphabet),
        }
    }
}

/// Writes sort keys, and keeps its scratch space between them.
#[derive(Debug)]
pub struct Collator {
    alphabet: Alphabet,
    accents: Vec<u8>,
    cases: Vec<u8>,
}

impl Collator {
    /// A writer of keys for an alphabet.
    #[must_use]
    pub fn new(alphabet: Alphabet) -> Self {
        Self { alphabet, accents: Vec::new(), cases: Vec::new() }
    }

    /// Appends the key of a text.
    pub fn push_key(&mut self, text: &str, out: &mut Vec<u8>) {
        let bytes = text.as_bytes();
        let has_double_a =
            || bytes.array_windows().any(|[a, b]| double_a(char::from(*a), Some(char::from(*b))));
        if text.is_ascii() && !(self.alphabet == Alphabet::Nordic && has_double_a()) {
            return push_ascii_key(bytes, out);
        }
        self.accents.clear();
        self.cases.clear();
        if text.chars().any(|character| character >= FIRST_MARK) {
            self.push_letters(nfc(text).chars(), out);
        } else {
            self.push_letters(text.chars(), out);
        }
        let accents = without_trailing_plain(&self.accents);
        let cases = without_trailing_plain(&self.cases);
        if accents.is_empty() && cases.is_empty() {
            return;
        }
        out.push(0);
        out.extend_from_slice(accents);
        out.push(0);
        out.extend_from_slice(cases);
    }

    /// Composed characters.
    fn push_letters(&mut self, characters: impl Iterator<Item = char>, out: &mut Vec<u8>) {
        let mut characters = characters.peekable();
        while let Some(character) = characters.next() {
            let upper = character.is_uppercase();
            if self.alphabet == Alphabet::Nordic {
                let next = characters.peek().copied();
                if double_a(character, next) {
                    characters.next();
                    self.push(AA, DOUBLE_A, upper, out);
                    if let (Some('A'), Some(case)) = (next, self.cases.last_mut()) {
                        *case = UPPER + 1;
                    }
                    continue;
                }
                if let Some((letter, accent)) = nordic(lower(character)) {
                    self.push(letter, accent, upper, out);
                    continue;
                }
            }
            if let Ok(byte) = u8::try_from(character)
                && byte.is_ascii()
            {
                self.push(ascii_weight(byte), PLAIN, upper, out);
                continue;
            }
            // Upper and lower case have the same parts, so only the flag tells them apart.
            decompose(lower(character), |part| self.push_part(lower(part), upper, out));
        }
    }

    /// One character that does not decompose any further.
    fn push_part(&mut self, part: char, upper: bool, out: &mut Vec<u8>) {
        if let Ok(byte) = u8::try_from(part)
            && byte.is_ascii()
        {
            return self.push(ascii_weight(byte), PLAIN, upper, out);
        }
        if (FIRST_MARK..='\u{36f}').contains(&part) {
            // A mark counts as an accent of the letter before it.
            match self.accents.last_mut() {
                Some(accent) => *accent = accent.saturating_add(mark_weight(part)),
                None => self.accents.push(mark_weight(part)),
            }
            return;
        }
        if part == 'þ' && self.alphabet == Alphabet::Root {
            return self.push(THORN, PLAIN, upper, out);
        }
        let Some((spelled, rank)) = spelling(part) else { return self.push_foreign(part, upper, out) };
        for byte in spelled.bytes() {
            self.push(ascii_weight(byte), STROKE + rank, upper, out);
        }
    }

    /// Letters of other alphabets come after the Latin ones, symbols before the digits; both
    /// in the order of their code points.
    fn push_foreign(&mut self, character: char, upper: bool, out: &mut Vec<u8>) {
        out.push(if character.is_alphanumeric() { FOREIGN } else { SYMBOL });
        // Each byte plus one keeps 0 free; three bytes hold seven bits each, 21 together.
        let point = u32::from(character);
        for shift in [14, 7] {
            out.push(u8::try_from((point >> shift) & 0x7f).map_or(1, |bits| bits + 1));
        }
        let last = u8::try_from(point & 0x7f).map_or(1, |bits| bits + 1);
        self.push(last, PLAIN, upper, out);
    }

    fn push(&mut self, weight: u8, accent: u8, upper: bool, out: &mut Vec<u8>) {
        out.push(weight);
        self.accents.push(accent);
        self.cases.push(if upper { UPPER } else { PLAIN });
    }
}

/// The key of a text without accents, which most are.
fn push_ascii_key(text: &[u8], out: &mut Vec<u8>) {
    out.extend(text.iter().map(|byte| ascii_weight(*byte)));
    let Some(last) = text.iter().rposition(u8::is_ascii_uppercase) else { return };
    out.extend_from_slice(&[0, 0]);
    out.extend(text.iter().take(last + 1).map(|byte| if byte.is_ascii_uppercase() { UPPER } else { PLAIN }));
}

/// "aa", "Aa" or "AA".
fn double_a(first: char, second: Option<char>) -> bool {
    matches!((first, second), ('a', Some('a')) | ('A', Some('a' | 'A')))
}

fn lower(character: char) -> char {
    let mut letters = characters::lower(character);
    match (letters.next(), letters.next()) {
        (Some(only), None) => only,
        _ => character,
    }
}

fn without_trailing_plain(weights: &[u8]) -> &[u8] {
    let end = weights.iter().rposition(|weight| *weight != PLAIN).map_or(0, |last| last + 1);
    weights.get(..end).unwrap_or(weights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted(words: &[&'static str], alphabet: Alphabet) -> Vec<&'static str> {
        let mut words = words.to_vec();
        words.reverse();
        words.sort_by_key(|word| sort_key(word, alphabet));
        words
    }

    /// Orders that `Intl.Collator` gives for en and nb-NO.
    #[test]
    fn words_are_sorted_as_browsers_sort_them() {
        let root = [
            "_x",
            "-x",
            ",x",
            ";x",
            ":x",
            "!x",
            "?x",
            ".x",
            "\"x",
            "(x)",
            "[x]",
            "{x}",
            "@x",
            "*x",
            "/x",
            "\\x",
            "&x",
            "#x",
            "%x",
            "`x",
            "^x",
            "+x",
            "<x",
            "=x",
            ">x",
            "|x",
            "~x",
            "$x",
            "€x",
            "0",
            "10",
            "1a",
            "2",
            "Aaberg",
            "Åberg",
            "Ærø",
            "Agard",
            "Ågård",
            "Anna Berg",
            "Anna-Berg",
            "Anna’Berg",
            "Annaberg",
            "cote",
            "coté",
            "côte",
            "Côte",
            "côté",
            "D'Arc",
            "darc",
            "de la",
            "de La",
            "de_la",
            "de-la",
            "de,la",
            "de.la",
            "dela",
            "Đorđe",
            "Ðorde",
            "Isaac",
            "Isak",
            "Isbn",
            "Lukas",
            "Łukasz",
            "Luxor",
            "Mueller",
            "Muller",
            "Müller",
            "Myller",
            "naive",
            "naïve",
            "Oberg",
            "Öberg",
            "Ødegård",
            "oeuvre",
            "œuvre",
            "Østby",
            "Strasse",
            "Straße",
            "Strassen",
            "Thor",
            "x",
            "Zimmer",
            "Þór",
        ];
        assert_eq!(sorted(&root, Alphabet::Root), root);
        let nordic = [
            "-x",
            "€x",
            "0",
            "10",
            "2",
            "Agard",
            "Anna Berg",
            "Annaberg",
            "cote",
            "coté",
            "côte",
            "Isak",
            "Isbn",
            "Isaac",
            "Lukas",
            "Łukasz",
            "Luxor",
            "Mueller",
            "Muller",
            "Myller",
            "Müller",
            "Oberg",
            "Thor",
            "Þór",
            "Zimmer",
            "Ærø",
            "Öberg",
            "Ødegård",
            "Østby",
            "å",
            "Å",
            "aa",
            "Aa",
            "AA",
            "Åberg",
            "Aaberg",
            "Ågård",
        ];
        assert_eq!(sorted(&nordic, Alphabet::Nordic), nordic);
    }

    #[test]
    fn decomposed_letters_sort_as_composed_ones() {
        for alphabet in [Alphabet::Root, Alphabet::Nordic] {
            assert_eq!(sort_key("A\u{30a}s", alphabet), sort_key("Ås", alphabet));
        }
    }

    #[test]
    fn other_alphabets_come_after_ours() {
        assert_eq!(
            sorted(&["zz", "Ω", "Жук", "жуки", "日本"], Alphabet::Root),
            ["zz", "Ω", "Жук", "жуки", "日本"]
        );
    }

    proptest! {
        #[test]
        fn the_same_is_what_has_the_same_key(
            a in "[aAuUyYoOå\u{30a}\u{308}\u{323}\u{309}\u{ad}\u{200b}ạả \\t\\n-]{0,5}",
            b in "[aAuUyYoOå\u{30a}\u{308}\u{323}\u{309}\u{ad}\u{200b}ạả \\t\\n-]{0,5}",
        ) {
            for alphabet in [Alphabet::Root, Alphabet::Nordic] {
                for (a, b) in [(&a, &b), (&a, &a), (&a, &format!("{a}{b}"))] {
                    let have_the_same_key = sort_key(a, alphabet) == sort_key(b, alphabet);
                    prop_assert_eq!(is_same(a, b, alphabet), have_the_same_key);
                }
            }
        }

        #[test]
        fn weights_are_never_zero_and_a_beginning_comes_first(text in "\\PC{0,12}", more in "[a-z]{1,4}") {
            for alphabet in [Alphabet::Root, Alphabet::Nordic] {
                let key = sort_key(&text, alphabet);
                prop_assert!(key.iter().filter(|byte| **byte == 0).count() <= 2);
                let longer = format!("{text} {more}");
                prop_assert!(key < sort_key(&longer, alphabet));
            }
        }
    }
}
