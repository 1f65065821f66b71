//! Three streams of values, each stored as suits it: numbers and texts with deflate, apart from each
//! other as their bytes have other frequencies; digits packed, as deflate can't shorten them.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::storage::codec::{DecodeError, allowance};

/// Level 9 saves two in a thousand; level 3 takes two in a hundred more, for a tenth of the time.
const LEVEL: u8 = 6;
/// The end of a text.
const END: char = '\0';
/// So many digits are packed together.
const DIGITS: usize = 12;
/// The bytes that they take: 10^12 is a little less than 2^40.
const PACKED: usize = 5;
/// The first numbers of two bytes and of three bytes, by their first byte.
const TWO_BYTES: u64 = 192;
const THREE_BYTES: u64 = 248;
/// The first byte of a number of eight more bytes.
const EIGHT_BYTES: u64 = 255;
/// The smallest numbers of three bytes and of nine.
const MIDDLE: u64 = TWO_BYTES + (THREE_BYTES - TWO_BYTES) * 256;
const LARGE: u64 = MIDDLE + (EIGHT_BYTES - THREE_BYTES) * 65536;

/// Streams that are written.
#[derive(Debug, Default)]
pub struct Writer {
    numbers: Vec<u8>,
    texts: String,
    digits: String,
}

impl Writer {
    /// Adds a number. Those below 192 take a byte, those below 14,528 two, those below 473,280 three.
    pub fn number(&mut self, number: u64) {
        append_number(number, &mut self.numbers);
    }

    /// Adds a text, which must not contain a zero.
    pub fn text(&mut self, text: &str) {
        self.texts.push_str(text);
        self.texts.push(END);
    }

    /// Adds a text of decimal digits.
    pub fn digits(&mut self, digits: &str) {
        self.digits.push_str(digits);
    }

    /// The bytes of all streams.
    pub fn finish(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for stream in [self.numbers, self.texts.into_bytes()] {
            let packed = compress_to_vec(&stream, LEVEL);
            append_number(packed.len() as u64, &mut bytes);
            bytes.extend(packed);
        }
        for digits in self.digits.as_bytes().chunks(DIGITS) {
            let digits = digits.iter().chain(&[b'0'; DIGITS]).take(DIGITS);
            let group = digits.fold(0_u64, |group, digit| group * 10 + u64::from(*digit - b'0'));
            bytes.extend(group.to_be_bytes().iter().skip(8 - PACKED));
        }
        bytes
    }
}

/// Streams that are read.
#[derive(Debug)]
pub struct Reader {
    numbers: Vec<u8>,
    next_number: usize,
    texts: String,
    next_text: usize,
    digits: String,
    next_digit: usize,
    /// The rest of the memory that values may take.
    left: usize,
}

impl Reader {
    /// Reads the bytes of [`Writer::finish`].
    ///
    /// # Errors
    /// [`DecodeError::Damaged`].
    pub fn new(bytes: &[u8]) -> Result<Self, DecodeError> {
        let left = allowance(bytes.len());
        let mut rest = bytes;
        let mut inflate = || {
            let (length, after) = take_number(rest)?;
            let (packed, after) = after.split_at_checked(usize::try_from(length).ok()?)?;
            rest = after;
            decompress_to_vec_with_limit(packed, left).ok()
        };
        let numbers = inflate().ok_or(DecodeError::Damaged)?;
        let texts = inflate().and_then(|bytes| String::from_utf8(bytes).ok()).ok_or(DecodeError::Damaged)?;
        let mut digits = String::with_capacity(rest.len() / PACKED * DIGITS);
        for packed in rest.chunks_exact(PACKED) {
            let group = packed.iter().fold(0_u64, |group, byte| group << 8 | u64::from(*byte));
            let mut unit = 10_u64.pow(DIGITS as u32 - 1);
            while unit > 0 {
                digits.push(char::from(b'0' + (group / unit % 10) as u8));
                unit /= 10;
            }
        }
        Ok(Self { numbers, next_number: 0, texts, next_text: 0, digits, next_digit: 0, left })
    }

    /// Whether no number is left.
    pub fn is_at_end(&self) -> bool {
        self.next_number == self.numbers.len()
    }

