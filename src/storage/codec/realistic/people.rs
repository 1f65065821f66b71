//! Companies and persons, with the fields that they fill.

use super::super::domain::catalogue::{ContactField, ContactKind};
use super::super::domain::contact::Contact;
use super::super::domain::identifiers::ContactId;
use super::country::{Country, PostalAddress};
use super::rng::Rng;

/// What persons need of their company.
#[derive(Debug)]
pub struct Firm {
    pub id: ContactId,
    pub country: usize,
    place: PostalAddress,
    phone: String,
    domain: String,
    home_page: String,
    house_style: usize,
    salesperson: String,
}

/// How much persons share with their companies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// Most have the address of the company, and half a number of its switchboard.
    Usual,
    /// Every person has an address and numbers of their own.
    Nothing,
}

pub fn firm(
    rng: &mut Rng,
    id: ContactId,
    number: String,
    index: usize,
    country: &Country,
) -> (Firm, Contact) {
    let (word, trade) = (country.pick("words", rng), country.pick("trades", rng));
    let surname = country.pick("surnames", rng);
    let form = rng.any(&country.list("forms").iter().map(String::as_str).collect::<Vec<_>>(), "");
    let bare = match rng.below(10) {
        0..=3 => format!("{word} {trade}"),
        4..=6 => format!("{trade} {surname}"),
        7 => format!("{surname} {trade}"),
        8 => format!("{surname} & {}", country.pick("surnames", rng)),
        _ => format!("{word} {surname} {trade}"),
    };
    let tld = if rng.chance(75) { country.word("tld") } else { rng.any(&["com", "eu", "net", "biz"], "com") };
    let domain = format!("{}.{tld}", host(&bare, rng));
    let place = country.place(rng);
    let home_page = match rng.below(8) {
        0..=3 => format!("https://www.{domain}"),
        4 => format!("www.{domain}"),
        5 => format!("https://{domain}"),
        6 => format!("http://www.{domain}/"),
        _ => format!("https://{domain}/{}", country.word("tld")),
    };
    let firm = Firm {
        id,
        country: index,
        phone: country.phone("phones", rng),
        domain,
        home_page,
        house_style: rng.below(40),
        salesperson: salesperson(rng, index),
        place,
    };
    let mailbox = rng.any(&["info", "post", "mail", "office", "contact", "kontor", "admin"], "info");
    let mut contact = Contact::new(number, ContactKind::Company)
        .with_text(ContactField::Name, &format!("{bare} {form}"))
        .with_text(ContactField::Phone, &firm.phone)
        .with_text(ContactField::Email, &format!("{mailbox}@{}", firm.domain))
        .with_text(ContactField::HomePage, &firm.home_page);
    if rng.chance(45) {
        contact.set_text(ContactField::MobilePhone, &country.phone("mobiles", rng));
    }
    common(rng, &mut contact, country, &firm.place, &firm.salesperson);
    (firm, contact)
}

pub fn person(
    rng: &mut Rng,
    number: String,
    country: &Country,
    firm: Option<&Firm>,
    sharing: Sharing,
) -> Contact {
    let woman = rng.chance(50);
    let names = if woman { "women" } else { "men" };
    let first = country.pick(names, rng);
    let surname = country.pick("surnames", rng);
    let middle = match rng.below(20) {
        0 | 1 => country.pick("surnames", rng),
        2 => country.pick(names, rng),
        3 => rng.fill("A."),
        _ => String::new(),
    };
    let name = [&*first, &middle, &surname]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let shares = |rng: &mut Rng, share| sharing == Sharing::Usual && rng.chance(share);
    let own = country.place(rng);
    let place = firm.filter(|_| shares(rng, 70)).map_or(own, |firm| firm.place.clone());
    let phone = match firm {
        Some(firm) if shares(rng, 25) => firm.phone.clone(),
        Some(firm) if shares(rng, 45) => extension(rng, &firm.phone),
        _ => country.phone("phones", rng),
    };
    let mut contact = Contact::new(number, ContactKind::Person)
        .with_text(ContactField::Name, &name)
        .with_text(ContactField::FirstName, &first)
        .with_text(ContactField::MiddleName, &middle)
        .with_text(ContactField::Surname, &surname)
        .with_text(ContactField::Phone, &phone)
        .with_text(ContactField::MobilePhone, &country.phone("mobiles", rng));
    if rng.chance(88) {
        contact.set_text(ContactField::JobTitle, &country.pick("titles", rng));
    }
    if rng.chance(85) {
        let greeting = country.pick("greetings", rng).replace("%f", &first).replace("%s", &surname);
        contact.set_text(ContactField::Salutation, &greeting);
    }
    let salesperson =
        firm.filter(|_| rng.chance(92)).map_or_else(|| salesperson(rng, 0), |firm| firm.salesperson.clone());
    let email = match firm {
        Some(firm) if rng.chance(90) => {
            format!("{}@{}", local(&first, &surname, firm.house_style), firm.domain)
        }
        _ => private(rng, &first, &surname, country),
    };
    contact.set_text(ContactField::Email, &email);
    match firm {
        Some(firm) if rng.chance(75) => contact.set_text(ContactField::HomePage, &firm.home_page),
        None if rng.chance(10) => {
            let page = format!("https://{}.{}", local(&first, &surname, 4), country.word("tld"));
            contact.set_text(ContactField::HomePage, &page);
        }
        _ => {}
    }
    contact.company = firm.map(|firm| firm.id);
    common(rng, &mut contact, country, &place, &salesperson);
    contact
}

