//! What cells are likely to say, given the other cells of their row, their company and their column.
//!
//! A rule is stored by its number. **A rule never changes its meaning**; another meaning needs another
//! number. The rules know the few fields whose texts depend on others; every other column uses the
//! rules of all columns.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;

use crate::domain::catalogue::ContactField as F;
use crate::storage::codec::DecodeError;
use crate::storage::codec::column::{Texts, Values};
use crate::storage::codec::slug::{SlugStyle, append_slug, host, without_form};

/// The key of the column with each row's company.
pub const COMPANY_KEY: &str = "company";
/// The key of the column with each row's No.
pub const NUMBER_KEY: &str = "number";

/// Where in a text a rule may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// It is the whole text.
    Whole,
    /// At the start.
    Start,
    /// At the start of a word.
    Word,
    /// Anywhere.
    Anywhere,
}

/// The first name, the middle name and the surname; a company's name stands for the first name.
const FIRST_NAME: u8 = 0;
const MIDDLE_NAME: u8 = 1;
const SURNAME: u8 = 2;
/// The host of the row's web address, or of its company's addresses.
const HOST: u8 = 3;
/// Slugs of first name and surname, with ø as o.
const SHORT_FIRST: u8 = 4;
const SHORT_SURNAME: u8 = 5;
/// Slugs of first name and surname, with ø as oe.
const LONG_FIRST: u8 = 6;
const LONG_SURNAME: u8 = 7;
/// Slugs of a company's name without its legal form.
const FIRM: u8 = 8;
const FIRM_WITH_HYPHENS: u8 = 9;
/// One to three letters of the first name, then of the surname.
const FIRST_INITIALS: u8 = 10;
const SURNAME_INITIALS: u8 = 13;
const LAST_OF_NAMES: u8 = 15;
/// As the row's company has it, or else the company's first row.
const COMPANY: u8 = 16;
/// As the row before has it in the same company.
const COLLEAGUE: u8 = 17;
/// As the last row has it whose cell in another column is the same; see [`Column::like`].
const LIKE: u8 = 18;
/// The row before, counted on by the distance of their slots.
const COUNTED: u8 = 19;
/// As in the company, up to its last two digits or three.
const COMPANY_BUT_2: u8 = 20;
const COMPANY_BUT_3: u8 = 21;
/// As in the row of [`LIKE`], up to its last digit or two digits.
const LIKE_BUT_1: u8 = 22;
const LIKE_BUT_2: u8 = 23;

/// The rules of a column.
struct Column {
    key: &'static str,
    /// The column by whose cells [`LIKE`] finds a row.
    like: Option<&'static str>,
    /// Its rules beside those of all columns.
    rules: &'static [(u8, Place)],
}

/// The rules of all columns.
const COMMON: &[(u8, Place)] = &[(COMPANY, Place::Whole), (COLLEAGUE, Place::Whole)];

const NAMES: &[(u8, Place)] = &[
    (FIRST_NAME, Place::Anywhere),
    (MIDDLE_NAME, Place::Anywhere),
    (SURNAME, Place::Anywhere),
    (HOST, Place::Anywhere),
    (SHORT_FIRST, Place::Anywhere),
    (SHORT_SURNAME, Place::Anywhere),
    (LONG_FIRST, Place::Anywhere),
    (LONG_SURNAME, Place::Anywhere),
    (FIRM, Place::Anywhere),
    (FIRM_WITH_HYPHENS, Place::Anywhere),
    (FIRST_INITIALS, Place::Word),
    (FIRST_INITIALS + 1, Place::Word),
    (FIRST_INITIALS + 2, Place::Word),
    (SURNAME_INITIALS, Place::Word),
    (SURNAME_INITIALS + 1, Place::Word),
    (SURNAME_INITIALS + 2, Place::Word),
];

/// The columns with rules of their own, in the order in which they follow from each other.
const COLUMNS: &[Column] = &[
    Column { key: NUMBER_KEY, like: None, rules: &[(COUNTED, Place::Whole)] },
    Column { key: F::ExternalId.key(), like: None, rules: &[(COUNTED, Place::Whole)] },
    Column {
        key: F::PostCode.key(),
        like: Some(F::City.key()),
        rules: &[(LIKE, Place::Whole), (LIKE_BUT_1, Place::Start), (LIKE_BUT_2, Place::Start)],
    },
    Column { key: F::CountryRegion.key(), like: Some(F::City.key()), rules: &[(LIKE, Place::Whole)] },
    Column { key: F::Territory.key(), like: Some(F::City.key()), rules: &[(LIKE, Place::Whole)] },
    Column { key: F::Language.key(), like: Some(F::CountryRegion.key()), rules: &[(LIKE, Place::Whole)] },
    Column {
        key: F::Phone.key(),
        like: None,
        rules: &[(COMPANY_BUT_2, Place::Start), (COMPANY_BUT_3, Place::Start)],
    },
    Column { key: F::Name.key(), like: None, rules: NAMES },
    Column { key: F::Salutation.key(), like: None, rules: NAMES },
    Column { key: F::HomePage.key(), like: None, rules: NAMES },
    Column { key: F::Email.key(), like: None, rules: NAMES },
];

