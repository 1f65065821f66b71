//! One stored unit: a line that tells format, revision, checksum and packing, then the payload.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::exchange::checksum::CRC_32;
use crate::storage::key_value::StorageError;
use crate::storage::pack;

/// The format that this program writes. It reads this one and all before it.
pub const FORMAT: u32 = 2;

/// JSON shorter than this is stored as it is: packing would save little, and a person can read it.
const PACK_FROM: usize = 600;

/// Why a unit can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitError {
    /// Cut off, changed or never ours.
    Damaged,
    /// Written by a newer program, in this format.
    Newer(u32),
}

/// Writes a value as a unit.
///
/// # Errors
/// Where the value can't be written as JSON, which ours always can.
pub fn write<T: Serialize>(number: u64, value: &T) -> Result<String, StorageError> {
    let json = serde_json::to_string(value).map_err(|_| StorageError::Other("JSON".into()))?;
    Ok(if json.len() < PACK_FROM {
        with_header(number, "plain", &json)
    } else {
        with_header(number, "packed", &pack::pack(json.as_bytes()))
    })
}

/// Writes bytes that are dense already as a unit.
#[must_use]
pub fn write_bytes(number: u64, bytes: &[u8]) -> String {
    with_header(number, "bytes", &pack::units(bytes))
}

fn with_header(number: u64, packing: &str, payload: &str) -> String {
    let checksum = checksum(number, payload);
    format!("mailroom {FORMAT} {number} {checksum:08x} {packing}\n{payload}")
}

/// Reads the bytes of a unit.
///
/// # Errors
/// [`UnitError`].
pub fn read_bytes(unit: &str) -> Result<(u64, Vec<u8>), UnitError> {
    match checked(unit)? {
        (number, "bytes", payload) => Ok((number, pack::bytes(payload).map_err(|_| UnitError::Damaged)?)),
        _ => Err(UnitError::Damaged),
    }
}

/// Reads a unit: its revision and value.
///
/// # Errors
/// [`UnitError`].
pub fn read<T: DeserializeOwned>(unit: &str) -> Result<(u64, T), UnitError> {
    let (revision, packing, payload) = checked(unit)?;
    let value = match packing {
        // One reader for both: reading from text would double the code of every stored type.
        "plain" => serde_json::from_slice(payload.as_bytes()).ok(),
        "packed" => pack::unpack(payload).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()),
        _ => None,
    };
    Ok((revision, value.ok_or(UnitError::Damaged)?))
}

/// Whether a unit is of a format that this program knows, and as it was written.
pub fn is_intact(unit: &str) -> bool {
    checked(unit).is_ok()
}

/// The checksum that a unit was written with.
pub fn seal(unit: &str) -> u32 {
    let seal = unit.split(' ').nth(3).and_then(|word| u32::from_str_radix(word, 16).ok());
    seal.unwrap_or_default()
}

/// Revision, packing and payload of a unit whose checksum fits.
fn checked(unit: &str) -> Result<(u64, &str, &str), UnitError> {
    let (header, payload) = unit.split_once('\n').ok_or(UnitError::Damaged)?;
    let mut words = header.split(' ');
    let mut next = || words.next().ok_or(UnitError::Damaged);
    if next()? != "mailroom" {
        return Err(UnitError::Damaged);
    }
    let format: u32 = next()?.parse().map_err(|_| UnitError::Damaged)?;
    if format > FORMAT {
        return Err(UnitError::Newer(format));
    }
    let revision: u64 = next()?.parse().map_err(|_| UnitError::Damaged)?;
    let expected = u32::from_str_radix(next()?, 16).map_err(|_| UnitError::Damaged)?;
    let packing = next()?;
    if checksum(revision, payload) != expected {
        return Err(UnitError::Damaged);
    }
    Ok((revision, packing, payload))
}

fn checksum(revision: u64, payload: &str) -> u32 {
    let mut digest = CRC_32.digest();
    digest.update(&revision.to_le_bytes());
    digest.update(payload.as_bytes());
    digest.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_or_changed_unit_is_damaged() {
        for value in ["short".to_owned(), "long ".repeat(400)] {
            let unit = write(7, &value).unwrap();
            assert_eq!(read::<String>(&unit), Ok((7, value)));
            for (place, _) in unit.char_indices() {
                assert!(read::<String>(&unit[..place]).is_err());
            }
            assert_eq!(read::<String>(&unit.replacen(" 7 ", " 8 ", 1)), Err(UnitError::Damaged));
        }
    }

    #[test]
    fn a_newer_format_is_told_apart_from_damage() {
        let unit = write(1, &"text").unwrap().replacen("mailroom 2", "mailroom 9", 1);
        assert_eq!(read::<String>(&unit), Err(UnitError::Newer(9)));
    }
}
