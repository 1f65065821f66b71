//! One row of a file to one contact, not yet compared with any other.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::domain::code_list::CodeList;
use crate::domain::contact::{ADDRESS_FIELDS, Contact, ContactField, ContactKind};
use crate::domain::person_name::PersonName;
use crate::domain::sorting::small_sort_by_key;
use crate::domain::text::{graphemes, parse_number};
use crate::domain::validation::{looks_like_email, looks_like_phone};
use crate::exchange::countries::country_code;
use crate::exchange::csv::columns::{Mapping, Target};
use crate::exchange::csv::plan::Options;
use crate::exchange::csv::problems::{Reason, Warning};
use crate::exchange::csv::table::{Row, Table};
use crate::exchange::csv::values::{codes_in, emails_in, kind_of, phones_in, post_code_and_city, yes_or_no};
use crate::exchange::key::key;
use crate::exchange::languages::language_code;
use crate::query::search_key::fold;

/// A row as a contact.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Draft {
    /// The contact, without No., company and codes.
    pub contact: Contact,
    /// The company's name, for a person that has one.
    pub company: Option<String>,
    /// Codes as they are written.
    pub codes: Vec<(CodeList, String)>,
    /// A No. that fits.
    pub number: Option<String>,
    /// *Exclude from Segment*, where the file says.
    pub excluded: Option<bool>,
    /// What is odd.
    pub warnings: Vec<Warning>,
}

/// Reads rows by a mapping; columns are looked up once for all rows.
pub(super) struct RowReader<'a> {
    table: &'a Table,
    options: &'a Options,
    name: Vec<usize>,
    person: Vec<usize>,
    company: Vec<usize>,
    number: Vec<usize>,
    kind: Vec<usize>,
    excluded: Vec<usize>,
    place: Vec<usize>,
    area_code: Vec<usize>,
    fields: Vec<(ContactField, Vec<usize>)>,
    addresses: Vec<(u8, Vec<(ContactField, usize)>)>,
    phone_types: Vec<Option<usize>>,
    codes: Vec<(CodeList, usize)>,
    address_group: Option<usize>,
    group_name: Option<usize>,
}

