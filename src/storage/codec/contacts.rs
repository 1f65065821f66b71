//! A shard of contacts as bytes.

use std::collections::HashMap;

use super::FORMAT;
use super::coder::{Bit, Coder, Number};
use super::column::{Column, Fellows};
use super::spelling::Spelling;
use super::symbols::{NOVELTY, Symbols};
use super::template::{Sources, host, put_together, take_apart};
use crate::domain::{CodeId, CodeList, Contact, ContactField, ContactId, ContactKind};

/// How a column is coded.
struct Form {
    /// The field; nothing is the No.
    field: Option<ContactField>,
    /// The column on which its models depend.
    key: Option<ContactField>,
    /// Whether its texts are made of the row's names and host.
    pieces: bool,
    /// Whether its digits count up from row to row.
    counts: bool,
}

const fn form(field: ContactField, key: Option<ContactField>, pieces: bool) -> Form {
    Form { field: Some(field), key, pieces, counts: false }
}

/// The columns in their order: what others depend on comes before them.
const FORMS: [Form; ContactField::ALL.len() + 1] = {
    use ContactField as F;
    [
        Form { field: None, key: None, pieces: false, counts: true },
        form(F::CountryRegion, None, false),
        form(F::Language, Some(F::CountryRegion), false),
        form(F::City, Some(F::CountryRegion), false),
        form(F::PostCode, Some(F::City), false),
        form(F::Address, Some(F::CountryRegion), false),
        form(F::Address2, Some(F::CountryRegion), false),
        form(F::Territory, Some(F::City), false),
        form(F::Salesperson, Some(F::CountryRegion), false),
        form(F::FirstName, Some(F::CountryRegion), false),
        form(F::MiddleName, Some(F::CountryRegion), false),
        form(F::Surname, Some(F::CountryRegion), false),
        form(F::Name, None, true),
        form(F::JobTitle, Some(F::CountryRegion), false),
        form(F::Salutation, Some(F::CountryRegion), true),
        form(F::Phone, Some(F::CountryRegion), false),
        form(F::MobilePhone, Some(F::CountryRegion), false),
        form(F::HomePage, Some(F::CountryRegion), true),
        form(F::Email, Some(F::CountryRegion), true),
        Form { field: Some(F::ExternalId), key: None, pieces: false, counts: true },
    ]
};

/// What decoding may take for bytes: far more than any encoding of an office has.
fn allowance(bytes: usize) -> usize {
    bytes.saturating_mul(4096).saturating_add(1 << 20)
}

/// What a row counts against the allowance beside its texts.
const ROW: usize = 512;

/// A shard as bytes; `None` is a place whose contact was deleted.
#[must_use]
pub fn encode(rows: &[Option<Contact>]) -> Vec<u8> {
    let mut shard = Shard::new(Coder::writer(vec![FORMAT]), usize::MAX);
    let mut rows = rows.to_vec();
    shard.code(&mut rows);
    let taken = usize::MAX - shard.left;
    let mut bytes = shard.coder.finish();
    // What repeats itself beyond all measure takes bytes, so that nothing else can pretend to.
    while allowance(bytes.len()) < taken {
        bytes.push(0);
    }
    bytes
}

/// The shard of [`encode`]d bytes.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Vec<Option<Contact>>> {
    let (&FORMAT, rest) = bytes.split_first()? else { return None };
    let mut shard = Shard::new(Coder::reader(rest), allowance(bytes.len()));
    let mut rows = Vec::new();
    shard.code(&mut rows)?;
    Some(rows)
}

struct Shard<'a> {
    coder: Coder<'a>,
    /// What is left of the allowance.
    left: usize,
    fellows: Vec<Fellows>,
}

impl<'a> Shard<'a> {
    fn new(coder: Coder<'a>, left: usize) -> Self {
        Self { coder, left, fellows: Vec::new() }
    }

    fn spend(&mut self, taken: usize) -> Option<()> {
        self.left = self.left.checked_sub(taken)?;
        Some(())
    }

    fn code(&mut self, rows: &mut Vec<Option<Contact>>) -> Option<()> {
        let writing = self.coder.is_writing();
        let length = Number::new().code(&mut self.coder, rows.len() as u32) as usize;
        self.spend(length.checked_mul(ROW)?)?;
        if !writing {
            rows.resize(length, None);
        }
        self.flags(rows)?;
        self.companies(rows)?;
        for list in CodeList::ALL {
            self.codes(list, rows)?;
        }
        let show = std::env::var("SHOW").is_ok();
        let mut columns: [Option<Column>; ContactField::ALL.len()] = [const { None }; ContactField::ALL.len()];
        let mut spelling = Spelling::new();
        let mut likes = vec![0_usize; rows.len()];
        let mut at = self.coder.written();
        if show { println!("SHOW rest {at}"); }
        for form in &FORMS {
            let column = self.column(form, &columns, &mut spelling, &mut likes, rows)?;
            if let Some(place) = form.field.and_then(|field| columns.get_mut(field.index())) {
                *place = Some(column);
            }
            if show { println!("SHOW {} {}", form.field.map_or("number", |f| f.key()), self.coder.written() - at); at = self.coder.written(); }
        }
        Some(())
    }

