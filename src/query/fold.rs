//! Folding: texts that people take for the same become the same.
//!
//! A text has up to two readings, because å is typed both as *a* and as *aa*, ø as *o* and as
//! *oe*, ü as *u* and as *ue*: the **plain** one and, where it differs, the **spelled-out** one.
//! Two texts agree when any reading of the one is a reading of the other, so *Århus* is found
//! by "arhus" and "aarhus", and *Aarhus* by "århus".

use crate::characters::{decompose, is_accent, is_invisible, lower};

/// Stands between two readings of one text. **No reading holds it**, nor any other control
/// character: folding turns those into blanks.
pub const BETWEEN_READINGS: char = '\u{1f}';

/// All readings of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Folded(String);

impl Folded {
    /// The readings of a text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let mut folded = String::with_capacity(text.len());
        push_readings(text, &mut folded);
        Self(folded)
    }

    /// The readings of a telephone number: those of a text, and its digits alone.
    #[must_use]
    pub fn phone(text: &str) -> Self {
        let mut folded = String::with_capacity(2 * text.len());
        push_phone_readings(text, &mut folded);
        Self(folded)
    }

    /// Whether the text is blank.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The readings, separated by [`BETWEEN_READINGS`].
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The readings one by one; at least one, which is empty for a blank text.
    pub fn readings(&self) -> impl Iterator<Item = &str> {
        readings(&self.0)
    }

    /// Whether both share a reading.
    #[must_use]
    pub fn agrees(&self, folded: &str) -> bool {
        self.readings().any(|mine| readings(folded).any(|other| mine == other))
    }

    /// Whether a reading of `folded` holds one of these readings.
    #[must_use]
    pub fn occurs_in(&self, folded: &str) -> bool {
        self.readings().any(|mine| folded.contains(mine))
    }

    /// Whether a reading of `folded` begins with one of these readings.
    #[must_use]
    pub fn begins(&self, folded: &str) -> bool {
        self.readings().any(|mine| readings(folded).any(|other| other.starts_with(mine)))
    }
}

/// Splits what [`push_readings`] wrote.
pub fn readings(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(BETWEEN_READINGS)
}

/// The plain reading of a text: lower case, without accents, one blank between words.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    push_reading(text, Spelling::Plain, &mut folded);
    folded
}

/// Appends the readings of a text, separated by [`BETWEEN_READINGS`].
pub fn push_readings(text: &str, out: &mut String) {
    let has_two = push_reading(text, Spelling::Plain, out);
    if has_two {
        out.push(BETWEEN_READINGS);
        push_reading(text, Spelling::SpelledOut, out);
    }
}

/// Appends the readings of a telephone number; its digits alone are one of them.
pub fn push_phone_readings(text: &str, out: &mut String) {
    let start = out.len();
    push_readings(text, out);
    let end = out.len();
    out.push(BETWEEN_READINGS);
    let begin_of_digits = out.len();
    push_digits(text, out);
    let same = out.get(start..end) == out.get(begin_of_digits..);
    if same || begin_of_digits == out.len() {
        out.truncate(end);
    }
}

/// Appends a telephone number's digits. The international prefix goes, as "+" does, and so
/// does the "(0)" that is dialled at home only: "0041 (0)79" and "+41 79" are both "4179".
pub fn push_digits(text: &str, out: &mut String) {
    let start = out.len();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("(0)") {
        out.extend(before.chars().filter(char::is_ascii_digit));
        rest = after;
    }
    out.extend(rest.chars().filter(char::is_ascii_digit));
    if out.get(start..).is_some_and(|digits| digits.starts_with("00")) {
        out.replace_range(start..start + 2, "");
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    Plain,
    SpelledOut,
}

/// Appends one reading and says whether the other one differs.
fn push_reading(text: &str, spelling: Spelling, out: &mut String) -> bool {
    if is_tidy(text) {
        let start = out.len();
        out.push_str(text);
        if let Some(folded) = out.get_mut(start..) {
            folded.make_ascii_lowercase();
        }
        return false;
    }
    let mut writer =
        Writer { spelling, has_two: false, base: '\0', pending_blank: false, start: out.len(), out };
    for character in text.chars() {
        if character.is_ascii() || letters_of(character).is_some() {
            writer.push(character.to_ascii_lowercase());
        } else {
            decompose(character, |part| lower(part).for_each(|part| writer.push(part)));
        }
    }
    writer.has_two
}

/// Whether a text needs no more than lower case: most do not.
fn is_tidy(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        if !matches!(byte, b' '..=b'~') || byte == b' ' && before == b' ' {
            return false;
        }
        before = byte;
    }
    before != b' ' || text.is_empty()
}

const RING: char = '\u{30a}';
const DIAERESIS: char = '\u{308}';