impl<'a> RowReader<'a> {
    pub(super) fn new(table: &'a Table, mapping: &'a Mapping, options: &'a Options) -> Self {
        let columns = |target| mapping.columns_of(target);
        let caption = |wanted: &str| table.header.iter().position(|caption| caption == wanted);
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

    /// Reads a row.
    pub(super) fn read(&self, row: &Row) -> Result<Draft, Reason> {
        if row.is_broken() {
            return Err(Reason::UnclosedQuote);
        }
        let members = self.address_group.map_or("", |at| row.cell(at));
        if !members.is_empty() {
            return Err(Reason::AddressGroup {
                name: self.group_name.map_or("", |at| row.cell(at)).to_owned(),
                members: members.matches('@').count(),
            });
        }
        let mut draft = Draft::default();
        self.read_name(row, &mut draft)?;
        for (field, columns) in &self.fields {
            match field {
                ContactField::Email => self.read_emails(row, columns, &mut draft),
                ContactField::Phone | ContactField::MobilePhone => {}
                _ => self.read_field(row, *field, columns, &mut draft),
            }
        }
        self.read_phones(row, &mut draft);
        self.read_address(row, &mut draft);
        self.read_rest(row, &mut draft);
        name_or_reason(draft)
    }

    fn first<'r>(&self, row: &'r Row, columns: &[usize]) -> &'r str {
        columns.iter().map(|&at| row.cell(at)).find(|text| !text.is_empty()).unwrap_or("")
    }

    fn text<'r>(&self, row: &'r Row, field: ContactField) -> &'r str {
        self.fields
            .iter()
            .find(|(other, _)| *other == field)
            .map_or("", |(_, columns)| self.first(row, columns))
    }

    /// Decides whether the row is a company, a person, or a person of a company.
    fn read_name(&self, row: &Row, draft: &mut Draft) -> Result<(), Reason> {
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
            draft.warnings.push(Warning::UnknownKind(said.to_owned()));
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
            // Only an e-mail address: a person's, as far as one can tell.
            (true, true) => ContactKind::Person,
        });
        draft.contact.kind = kind;
        let contact = &mut draft.contact;
        match kind {
            ContactKind::Company => {
                let built = parts.full();
                let name =
                    [bare, company, person, &built].into_iter().find(|name| !name.is_empty()).unwrap_or("");
                set(contact, ContactField::Name, name, &mut draft.warnings);
            }
            ContactKind::Person => {
                let built = parts.full();
                set(
                    contact,
                    ContactField::Name,
                    if full.is_empty() { &built } else { full },
                    &mut draft.warnings,
                );
                let parts =
                    if has_parts { parts } else { PersonName::split(contact.text(ContactField::Name)) };
                for (field, text) in [
                    (ContactField::FirstName, &parts.first),
                    (ContactField::MiddleName, &parts.middle),
                    (ContactField::Surname, &parts.surname),
                ] {
                    set(contact, field, text, &mut draft.warnings);
                }
                let shortened = shorten(&clean(company), ContactField::Name, &mut draft.warnings);
                draft.company = (!shortened.is_empty()).then_some(shortened);
            }
        }
        Ok(())
    }

    fn read_field(&self, row: &Row, field: ContactField, columns: &[usize], draft: &mut Draft) {
        use ContactField as F;
        let of_person = matches!(field, F::FirstName | F::MiddleName | F::Surname);
        if of_person || (field == F::JobTitle && draft.contact.kind == ContactKind::Company) {
            return;
        }
        let text = self.first(row, columns);
        if text.is_empty() {
            return;
        }
        match field {
            F::Language => match language_code(text) {
                Some(code) => draft.contact.set_text(field, code),
                None => {
                    draft.warnings.push(Warning::UnknownLanguage(text.to_owned()));
                    set(&mut draft.contact, field, text, &mut draft.warnings);
                }
            },
            _ => set(&mut draft.contact, field, text, &mut draft.warnings),
        }
    }

    fn read_emails(&self, row: &Row, columns: &[usize], draft: &mut Draft) {
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
            draft.warnings.push(Warning::BadEmail(address.to_owned()));
        }
        set(&mut draft.contact, ContactField::Email, address, &mut draft.warnings);
        further(ContactField::Email, all, &mut draft.warnings);
    }

    /// Phones and mobile phones together, since Google's columns hold either.
    fn read_phones(&self, row: &Row, draft: &mut Draft) {
        let area_code = self.first(row, &self.area_code);
        let mut spare: Vec<(ContactField, String)> = Vec::new();
        for (field, columns) in &self.fields {
            if !matches!(field, ContactField::Phone | ContactField::MobilePhone) {
                continue;
            }
            for &at in columns {
                let said =
                    self.phone_types.get(at).copied().flatten().map_or(String::new(), |at| key(row.cell(at)));
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
                    let is_free = draft.contact.text(field).is_empty();
                    if is_voice && is_free && graphemes(&phone) <= field.limit() {
                        draft.contact.set_text(field, &clean(&phone));
                    } else if is_voice && is_free {
                        set(&mut draft.contact, field, &phone, &mut draft.warnings);
                    } else if draft.contact.text(field) != phone {
                        spare.push((field, phone));
                    }
                }
            }
        }
        for field in [ContactField::Phone, ContactField::MobilePhone] {
            let text = draft.contact.text(field);
            if !text.is_empty() && !looks_like_phone(text) {
                draft.warnings.push(Warning::BadPhone(text.to_owned()));
            }
            let values = spare.iter().filter(|(other, _)| *other == field).map(|(_, phone)| phone.as_str());
            further(field, values.collect(), &mut draft.warnings);
        }
    }

    /// Takes the first address of which anything is filled, and all of it.
    fn read_address(&self, row: &Row, draft: &mut Draft) {
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
                    Some(code) => draft.contact.set_text(field, code),
                    None => {
                        draft.warnings.push(Warning::UnknownCountry(text.to_owned()));
                        set(&mut draft.contact, field, text, &mut draft.warnings);
                    }
                },
                ContactField::Address => set_street(&mut draft.contact, text, &mut draft.warnings),
                ContactField::Address2 => {
                    // Lines of the street that overflowed into it come first.
                    let joined = match draft.contact.text(field) {
                        "" => text.to_owned(),
                        before => format!("{before}, {text}"),
                    };
                    set(&mut draft.contact, field, &joined, &mut draft.warnings);
                }
                _ => set(&mut draft.contact, field, text, &mut draft.warnings),
            }
        }
        if !joined.is_empty() {
            let (code, city) = post_code_and_city(joined);
            for (field, text) in [(ContactField::PostCode, code), (ContactField::City, city)] {
                if draft.contact.text(field).is_empty() {
                    set(&mut draft.contact, field, &text, &mut draft.warnings);
                }
            }
        }
    }

    fn read_rest(&self, row: &Row, draft: &mut Draft) {
        let number = self.first(row, &self.number);
        if !number.is_empty() {
            match parse_number(number) {
                Ok(number) => draft.number = Some(number),
                Err(error) => draft.warnings.push(Warning::BadNumber(error)),
            }
        }
        let excluded = self.first(row, &self.excluded);
        if !excluded.is_empty() {
            draft.excluded = yes_or_no(excluded);
            if draft.excluded.is_none() {
                draft.warnings.push(Warning::NeitherYesNorNo(excluded.to_owned()));
            }
        }
        for &(list, at) in &self.codes {
            draft.codes.extend(codes_in(row.cell(at)).map(|code| (list, code.to_owned())));
        }
        if self.table.header_line.is_some() && row.width() > self.table.named {
            let cells = row.cells().skip(self.table.named).map(str::trim).filter(|cell| !cell.is_empty());
            let cells: Vec<String> = cells.map(str::to_owned).collect();
            if !cells.is_empty() {
                draft.warnings.push(Warning::FurtherCells(cells));
            }
        }
    }
}

