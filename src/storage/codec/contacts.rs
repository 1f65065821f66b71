//! Encodes a shard of contacts, column by column. Each column is predicted from those before it.

use std::borrow::Cow;

use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::contact::Contact;
use crate::domain::field_value::FieldValue;
use crate::storage::codec::attributes::{ShardRows, codes, companies, flags};
use crate::storage::codec::coder::{Coder, Number};
use crate::storage::codec::column::{ColumnCoder, ReferenceRows, Stream, WrittenCell};
use crate::storage::codec::template::{Sources, host, take_apart};
use crate::storage::codec::texts::{Frame, NewTexts};
use crate::storage::codec::{FORMAT, allowance, pad};

/// How a column is coded.
struct ColumnSpec {
    /// The field; `None` is the No.
    field: Option<ContactField>,
    /// The field on which it depends.
    key: Option<ContactField>,
    /// Whether its texts may contain the row's names and host.
    has_pieces: bool,
    /// Whether its digits count up from row to row.
    counts: bool,
}

/// The columns in order: a column comes after those that it depends on.
const COLUMNS: [ColumnSpec; ContactField::ALL.len() + 1] = {
    use ContactField as F;
    const fn text(field: F, key: Option<F>, has_pieces: bool) -> ColumnSpec {
        ColumnSpec { field: Some(field), key, has_pieces, counts: false }
    }
    const COUNTRY: Option<F> = Some(F::CountryRegion);
    [
        ColumnSpec { field: None, key: None, has_pieces: false, counts: true },
        text(F::CountryRegion, None, false),
        text(F::Language, COUNTRY, false),
        text(F::City, COUNTRY, false),
        text(F::PostCode, Some(F::City), false),
        text(F::Address, COUNTRY, false),
        text(F::Address2, COUNTRY, false),
        text(F::Territory, Some(F::City), false),
        text(F::Salesperson, COUNTRY, false),
        text(F::FirstName, COUNTRY, false),
        text(F::MiddleName, COUNTRY, false),
        text(F::Surname, COUNTRY, false),
        text(F::Name, COUNTRY, true),
        text(F::JobTitle, COUNTRY, false),
        text(F::DateOfBirth, None, false),
        text(F::Notes, None, false),
        text(F::Salutation, COUNTRY, true),
        text(F::Phone, COUNTRY, false),
        text(F::MobilePhone, COUNTRY, false),
        text(F::HomePage, COUNTRY, true),
        text(F::Email, COUNTRY, true),
        ColumnSpec { field: Some(F::ExternalId), key: None, has_pieces: false, counts: true },
    ]
};

/// The memory of a row beside its texts.
const ROW: usize = size_of::<Option<Contact>>();

/// Encodes a shard; a row that is `None` is a deleted contact.
#[must_use]
pub fn encode(rows: &[Option<Contact>]) -> Vec<u8> {
    let stream = Stream { coder: Coder::writer(), texts: NewTexts::writer(), left: usize::MAX };
    let mut shard = Shard::new(stream, ShardRows::Borrowed(rows));
    let done = shard.code();
    debug_assert!(done.is_some(), "writing never fails");
    let Stream { coder, texts, left } = shard.stream;
    pad(texts.finish(FORMAT, &coder.finish()), usize::MAX - left)
}

/// Decodes a shard.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Vec<Option<Contact>>> {
    let parts = Frame::of(bytes, FORMAT)?;
    let stream = Stream {
        coder: Coder::reader(parts.rest),
        texts: NewTexts::reader(&parts.texts),
        left: allowance(bytes.len()),
    };
    let mut shard = Shard::new(stream, ShardRows::Owned(Vec::new()));
    shard.code()?;
    Some(shard.rows.into_owned())
}

struct Shard<'a> {
    stream: Stream<'a>,
    rows: ShardRows<'a>,
    references: Vec<ReferenceRows>,
    /// The relation of each row's cell in the previous column to its reference rows.
    relations: Vec<usize>,
    /// The columns of fields that are coded so far.
    columns: [Option<ColumnCoder>; ContactField::ALL.len()],
}

impl<'a> Shard<'a> {
    fn new(stream: Stream<'a>, rows: ShardRows<'a>) -> Self {
        Self {
            stream,
            rows,
            references: Vec::new(),
            relations: Vec::new(),
            columns: [const { None }; ContactField::ALL.len()],
        }
    }

