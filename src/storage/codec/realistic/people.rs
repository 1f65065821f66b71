//! Companies and persons of an office, with what they fill in.

use super::super::domain::contact::{Contact, ContactField, ContactKind};
use super::super::domain::identifiers::ContactId;
use super::chance::Chance;
use super::land::{Land, Place};

/// A company, as its persons need it.
#[derive(Debug)]
pub struct Firm {
    pub id: ContactId,
    pub land: usize,
    place: Place,
    phone: String,
    domain: String,
    home_page: String,
    house_style: usize,
    salesperson: String,
}

/// How much persons share with their companies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// Most are written to at their company, and half have a number of its exchange.
    Usual,
    /// None: every person has an address and numbers of its own.
    Nothing,
}

pub fn firm(
    chance: &mut Chance,
    id: ContactId,
    number: String,
    index: usize,
    land: &Land,
) -> (Firm, Contact) {
    let (word, trade) = (land.pick("words", chance), land.pick("trades", chance));
    let surname = land.pick("surnames", chance);
    let form = chance.any(&land.list("forms").iter().map(String::as_str).collect::<Vec<_>>(), "");
    let bare = match chance.below(10) {
        0..=3 => format!("{word} {trade}"),
        4..=6 => format!("{trade} {surname}"),
        7 => format!("{surname} {trade}"),
        8 => format!("{surname} & {}", land.pick("surnames", chance)),
        _ => format!("{word} {surname} {trade}"),
    };
    let tld =
        if chance.percent(75) { land.word("tld") } else { chance.any(&["com", "eu", "net", "biz"], "com") };
    let domain = format!("{}.{tld}", host(&bare, chance));
    let place = land.place(chance);
    let home_page = match chance.below(8) {
        0..=3 => format!("https://www.{domain}"),
        4 => format!("www.{domain}"),
        5 => format!("https://{domain}"),
        6 => format!("http://www.{domain}/"),
        _ => format!("https://{domain}/{}", land.word("tld")),
    };
    let firm = Firm {
        id,
        land: index,
        phone: land.phone("phones", chance),
        domain,
        home_page,
        house_style: chance.below(40),
        salesperson: salesperson(chance, index),
        place,
    };
    let mailbox = chance.any(&["info", "post", "mail", "office", "contact", "kontor", "admin"], "info");
    let mut contact = Contact::new(number, ContactKind::Company)
        .with_text(ContactField::Name, &format!("{bare} {form}"))
        .with_text(ContactField::Phone, &firm.phone)
        .with_text(ContactField::Email, &format!("{mailbox}@{}", firm.domain))
        .with_text(ContactField::HomePage, &firm.home_page);
    if chance.percent(45) {
        contact.set_text(ContactField::MobilePhone, &land.phone("mobiles", chance));
    }
    common(chance, &mut contact, land, &firm.place, &firm.salesperson);
    (firm, contact)
}

pub fn person(
    chance: &mut Chance,
    number: String,
    land: &Land,
    firm: Option<&Firm>,
    sharing: Sharing,
) -> Contact {
    let woman = chance.percent(50);
    let names = if woman { "women" } else { "men" };
    let first = land.pick(names, chance);
    let surname = land.pick("surnames", chance);
    let middle = match chance.below(20) {
        0 | 1 => land.pick("surnames", chance),
        2 => land.pick(names, chance),
        3 => chance.fill("A."),
        _ => String::new(),
    };
    let name = [&*first, &middle, &surname]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let shares = |chance: &mut Chance, share| sharing == Sharing::Usual && chance.percent(share);
    let own = land.place(chance);
    let place = firm.filter(|_| shares(chance, 70)).map_or(own, |firm| firm.place.clone());
    let phone = match firm {
        Some(firm) if shares(chance, 25) => firm.phone.clone(),
        Some(firm) if shares(chance, 45) => extension(chance, &firm.phone),
        _ => land.phone("phones", chance),
    };
    let mut contact = Contact::new(number, ContactKind::Person)
        .with_text(ContactField::Name, &name)
        .with_text(ContactField::FirstName, &first)
        .with_text(ContactField::MiddleName, &middle)
        .with_text(ContactField::Surname, &surname)
        .with_text(ContactField::Phone, &phone)
        .with_text(ContactField::MobilePhone, &land.phone("mobiles", chance));
    if chance.percent(88) {
        contact.set_text(ContactField::JobTitle, &land.pick("titles", chance));
    }
    if chance.percent(85) {
        let greeting = land.pick("greetings", chance).replace("%f", &first).replace("%s", &surname);
        contact.set_text(ContactField::Salutation, &greeting);
    }
    let salesperson = firm
        .filter(|_| chance.percent(92))
        .map_or_else(|| salesperson(chance, 0), |firm| firm.salesperson.clone());
    let email = match firm {
        Some(firm) if chance.percent(90) => {
            format!("{}@{}", local(&first, &surname, firm.house_style), firm.domain)
        }
        _ => private(chance, &first, &surname, land),
    };
    contact.set_text(ContactField::Email, &email);
    match firm {
        Some(firm) if chance.percent(75) => contact.set_text(ContactField::HomePage, &firm.home_page),
        None if chance.percent(10) => {
            let page = format!("https://{}.{}", local(&first, &surname, 4), land.word("tld"));
            contact.set_text(ContactField::HomePage, &page);
        }
        _ => {}
    }
    contact.company = firm.map(|firm| firm.id);
    common(chance, &mut contact, land, &place, &salesperson);
    contact
}

