//! One row of a table to one contact, not yet compared with any other.

use std::borrow::Cow;
use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::domain::catalogue::{CodeList, ContactField, ContactKind, FieldKind};
use crate::domain::contact::{ADDRESS_FIELDS, Contact, NAME_FIELDS};
use crate::domain::field_value::FieldValue;
use crate::domain::person_name::PersonName;
use crate::domain::sorting::small_sort_by_key;
use crate::domain::text::{graphemes, parse_number};
use crate::domain::validation::{looks_like_email, looks_like_phone};
use crate::exchange::alphanumeric_key::alphanumeric_key;
use crate::exchange::countries::country_code;
use crate::exchange::import::dates::{self, DateOrder};
use crate::exchange::import::mapping::Mapping;
use crate::exchange::import::options::PlanOptions;
use crate::exchange::import::problems::{Reason, Warning};
use crate::exchange::import::table::{Table, TableRow};
use crate::exchange::import::target::Target;
use crate::exchange::import::values::{
    codes_in, emails_in, kind_of, phones_in, post_code_and_city, yes_or_no,
};
use crate::exchange::languages::language_code;
use crate::query::search_key::fold;

/// The contact of a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ParsedRow {
    /// The contact, without No., company and codes.
    pub contact: Contact,
    /// The company's name, for a person that has one.
    pub company: Option<String>,
    /// Codes as written.
    pub codes: Vec<(CodeList, String)>,
    /// A valid No.
    pub number: Option<String>,
    /// *Exclude from Segment*, where the file has it.
    pub excluded: Option<bool>,
    /// Oddities.
    pub warnings: Vec<Warning>,
}

/// Parses rows by a mapping. Columns are looked up once for all rows.
pub(super) struct RowParser<'a> {
    table: &'a Table,
    options: &'a PlanOptions,
    name: Vec<usize>,
    person: Vec<usize>,
    company: Vec<usize>,
    number: Vec<usize>,
    kind: Vec<usize>,
    excluded: Vec<usize>,
    place: Vec<usize>,
    area_code: Vec<usize>,
    /// For each column of dates the order of their numbers.
    date_orders: HashMap<usize, DateOrder>,
    fields: Vec<(ContactField, Vec<usize>)>,
    addresses: Vec<(u8, Vec<(ContactField, usize)>)>,
    phone_types: Vec<Option<usize>>,
    codes: Vec<(CodeList, usize)>,
    address_group: Option<usize>,
    group_name: Option<usize>,
}

impl<'a> RowParser<'a> {
    pub(super) fn new(table: &'a Table, mapping: &'a Mapping, options: &'a PlanOptions) -> Self {
        let columns = |target| mapping.columns_of(target);
        let caption = |wanted: &str| table.header.iter().position(|caption| caption == wanted);
        let date_columns = ContactField::ALL
            .into_iter()
            .filter(|field| field.kind() == FieldKind::Date)
            .flat_map(|field| columns(Target::Field(field)));
        let fields = ContactField::ALL
            .into_iter()
            .filter(|field| !ADDRESS_FIELDS.contains(field))
            .map(|field| (field, columns(Target::Field(field))))
            .filter(|(_, columns)| !columns.is_empty())
            .collect();
        let mut addresses: Vec<(u8, Vec<(ContactField, usize)>)> = Vec::new();
        for field in ADDRESS_FIELDS {
            for at in columns(Target::Field(field)) {
                let rank = mapping.columns.get(at).map_or(0, |column| column.rank);
                match addresses.iter_mut().find(|(other, _)| *other == rank) {
                    Some((_, block)) => block.push((field, at)),
                    None => addresses.push((rank, vec![(field, at)])),
                }
            }
        }
        small_sort_by_key(&mut addresses, |(rank, _)| *rank);
        Self {
            table,
            options,
            name: columns(Target::Name),
            person: columns(Target::PersonName),
            company: columns(Target::CompanyName),
            number: columns(Target::Number),
            kind: columns(Target::Kind),
            excluded: columns(Target::Excluded),
            place: columns(Target::PostCodeAndCity),
            area_code: columns(Target::AreaCode),
            date_orders: date_columns
                .map(|at| (at, DateOrder::of(table.rows.iter().map(|row| row.cell(at)))))
                .collect(),
            fields,
            addresses,
            phone_types: mapping.columns.iter().map(|column| column.type_column).collect(),
            codes: CodeList::ALL
                .into_iter()
                .flat_map(|list| columns(Target::Codes(list)).into_iter().map(move |at| (list, at)))
                .collect(),
            address_group: caption("dlist"),
            group_name: caption("nickname"),
        }
    }