/// The position of a column among those that follow from others; those that do not come first.
pub fn position(key: &str) -> usize {
    COLUMNS.iter().position(|column| column.key == key).map_or(0, |position| position + 1)
}

/// Rows that are likely to have the same cells as a row.
#[derive(Clone, Copy, Debug, Default)]
pub struct Relation {
    /// Its company, or else the company's first row.
    company: Option<usize>,
    /// The row before of the same company.
    colleague: Option<usize>,
}

/// The relations of rows, given the index of the first slot, the slot of each row, and the rows'
/// companies.
pub fn relations(first: u32, slots: &[u32], companies: &[Option<u32>]) -> Vec<Relation> {
    let mut found: HashMap<u32, Relation, RandomState> = HashMap::default();
    let mut related = Vec::with_capacity(slots.len());
    for (row, company) in companies.iter().enumerate() {
        let Some(company) = company else {
            related.push(Relation::default());
            continue;
        };
        let relation = found.entry(*company).or_insert_with(|| {
            let card = slots.binary_search(&company.wrapping_sub(first)).ok().filter(|card| *card < row);
            Relation { company: card, colleague: card }
        });
        related.push(*relation);
        relation.company.get_or_insert(row);
        relation.colleague = Some(row);
    }
    related
}

/// What rules derive for a row, in one string.
#[derive(Debug, Default)]
pub struct Parts {
    found: Vec<(u8, Place, Range<usize>)>,
    all: String,
}

impl Parts {
    /// The longest part with which a text starts at a place: its rule and its length.
    pub fn find(&self, text: &str, place: Place) -> Option<(u8, usize)> {
        let mut longest = None;
        for (rule, needed, range) in &self.found {
            let part = self.all.get(range.clone()).unwrap_or_default();
            let is_longer = longest.is_none_or(|(_, length)| part.len() > length);
            if is_longer && *needed >= place && text.starts_with(part) {
                longest = Some((*rule, part.len()));
            }
        }
        longest
    }
}

/// What the rules look at for one column.
#[derive(Debug)]
pub struct Rules<'a> {
    slots: &'a [u32],
    relations: &'a [Relation],
    /// First name, middle name, surname.
    names: [Option<&'a Texts>; 3],
    full_name: Option<&'a Texts>,
    page: Option<&'a Texts>,
    /// The column of [`Column::like`], with the last row of each text.
    like: Option<&'a Texts>,
    last: HashMap<&'a str, usize, RandomState>,
    like_row: Option<usize>,
    own: &'static [(u8, Place)],
}

impl<'a> Rules<'a> {
    /// The rules of the column with this key, given the columns before it, the slot of each row and
    /// the rows' relations.
    pub fn new(
        key: &str,
        before: &'a [(String, Values)],
        slots: &'a [u32],
        relations: &'a [Relation],
    ) -> Self {
        let texts = |key: &str| {
            before.iter().find(|(other, _)| other == key).and_then(|(_, values)| match values {
                Values::Texts(texts) => Some(texts),
                _ => None,
            })
        };
        let column = COLUMNS.iter().find(|column| column.key == key);
        Self {
            slots,
            relations,
            names: [F::FirstName, F::MiddleName, F::Surname].map(|field| texts(field.key())),
            full_name: texts(F::Name.key()),
            page: texts(F::HomePage.key()),
            like: column.and_then(|column| column.like).and_then(texts),
            last: HashMap::default(),
            like_row: None,
            own: column.map_or(&[], |column| column.rules),
        }
    }

    /// Moves on to the next row.
    pub fn advance(&mut self, row: usize) {
        if let Some(like) = self.like {
            self.like_row = self.last.insert(like.get(row), row);
        }
    }

    /// The rule that derives the whole text of a row.
    pub fn whole(&self, text: &str, row: usize, column: &Texts, scratch: &mut String) -> Option<u8> {
        let whole = COMMON.iter().chain(self.own).filter(|(_, place)| *place == Place::Whole);
        whole.map(|(rule, _)| *rule).find(|&rule| {
            scratch.clear();
            self.append(rule, row, column, scratch).is_ok() && scratch == text
        })
    }

