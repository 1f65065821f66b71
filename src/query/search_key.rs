//! Search keys: texts that users take for the same have a key in common.
//!
//! A text has up to two variants, because å is typed both as *a* and as *aa*, ø as *o* and as
//! *oe*, ü as *u* and as *ue*: the **plain** one and, where it differs, the **spelled-out** one.
//! Two texts match when any variant of the one is a variant of the other, so *Århus* is found
//! by "arhus" and "aarhus", and *Aarhus* by "århus".
//!
//! Written by hand: libraries fold to one variant only, and bring larger tables.

use crate::characters::{decompose, is_accent, is_invisible, lower};
use crate::query::letters::spelling;

/// Separates two variants of one text. **No variant contains it**, nor any other control
/// character: folding turns those into blanks.
pub const VARIANT_SEPARATOR: char = '\u{1f}';

/// All variants of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Folded(String);

impl Folded {
    /// The variants of a text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let mut folded = String::with_capacity(text.len());
        push_variants(text, &mut folded);
        Self(folded)
    }

    /// The variants of a telephone number: those of a text, and its digits alone.
    #[must_use]
    pub fn phone(text: &str) -> Self {
        let mut folded = String::with_capacity(2 * text.len());
        push_phone_variants(text, &mut folded);
        Self(folded)
    }

    /// Whether the text is blank.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The variants, separated by [`VARIANT_SEPARATOR`].
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The variants one by one; at least one, which is empty for a blank text.
    pub fn variants(&self) -> impl Iterator<Item = &str> {
        variants(&self.0)
    }

    /// Whether both have a variant in common.
    #[must_use]
    pub fn matches(&self, folded: &str) -> bool {
        self.variants().any(|mine| variants(folded).any(|other| mine == other))
    }

    /// Whether a variant of `folded` contains one of these variants.
    #[must_use]
    pub fn occurs_in(&self, folded: &str) -> bool {
        self.variants().any(|mine| folded.contains(mine))
    }

    /// Whether a variant of `folded` begins with one of these variants.
    #[must_use]
    pub fn begins(&self, folded: &str) -> bool {
        self.variants().any(|mine| variants(folded).any(|other| other.starts_with(mine)))
    }
}

/// Splits what [`push_variants`] wrote.
pub fn variants(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(VARIANT_SEPARATOR)
}

/// The plain variant of a text: lower case, without accents, one blank between words.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    push_variant(text, Spelling::Plain, &mut folded);
    folded
}

/// Appends the variants of a text, separated by [`VARIANT_SEPARATOR`].
pub fn push_variants(text: &str, out: &mut String) {
    let has_two = push_variant(text, Spelling::Plain, out);
    if has_two {
        out.push(VARIANT_SEPARATOR);
        push_variant(text, Spelling::SpelledOut, out);
    }
}

/// Appends the variants of a telephone number; its digits alone are one of them.
pub fn push_phone_variants(text: &str, out: &mut String) {
    let start = out.len();
    push_variants(text, out);
    let end = out.len();
    out.push(VARIANT_SEPARATOR);
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
    out.extend(digits(text).map(|(_, digit)| digit));
}

/// The digits that [`push_digits`] appends, with where they are in the text.
fn digits(text: &str) -> impl Iterator<Item = (usize, char)> {
    let is_dialled_at_home = |index: usize| {
        let (before, after) = (text.get(..index), text.get(index + 1..));
        before.is_some_and(|it| it.ends_with('(')) && after.is_some_and(|it| it.starts_with(')'))
    };
    let all = move || {
        let digits = text.char_indices().filter(|(_, character)| character.is_ascii_digit());
        digits.filter(move |&(index, digit)| digit != '0' || !is_dialled_at_home(index))
    };
    let is_international = all().take(2).filter(|(_, digit)| *digit == '0').count() == 2;
    all().skip(if is_international { 2 } else { 0 })
}

/// One variant of a text, with where its bytes come from.
pub(super) struct Traced {
    pub(super) folded: String,
    /// For each byte of `folded` the start of the character of the text that it comes from.
    pub(super) sources: Vec<usize>,
}