fn common(chance: &mut Chance, contact: &mut Contact, land: &Land, place: &Place, salesperson: &str) {
    contact.set_text(ContactField::Address, &place.address);
    contact.set_text(ContactField::Address2, &place.address_2);
    contact.set_text(ContactField::PostCode, &place.post_code);
    contact.set_text(ContactField::City, &place.city);
    contact.set_text(ContactField::CountryRegion, land.word("country"));
    contact.set_text(ContactField::Salesperson, salesperson);
    if chance.percent(95) {
        contact.set_text(ContactField::Territory, &place.territory);
        contact.set_text(ContactField::Language, land.word("language"));
    }
    if chance.percent(93) {
        let pattern = chance.any(&["K-dddddd", "K-dddddd", "dddddddd", "CRM-AAddddd"], "dddddd");
        contact.set_text(ContactField::ExternalId, &chance.fill(pattern));
    }
}

/// Forty salespersons, eight for each land and some for all.
fn salesperson(chance: &mut Chance, land: usize) -> String {
    let number = if chance.percent(85) { land * 6 + chance.below(6) } else { chance.below(40) };
    let letters = b"ABEGHIJKLMNORSTV";
    let letter = |place: usize| char::from(letters.get(place % letters.len()).copied().unwrap_or(b'A'));
    [letter(number * 7), letter(number * 3 + 1), letter(number / 3 + 5)].iter().collect()
}

/// The company's number with another end.
fn extension(chance: &mut Chance, phone: &str) -> String {
    let mut left = 2 + chance.below(2);
    let mut signs: Vec<char> = phone.chars().collect();
    for sign in signs.iter_mut().rev().filter(|sign| sign.is_ascii_digit()) {
        if left == 0 {
            break;
        }
        left -= 1;
        *sign = chance.fill("d").chars().next().unwrap_or('0');
    }
    signs.into_iter().collect()
}

/// The part before the @ in the style of a house; five of eight styles tell ø apart from o.
fn local(first: &str, surname: &str, style: usize) -> String {
    let (first, surname) = (plain(first, style / 8 > 2), plain(surname, style / 8 > 2));
    let initial = |name: &str, length| name.chars().take(length).collect::<String>();
    match style % 8 {
        0..=2 => format!("{first}.{surname}"),
        3 => format!("{}.{surname}", initial(&first, 1)),
        4 => format!("{}{surname}", initial(&first, 1)),
        5 => first,
        6 => format!("{}{}", initial(&first, 2), initial(&surname, 2)),
        _ => format!("{surname}.{first}"),
    }
}

/// An address at a provider's.
fn private(chance: &mut Chance, first: &str, surname: &str, land: &Land) -> String {
    let style = chance.below(8);
    let mut local = local(first, surname, style);
    if chance.percent(40) {
        let pattern = chance.any(&["dd", "19dd", "d", "ddd"], "dd");
        local += &chance.fill(pattern);
    }
    let local_provider = format!("online.{}", land.word("tld"));
    let providers = ["gmail.com", "hotmail.com", "outlook.com", "icloud.com", "yahoo.com", &local_provider];
    format!("{local}@{}", chance.any(&providers, "gmail.com"))
}

/// A company's name as the first part of its web address.
fn host(name: &str, chance: &mut Chance) -> String {
    let plain = |text: &str| plain(text, true);
    let words: Vec<String> = name.split(' ').map(plain).filter(|word| !word.is_empty()).collect();
    match chance.below(10) {
        0..=4 => words.concat(),
        5 | 6 => words.join("-"),
        7 => format!("{}{}", words.first().map_or("", String::as_str), chance.fill("d")),
        8 => words.iter().map(|word| word.chars().take(3).collect::<String>()).collect(),
        _ => words.iter().filter_map(|word| word.chars().next()).chain("group".chars()).collect(),
    }
}

/// Small letters without accents and blanks, as addresses have them.
fn plain(text: &str, long: bool) -> String {
    let mut plain = String::new();
    for letter in text.chars().map(|letter| letter.to_ascii_lowercase()) {
        match letter {
            'ø' | 'ö' => plain += if long { "oe" } else { "o" },
            'å' => plain += if long { "aa" } else { "a" },
            'æ' | 'ä' => plain += "ae",
            'ü' => plain += if long { "ue" } else { "u" },
            'é' | 'è' | 'ê' | 'ë' => plain.push('e'),
            'à' | 'â' => plain.push('a'),
            'î' | 'ï' => plain.push('i'),
            'ô' => plain.push('o'),
            'ç' => plain.push('c'),
            letter if letter.is_ascii_alphanumeric() || letter == '-' => plain.push(letter),
            _ => {}
        }
    }
    plain
}
