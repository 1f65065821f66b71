//! A shard of contacts as bytes: column after column, each from what is known by then.

use crate::domain::code_list::CodeList;
use crate::domain::contact::{Contact, ContactField, ContactKind};
use crate::storage::codec::bare::{Rows, codes, companies, marks};
use crate::storage::codec::coder::{Coder, Number};
use crate::storage::codec::column::{Cell, Column, Fellows, Stream};
use crate::storage::codec::template::{Sources, host, take_apart};
use crate::storage::codec::texts::{Parts, Texts};
use crate::storage::codec::{FORMAT, allowance, pad};

/// How a column is coded.
struct Form {
    /// The field; nothing is the No.
    field: Option<ContactField>,
    /// The field on which it depends.
    key: Option<ContactField>,
    /// Whether its texts are made of the row's names and host.
    has_pieces: bool,
    /// Whether its digits count up from row to row.
    counts: bool,
}

/// The columns in their order: what others depend on comes before them.
const FORMS: [Form; ContactField::ALL.len() + 1] = {
    use ContactField as F;
    const fn form(field: F, key: Option<F>, has_pieces: bool) -> Form {
        Form { field: Some(field), key, has_pieces, counts: false }
    }
    const LAND: Option<F> = Some(F::CountryRegion);
    [
        Form { field: None, key: None, has_pieces: false, counts: true },
        form(F::CountryRegion, None, false),
        form(F::Language, LAND, false),
        form(F::City, LAND, false),
        form(F::PostCode, Some(F::City), false),
        form(F::Address, LAND, false),
        form(F::Address2, LAND, false),
        form(F::Territory, Some(F::City), false),
        form(F::Salesperson, LAND, false),
        form(F::FirstName, LAND, false),
        form(F::MiddleName, LAND, false),
        form(F::Surname, LAND, false),
        form(F::Name, LAND, true),
        form(F::JobTitle, LAND, false),
        form(F::Salutation, LAND, true),
        form(F::Phone, LAND, false),
        form(F::MobilePhone, LAND, false),
        form(F::HomePage, LAND, true),
        form(F::Email, LAND, true),
        Form { field: Some(F::ExternalId), key: None, has_pieces: false, counts: true },
    ]
};

/// What a row counts against the allowance beside its texts.
const ROW: usize = size_of::<Option<Contact>>();

/// A shard as bytes; `None` is a place whose contact was deleted.
#[must_use]
pub fn encode(rows: &[Option<Contact>]) -> Vec<u8> {
    let stream = Stream { coder: Coder::writer(), texts: Texts::writer(), left: usize::MAX };
    let mut shard = Shard::new(stream, Rows::Borrowed(rows));
    let done = shard.code();
    debug_assert!(done.is_some(), "nothing can refuse to be written");
    let Stream { coder, texts, left } = shard.stream;
    pad(texts.finish(FORMAT, &coder.finish()), usize::MAX - left)
}

/// The shard of [`encode`]d bytes.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Vec<Option<Contact>>> {
    let parts = Parts::of(bytes, FORMAT)?;
    let stream = Stream {
        coder: Coder::reader(parts.rest),
        texts: Texts::reader(&parts.texts),
        left: allowance(bytes.len()),
    };
    let mut shard = Shard::new(stream, Rows::Owned(Vec::new()));
    shard.code()?;
    Some(shard.rows.into_owned())
}

struct Shard<'a> {
    stream: Stream<'a>,
    rows: Rows<'a>,
    fellows: Vec<Fellows>,
    /// How each row's cell in the column before was.
    likes: Vec<usize>,
    /// The columns of fields, as far as they are there.
    columns: [Option<Column>; ContactField::ALL.len()],
}