/// A person with nothing but an e-mail address is named by it.
fn name_or_reason(mut draft: Draft) -> Result<Draft, Reason> {
    if draft.contact.text(ContactField::Name).is_empty() {
        let email = draft.contact.text(ContactField::Email).to_owned();
        if email.is_empty() {
            return Err(Reason::NoName);
        }
        draft.contact.set_text(ContactField::Name, &email);
        if draft.contact.kind == ContactKind::Person {
            set(&mut draft.contact, ContactField::FirstName, &email, &mut Vec::new());
        }
    }
    Ok(draft)
}

fn shares_a_word(name: &str, parts: &PersonName) -> bool {
    let name = fold(name);
    [&parts.first, &parts.surname]
        .into_iter()
        .flat_map(|part| part.split_whitespace())
        .any(|word| name.contains(&fold(word)))
}

/// Fills a field, cutting or leaving out what it doesn't hold, and says so.
fn set(contact: &mut Contact, field: ContactField, text: &str, warnings: &mut Vec<Warning>) {
    contact.set_text(field, &shorten(&clean(text), field, warnings));
}

fn shorten(text: &str, field: ContactField, warnings: &mut Vec<Warning>) -> String {
    use ContactField as F;
    let limit = field.limit();
    let length = if text.len() <= limit { 0 } else { graphemes(text) };
    if length <= limit {
        return text.to_owned();
    }
    let text = text.to_owned();
    if matches!(field, F::Email | F::HomePage | F::Phone | F::MobilePhone | F::ExternalId | F::PostCode) {
        warnings.push(Warning::TooLong { field, text, length, limit });
        return String::new();
    }
    let short: String = text.graphemes(true).take(limit).collect();
    warnings.push(Warning::Shortened { field, text, length, limit });
    short.trim().to_owned()
}

/// A street of several lines: the first line is the address, the others go into Address 2.
fn set_street(contact: &mut Contact, text: &str, warnings: &mut Vec<Warning>) {
    let mut lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    set(contact, ContactField::Address, lines.next().unwrap_or(""), warnings);
    let rest: Vec<&str> = lines.collect();
    if !rest.is_empty() {
        contact
            .set_text(ContactField::Address2, &shorten(&rest.join(", "), ContactField::Address2, warnings));
    }
}

/// Line breaks and other control characters become blanks: fields are one line.
fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        let spaced: String = text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
        Cow::Owned(spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
    } else {
        Cow::Borrowed(text.trim())
    }
}

fn further(field: ContactField, values: Vec<&str>, warnings: &mut Vec<Warning>) {
    if !values.is_empty() {
        warnings
            .push(Warning::FurtherValues { field, values: values.into_iter().map(str::to_owned).collect() });
    }
}
