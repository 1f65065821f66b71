//! Backups: the whole database as one JSON file that a person can read.
//!
//! `{app, format, version, exported_at, counts, checksum, data}`, in this order, described for
//! other programs in `docs/backup-format.md`. `data` names contacts by their No. and codes by
//! their text, never by place, and always in the same order, so that two backups of the same data
//! differ in nothing but `exported_at`. `counts` says how many rows `data` has; `checksum` is the
//! CRC-32 of `data` written without blanks, as eight hexadecimal digits.
//!
//! **Every version that was ever written can be read.** `tests/backups.rs` holds a file of each to
//! it; whoever raises [`VERSION`] adds one. A backup under a passphrase is in
//! [`protected`](super::protected).

mod reading;
mod rows;
mod writing;

use serde::{Deserialize, Serialize};

use crate::domain::database::Database;
use crate::exchange::checksum::checksum;
use crate::exchange::json::reading::rebuild;
use crate::exchange::json::rows::Data;
use crate::exchange::json::writing::Writer;
use crate::exchange::protected;
use crate::exchange::protected::Protected;

pub(super) const APP: &str = "mailroom";
const FORMAT: &str = "mailroom-backup";
/// The byte order mark that other programs put before JSON.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The version that this program writes. It reads this one and all before it. Version 2 may have
/// groups of criteria.
pub const VERSION: u32 = 2;

/// A backup that was read.
#[derive(Clone, Debug)]
pub struct Backup {
    /// What it holds.
    pub database: Database,
    /// When it was saved, as ISO 8601.
    pub exported_at: String,
}

/// Why a file is no backup that can be opened. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonError {
    /// Another program's file, or no JSON at all.
    NotOurs,
    /// Saved by a newer program, in this version.
    Newer(u32),
    /// Cut off, edited or contradicting itself, at this place.
    Damaged(String),
    /// A backup under a passphrase: to be asked for.
    Protected(Box<Protected>),
}

/// How a backup is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As everybody can read it.
    Open,
    /// Under a passphrase.
    Protected,
}

#[derive(Serialize, Deserialize)]
struct Document {
    app: String,
    format: String,
    version: u32,
    exported_at: String,
    counts: Counts,
    checksum: String,
    data: Data,
}

/// What tells whether a file is one of ours, before all of it is read.
#[derive(Deserialize)]
struct Envelope {
    app: String,
    format: String,
    version: u32,
}

#[derive(PartialEq, Eq, Serialize, Deserialize)]
struct Counts {
    contacts: usize,
    mailing_groups: usize,
    industry_groups: usize,
    business_relations: usize,
    segments: usize,
}

