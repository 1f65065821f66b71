//! Backups under a passphrase: a JSON file with the encrypted bytes of a plain backup.
//!
//! `{app, format, version, kdf, rounds, salt, cipher, iv, data}`, in this order, described for
//! other programs in `docs/backup-format.md`. The key comes from the passphrase by
//! PBKDF2-SHA-256 in `rounds` rounds over `salt`; `data` is the plain backup under AES-256-GCM,
//! the tag at its end. Salt and `iv` are random for each file.
//!
//! The browser does the cryptography (`browser::cipher`); this module knows only the file format.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use crate::exchange::json::envelope::{APP, JsonError, PROTECTED_FORMAT, PROTECTED_VERSION, ProtectedBackup};

/// Rounds from the passphrase to the key, which make each guess costly for an attacker with the file.
pub const ROUNDS: u32 = 600_000;
/// Bytes of salt.
pub const SALT: usize = 16;
/// Bytes of the initialisation vector, as AES-GCM wants it.
pub const IV: usize = 12;
/// The minimum length of a passphrase in user-perceived characters.
pub const SHORTEST: usize = 8;

/// The limit of rounds: more would only keep the device busy, and no browser can cancel them.
const MOST_ROUNDS: u32 = 10_000_000;
/// Bytes of the tag by which a wrong key is detected.
const TAG: usize = 16;
const KDF: &str = "PBKDF2-SHA-256";
const CIPHER: &str = "AES-256-GCM";

#[derive(Serialize, Deserialize)]
struct ProtectedDocument {
    app: String,
    format: String,
    version: u32,
    kdf: String,
    rounds: u32,
    salt: String,
    cipher: String,
    iv: String,
    data: String,
}