    /// What rules derive that may be parts of a row's text.
    pub fn parts(&self, row: usize, column: &Texts, parts: &mut Parts) {
        parts.found.clear();
        parts.all.clear();
        for &(rule, place) in self.own.iter().filter(|(_, place)| *place != Place::Whole) {
            let start = parts.all.len();
            let done = self.append(rule, row, column, &mut parts.all);
            let end = parts.all.len();
            // A single letter is no shorter as a mark.
            let least = if place == Place::Word { 0 } else { 1 };
            if done.is_ok() && end > start + least {
                parts.found.push((rule, place, start..end));
            }
        }
    }

    /// Appends what a rule derives for a row of a column; nothing where it has nothing to go by.
    ///
    /// # Errors
    /// [`DecodeError::Unknown`] for a rule with another number.
    pub fn append(&self, rule: u8, row: usize, column: &Texts, text: &mut String) -> Result<(), DecodeError> {
        let of = |other: Option<usize>| other.map_or("", |other| column.get(other));
        let relation = self.relations.get(row).copied().unwrap_or_default();
        match rule {
            FIRST_NAME..=LAST_OF_NAMES if rule != HOST => self.append_name(rule, row, text),
            HOST => text.push_str(self.host(row, relation.company, column)),
            COMPANY => text.push_str(of(relation.company)),
            COLLEAGUE => text.push_str(of(relation.colleague)),
            LIKE => text.push_str(of(self.like_row)),
            COUNTED => self.append_counted(row, column, text),
            COMPANY_BUT_2 => text.push_str(but_digits(of(relation.company), 2)),
            COMPANY_BUT_3 => text.push_str(but_digits(of(relation.company), 3)),
            LIKE_BUT_1 => text.push_str(but_digits(of(self.like_row), 1)),
            LIKE_BUT_2 => text.push_str(but_digits(of(self.like_row), 2)),
            _ => return Err(DecodeError::Unknown),
        }
        Ok(())
    }

    /// Appends a name of the row, or a slug of it.
    fn append_name(&self, rule: u8, row: usize, text: &mut String) {
        let [first, middle, surname] = self.names(row);
        let (short, long) = (SlugStyle::SHORT, SlugStyle::LONG);
        let initials = |first_of_rule: u8| {
            let limit = usize::from(rule.saturating_sub(first_of_rule)) + 1;
            SlugStyle { limit, ..short }
        };
        match rule {
            FIRST_NAME => text.push_str(first),
            MIDDLE_NAME => text.push_str(middle),
            SURNAME => text.push_str(surname),
            SHORT_FIRST => append_slug(first, short, text),
            SHORT_SURNAME => append_slug(surname, short, text),
            LONG_FIRST => append_slug(first, long, text),
            LONG_SURNAME => append_slug(surname, long, text),
            FIRM => append_slug(without_form(first), long, text),
            FIRM_WITH_HYPHENS => append_slug(without_form(first), SlugStyle { hyphens: true, ..long }, text),
            FIRST_INITIALS..SURNAME_INITIALS => append_slug(first, initials(FIRST_INITIALS), text),
            _ => append_slug(surname, initials(SURNAME_INITIALS), text),
        }
    }

    fn names(&self, row: usize) -> [&str; 3] {
        let names = self.names.map(|column| column.map_or("", |column| column.get(row)));
        if names.iter().all(|name| name.is_empty()) {
            return [self.full_name.map_or("", |column| column.get(row)), "", ""];
        }
        names
    }

    fn host(&self, row: usize, company: Option<usize>, column: &'a Texts) -> &str {
        let page = |row: usize| self.page.map_or("", |column| column.get(row));
        let addresses = [page(row), company.map_or("", page), company.map_or("", |row| column.get(row))];
        host(addresses.into_iter().find(|address| !address.is_empty()).unwrap_or(""))
    }

    /// Appends the text before with its last digits counted on: 0199 becomes 0200.
    fn append_counted(&self, row: usize, column: &Texts, text: &mut String) {
        let Some(before) = row.checked_sub(1) else { return };
        let slot = |row: usize| self.slots.get(row).copied().unwrap_or(0);
        let by = slot(row).wrapping_sub(slot(before));
        let last = column.get(before);
        let length = last.bytes().rev().take_while(u8::is_ascii_digit).count();
        let Some((start, digits)) = last.split_at_checked(last.len() - length) else { return };
        // Longer numbers than these do not count up.
        let Some(number) = digits.parse::<u64>().ok().and_then(|number| number.checked_add(by.into())) else {
            return;
        };
        text.push_str(start);
        text.push_str(&format!("{number:0length$}"));
    }
}

/// A text up to its last digits.
fn but_digits(text: &str, digits: usize) -> &str {
    let places = text.bytes().enumerate().rev().filter(|(_, letter)| letter.is_ascii_digit());
    let end = places.map(|(place, _)| place).take(digits).last().unwrap_or(0);
    text.get(..end).unwrap_or_default()
}