    /// Parses a row.
    pub(super) fn read(&self, row: &TableRow) -> Result<ParsedRow, Reason> {
        if row.has_unclosed_quote() {
            return Err(Reason::UnclosedQuote);
        }
        let members = self.address_group.map_or("", |at| row.cell(at));
        if !members.is_empty() {
            return Err(Reason::AddressGroup {
                name: self.group_name.map_or("", |at| row.cell(at)).to_owned(),
                members: members.matches('@').count(),
            });
        }
        let mut parsed = ParsedRow::default();
        self.read_name(row, &mut parsed)?;
        for (field, columns) in &self.fields {
            match field {
                ContactField::Email => self.read_emails(row, columns, &mut parsed),
                ContactField::Phone | ContactField::MobilePhone => {}
                _ => self.read_field(row, *field, columns, &mut parsed),
            }
        }
        self.read_phones(row, &mut parsed);
        self.read_address(row, &mut parsed);
        self.read_rest(row, &mut parsed);
        name_or_reason(parsed)
    }

    fn first<'r>(&self, row: &'r TableRow, columns: &[usize]) -> &'r str {
        columns.iter().map(|&at| row.cell(at)).find(|text| !text.is_empty()).unwrap_or("")
    }

    fn text<'r>(&self, row: &'r TableRow, field: ContactField) -> &'r str {
        self.fields
            .iter()
            .find(|(other, _)| *other == field)
            .map_or("", |(_, columns)| self.first(row, columns))
    }

    /// Decides whether the row is a company, a person, or a person of a company.
    fn read_name(&self, row: &TableRow, parsed: &mut ParsedRow) -> Result<(), Reason> {
        let bare = self.first(row, &self.name);
        let person = self.first(row, &self.person);
        let mut company = self.first(row, &self.company);
        let parts = PersonName {
            first: self.text(row, ContactField::FirstName).to_owned(),
            middle: self.text(row, ContactField::MiddleName).to_owned(),
            surname: self.text(row, ContactField::Surname).to_owned(),
        };
        let has_parts = parts != PersonName::default();
        let said = self.first(row, &self.kind);
        let kind = kind_of(said);
        if kind.is_none() && !said.is_empty() {
            parsed.warnings.push(Warning::UnknownKind(said.to_owned()));
        }
        let mut full = if person.is_empty() { bare } else { person };
        if has_parts
            && company.is_empty()
            && person.is_empty()
            && !bare.is_empty()
            && !shares_a_word(bare, &parts)
        {
            // "Name" beside the parts of quite another name is the company's.
            company = bare;
            full = "";
        }
        let kind = kind.unwrap_or_else(|| match (company.is_empty(), full.is_empty()) {
            _ if has_parts || !person.is_empty() => ContactKind::Person,
            (false, false) if fold(company) != fold(full) => ContactKind::Person,
            (false, _) => ContactKind::Company,
            (true, false) => self.options.bare_name,
            // Only an e-mail address: probably a person.
            (true, true) => ContactKind::Person,
        });
        parsed.contact.kind = kind;
        let contact = &mut parsed.contact;
        match kind {
            ContactKind::Company => {
                let built = parts.full();
                let name =
                    [bare, company, person, &built].into_iter().find(|name| !name.is_empty()).unwrap_or("");
                set_text(contact, ContactField::Name, name, &mut parsed.warnings);
            }
            ContactKind::Person => {
                let built = parts.full();
                set_text(
                    contact,
                    ContactField::Name,
                    if full.is_empty() { &built } else { full },
                    &mut parsed.warnings,
                );
                let parts =
                    if has_parts { parts } else { PersonName::split(contact.text(ContactField::Name)) };
                for (field, text) in [
                    (ContactField::FirstName, &parts.first),
                    (ContactField::MiddleName, &parts.middle),
                    (ContactField::Surname, &parts.surname),
                ] {
                    set_text(contact, field, text, &mut parsed.warnings);
                }
                let shortened = shorten(&clean(company), ContactField::Name, &mut parsed.warnings);
                parsed.company = (!shortened.is_empty()).then_some(shortened);
            }
        }
        Ok(())
    }

    fn read_field(&self, row: &TableRow, field: ContactField, columns: &[usize], parsed: &mut ParsedRow) {
        if NAME_FIELDS.contains(&field) || !field.applies_to(parsed.contact.kind) {
            return;
        }
        let text = self.first(row, columns);
        if text.is_empty() {
            return;
        }
        match field {
            _ if field.kind() == FieldKind::Date => {
                let order = columns.first().and_then(|at| self.date_orders.get(at)).copied();
                match dates::parse(text, order.unwrap_or_default()) {
                    Some(date) => {
                        parsed.contact.set(field, Some(FieldValue::Date(date)));
                    }
                    None => parsed.warnings.push(Warning::NoDate { field, text: text.to_owned() }),
                }
            }
            ContactField::Language => match language_code(text) {
                Some(code) => parsed.contact.set_text(field, code),
                None => {
                    parsed.warnings.push(Warning::UnknownLanguage(text.to_owned()));
                    set_text(&mut parsed.contact, field, text, &mut parsed.warnings);
                }
            },
            _ => set_text(&mut parsed.contact, field, text, &mut parsed.warnings),
        }
    }

    fn read_emails(&self, row: &TableRow, columns: &[usize], parsed: &mut ParsedRow) {
        let mut all: Vec<&str> = Vec::new();
        for address in columns.iter().flat_map(|&at| emails_in(row.cell(at))) {
            if !all.iter().any(|other| other.eq_ignore_ascii_case(address)) {
                all.push(address);
            }
        }
        let fits =
            |address: &&str| looks_like_email(address) && graphemes(address) <= ContactField::Email.limit();
        let Some(chosen) = all.iter().position(fits).or((!all.is_empty()).then_some(0)) else {
            return;
        };
        let address = all.remove(chosen);
        if !looks_like_email(address) {
            parsed.warnings.push(Warning::BadEmail(address.to_owned()));
        }
        set_text(&mut parsed.contact, ContactField::Email, address, &mut parsed.warnings);
        warn_ignored_values(ContactField::Email, all, &mut parsed.warnings);
    }

    /// Phones and mobile phones together, since Google's columns hold either.
    fn read_phones(&self, row: &TableRow, parsed: &mut ParsedRow) {
        let area_code = self.first(row, &self.area_code);
        let mut spare: Vec<(ContactField, String)> = Vec::new();
        for (field, columns) in &self.fields {
            if !matches!(field, ContactField::Phone | ContactField::MobilePhone) {
                continue;
            }
            for &at in columns {
                let said = self
                    .phone_types
                    .get(at)
                    .copied()
                    .flatten()
                    .map_or(String::new(), |at| alphanumeric_key(row.cell(at)));
                for phone in phones_in(row.cell(at)) {
                    let phone = match field {
                        ContactField::Phone if !area_code.is_empty() => format!("{area_code} {phone}"),
                        _ => phone.to_owned(),
                    };
                    let field = if said.contains("mobil") || said.contains("cell") {
                        ContactField::MobilePhone
                    } else {
                        *field
                    };
                    let is_voice = !said.contains("fax") && !said.contains("pager");
                    let is_free = parsed.contact.text(field).is_empty();
                    if is_voice && is_free && graphemes(&phone) <= field.limit() {
                        parsed.contact.set_text(field, &clean(&phone));
                    } else if is_voice && is_free {
                        set_text(&mut parsed.contact, field, &phone, &mut parsed.warnings);
                    } else if parsed.contact.text(field) != phone {
                        spare.push((field, phone));
                    }
                }
            }
        }
        for field in [ContactField::Phone, ContactField::MobilePhone] {
            let text = parsed.contact.text(field);
            if !text.is_empty() && !looks_like_phone(text) {
                parsed.warnings.push(Warning::BadPhone(text.to_owned()));
            }
            let values = spare.iter().filter(|(other, _)| *other == field).map(|(_, phone)| phone.as_str());
            warn_ignored_values(field, values.collect(), &mut parsed.warnings);
        }
    }

    /// Reads the first address of which any field is filled, and all of it.
    fn read_address(&self, row: &TableRow, parsed: &mut ParsedRow) {
        let joined = self.first(row, &self.place);
        let is_filled = |block: &&(u8, Vec<(ContactField, usize)>)| {
            block.1.iter().any(|&(_, at)| !row.cell(at).is_empty())
        };
        let block = self.addresses.iter().find(is_filled);
        for field in ADDRESS_FIELDS {
            let columns = block.into_iter().flat_map(|(_, block)| block).filter(|(other, _)| *other == field);
            let text = columns.map(|&(_, at)| row.cell(at)).find(|text| !text.is_empty()).unwrap_or("");
            match field {
                _ if text.is_empty() => {}
                ContactField::CountryRegion => match country_code(text) {
                    Some(code) => parsed.contact.set_text(field, code),
                    None => {
                        parsed.warnings.push(Warning::UnknownCountry(text.to_owned()));
                        set_text(&mut parsed.contact, field, text, &mut parsed.warnings);
                    }
                },
                ContactField::Address => set_street(&mut parsed.contact, text, &mut parsed.warnings),
                ContactField::Address2 => {
                    // Further lines of the street are in it already and come first.
                    let joined = match parsed.contact.text(field) {
                        "" => text.to_owned(),
                        before => format!("{before}, {text}"),
                    };
                    set_text(&mut parsed.contact, field, &joined, &mut parsed.warnings);
                }
                _ => set_text(&mut parsed.contact, field, text, &mut parsed.warnings),
            }
        }
        if !joined.is_empty() {
            let (code, city) = post_code_and_city(joined);
            for (field, text) in [(ContactField::PostCode, code), (ContactField::City, city)] {
                if parsed.contact.text(field).is_empty() {
                    set_text(&mut parsed.contact, field, &text, &mut parsed.warnings);
                }
            }
        }
    }

    fn read_rest(&self, row: &TableRow, parsed: &mut ParsedRow) {
        let number = self.first(row, &self.number);
        if !number.is_empty() {
            match parse_number(number) {
                Ok(number) => parsed.number = Some(number),
                Err(error) => parsed.warnings.push(Warning::BadNumber(error)),
            }
        }
        let excluded = self.first(row, &self.excluded);
        if !excluded.is_empty() {
            parsed.excluded = yes_or_no(excluded);
            if parsed.excluded.is_none() {
                parsed.warnings.push(Warning::NeitherYesNorNo(excluded.to_owned()));
            }
        }
        for &(list, at) in &self.codes {
            parsed.codes.extend(codes_in(row.cell(at)).map(|code| (list, code.to_owned())));
        }
        if self.table.header_line.is_some() && row.width() > self.table.named {
            let cells = row.cells().skip(self.table.named).map(str::trim).filter(|cell| !cell.is_empty());
            let cells: Vec<String> = cells.map(str::to_owned).collect();
            if !cells.is_empty() {
                parsed.warnings.push(Warning::FurtherCells(cells));
            }
        }
    }
}

