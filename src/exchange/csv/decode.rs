//! Bytes to text.
//!
//! Written by hand: `encoding_rs` links the tables of all its encodings, and the browser's
//! `TextDecoder` is not available to this layer.

/// The character encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, the low byte first, which Windows programs call "Unicode".
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Western European Windows, the default of Excel.
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

/// A file's text and its encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text without byte order mark and NULs.
    pub text: String,
    /// The encoding it was read with.
    pub encoding: Encoding,
}

/// Reads bytes as text, in the encoding asked for or else in the detected one.
///
/// Invalid bytes become U+FFFD. Never fails.
#[must_use]
pub fn decode(bytes: &[u8], wanted: Option<Encoding>) -> Decoded {
    let mut decoding = Decoding::new(bytes, wanted);
    while !decoding.step(bytes, usize::MAX) {}
    decoding.finish()
}

/// [`decode`] in steps, so that the page stays responsive with a large file.
#[derive(Clone, Debug)]
pub struct Decoding {
    text: String,
    encoding: Encoding,
    /// UTF-8 is neither asked for nor marked: the first invalid byte makes it Windows-1252.
    is_guess: bool,
    at: usize,
}

impl Decoding {
    /// Prepares to read these bytes. Each step takes them again.
    #[must_use]
    pub fn new(bytes: &[u8], wanted: Option<Encoding>) -> Self {
        let (encoding, is_guess) = match wanted.or_else(|| recognise(bytes)) {
            Some(encoding) => (encoding, false),
            None => (Encoding::Utf8, true),
        };
        Self { text: String::with_capacity(bytes.len()), encoding, is_guess, at: 0 }
    }

    /// Reads about `count` further bytes. Returns whether all are read.
    pub fn step(&mut self, bytes: &[u8], count: usize) -> bool {
        let piece = self.piece(bytes, count);
        let taken = piece.len();
        match self.encoding {
            Encoding::Utf8 => match std::str::from_utf8(piece) {
                Ok(text) => self.push(text),
                Err(_) if self.is_guess => {
                    *self = Self::new(bytes, Some(Encoding::Windows1252));
                    return false;
                }
                Err(_) => self.push(&String::from_utf8_lossy(piece)),
            },
            Encoding::Utf16Le => self.push(&utf16(piece, u16::from_le_bytes)),
            Encoding::Utf16Be => self.push(&utf16(piece, u16::from_be_bytes)),
            Encoding::Windows1252 => {
                self.push(&piece.iter().map(|&byte| windows_1252(byte)).collect::<String>());
            }
        }
        self.at += taken;
        self.at >= bytes.len()
    }

    /// The number of bytes read so far.
    #[must_use]
    pub fn done(&self) -> usize {
        self.at
    }

    /// The text, once all steps are done.
    #[must_use]
    pub fn finish(mut self) -> Decoded {
        if self.text.starts_with('\u{feff}') {
            self.text.remove(0);
        }
        Decoded { text: self.text, encoding: self.encoding }
    }

    /// The next bytes, which end between two characters.
    fn piece<'b>(&self, bytes: &'b [u8], count: usize) -> &'b [u8] {
        let rest = bytes.get(self.at..).unwrap_or_default();
        let count = count.max(8);
        if rest.len() <= count {
            return rest;
        }
        let begins = |end: &usize| match self.encoding {
            Encoding::Windows1252 => true,
            Encoding::Utf8 => rest.get(*end).is_none_or(|byte| byte & 0xc0 != 0x80),
            Encoding::Utf16Le | Encoding::Utf16Be => {
                let low = if self.encoding == Encoding::Utf16Le { end + 1 } else { *end };
                end.is_multiple_of(2) && rest.get(low).is_none_or(|byte| byte & 0xfc != 0xdc)
            }
        };
        // Bytes in which no character begins are invalid in this encoding, wherever they are split.
        let end = (count - 6..=count).rev().find(begins).unwrap_or(count & !1);
        rest.get(..end).unwrap_or(rest)
    }

    fn push(&mut self, text: &str) {
        // Some programs pad their cells with NULs.
        for part in text.split('\0') {
            self.text.push_str(part);
        }
    }
}

/// The encoding by a byte order mark or by NULs. A mark decides, even where single bytes contradict it.
fn recognise(bytes: &[u8]) -> Option<Encoding> {
    if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        return Some(Encoding::Utf8);
    }
    if bytes.starts_with(&[0xff, 0xfe]) {
        return Some(Encoding::Utf16Le);
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return Some(Encoding::Utf16Be);
    }
    utf16_by_nuls(bytes)
}

/// Detects UTF-16 of Western texts without a byte order mark: nearly every second byte is NUL.
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

/// The characters of Windows-1252 from 0x80 to 0x9f. Its five gaps are control characters, as in
/// browsers.
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
    fn a_byte_order_mark_decides_though_a_byte_contradicts_it() {
        assert_eq!(read(b"\xef\xbb\xbfK\xc3\xa4the,\xe4").0, "Käthe,\u{fffd}");
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

        #[test]
        fn pieces_make_the_same_text(text in "[a-cæ€\u{1f600}\0]{0,40}", stray: Option<u8>, count in 1_usize..20) {
            let utf16 = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
            let texts = [text.clone().into_bytes(), utf16(u16::to_le_bytes), utf16(u16::to_be_bytes)];
            for mut bytes in texts {
                bytes.extend(stray);
                for wanted in Encoding::ALL.into_iter().map(Some).chain([None]) {
                    let mut decoding = Decoding::new(&bytes, wanted);
                    while !decoding.step(&bytes, count) {}
                    prop_assert_eq!(decoding.finish(), decode(&bytes, wanted));
                }
            }
        }
    }
}