impl<'a> Shard<'a> {
    fn new(stream: Stream<'a>, rows: Rows<'a>) -> Self {
        Self {
            stream,
            rows,
            fellows: Vec::new(),
            likes: Vec::new(),
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
        marks(coder, rows)?;
        self.fellows = companies(coder, rows)?;
        for list in CodeList::ALL {
            codes(coder, rows, list, &mut stream.left)?;
        }
        self.likes.resize(length, 0);
        for form in &FORMS {
            let column = self.column(form)?;
            if let Some(place) = form.field.and_then(|field| self.columns.get_mut(field.index())) {
                *place = Some(column);
            }
        }
        Some(())
    }

    fn column(&mut self, form: &Form) -> Option<Column> {
        let Self { stream, rows, fellows, likes, columns } = self;
        let mut column = Column::new(form.counts, rows.len());
        let key = form.key.and_then(|key| columns.get(key.index())?.as_ref());
        let mut text = String::new();
        for place in 0..rows.len() {
            let Some(contact) = rows.get(place)?.as_ref() else {
                column.skip();
                continue;
            };
            // What counts up follows the row before, whosever it is.
            let fellows = if form.counts { Fellows::default() } else { *fellows.get(place)? };
            let first = fellows.first.and_then(|first| rows.get(first)?.as_ref());
            let sources = if form.has_pieces { sources(form, contact, first) } else { Sources::default() };
            let cell = if stream.coder.is_writing() {
                let whole = text_of(form, contact);
                stream.left = stream.left.saturating_sub(whole.len());
                cell(form, &column, rows, fellows, &sources, whole)
            } else {
                Cell::default()
            };
            let context = key.map_or(usize::from(contact.kind == ContactKind::Person), |key| key.kind(place));
            let like = column.code(stream, fellows, context, likes.get_mut(place)?, &cell)?;
            if stream.coder.is_writing() {
                continue;
            }
            if stream.coder.is_past_end() {
                return None;
            }
            text.clear();
            match like.filter(|_| !form.has_pieces) {
                Some(fellow) => text.push_str(text_of(form, rows.get(fellow)?.as_ref()?)),
                None => {
                    let (template, digits) = column.cell(place)?;
                    template.put_together(digits, &sources, stream.left, &mut text)?;
                }
            }
            stream.left = stream.left.checked_sub(text.len())?;
            let contact = rows.to_mut().get_mut(place)?.as_mut()?;
            match form.field {
                Some(field) => contact.set_text(field, &text),
                None => contact.number.clone_from(&text),
            }
        }
        Some(column)
    }
}

fn text_of<'a>(form: &Form, contact: &'a Contact) -> &'a str {
    form.field.map_or(contact.number.as_str(), |field| contact.text(field))
}

/// A text as a cell to be written.
fn cell(
    form: &Form,
    column: &Column,
    rows: &[Option<Contact>],
    fellows: Fellows,
    sources: &Sources<'_>,
    whole: &str,
) -> Cell {
    let mut cell = Cell::default();
    let is_like = |&fellow: &usize| {
        if !form.has_pieces {
            return rows.get(fellow).and_then(Option::as_ref).is_some_and(|it| text_of(form, it) == whole);
        }
        let mut text = String::new();
        column.cell(fellow).is_some_and(|(template, digits)| {
            template.put_together(digits, sources, usize::MAX, &mut text).is_some() && text == whole
        })
    };
    cell.like = [fellows.last, fellows.first].into_iter().flatten().find(is_like);
    if cell.like.is_none() {
        let sources = form.has_pieces.then_some(sources);
        take_apart(whole, sources, &mut cell.template, &mut cell.digits);
    }
    cell
}

/// What a text may be made of, the columns before being there.
fn sources<'a>(form: &Form, contact: &'a Contact, first: Option<&'a Contact>) -> Sources<'a> {
    use ContactField as F;
    let names = match contact.kind {
        ContactKind::Person => [F::FirstName, F::MiddleName, F::Surname].map(|field| contact.text(field)),
        ContactKind::Company if form.field == Some(F::Name) => ["", "", ""],
        ContactKind::Company => [contact.text(F::Name), "", ""],
    };
    let mut sources = Sources { names, host: "" };
    if form.field == Some(F::Email) {
        let theirs = |field| first.map_or("", |first| first.text(field));
        let addresses = [contact.text(F::HomePage), theirs(F::HomePage), theirs(F::Email)];
        sources.host = host(addresses.into_iter().find(|address| !address.is_empty()).unwrap_or(""));
    }
    sources
}