/// A person with nothing but an e-mail address is named by it.
fn name_or_reason(mut parsed: ParsedRow) -> Result<ParsedRow, Reason> {
    if parsed.contact.text(ContactField::Name).is_empty() {
        let email = parsed.contact.text(ContactField::Email).to_owned();
        if email.is_empty() {
            return Err(Reason::NoName);
        }
        parsed.contact.set_text(ContactField::Name, &email);
        if parsed.contact.kind == ContactKind::Person {
            set_text(&mut parsed.contact, ContactField::FirstName, &email, &mut Vec::new());
        }
    }
    Ok(parsed)
}

fn shares_a_word(name: &str, parts: &PersonName) -> bool {
    let name = fold(name);
    [&parts.first, &parts.surname]
        .into_iter()
        .flat_map(|part| part.split_whitespace())
        .any(|word| name.contains(&fold(word)))
}

/// Fills a field. A text that is too long is shortened or left out, with a warning.
fn set_text(contact: &mut Contact, field: ContactField, text: &str, warnings: &mut Vec<Warning>) {
    let text = if field.kind() == FieldKind::LongText { clean_lines(text) } else { clean(text) };
    contact.set_text(field, &shorten(&text, field, warnings));
}

fn shorten(text: &str, field: ContactField, warnings: &mut Vec<Warning>) -> String {
    let limit = field.limit();
    let length = if text.len() <= limit { 0 } else { graphemes(text) };
    if length <= limit {
        return text.to_owned();
    }
    let text = text.to_owned();
    let is_address = matches!(
        field.kind(),
        FieldKind::Email | FieldKind::WebAddress | FieldKind::Phone | FieldKind::PostCode
    );
    if is_address || field == ContactField::ExternalId {
        warnings.push(Warning::TooLong { field, text, length, limit });
        return String::new();
    }
    let short: String = text.graphemes(true).take(limit).collect();
    warnings.push(Warning::Shortened { field, text, length, limit });
    short.trim().to_owned()
}

/// Fills the street: the first line is the address, further lines go into Address 2.
fn set_street(contact: &mut Contact, text: &str, warnings: &mut Vec<Warning>) {
    let mut lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    set_text(contact, ContactField::Address, lines.next().unwrap_or(""), warnings);
    let rest: Vec<&str> = lines.collect();
    if !rest.is_empty() {
        contact
            .set_text(ContactField::Address2, &shorten(&rest.join(", "), ContactField::Address2, warnings));
    }
}

/// Replaces line breaks and other control characters with blanks, as fields are one line.
fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        let spaced: String = text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
        Cow::Owned(spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(text.trim())
    }
}

/// [`clean`] for a text whose lines stay apart.
fn clean_lines(text: &str) -> Cow<'_, str> {
    let lines = text.lines().map(clean).collect::<Vec<_>>();
    Cow::Owned(lines.join("\n").trim().to_owned())
}

fn warn_ignored_values(field: ContactField, values: Vec<&str>, warnings: &mut Vec<Warning>) {
    if !values.is_empty() {
        warnings
            .push(Warning::FurtherValues { field, values: values.into_iter().map(str::to_owned).collect() });
    }
}