fn common(rng: &mut Rng, contact: &mut Contact, country: &Country, place: &PostalAddress, salesperson: &str) {
    contact.set_text(ContactField::Address, &place.address);
    contact.set_text(ContactField::Address2, &place.address_2);
    contact.set_text(ContactField::PostCode, &place.post_code);
    contact.set_text(ContactField::City, &place.city);
    contact.set_text(ContactField::CountryRegion, country.word("country"));
    contact.set_text(ContactField::Salesperson, salesperson);
    if rng.chance(95) {
        contact.set_text(ContactField::Territory, &place.territory);
        contact.set_text(ContactField::Language, country.word("language"));
    }
    if rng.chance(93) {
        let pattern = rng.any(&["K-dddddd", "K-dddddd", "dddddddd", "CRM-AAddddd"], "dddddd");
        contact.set_text(ContactField::ExternalId, &rng.fill(pattern));
    }
}

/// Forty salespersons, eight for each country, some for all countries.
fn salesperson(rng: &mut Rng, country: usize) -> String {
    let number = if rng.chance(85) { country * 6 + rng.below(6) } else { rng.below(40) };
    let letters = b"ABEGHIJKLMNORSTV";
    let letter = |place: usize| char::from(letters.get(place % letters.len()).copied().unwrap_or(b'A'));
    [letter(number * 7), letter(number * 3 + 1), letter(number / 3 + 5)].iter().collect()
}

/// The company's number with other last digits.
fn extension(rng: &mut Rng, phone: &str) -> String {
    let mut left = 2 + rng.below(2);
    let mut signs: Vec<char> = phone.chars().collect();
    for sign in signs.iter_mut().rev().filter(|sign| sign.is_ascii_digit()) {
        if left == 0 {
            break;
        }
        left -= 1;
        *sign = rng.fill("d").chars().next().unwrap_or('0');
    }
    signs.into_iter().collect()
}

/// The local part of an address, in the company's style; five of eight styles spell ø as oe.
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

/// An address at a mail provider.
fn private(rng: &mut Rng, first: &str, surname: &str, country: &Country) -> String {
    let style = rng.below(8);
    let mut local = local(first, surname, style);
    if rng.chance(40) {
        let pattern = rng.any(&["dd", "19dd", "d", "ddd"], "dd");
        local += &rng.fill(pattern);
    }
    let local_provider = format!("online.{}", country.word("tld"));
    let providers = ["gmail.com", "hotmail.com", "outlook.com", "icloud.com", "yahoo.com", &local_provider];
    format!("{local}@{}", rng.any(&providers, "gmail.com"))
}

/// A company's name as the first part of its web address.
fn host(name: &str, rng: &mut Rng) -> String {
    let plain = |text: &str| plain(text, true);
    let words: Vec<String> = name.split(' ').map(plain).filter(|word| !word.is_empty()).collect();
    match rng.below(10) {
        0..=4 => words.concat(),
        5 | 6 => words.join("-"),
        7 => format!("{}{}", words.first().map_or("", String::as_str), rng.fill("d")),
        8 => words.iter().map(|word| word.chars().take(3).collect::<String>()).collect(),
        _ => words.iter().filter_map(|word| word.chars().next()).chain("group".chars()).collect(),
    }
}

/// Lower case without accents and blanks, as in addresses.
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
