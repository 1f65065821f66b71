//! The first entries of a backup, by which a file is recognised before all of it is read.

use serde::Deserialize;

/// The program that a backup names.
pub(in crate::exchange) const APP: &str = "mailroom";
/// The format of a plain backup.
pub(super) const FORMAT: &str = "mailroom-backup";
/// The format of a backup under a passphrase.
pub(in crate::exchange) const PROTECTED_FORMAT: &str = "mailroom-backup-encrypted";
/// The byte order mark that other programs put before JSON.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The version of plain backups that this program writes. It reads this one and all before it.
/// Version 2 may have groups of criteria. Version 3 may have further fields, lists and kinds of values.
pub const VERSION: u32 = 3;
/// The version of protected backups that this program writes. It reads this one and all before it.
pub const PROTECTED_VERSION: u32 = 1;

/// Why a file is no backup that can be opened. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonError {
    /// Another program's file, or no JSON at all.
    NotOurs,
    /// Saved by a newer program, in this version.
    Newer(u32),
    /// Cut off, edited or inconsistent, at this place.
    Damaged(String),
    /// A backup under a passphrase, which the caller asks for.
    Protected(Box<ProtectedBackup>),
}

/// How a backup is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupKind {
    /// In readable form.
    Open,
    /// Under a passphrase.
    Protected,
}

/// The content of a backup under a passphrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtectedBackup {
    /// Rounds from the passphrase to the key.
    pub rounds: u32,
    /// Makes the key differ from those of other files under the same passphrase.
    pub salt: Vec<u8>,
    /// The initialisation vector.
    pub iv: Vec<u8>,
    /// The encrypted backup.
    pub data: Vec<u8>,
}

#[derive(Deserialize)]
struct Envelope {
    app: String,
    format: String,
    version: u32,
}

/// Recognises a backup that this program can read. A file that is no JSON is refused at its first
/// character.
///
/// # Errors
/// [`JsonError`].
pub fn envelope(bytes: &[u8]) -> Result<BackupKind, JsonError> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let envelope: Envelope = serde_json::from_slice(bytes).map_err(|error| {
        // A backup that was cut off still begins like one.
        let begins =
            String::from_utf8_lossy(bytes.get(..200.min(bytes.len())).unwrap_or_default()).contains(FORMAT);
        if begins { JsonError::Damaged(error.to_string()) } else { JsonError::NotOurs }
    })?;
    let newest = match envelope.format.as_str() {
        FORMAT => VERSION,
        PROTECTED_FORMAT => PROTECTED_VERSION,
        _ => return Err(JsonError::NotOurs),
    };
    if envelope.app != APP {
        return Err(JsonError::NotOurs);
    }
    if envelope.version > newest {
        return Err(JsonError::Newer(envelope.version));
    }
    Ok(if envelope.format == FORMAT { BackupKind::Open } else { BackupKind::Protected })
}