    /// The next number.
    ///
    /// # Errors
    /// [`DecodeError::Damaged`].
    pub fn number(&mut self) -> Result<u64, DecodeError> {
        let rest = self.numbers.get(self.next_number..).unwrap_or_default();
        let (number, rest) = take_number(rest).ok_or(DecodeError::Damaged)?;
        self.next_number = self.numbers.len() - rest.len();
        Ok(number)
    }

    /// The next number, which counts or names something in memory.
    ///
    /// # Errors
    /// [`DecodeError::Damaged`].
    pub fn index(&mut self) -> Result<u32, DecodeError> {
        u32::try_from(self.number()?).map_err(|_| DecodeError::Damaged)
    }

    /// The next text.
    ///
    /// # Errors
    /// [`DecodeError::Damaged`].
    pub fn text(&mut self) -> Result<&str, DecodeError> {
        let rest = self.texts.get(self.next_text..).unwrap_or_default();
        let (text, _) = rest.split_once(END).ok_or(DecodeError::Damaged)?;
        self.next_text += text.len() + END.len_utf8();
        Ok(text)
    }

    /// The next decimal digits.
    ///
    /// # Errors
    /// [`DecodeError::Damaged`].
    pub fn digits(&mut self, count: usize) -> Result<&str, DecodeError> {
        let start = self.next_digit;
        let end = start.checked_add(count).ok_or(DecodeError::Damaged)?;
        self.next_digit = end;
        self.digits.get(start..end).ok_or(DecodeError::Damaged)
    }

    /// Takes memory for values.
    ///
    /// # Errors
    /// [`DecodeError::Damaged`] where it is more than the bytes may claim.
    pub fn claim(&mut self, count: usize, size: usize) -> Result<(), DecodeError> {
        let claimed = count.checked_mul(size).and_then(|size| self.left.checked_sub(size));
        self.left = claimed.ok_or(DecodeError::Damaged)?;
        Ok(())
    }

    /// The memory that values may still take.
    pub fn left(&self) -> usize {
        self.left
    }
}

fn append_number(number: u64, bytes: &mut Vec<u8>) {
    let (first, more) = match number {
        0..TWO_BYTES => (number, 0),
        TWO_BYTES..MIDDLE => (TWO_BYTES + (number - TWO_BYTES) / 256, 1),
        MIDDLE..LARGE => (THREE_BYTES + (number - MIDDLE) / 65536, 2),
        _ => (EIGHT_BYTES, 8),
    };
    let base = match more {
        1 => TWO_BYTES,
        2 => MIDDLE,
        _ => 0,
    };
    bytes.push(first as u8);
    bytes.extend((number - base).to_be_bytes().iter().skip(8 - more));
}

fn take_number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    let first = u64::from(first);
    let (base, more) = match first {
        0..TWO_BYTES => (first, 0),
        TWO_BYTES..THREE_BYTES => (TWO_BYTES + (first - TWO_BYTES) * 256, 1),
        THREE_BYTES..EIGHT_BYTES => (MIDDLE + (first - THREE_BYTES) * 65536, 2),
        _ => (0, 8),
    };
    let (more, rest) = rest.split_at_checked(more)?;
    let low = more.iter().fold(0_u64, |low, byte| low << 8 | u64::from(*byte));
    Some((base.wrapping_add(low), rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};

    proptest! {
        #[test]
        fn streams_come_back(
            numbers in vec(prop_oneof![0..500_u64, 14_000..15_000_u64, 473_000..474_000_u64, any::<u64>()], 0..30),
            texts in vec("[^\u{0}]{0,9}", 0..9),
            digits in "[0-9]{0,40}",
        ) {
            let mut writer = Writer::default();
            numbers.iter().for_each(|number| writer.number(*number));
            texts.iter().for_each(|text| writer.text(text));
            writer.digits(&digits);
            let mut reader = Reader::new(&writer.finish()).unwrap();
            for number in numbers {
                prop_assert_eq!(reader.number(), Ok(number));
            }
            for text in texts {
                prop_assert_eq!(reader.text(), Ok(&*text));
            }
            prop_assert_eq!(reader.digits(digits.len()), Ok(digits.as_str()));
            prop_assert!(reader.is_at_end() && reader.text().is_err());
        }
    }
}
