//! JSON as a source: backups, which hold the whole database as one readable file.
//!
//! `{app, format, version, exported_at, counts, checksum, data}`, in this order, described for
//! other programs in `docs/backup-format.md`. `data` names contacts by their No. and codes by
//! their text, never by id, and always in the same order, so that two backups of the same data
//! differ only in `exported_at`. `counts` has the numbers of rows in `data`; `checksum` is the
//! CRC-32 of `data` written without blanks, as eight hexadecimal digits.
//!
//! **Every version that was ever written can be read.** `tests/backups.rs` reads a file of each; a change
//! that raises [`VERSION`] adds one there. A backup under a passphrase is in
//! [`protected`](super::protected).

pub mod envelope;
#[cfg(test)]
mod proptests;
mod reading;
mod rows;
mod writing;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::domain::database::Database;
use crate::exchange::checksum::CRC_32;
use crate::exchange::json::envelope::{
    APP, BYTE_ORDER_MARK, BackupKind, FORMAT, JsonError, VERSION, envelope,
};
use crate::exchange::json::reading::rebuild;
use crate::exchange::json::rows::Data;
use crate::exchange::json::writing::RowWriter;
use crate::exchange::protected;

/// A backup that was read.
#[derive(Clone, Debug)]
pub struct Backup {
    /// Its content.
    pub database: Database,
    /// When it was saved, as ISO 8601.
    pub exported_at: String,
}

#[derive(Serialize)]
struct WrittenBackup<'a> {
    app: &'a str,
    format: &'a str,
    version: u32,
    exported_at: &'a str,
    counts: Counts,
    checksum: String,
    data: Data,
}

/// The numbers of rows by table.
struct Counts(Vec<(&'static str, usize)>);

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

#[derive(Deserialize)]
struct ReadBackup<'a> {
    exported_at: String,
    counts: BTreeMap<String, usize>,
    checksum: String,
    #[serde(borrow)]
    data: &'a RawValue,
}

/// The whole database as JSON. `exported_at` is ISO 8601.
#[must_use]
pub fn write(database: &Database, exported_at: &str) -> String {
    let data = RowWriter { database }.data();
    let document = WrittenBackup {
        app: APP,
        format: FORMAT,
        version: VERSION,
        exported_at,
        counts: Counts(data.counts()),
        checksum: checksum_of(&data),
        data,
    };
    // Maps with texts as keys, numbers and texts: serialization cannot fail.
    serde_json::to_string_pretty(&document).unwrap_or_default()
}

/// Reads a backup. Its rows pass the database's own checks.
///
/// # Errors
/// [`JsonError`].
pub fn read(bytes: &[u8]) -> Result<Backup, JsonError> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    if envelope(bytes)? == BackupKind::Protected {
        return Err(JsonError::Protected(Box::new(protected::read(bytes)?)));
    }
    let damaged = |error: serde_json::Error| JsonError::Damaged(error.to_string());
    let document: ReadBackup<'_> = serde_json::from_slice(bytes).map_err(damaged)?;
    let data: Data = serde_json::from_str(document.data.get()).map_err(damaged)?;
    // A program that keeps the names in another order writes the same data.
    if checksum_of_text(document.data.get()) != document.checksum && checksum_of(&data) != document.checksum {
        return Err(JsonError::Damaged("checksum".to_owned()));
    }
    let counts: BTreeMap<&str, usize> = data.counts().into_iter().collect();
    let fits = |(table, rows): (&String, &usize)| counts.get(table.as_str()).copied().unwrap_or(0) == *rows;
    if !document.counts.iter().all(fits) || !counts.keys().all(|table| document.counts.contains_key(*table)) {
        return Err(JsonError::Damaged("counts".to_owned()));
    }
    let database = rebuild(data)?;
    Ok(Backup { database, exported_at: document.exported_at })
}

fn checksum_of(data: &Data) -> String {
    checksum_of_text(&serde_json::to_string(data).unwrap_or_default())
}

/// The checksum of JSON without the blanks and line breaks between its parts.
fn checksum_of_text(json: &str) -> String {
    let mut digest = CRC_32.digest();
    let (mut is_string, mut is_escaped) = (false, false);
    let is_left_out = |byte: &u8| {
        let is_blank = !is_string && matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        is_string ^= *byte == b'"' && !is_escaped;
        is_escaped = is_string && *byte == b'\\' && !is_escaped;
        is_blank
    };
    json.as_bytes().split(is_left_out).for_each(|part| digest.update(part));
    format!("{:08x}", digest.finalize())
}

/// An edited backup with its checksum corrected; `None` where it is no longer a backup.
#[cfg(test)]
pub(super) fn with_checksum(text: &str) -> Option<String> {
    let mut document: serde_json::Value = serde_json::from_str(text).ok()?;
    let data: Data = serde_json::from_value(document.get("data")?.clone()).ok()?;
    *document.get_mut("checksum")? = checksum_of(&data).into();
    Some(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::sample;

    fn office() -> Database {
        let mut database = Database::new("d");
        let change = sample::load(&database, &sample::tests::words()).unwrap();
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
    fn ids_of_deleted_contacts_leave_no_gap() {
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
        assert_eq!(refused(text.replace("\"version\": 3", "\"version\": 7").as_bytes()), JsonError::Newer(7));
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