    fn flags(&mut self, rows: &mut [Option<Contact>]) -> Option<()> {
        let mut models = [[Bit::NEW; 16]; 16];
        let mut before = 0;
        for row in rows {
            let flags = row.as_ref().map_or(0, |contact| {
                1 | usize::from(contact.kind == ContactKind::Person) << 1
                    | usize::from(contact.excluded) << 2
                    | usize::from(contact.sample) << 3
            });
            let flags = self.coder.tree(models.get_mut(before)?, flags);
            before = flags;
            if self.coder.is_writing() {
                continue;
            }
            *row = (flags & 1 == 1).then(|| {
                let kind = if flags & 2 == 2 { ContactKind::Person } else { ContactKind::Company };
                let mut contact = Contact::new("", kind);
                (contact.excluded, contact.sample) = (flags & 4 == 4, flags & 8 == 8);
                contact
            });
        }
        Some(())
    }

    fn companies(&mut self, rows: &mut [Option<Contact>]) -> Option<()> {
        // Where the shard begins in the table, as far as its persons' companies tell.
        let mut base = 0;
        if self.coder.is_writing() {
            let mut counts: HashMap<u32, usize> = HashMap::new();
            for company in rows.iter().flatten().filter_map(|contact| contact.company) {
                *counts.entry(company.0 / super::ROWS as u32).or_default() += 1;
            }
            let most = counts.into_iter().max_by_key(|&(shard, count)| (count, shard));
            base = most.map_or(0, |(shard, _)| shard);
        }
        let base = Number::new().code(&mut self.coder, base).wrapping_mul(super::ROWS as u32);
        let mut has = [[Bit::NEW; 2]; 2];
        let mut same = [Bit::NEW; 2];
        let mut distance = Number::new();
        let mut newest: Option<u32> = None;
        let mut card_before = false;
        let mut found: HashMap<u32, Fellows> = HashMap::new();
        for (place, row) in rows.iter_mut().enumerate() {
            let here = base.wrapping_add(place as u32);
            let mut fellows = Fellows::default();
            if let Some(contact) = row {
                let person = contact.kind == ContactKind::Person;
                let has = has.get_mut(usize::from(person))?.get_mut(usize::from(newest.is_some()))?;
                if self.coder.bit(has, contact.company.is_some()) {
                    let company = contact.company.map_or(0, |company| company.0);
                    let same = same.get_mut(usize::from(card_before))?;
                    let company = match newest {
                        Some(newest) if self.coder.bit(same, company == newest) => newest,
                        _ => {
                            let apart = here.wrapping_sub(company);
                            let apart = apart << 1 ^ 0_u32.wrapping_sub(apart >> 31);
                            let apart = distance.code(&mut self.coder, apart);
                            here.wrapping_sub(apart >> 1 ^ 0_u32.wrapping_sub(apart & 1))
                        }
                    };
                    contact.company = Some(ContactId(company));
                    newest = Some(company);
                    card_before = false;
                    let first = company.wrapping_sub(base) as usize;
                    let entry = found.entry(company).or_insert(Fellows {
                        last: Some(first).filter(|first| *first < place),
                        first: Some(first).filter(|first| *first < place),
                    });
                    fellows = *entry;
                    entry.last = Some(place);
                    entry.first.get_or_insert(place);
                } else {
                    card_before = !person;
                    newest = card_before.then_some(here);
                }
            }
            self.fellows.push(fellows);
        }
        Some(())
    }

    fn codes(&mut self, list: CodeList, rows: &mut [Option<Contact>]) -> Option<()> {
        let mut more = [[Bit::NEW; 4]; 2];
        let mut seen = Symbols::default();
        let mut novelty = [Bit::NEW; NOVELTY];
        let mut new = Number::new();
        for contact in rows.iter_mut().flatten() {
            let person = usize::from(contact.kind == ContactKind::Person);
            let mut codes = contact.codes(list).iter().map(|code| code.0).collect::<Vec<_>>().into_iter();
            let mut count = 0_usize;
            loop {
                let code = codes.next();
                let more = more.get_mut(person)?.get_mut(count.min(3))?;
                if !self.coder.bit(more, code.is_some()) {
                    break;
                }
                self.spend(4)?;
                let code = match seen.code(&mut self.coder, &mut novelty, code, 0) {
                    Some((code, _)) => code,
                    None => {
                        let code = new.code(&mut self.coder, code.unwrap_or(0));
                        seen.add(code, 0);
                        code
                    }
                };
                contact.add_code(list, CodeId(code));
                count += 1;
            }
        }
        Some(())
    }

