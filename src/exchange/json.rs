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

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::checksum::checksum;
use super::protected::{self, Protected};
use crate::domain::{
    AddOptions, CodeEntry, CodeId, CodeList, Contact, ContactField, ContactId, ContactKind, Criteria,
    Criterion, Database, Field, Operator, Segment, Step, StepKind, Value,
};

pub(super) const APP: &str = "mailroom";
const FORMAT: &str = "mailroom-backup";
/// The byte order mark that other programs put before JSON.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The version that this program writes. It reads this one and all before it.
pub const VERSION: u32 = 1;

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

#[derive(Serialize, Deserialize)]
struct Data {
    database: String,
    mailing_groups: Vec<CodeEntry>,
    industry_groups: Vec<CodeEntry>,
    business_relations: Vec<CodeEntry>,
    contacts: Vec<ContactRow>,
    segments: Vec<SegmentRow>,
}

#[derive(Serialize, Deserialize)]
struct ContactRow {
    number: String,
    #[serde(rename = "type")]
    kind: ContactKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    company: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    exclude_from_segment: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    sample: bool,
    fields: BTreeMap<ContactField, String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    mailing_groups: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    industry_groups: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    business_relations: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct SegmentRow {
    number: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    sample: bool,
    lines: Vec<String>,
    steps: Vec<StepRow>,
}

#[derive(Serialize, Deserialize)]
struct StepRow {
    step: StepKindRow,
    lines_before: Vec<String>,
    lines_after: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StepKindRow {
    Add { criteria: Vec<CriterionRow>, options: AddOptions },
    Refine { criteria: Vec<CriterionRow>, entire_companies: bool },
    Reduce { criteria: Vec<CriterionRow>, entire_companies: bool },
    ByHand { added: Vec<String>, removed: Vec<String> },
}

#[derive(Serialize, Deserialize)]
struct CriterionRow {
    field: Field,
    operator: Operator,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    values: Vec<ValueRow>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ValueRow {
    Text(String),
    /// Empty for a code that has been deleted since.
    Code(String),
    Kind(ContactKind),
    Flag(bool),
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

struct Writer<'a> {
    database: &'a Database,
}

impl Writer<'_> {
    fn data(&self) -> Data {
        let codes = |list| self.database.codes(list).map(|(_, entry)| entry.clone()).collect();
        Data {
            database: self.database.identity().to_owned(),
            mailing_groups: codes(CodeList::MailingGroup),
            industry_groups: codes(CodeList::IndustryGroup),
            business_relations: codes(CodeList::BusinessRelation),
            contacts: self.database.contacts().map(|(_, contact)| self.contact(contact)).collect(),
            segments: self.database.segments().map(|(_, segment)| self.segment(segment)).collect(),
        }
    }

    fn contact(&self, contact: &Contact) -> ContactRow {
        let codes = |list| contact.codes(list).iter().map(|&code| self.code(list, code)).collect();
        ContactRow {
            number: contact.number.clone(),
            kind: contact.kind,
            company: contact.company.map(|company| self.number(company)),
            exclude_from_segment: contact.excluded,
            sample: contact.sample,
            fields: contact.texts().map(|(field, text)| (field, text.to_owned())).collect(),
            mailing_groups: codes(CodeList::MailingGroup),
            industry_groups: codes(CodeList::IndustryGroup),
            business_relations: codes(CodeList::BusinessRelation),
        }
    }

    fn segment(&self, segment: &Segment) -> SegmentRow {
        SegmentRow {
            number: segment.number.clone(),
            description: segment.description.clone(),
            sample: segment.sample,
            lines: self.numbers(&segment.lines),
            steps: segment.steps.iter().map(|step| self.step(step)).collect(),
        }
    }

    fn step(&self, step: &Step) -> StepRow {
        let kind = match &step.kind {
            StepKind::Add { criteria, options } => {
                StepKindRow::Add { criteria: self.criteria(criteria), options: *options }
            }
            StepKind::Refine { criteria, entire_companies } => {
                StepKindRow::Refine { criteria: self.criteria(criteria), entire_companies: *entire_companies }
            }
            StepKind::Reduce { criteria, entire_companies } => {
                StepKindRow::Reduce { criteria: self.criteria(criteria), entire_companies: *entire_companies }
            }
            StepKind::ByHand { added, removed } => {
                StepKindRow::ByHand { added: self.numbers(added), removed: self.numbers(removed) }
            }
        };
        StepRow { step: kind, lines_before: self.numbers(&step.before), lines_after: step.after }
    }

    fn criteria(&self, criteria: &Criteria) -> Vec<CriterionRow> {
        let value = |field: Field, value: &Value| match (field, value) {
            (_, Value::Text(text)) => ValueRow::Text(text.clone()),
            (Field::Codes(list), Value::Code(code)) => ValueRow::Code(self.code(list, *code)),
            (_, Value::Code(_)) => ValueRow::Code(String::new()),
            (_, Value::Kind(kind)) => ValueRow::Kind(*kind),
            (_, Value::Flag(flag)) => ValueRow::Flag(*flag),
        };
        let row = |criterion: &Criterion| CriterionRow {
            field: criterion.field,
            operator: criterion.operator,
            values: criterion.values.iter().map(|it| value(criterion.field, it)).collect(),
        };
        criteria.0.iter().map(row).collect()
    }