enum Letters {
    /// Reads as this.
    As(&'static str),
    /// Plain and spelled out.
    Two(&'static str, &'static str),
}

/// Letters that no normalization takes apart, punctuation that keyboards don't have, and, for
/// speed, the letters of our languages.
fn letters_of(character: char) -> Option<Letters> {
    Some(Letters::As(match character {
        '\0'..='\u{7f}' => return None,
        'å' | 'Å' => return Some(Letters::Two("a", "aa")),
        'ä' | 'Ä' => return Some(Letters::Two("a", "ae")),
        'ö' | 'Ö' => return Some(Letters::Two("o", "oe")),
        'ø' | 'Ø' => return Some(Letters::Two("o", "oe")),
        'ü' | 'Ü' => return Some(Letters::Two("u", "ue")),
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'à'..='ã' | 'À'..='Ã' => "a",
        'ç' | 'Ç' => "c",
        'è'..='ë' | 'È'..='Ë' => "e",
        'ì'..='ï' | 'Ì'..='Ï' => "i",
        'ñ' | 'Ñ' => "n",
        'ò'..='õ' | 'Ò'..='Õ' => "o",
        'ù'..='û' | 'Ù'..='Û' => "u",
        'ý' | 'ÿ' | 'Ý' => "y",
        'ß' => "ss",
        'ð' | 'đ' | 'Ð' | 'Đ' => "d",
        'þ' | 'Þ' => "th",
        'ł' | 'Ł' => "l",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ŧ' => "t",
        'ς' => "σ",
        'ª' => "a",
        'º' => "o",
        '№' => "no",
        'ĳ' | 'Ĳ' => "ij",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        '…' => "...",
        '‘' | '’' | 'ʼ' | '´' => "'",
        '“' | '”' | '„' | '«' | '»' => "\"",
        '‐' | '–' | '—' | '−' => "-",
        it if is_invisible(it) => "",
        _ => return None,
    }))
}

/// Writes words with one blank between them and none around.
struct Writer<'a> {
    spelling: Spelling,
    has_two: bool,
    /// The letter on which marks now stand.
    base: char,
    pending_blank: bool,
    start: usize,
    out: &'a mut String,
}

impl Writer<'_> {
    /// A character that nothing takes apart any more.
    fn push(&mut self, character: char) {
        if is_accent(character) {
            match (self.base, character) {
                ('a', RING) => self.push_letters(Letters::Two("", "a")),
                ('a' | 'o' | 'u', DIAERESIS) => self.push_letters(Letters::Two("", "e")),
                _ => {}
            }
            return;
        }
        self.base = character;
        if character.is_whitespace() || character.is_control() {
            self.pending_blank = self.out.len() > self.start;
        } else if let Some(letters) = letters_of(character) {
            self.push_letters(letters);
        } else {
            self.push_pending_blank();
            self.out.push(character);
        }
    }

    fn push_letters(&mut self, letters: Letters) {
        let letters = match letters {
            Letters::As(letters) => letters,
            Letters::Two(plain, spelled_out) => {
                self.has_two = true;
                if self.spelling == Spelling::Plain { plain } else { spelled_out }
            }
        };
        if !letters.is_empty() {
            self.push_pending_blank();
            self.out.push_str(letters);
        }
    }

    fn push_pending_blank(&mut self) {
        if std::mem::take(&mut self.pending_blank) {
            self.out.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization as _;

    use super::*;
    use crate::characters::is_blank;

    fn both(text: &str) -> Vec<String> {
        Folded::text(text).readings().map(str::to_owned).collect()
    }

    /// Blank for the domain, which says when a criterion is complete, and blank for the engine.
    #[test]
    fn a_text_is_blank_where_it_folds_to_nothing() {
        for character in '\0'..=char::MAX {
            let text = character.to_string();
            assert_eq!(is_blank(&text), Folded::text(&text).is_empty(), "{character:?}");
        }
        assert!(is_blank("\u{200b}\u{ad} \u{301}") && Folded::text("\u{200b}\u{ad} \u{301}").is_empty());
    }

    #[test]
    fn case_accents_and_ligatures_fold() {
        assert_eq!(fold("  ÉCOLE  d’Été\t№ ﬁn "), "ecole d'ete no fin");
        assert_eq!(fold("Straße Œuvre Łódź Þór Đorđe ĲSSEL"), "strasse oeuvre lodz thor dorde ijssel");
        assert_eq!(fold("İstanbul ΣΊΣΥΦΟΣ"), "istanbul σισυφοσ");
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same() {
        assert_eq!(both("Ångström"), ["angstrom", "aangstroem"]);
        assert_eq!(both("A\u{30a}ngstro\u{308}m"), ["angstrom", "aangstroem"]);
        assert_eq!(both("a\u{323}\u{30a}"), ["a", "aa"]);
    }

    #[test]
    fn a_letter_folds_as_it_does_taken_apart() {
        for letter in ('\u{c0}'..'\u{180}').filter(|letter| letter.is_alphabetic()) {
            let apart: String = letter.to_string().nfd().collect();
            assert_eq!(both(&letter.to_string()), both(&apart), "{letter}");
        }
    }

    #[test]
    fn only_letters_with_two_spellings_have_two_readings() {
        assert_eq!(both("Aarhus"), ["aarhus"]);
        assert_eq!(both("Ærø"), ["aero", "aeroe"]);
        assert_eq!(both("René"), ["rene"]);
        assert_eq!(both(" "), [""]);
    }

    #[test]
    fn a_and_aa_find_each_other() {
        let finds = |typed: &str, written: &str| Folded::text(typed).occurs_in(&Folded::text(written).0);
        for (typed, written) in [
            ("aarhus", "Århus"),
            ("arhus", "Århus"),
            ("århus", "Aarhus"),
            ("århus", "arhus"),
            ("arhus", "Aarhus"),
            ("å", "Anna"),
            ("å", "Aase"),
            ("jørgensen", "Joergensen"),
            ("muller", "Müller"),
            ("mueller", "Müller"),
        ] {
            assert!(finds(typed, written), "{typed} in {written}");
        }
        assert!(!finds("aa", "Anna"));
    }

    #[test]
    fn telephone_numbers_compare_by_digits() {
        let same = |a: &str, b: &str| Folded::phone(a).agrees(&Folded::phone(b).0);
        assert!(same("+47 22 33 44 55", "0047 22334455"));
        assert!(same("+41 (0)79 123", "41-79-123"));
        assert!(!same("ask Anna", "ask Berit"));
        assert_eq!(Folded::phone("12345678").readings().count(), 1);
        assert_eq!(Folded::phone("none").readings().count(), 1);
    }
}