    fn column(
        &mut self,
        form: &Form,
        columns: &[Option<Column>; ContactField::ALL.len()],
        spelling: &mut Spelling,
        likes: &mut [usize],
        rows: &mut [Option<Contact>],
    ) -> Option<Column> {
        let mut column = Column::new(form.counts);
        let writing = self.coder.is_writing();
        let key = form.key.and_then(|key| columns.get(key.index())?.as_ref());
        let (mut template, mut digits, mut text) = (Vec::new(), Vec::new(), Vec::new());
        for place in 0..rows.len() {
            let fellows = self.fellows.get(place).copied()?;
            let first = fellows.first.and_then(|first| rows.get(first)?.as_ref());
            // The host of a fellow's home page or e-mail address, where the row has none.
            let Some(contact) = rows.get(place)?.as_ref() else {
                column.skip();
                continue;
            };
            let sources = sources(form, contact, first);
            template.clear();
            digits.clear();
            if writing {
                let whole = form.field.map_or(contact.number.as_str(), |field| contact.text(field));
                self.left = self.left.saturating_sub(whole.len());
                take_apart(whole, form.pieces.then_some(&sources), &mut template, &mut digits);
                if form.pieces {
                    for fellow in [fellows.last, fellows.first].into_iter().flatten() {
                        let (their, their_digits) = column.cell(fellow)?;
                        text.clear();
                        if put_together(their, their_digits, &sources, usize::MAX, &mut text).is_some()
                            && text == whole.as_bytes()
                        {
                            template = their.to_vec();
                            digits = their_digits.to_vec();
                            break;
                        }
                    }
                }
            }
            let context = key.map_or(usize::from(contact.kind == ContactKind::Person), |key| key.kind(place));
            let like = likes.get_mut(place)?;
            column.code(&mut self.coder, spelling, fellows, context, like, self.left, (&template, &digits))?;
            if !writing {
                let (template, digits) = column.cell(place)?;
                text.clear();
                put_together(template, digits, &sources, self.left, &mut text)?;
                self.left = self.left.checked_sub(text.len())?;
                let text = str::from_utf8(&text).ok()?;
                let contact = rows.get_mut(place)?.as_mut()?;
                match form.field {
                    Some(field) => contact.set_text(field, text),
                    None => contact.number = text.to_owned(),
                }
                if self.coder.is_past_end() {
                    return None;
                }
            }
        }
        Some(column)
    }
}

fn sources<'a>(form: &Form, contact: &'a Contact, first: Option<&'a Contact>) -> Sources<'a> {
    if !form.pieces {
        return Sources::default();
    }
    let names = match contact.kind {
        ContactKind::Company if form.field != Some(ContactField::Name) => [contact.text(ContactField::Name), "", ""],
        ContactKind::Company => ["", "", ""],
        ContactKind::Person => {
            [ContactField::FirstName, ContactField::MiddleName, ContactField::Surname].map(|field| contact.text(field))
        }
    };
    let own = match form.field {
        Some(ContactField::Email) => contact.text(ContactField::HomePage),
        _ => "",
    };
    let theirs = |field| first.map_or("", |first| first.text(field));
    let address = [own, theirs(ContactField::HomePage), theirs(ContactField::Email)]
        .into_iter()
        .find(|address| !address.is_empty())
        .unwrap_or_default();
    let host = if form.field == Some(ContactField::Email) { host(address) } else { "" };
    Sources { names, host }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, option, prelude::*};

    fn contact() -> impl Strategy<Value = Contact> {
        let texts = vec((0..ContactField::ALL.len(), "\\PC{0,12}"), 0..12);
        let codes = vec((0..3_usize, any::<u32>()), 0..6);
        (any::<[bool; 3]>(), "\\PC{0,12}", option::of(any::<u32>()), texts, codes).prop_map(
            |([person, excluded, sample], number, company, texts, codes)| {
                let kind = if person { ContactKind::Person } else { ContactKind::Company };
                let mut contact = Contact::new(number, kind);
                (contact.excluded, contact.sample) = (excluded, sample);
                contact.company = company.map(ContactId);
                for (field, text) in texts {
                    contact.set_text(ContactField::ALL[field], &text);
                }
                for (list, code) in codes {
                    contact.add_code(CodeList::ALL[list], CodeId(code));
                }
                contact
            },
        )
    }

    proptest! {
        #[test]
        fn every_shard_comes_back(rows in vec(option::of(contact()), 0..20)) {
            prop_assert_eq!(decode(&encode(&rows)), Some(rows));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200)) {
            let _ = decode(&bytes);
        }
    }
}