    fn number(&self, id: ContactId) -> String {
        self.database.contact(id).map(|contact| contact.number.clone()).unwrap_or_default()
    }

    fn numbers(&self, ids: &[ContactId]) -> Vec<String> {
        ids.iter().map(|&id| self.number(id)).collect()
    }

    fn code(&self, list: CodeList, id: CodeId) -> String {
        self.database.code(list, id).map(|entry| entry.code.to_string()).unwrap_or_default()
    }
}

/// Builds a database from rows; they pass the checks of the one door.
fn rebuild(data: Data) -> Result<Database, JsonError> {
    let codes = [data.mailing_groups, data.industry_groups, data.business_relations];
    let places = Places {
        contacts: places(data.contacts.iter().map(|row| row.number.clone()), ContactId::from_index),
        codes: codes
            .each_ref()
            .map(|list| places(list.iter().map(|entry| entry.code.to_string()), CodeId::from_index)),
    };
    let contacts = data.contacts.into_iter().map(|row| places.contact(row)).collect::<Result<_, _>>()?;
    let segments = data.segments.into_iter().map(|row| places.segment(row)).collect::<Result<_, _>>()?;
    Database::from_rows(data.database, codes, contacts, segments).map_err(JsonError::Damaged)
}

fn places<Id>(names: impl Iterator<Item = String>, id: impl Fn(usize) -> Option<Id>) -> HashMap<String, Id> {
    names.enumerate().filter_map(|(place, name)| Some((name, id(place)?))).collect()
}

/// Where the rows that are named by text will stand.
struct Places {
    contacts: HashMap<String, ContactId>,
    codes: [HashMap<String, CodeId>; CodeList::ALL.len()],
}

impl Places {
    fn contact(&self, row: ContactRow) -> Result<Contact, JsonError> {
        let mut contact = Contact::new(row.number, row.kind);
        contact.company = row.company.map(|number| self.number(&number)).transpose()?;
        contact.excluded = row.exclude_from_segment;
        contact.sample = row.sample;
        for (field, text) in &row.fields {
            contact.set_text(*field, text);
        }
        let lists = [
            (CodeList::MailingGroup, &row.mailing_groups),
            (CodeList::IndustryGroup, &row.industry_groups),
            (CodeList::BusinessRelation, &row.business_relations),
        ];
        for (list, codes) in lists {
            for code in codes {
                let id = self.code(list, code).ok_or_else(|| JsonError::Damaged(code.clone()))?;
                contact.add_code(list, id);
            }
        }
        Ok(contact)
    }

    fn segment(&self, row: SegmentRow) -> Result<Segment, JsonError> {
        Ok(Segment {
            number: row.number,
            description: row.description,
            sample: row.sample,
            lines: self.numbers(&row.lines)?,
            steps: row.steps.into_iter().map(|step| self.step(step)).collect::<Result<_, _>>()?,
        })
    }

    fn step(&self, row: StepRow) -> Result<Step, JsonError> {
        let kind = match row.step {
            StepKindRow::Add { criteria, options } => {
                StepKind::Add { criteria: self.criteria(criteria), options }
            }
            StepKindRow::Refine { criteria, entire_companies } => {
                StepKind::Refine { criteria: self.criteria(criteria), entire_companies }
            }
            StepKindRow::Reduce { criteria, entire_companies } => {
                StepKind::Reduce { criteria: self.criteria(criteria), entire_companies }
            }
            StepKindRow::ByHand { added, removed } => {
                StepKind::ByHand { added: self.numbers(&added)?, removed: self.numbers(&removed)? }
            }
        };
        Ok(Step { kind, before: self.numbers(&row.lines_before)?, after: row.lines_after })
    }

    fn criteria(&self, rows: Vec<CriterionRow>) -> Criteria {
        let value = |field: Field, row: ValueRow| match (field, row) {
            (_, ValueRow::Text(text)) => Value::Text(text),
            // A code that has been deleted since: no contact has it.
            (Field::Codes(list), ValueRow::Code(code)) => {
                Value::Code(self.code(list, &code).unwrap_or(CodeId(u32::MAX)))
            }
            (_, ValueRow::Code(_)) => Value::Code(CodeId(u32::MAX)),
            (_, ValueRow::Kind(kind)) => Value::Kind(kind),
            (_, ValueRow::Flag(flag)) => Value::Flag(flag),
        };
        let criterion = |row: CriterionRow| Criterion {
            field: row.field,
            operator: row.operator,
            values: row.values.into_iter().map(|it| value(row.field, it)).collect(),
        };
        Criteria(rows.into_iter().map(criterion).collect())
    }

    fn code(&self, list: CodeList, code: &str) -> Option<CodeId> {
        self.codes.get(list.index())?.get(code).copied()
    }

    fn number(&self, number: &str) -> Result<ContactId, JsonError> {
        self.contacts.get(number).copied().ok_or_else(|| JsonError::Damaged(number.to_owned()))
    }

    fn numbers(&self, numbers: &[String]) -> Result<Vec<ContactId>, JsonError> {
        numbers.iter().map(|number| self.number(number)).collect()
    }
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
        let some: Vec<ContactId> = database.contacts().map(|(id, _)| id).step_by(7).collect();
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
        assert_eq!(refused(text.replace("\"version\": 1", "\"version\": 7").as_bytes()), JsonError::Newer(7));
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