/// The variants that [`push_variants`] appends or, for a telephone number, [`push_phone_variants`].
pub(super) fn traced_variants(text: &str, is_phone: bool) -> Vec<Traced> {
    let (plain, has_two) = traced(text, Spelling::Plain);
    let mut variants = vec![plain];
    if has_two {
        variants.push(traced(text, Spelling::SpelledOut).0);
    }
    if is_phone {
        let (sources, folded) = digits(text).unzip();
        variants.push(Traced { folded, sources });
    }
    variants
}

fn traced(text: &str, spelling: Spelling) -> (Traced, bool) {
    let mut folded = String::with_capacity(text.len());
    let mut sources = Vec::with_capacity(text.len());
    let mut writer = Writer::new(spelling, &mut folded);
    for (index, character) in text.char_indices() {
        writer.push_composed(character);
        sources.resize(writer.out.len(), index);
    }
    let has_two = writer.has_two;
    (Traced { folded, sources }, has_two)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Spelling {
    Plain,
    SpelledOut,
}

/// Appends one variant and returns whether the other one differs.
fn push_variant(text: &str, spelling: Spelling, out: &mut String) -> bool {
    if is_tidy(text) {
        let start = out.len();
        out.push_str(text);
        if let Some(folded) = out.get_mut(start..) {
            folded.make_ascii_lowercase();
        }
        return false;
    }
    let mut writer = Writer::new(spelling, out);
    text.chars().for_each(|character| writer.push_composed(character));
    writer.has_two
}

/// Whether lower case is all that a text needs, as with most.
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
    /// Is spelled like this.
    As(&'static str),
    /// Plain and spelled out.
    Two(&'static str, &'static str),
}

/// Letters with two spellings, ligatures and signs, and, for speed, the letters of the app's languages.
fn letters_of(character: char) -> Option<Letters> {
    Some(Letters::As(match character {
        '\0'..='\u{7f}' => return None,
        'å' | 'Å' => return Some(Letters::Two("a", "aa")),
        'ä' | 'Ä' => return Some(Letters::Two("a", "ae")),
        'ö' | 'Ö' => return Some(Letters::Two("o", "oe")),
        'ø' | 'Ø' => return Some(Letters::Two("o", "oe")),
        'ü' | 'Ü' => return Some(Letters::Two("u", "ue")),
        'Æ' => "ae",
        'à'..='ã' | 'À'..='Ã' => "a",
        'ç' | 'Ç' => "c",
        'è'..='ë' | 'È'..='Ë' => "e",
        'ì'..='ï' | 'Ì'..='Ï' => "i",
        'ñ' | 'Ñ' => "n",
        'ò'..='õ' | 'Ò'..='Õ' => "o",
        'ù'..='û' | 'Ù'..='Û' => "u",
        'ý' | 'ÿ' | 'Ý' => "y",
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
        '´' => "'",
        '−' => "-",
        it if is_invisible(it) => "",
        _ => return spelling(character).map(|(letters, _)| Letters::As(letters)),
    }))
}

/// Writes words with one blank between them and none around.
struct Writer<'a> {
    spelling: Spelling,
    has_two: bool,
    /// The letter that following marks belong to.
    base: char,
    pending_blank: bool,
    start: usize,
    out: &'a mut String,
}

impl<'a> Writer<'a> {
    fn new(spelling: Spelling, out: &'a mut String) -> Self {
        Self { spelling, has_two: false, base: '\0', pending_blank: false, start: out.len(), out }
    }

    /// Any character.
    fn push_composed(&mut self, character: char) {
        if character.is_ascii() || letters_of(character).is_some() {
            self.push(character.to_ascii_lowercase());
        } else {
            decompose(character, |part| lower(part).for_each(|part| self.push(part)));
        }
    }

    /// A character that does not decompose any further.
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
        Folded::text(text).variants().map(str::to_owned).collect()
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
    fn only_letters_with_two_spellings_have_two_variants() {
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
        let same = |a: &str, b: &str| Folded::phone(a).matches(&Folded::phone(b).0);
        assert!(same("+47 22 33 44 55", "0047 22334455"));
        assert!(same("+41 (0)79 123", "41-79-123"));
        assert!(!same("ask Anna", "ask Berit"));
        assert_eq!(Folded::phone("12345678").variants().count(), 1);
        assert_eq!(Folded::phone("none").variants().count(), 1);
    }
}
