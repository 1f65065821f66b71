//! Letters and signs that normalization does not decompose, spelled with those of a keyboard.

/// The spelling of a lower-case letter or a sign, and its rank among those with the same spelling. The
/// spelling of invisible characters is empty.
pub(super) const fn spelling(character: char) -> Option<(&'static str, u8)> {
    Some(match character {
        'æ' => ("ae", 0),
        'œ' => ("oe", 0),
        'ø' => ("o", 0),
        'đ' => ("d", 0),
        'ð' => ("d", 1),
        'þ' => ("th", 0),
        'ł' => ("l", 0),
        'ħ' => ("h", 0),
        'ı' => ("i", 0),
        'ŋ' => ("n", 0),
        'ŧ' => ("t", 0),
        'ß' => ("ss", 0),
        '‘' => ("'", 0),
        '’' => ("'", 1),
        'ʼ' => ("'", 2),
        '“' => ("\"", 0),
        '”' => ("\"", 1),
        '„' => ("\"", 2),
        '«' => ("\"", 3),
        '»' => ("\"", 4),
        '‐' => ("-", 0),
        '–' => ("-", 1),
        '—' => ("-", 2),
        // Soft hyphen and zero-width characters.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => ("", 0),
        _ => return None,
    })
}
