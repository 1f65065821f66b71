//! Bytes to text.

/// How the letters of a file are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, the low byte first: what Windows programs call "Unicode".
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Western European Windows: what Excel writes where it isn't told otherwise.
    Windows1252,
}

impl Encoding {
    /// All encodings, the commonest first.
    pub const ALL: [Self; 4] = [Self::Utf8, Self::Windows1252, Self::Utf16Le, Self::Utf16Be];

    /// The encoding's name, the same in all languages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// A file's text and how it was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text without byte order mark and NULs.
    pub text: String,
    /// The encoding it was read with.
    pub encoding: Encoding,
}

/// Reads bytes as text, by the encoding that is asked for or else by the one they look like.
///
/// Bytes that are no valid text of the encoding become U+FFFD; nothing makes it fail.
#[must_use]
pub fn decode(bytes: &[u8], wanted: Option<Encoding>) -> Decoded {
    let encoding = wanted.unwrap_or_else(|| recognise(bytes));
    let mut text = match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Encoding::Utf16Le => utf16(bytes, u16::from_le_bytes),
        Encoding::Utf16Be => utf16(bytes, u16::from_be_bytes),
        Encoding::Windows1252 => bytes.iter().map(|&byte| windows_1252(byte)).collect(),
    };
    // Some programs pad their cells with NULs.
    text.retain(|character| character != '\0');
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Decoded { text, encoding }
}

fn recognise(bytes: &[u8]) -> Encoding {
    if bytes.starts_with(&[0xff, 0xfe]) {
        return Encoding::Utf16Le;
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return Encoding::Utf16Be;
    }
    utf16_by_nuls(bytes).unwrap_or(if std::str::from_utf8(bytes).is_ok() {
        Encoding::Utf8
    } else {
        Encoding::Windows1252
    })
}

/// Without a byte order mark, UTF-16 of Western texts shows by its NULs: nearly every second byte.
fn utf16_by_nuls(bytes: &[u8]) -> Option<Encoding> {
    let sample = bytes.get(..4096).unwrap_or(bytes);
    let pairs = sample.len() / 2;
    if pairs < 2 {
        return None;
    }
    let nuls = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (first, second) = (nuls(0), nuls(1));
    let most = pairs * 3 / 5;
    match (first > most, second > most) {
        (false, true) => Some(Encoding::Utf16Le),
        (true, false) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

fn utf16(bytes: &[u8], join: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks(2).filter_map(|pair| match pair {
        &[first, second] => Some(join([first, second])),
        _ => None,
    });
    char::decode_utf16(units).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// What Windows-1252 has in place of the control characters 0x80 to 0x9f. Its five gaps are
/// the control characters, as browsers read them.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    byte.checked_sub(0x80)
        .and_then(|place| WINDOWS_1252.get(usize::from(place)).copied())
        .unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> (String, Encoding) {
        let Decoded { text, encoding } = decode(bytes, None);
        (text, encoding)
    }

    #[test]
    fn recognises_the_usual_encodings() {
        assert_eq!(read("Käthe".as_bytes()), ("Käthe".into(), Encoding::Utf8));
        assert_eq!(read("\u{feff}Käthe".as_bytes()), ("Käthe".into(), Encoding::Utf8));
        assert_eq!(read(b"K\xe4the \x80 \x96"), ("Käthe € –".into(), Encoding::Windows1252));
        assert_eq!(read(b"\xff\xfeK\0\xe4\0"), ("Kä".into(), Encoding::Utf16Le));
        assert_eq!(read(b"\xfe\xff\0K\0\xe4"), ("Kä".into(), Encoding::Utf16Be));
        assert_eq!(read(b"K\0\xe4\0t\0h\0e\0"), ("Käthe".into(), Encoding::Utf16Le));
        assert_eq!(read(b"\0K\0\xe4\0t\0h\0e"), ("Käthe".into(), Encoding::Utf16Be));
        assert_eq!(read(b""), (String::new(), Encoding::Utf8));
    }

    #[test]
    fn drops_nuls_and_reads_on() {
        assert_eq!(read(b"a,b\n\0,2\n").0, "a,b\n,2\n");
    }

    #[test]
    fn the_encoding_can_be_overridden() {
        assert_eq!(decode("Käthe".as_bytes(), Some(Encoding::Windows1252)).text, "KÃ¤the");
    }

    proptest! {
        #[test]
        fn any_bytes_are_some_text(bytes: Vec<u8>) {
            for wanted in Encoding::ALL.into_iter().map(Some).chain([None]) {
                let _ = decode(&bytes, wanted);
            }
        }
    }
}