    fn code(&mut self) -> Option<()> {
        let Self { stream, rows, .. } = self;
        let coder = &mut stream.coder;
        let length = Number::new().code(coder, u32::try_from(rows.len()).unwrap_or(u32::MAX)) as usize;
        stream.left = stream.left.checked_sub(length.checked_mul(ROW)?)?;
        if !coder.is_writing() {
            rows.to_mut().resize(length, None);
        }
        flags(coder, rows)?;
        self.references = companies(coder, rows)?;
        for list in CodeList::ALL {
            codes(coder, rows, list, &mut stream.left)?;
        }
        self.relations.resize(length, 0);
        for spec in &COLUMNS {
            let column = self.column(spec)?;
            if let Some(index) = spec.field.and_then(|field| self.columns.get_mut(field.index())) {
                *index = Some(column);
            }
        }
        Some(())
    }

    fn column(&mut self, spec: &ColumnSpec) -> Option<ColumnCoder> {
        let Self { stream, rows, references, relations, columns } = self;
        let mut column = ColumnCoder::new(spec.counts, rows.len());
        let key = spec.key.and_then(|key| columns.get(key.index())?.as_ref());
        let mut text = String::new();
        for index in 0..rows.len() {
            let Some(contact) = rows.get(index)?.as_ref() else {
                column.skip();
                continue;
            };
            // A number that counts up follows the row before, of any company.
            let references = if spec.counts { ReferenceRows::default() } else { *references.get(index)? };
            let first = references.first.and_then(|first| rows.get(first)?.as_ref());
            let sources = if spec.has_pieces { sources(spec, contact, first) } else { Sources::default() };
            let cell = if stream.coder.is_writing() {
                let whole = text_of(spec, contact);
                stream.left = stream.left.saturating_sub(whole.len());
                cell(spec, &column, rows, references, &sources, &whole)
            } else {
                WrittenCell::default()
            };
            let context = key.map_or(usize::from(contact.kind == ContactKind::Person), |key| key.kind(index));
            let like = column.code(stream, references, context, relations.get_mut(index)?, &cell)?;
            if stream.coder.is_writing() {
                continue;
            }
            if stream.coder.is_past_end() {
                return None;
            }
            text.clear();
            match like.filter(|_| !spec.has_pieces) {
                Some(reference) => text.push_str(&text_of(spec, rows.get(reference)?.as_ref()?)),
                None => {
                    let (template, digits) = column.cell(index)?;
                    template.put_together(digits, &sources, stream.left, &mut text)?;
                }
            }
            stream.left = stream.left.checked_sub(text.len())?;
            let contact = rows.to_mut().get_mut(index)?.as_mut()?;
            match spec.field {
                Some(field) => {
                    contact.set(field, FieldValue::from_stored(field.kind(), &text));
                }
                None => contact.number.clone_from(&text),
            }
        }
        Some(column)
    }
}

fn text_of<'a>(spec: &ColumnSpec, contact: &'a Contact) -> Cow<'a, str> {
    spec.field.map_or(Cow::Borrowed(contact.number.as_str()), |field| contact.stored(field))
}

/// The cell of a text to be written.
fn cell(
    spec: &ColumnSpec,
    column: &ColumnCoder,
    rows: &[Option<Contact>],
    references: ReferenceRows,
    sources: &Sources<'_>,
    whole: &str,
) -> WrittenCell {
    let mut cell = WrittenCell::default();
    let is_like = |&reference: &usize| {
        if !spec.has_pieces {
            return rows.get(reference).and_then(Option::as_ref).is_some_and(|it| text_of(spec, it) == whole);
        }
        let mut text = String::new();
        column.cell(reference).is_some_and(|(template, digits)| {
            template.put_together(digits, sources, usize::MAX, &mut text).is_some() && text == whole
        })
    };
    cell.same_as = [references.previous, references.first].into_iter().flatten().find(is_like);
    if cell.same_as.is_none() {
        let sources = spec.has_pieces.then_some(sources);
        take_apart(whole, sources, &mut cell.template, &mut cell.digits);
    }
    cell
}

/// The texts that a text may contain, given the columns before it.
fn sources<'a>(spec: &ColumnSpec, contact: &'a Contact, first: Option<&'a Contact>) -> Sources<'a> {
    use ContactField as F;
    let names = match contact.kind {
        ContactKind::Person => [F::FirstName, F::MiddleName, F::Surname].map(|field| contact.text(field)),
        ContactKind::Company if spec.field == Some(F::Name) => ["", "", ""],
        ContactKind::Company => [contact.text(F::Name), "", ""],
    };
    let mut sources = Sources { names, host: "" };
    if spec.field == Some(F::Email) {
        let theirs = |field| first.map_or("", |first| first.text(field));
        let addresses = [contact.text(F::HomePage), theirs(F::HomePage), theirs(F::Email)];
        sources.host = host(addresses.into_iter().find(|address| !address.is_empty()).unwrap_or(""));
    }
    sources
}
