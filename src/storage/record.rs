//! A record: a header line with format, number, checksum and encoding, then the payload.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::exchange::checksum::CRC_32;
use crate::storage::key_value::StorageError;
use crate::storage::u15;

/// The format that this program writes. Records and what is encoded in them have one format. **Every
/// change that an older program must not write over raises it**: also a new field, list or table. An
/// older program then reports *newer* and writes nothing.
pub const FORMAT: u32 = 3;
/// The oldest format that this program reads. Records of older ones are left as they are.
const OLDEST: u32 = 3;

/// JSON shorter than this is stored uncompressed: compression would save little, and the text stays
/// readable.
const COMPRESS_FROM: usize = 600;

/// Why a record can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordError {
    /// The text is cut off, was changed, was never a record, or is one of a format too old to be read.
    Damaged,
    /// A newer program wrote it: its format is newer, or **its checksum is right and its content is
    /// not known**. A program writes nothing that it can't read itself.
    Newer,
}

/// Writes a value as a record.
///
/// # Errors
/// Where the value can't be serialized as JSON, which all stored types can.
pub fn write<T: Serialize>(number: u64, value: &T) -> Result<String, StorageError> {
    let json = serde_json::to_string(value).map_err(|_| StorageError::Other("JSON".into()))?;
    Ok(if json.len() < COMPRESS_FROM {
        with_header(number, "plain", &json)
    } else {
        with_header(number, "packed", &u15::compress(json.as_bytes()))
    })
}

/// Writes bytes as a record, without compressing them: encoded parts are dense already.
#[must_use]
pub fn write_bytes(number: u64, bytes: &[u8]) -> String {
    with_header(number, "bytes", &u15::encode(bytes))
}

fn with_header(number: u64, encoding: &str, payload: &str) -> String {
    let checksum = checksum(number, payload);
    format!("mailroom {FORMAT} {number} {checksum:08x} {encoding}\n{payload}")
}

/// Reads the number and the bytes of a record.
///
/// # Errors
/// [`RecordError`].
pub fn read_bytes(record: &str) -> Result<(u64, Vec<u8>), RecordError> {
    match checked(record)? {
        (number, "bytes", payload) => Ok((number, u15::decode(payload).map_err(|_| RecordError::Damaged)?)),
        _ => Err(RecordError::Newer),
    }
}

/// Reads the number and the value of a record.
///
/// # Errors
/// [`RecordError`].
pub fn read<T: DeserializeOwned>(record: &str) -> Result<(u64, T), RecordError> {
    let (number, encoding, payload) = checked(record)?;
    let value = match encoding {
        // Both parse bytes: parsing texts as well would double the code of every stored type.
        "plain" => serde_json::from_slice(payload.as_bytes()),
        "packed" => serde_json::from_slice(&u15::decompress(payload).map_err(|_| RecordError::Damaged)?),
        _ => return Err(RecordError::Newer),
    };
    Ok((number, value.map_err(|_| RecordError::Newer)?))
}

/// Whether a text is a record of a format that is too old to be read.
pub fn is_older(text: &str) -> bool {
    let format = text.strip_prefix("mailroom ").and_then(|rest| rest.split(' ').next());
    format.and_then(|format| format.parse::<u32>().ok()).is_some_and(|format| format < OLDEST)
}

/// The checksum in a record's header, which is not verified; 0 where there is none.
pub fn header_checksum(record: &str) -> u32 {
    let checksum = record.split(' ').nth(3).and_then(|word| u32::from_str_radix(word, 16).ok());
    checksum.unwrap_or_default()
}

/// The number, encoding and payload of a record whose checksum matches.
fn checked(record: &str) -> Result<(u64, &str, &str), RecordError> {
    let (header, payload) = record.split_once('\n').ok_or(RecordError::Damaged)?;
    let mut words = header.split(' ');
    let mut next = || words.next().ok_or(RecordError::Damaged);
    if next()? != "mailroom" {
        return Err(RecordError::Damaged);
    }
    let format: u32 = next()?.parse().map_err(|_| RecordError::Damaged)?;
    if format > FORMAT {
        return Err(RecordError::Newer);
    }
    if format < OLDEST {
        return Err(RecordError::Damaged);
    }
    let number: u64 = next()?.parse().map_err(|_| RecordError::Damaged)?;
    let expected = u32::from_str_radix(next()?, 16).map_err(|_| RecordError::Damaged)?;
    let encoding = next()?;
    if checksum(number, payload) != expected {
        return Err(RecordError::Damaged);
    }
    Ok((number, encoding, payload))
}

fn checksum(number: u64, payload: &str) -> u32 {
    let mut digest = CRC_32.digest();
    digest.update(&number.to_le_bytes());
    digest.update(payload.as_bytes());
    digest.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_or_changed_record_is_damaged() {
        for value in ["short".to_owned(), "long ".repeat(400)] {
            let record = write(7, &value).unwrap();
            assert_eq!(read::<String>(&record), Ok((7, value)));
            for (index, _) in record.char_indices() {
                assert!(read::<String>(&record[..index]).is_err());
            }
            assert_eq!(read::<String>(&record.replacen(" 7 ", " 8 ", 1)), Err(RecordError::Damaged));
        }
    }

    #[test]
    fn a_newer_format_is_told_apart_from_damage() {
        let record = write(1, &"text").unwrap().replacen(&format!("mailroom {FORMAT}"), "mailroom 9", 1);
        assert_eq!(read::<String>(&record), Err(RecordError::Newer));
    }

    #[test]
    fn an_intact_record_with_unknown_content_is_of_a_newer_program() {
        let record = write(1, &"text").unwrap();
        assert_eq!(read::<u64>(&record), Err(RecordError::Newer));
        assert_eq!(read_bytes(&record), Err(RecordError::Newer));
        assert_eq!(read::<u64>(&record.replace("text", "test")), Err(RecordError::Damaged));
    }
}