/// The file.
#[must_use]
pub fn write(protected: &ProtectedBackup) -> String {
    let document = ProtectedDocument {
        app: APP.to_owned(),
        format: PROTECTED_FORMAT.to_owned(),
        version: PROTECTED_VERSION,
        kdf: KDF.to_owned(),
        rounds: protected.rounds,
        salt: STANDARD.encode(&protected.salt),
        cipher: CIPHER.to_owned(),
        iv: STANDARD.encode(&protected.iv),
        data: STANDARD.encode(&protected.data),
    };
    // Numbers and texts: serialization cannot fail.
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

/// Reads a file that is known to be of [`PROTECTED_FORMAT`] in a version that this program knows.
///
/// # Errors
/// [`JsonError::Damaged`], with the place.
pub(super) fn read(bytes: &[u8]) -> Result<ProtectedBackup, JsonError> {
    let document: ProtectedDocument =
        serde_json::from_slice(bytes).map_err(|error| JsonError::Damaged(error.to_string()))?;
    let damaged = |place: &str| JsonError::Damaged(place.to_owned());
    if document.kdf != KDF {
        return Err(damaged("kdf"));
    }
    if document.cipher != CIPHER {
        return Err(damaged("cipher"));
    }
    if !(ROUNDS..=MOST_ROUNDS).contains(&document.rounds) {
        return Err(damaged("rounds"));
    }
    let bytes = |place: &str, text: &str, fits: fn(usize) -> bool| {
        STANDARD.decode(text).ok().filter(|bytes| fits(bytes.len())).ok_or_else(|| damaged(place))
    };
    Ok(ProtectedBackup {
        rounds: document.rounds,
        salt: bytes("salt", &document.salt, |length| length == SALT)?,
        iv: bytes("iv", &document.iv, |length| length == IV)?,
        data: bytes("data", &document.data, |length| length > TAG)?,
    })
}

/// A passphrase as it goes into the key: in NFC, whatever way the keyboard composes accents.
#[must_use]
pub fn composed(passphrase: &str) -> String {
    crate::domain::normalization::nfc(passphrase)
}

/// Whether a passphrase is long enough to be accepted.
#[must_use]
pub fn is_long_enough(passphrase: &str) -> bool {
    passphrase.graphemes(true).count() >= SHORTEST
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::exchange::json;

    fn protected() -> ProtectedBackup {
        ProtectedBackup { rounds: ROUNDS, salt: vec![1; SALT], iv: vec![2; IV], data: vec![3; 100] }
    }

    fn opened(bytes: &[u8]) -> JsonError {
        json::read(bytes).map(drop).unwrap_err()
    }

    #[test]
    fn a_protected_backup_reads_as_it_was_written() {
        let text = write(&protected());
        assert_eq!(opened(text.as_bytes()), JsonError::Protected(Box::new(protected())));
        let marked = format!("\u{feff}{text}");
        assert_eq!(opened(marked.as_bytes()), JsonError::Protected(Box::new(protected())));
    }

    #[test]
    fn a_file_can_t_make_the_browser_work_for_hours_or_on_nonsense() {
        let changed = |key: &str, value: Value| {
            let mut file: Value = serde_json::from_str(&write(&protected())).unwrap();
            file[key] = value;
            opened(file.to_string().as_bytes())
        };
        let damaged = |place: &str| JsonError::Damaged(place.to_owned());
        for rounds in [0, 1, 599_999, 10_000_001, u32::MAX] {
            assert_eq!(changed("rounds", json!(rounds)), damaged("rounds"), "{rounds}");
        }
        for rounds in [json!(-1), json!(1e30), json!("600000"), json!(null), json!(600_000.5)] {
            assert!(matches!(changed("rounds", rounds), JsonError::Damaged(_)));
        }
        let encoded = |length: usize| json!(STANDARD.encode(vec![7; length]));
        for (place, lengths) in [("salt", [0, 15, 17]), ("iv", [0, 11, 16]), ("data", [0, 1, 16])] {
            for length in lengths {
                assert_eq!(changed(place, encoded(length)), damaged(place), "{length}");
            }
            for text in ["?", "AAA", "QUJD\n", "ÅÅÅÅ", "AAAAAAAAAAAAAAAAAAAAAA=A"] {
                assert_eq!(changed(place, json!(text)), damaged(place), "{text}");
            }
        }
        assert_eq!(changed("kdf", json!("none")), damaged("kdf"));
        assert_eq!(changed("cipher", json!("AES-128-ECB")), damaged("cipher"));
        assert_eq!(changed("version", json!(2)), JsonError::Newer(2));
        assert_eq!(changed("app", json!("other")), JsonError::NotOurs);
    }

    #[test]
    fn one_that_was_cut_off_is_damaged() {
        let text = write(&protected());
        for end in 60..text.len() - 1 {
            let refused = opened(&text.as_bytes()[..end]);
            assert!(matches!(refused, JsonError::Damaged(_)), "cut off at {end}: {refused:?}");
        }
    }

    #[test]
    fn a_passphrase_is_the_same_from_every_keyboard() {
        assert_eq!(composed("Bla\u{30a}ba\u{308}r"), composed("Bl\u{e5}b\u{e4}r"));
        assert!(is_long_enough("a\u{30a}bcdefgh"));
        assert!(!is_long_enough("a\u{30a}bcdefg"));
        assert!(!is_long_enough("👩‍👩‍👧‍👦👩‍👩‍👧‍👦"));
    }

    proptest! {
        #[test]
        fn any_bytes_come_back(
            salt in prop::array::uniform16(any::<u8>()),
            iv in prop::array::uniform12(any::<u8>()),
            data in prop::collection::vec(any::<u8>(), 17..200),
            rounds in ROUNDS..=MOST_ROUNDS,
        ) {
            let protected = ProtectedBackup { rounds, salt: salt.to_vec(), iv: iv.to_vec(), data };
            let refused = opened(write(&protected).as_bytes());
            prop_assert_eq!(refused, JsonError::Protected(Box::new(protected)));
        }

        #[test]
        fn a_changed_byte_leaves_what_the_browser_can_be_given(at: prop::sample::Index, byte: u8) {
            let mut bytes = write(&protected()).into_bytes();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if let JsonError::Protected(found) = opened(&bytes) {
                prop_assert!((ROUNDS..=MOST_ROUNDS).contains(&found.rounds));
                prop_assert_eq!((found.salt.len(), found.iv.len(), found.data.len()), (SALT, IV, 100));
            }
        }
    }
}
