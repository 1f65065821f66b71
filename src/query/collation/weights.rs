//! The weight of each character.

/// The first accent. **All characters below it are composed.**
pub(super) const FIRST_MARK: char = '\u{300}';

/// The lightest accent and the lightest case.
pub(super) const PLAIN: u8 = 1;
pub(super) const UPPER: u8 = 2;
/// The accent of letters that are spelled with others, such as œ.
pub(super) const STROKE: u8 = 0x60;
/// The accent that tells "aa" from å.
pub(super) const DOUBLE_A: u8 = 2;

/// Symbols, before the digits.
pub(super) const SYMBOL: u8 = 0x30;
const LETTERS: u8 = 0x41;
pub(super) const THORN: u8 = LETTERS + 26;
const AE: u8 = LETTERS + 27;
const OE: u8 = LETTERS + 28;
pub(super) const AA: u8 = LETTERS + 29;
/// Letters of other alphabets, after the Latin ones.
pub(super) const FOREIGN: u8 = 0xf0;

/// Punctuation from light to heavy, as the Unicode root order has it.
const PUNCTUATION: &[u8] = b" _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

/// Weights of ASCII: control characters and blanks lightest, then punctuation, digits, letters.
const ASCII: [u8; 128] = {
    let mut weights = [1; 128];
    let mut index = 0;
    while index < PUNCTUATION.len() {
        #[allow(clippy::indexing_slicing)] // Checked while compiling.
        {
            weights[PUNCTUATION[index] as usize] = 2 + index as u8;
        }
        index += 1;
    }
    let mut digit = 0;
    while digit < 10 {
        #[allow(clippy::indexing_slicing)]
        {
            weights[b'0' as usize + digit] = SYMBOL + 1 + digit as u8;
        }
        digit += 1;
    }
    let mut letter = 0;
    while letter < 26 {
        #[allow(clippy::indexing_slicing)]
        {
            weights[b'a' as usize + letter] = LETTERS + letter as u8;
            weights[b'A' as usize + letter] = LETTERS + letter as u8;
        }
        letter += 1;
    }
    weights
};

pub(super) fn ascii_weight(byte: u8) -> u8 {
    ASCII.get(usize::from(byte)).copied().unwrap_or(1)
}

/// æ, ø, å and the letters sorted with them, in the Nordic alphabet; with the accent that tells them
/// apart.
pub(super) fn nordic(character: char) -> Option<(u8, u8)> {
    Some(match character {
        'æ' => (AE, PLAIN),
        'ä' => (AE, 2),
        'ø' => (OE, PLAIN),
        'ö' => (OE, 2),
        'ő' => (OE, 3),
        'œ' => (OE, 4),
        'å' => (AA, PLAIN),
        'ü' => (ascii_weight(b'y'), 0x30),
        'ű' => (ascii_weight(b'y'), 0x31),
        _ => return None,
    })
}

/// Accents from light to heavy, as the Unicode root order has them.
pub(super) fn mark_weight(mark: char) -> u8 {
    match mark {
        '\u{301}' => 2,
        '\u{300}' => 3,
        '\u{306}' => 4,
        '\u{302}' => 5,
        '\u{30c}' => 6,
        '\u{30a}' => 7,
        '\u{308}' => 8,
        '\u{30b}' => 9,
        '\u{303}' => 10,
        '\u{307}' => 11,
        '\u{327}' | '\u{328}' => 12,
        _ => 13,
    }
}