/// The whole database as JSON. `exported_at` is ISO 8601.
#[must_use]
pub fn write(database: &Database, exported_at: &str) -> String {
    let data = Writer { database }.data();
    let document = Document {
        app: APP.to_owned(),
        format: FORMAT.to_owned(),
        version: VERSION,
        exported_at: exported_at.to_owned(),
        counts: Counts::of(&data),
        checksum: checksum_of(&data),
        data,
    };
    // Maps with texts as keys, numbers and texts: nothing that JSON can't hold.
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

/// Whether a file is a backup that this program reads, so far as its beginning tells. What is no
/// JSON is refused at its first letter.
///
/// # Errors
/// [`JsonError`].
pub fn envelope(bytes: &[u8]) -> Result<Kind, JsonError> {
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let envelope: Envelope = serde_json::from_slice(bytes).map_err(|error| {
        // A backup that was cut off still begins like one.
        let begins =
            String::from_utf8_lossy(bytes.get(..200.min(bytes.len())).unwrap_or_default()).contains(FORMAT);
        if begins { JsonError::Damaged(error.to_string()) } else { JsonError::NotOurs }
    })?;
    let newest = match envelope.format.as_str() {
        FORMAT => VERSION,
        protected::FORMAT => protected::VERSION,
        _ => return Err(JsonError::NotOurs),
    };
    if envelope.app != APP {
        return Err(JsonError::NotOurs);
    }
    if envelope.version > newest {
        return Err(JsonError::Newer(envelope.version));
    }
    Ok(if envelope.format == FORMAT { Kind::Open } else { Kind::Protected })
}

/// Reads a backup. Its rows pass the database's own checks.
///
/// # Errors
/// [`JsonError`].
pub fn read(bytes: &[u8]) -> Result<Backup, JsonError> {
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    if envelope(bytes)? == Kind::Protected {
        return Err(JsonError::Protected(Box::new(protected::read(bytes)?)));
    }
    let document: Document =
        serde_json::from_slice(bytes).map_err(|error| JsonError::Damaged(error.to_string()))?;
    if checksum_of(&document.data) != document.checksum {
        return Err(JsonError::Damaged("checksum".to_owned()));
    }
    if Counts::of(&document.data) != document.counts {
        return Err(JsonError::Damaged("counts".to_owned()));
    }
    let database = rebuild(document.data)?;
    Ok(Backup { database, exported_at: document.exported_at })
}

impl Counts {
    fn of(data: &Data) -> Self {
        Self {
            contacts: data.contacts.len(),
            mailing_groups: data.mailing_groups.len(),
            industry_groups: data.industry_groups.len(),
            business_relations: data.business_relations.len(),
            segments: data.segments.len(),
        }
    }
}

fn checksum_of(data: &Data) -> String {
    let text = serde_json::to_string(data).unwrap_or_default();
    format!("{:08x}", checksum(text.as_bytes()))
}

/// A backup that somebody has edited, with the checksum that fits; `None` where it is no longer one.
#[cfg(test)]
pub(super) fn sealed(text: &str) -> Option<String> {
    let mut document: Document = serde_json::from_str(text).ok()?;
    document.checksum = checksum_of(&document.data);
    serde_json::to_string(&document).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sample;

    fn office() -> Database {
        let mut database = Database::new("d");
        let change = sample::load(&database, &sample::tests::WORDS).unwrap();
        database.apply(change).unwrap();
        database
    }

    #[test]
    fn a_backup_reads_as_it_was_written() {
        let database = office();
        let text = write(&database, "2026-11-21T10:00:00Z");
        let backup = read(text.as_bytes()).unwrap();
        assert_eq!(backup.exported_at, "2026-11-21T10:00:00Z");
        assert_eq!(backup.database, database);
        assert_eq!(write(&backup.database, "2026-11-21T10:00:00Z"), text);
    }

    #[test]
    fn places_left_by_deleted_contacts_close_up() {
        let mut database = office();
        let some: Vec<crate::domain::identifiers::ContactId> =
            database.contacts().map(|(id, _)| id).step_by(7).collect();
        let deletion = crate::domain::contacts::delete(&database, &some).change;
        database.apply(deletion).unwrap();
        let text = write(&database, "");
        assert_eq!(write(&read(text.as_bytes()).unwrap().database, ""), text);
    }

    #[test]
    fn other_files_are_refused_with_the_reason() {
        let text = write(&office(), "2026-11-21T10:00:00Z");
        let refused = |bytes: &[u8]| read(bytes).map(drop).unwrap_err();
        assert_eq!(refused(b""), JsonError::NotOurs);
        assert_eq!(refused(br#"{"a":1}"#), JsonError::NotOurs);
        assert_eq!(refused(b"No.;Name\r\n1;A"), JsonError::NotOurs);
        assert!(matches!(refused(&text.as_bytes()[..text.len() / 2]), JsonError::Damaged(_)));
        assert!(matches!(refused(text.replace("Oslo", "Bodø").as_bytes()), JsonError::Damaged(_)));
        assert_eq!(refused(text.replace("\"version\": 2", "\"version\": 7").as_bytes()), JsonError::Newer(7));
        let miscounted = text.replace("\"segments\": 1", "\"segments\": 2");
        assert_ne!(miscounted, text);
        assert_eq!(refused(miscounted.as_bytes()), JsonError::Damaged("counts".to_owned()));
    }

    #[test]
    fn a_backup_with_a_byte_order_mark_is_read() {
        let text = format!("\u{feff}{}", write(&office(), ""));
        assert!(read(text.as_bytes()).is_ok());
    }
}
