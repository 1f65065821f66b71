//! Invented companies and persons: the same ones every time.

use crate::domain::by_list::ByList;
use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::contact::Contact;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::domain::number_series::next_number;
use crate::domain::person_name::PersonName;
use crate::exchange::sample::countries::{COUNTRIES, Country};
use crate::query::search_key;

/// Pseudo-random numbers that are always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides.max(1) as u64).unwrap_or(0)
    }

    fn pick<T: Copy>(&mut self, choices: &[T], otherwise: T) -> T {
        let place = self.roll(choices.len());
        choices.get(place).copied().unwrap_or(otherwise)
    }
}

/// Companies first, then their persons, then a few persons without a company.
pub fn people(
    first: ContactId,
    last_number: u64,
    count: usize,
    companies: usize,
    codes: &ByList<Vec<CodeId>>,
) -> Vec<(ContactId, Contact)> {
    let mut dice = Dice(20_261_121);
    let lone = count / 20;
    (0..count)
        .filter_map(|place| {
            let id = ContactId::from_index(first.index() + place)?;
            let number =
                next_number(crate::domain::number_series::CONTACT_SERIES, last_number + place as u64);
            let mut contact = if place < companies {
                company(place, number, &mut dice, codes)
            } else {
                let owner = (place < count - lone).then(|| (place - companies) % companies.max(1));
                let owner = owner.and_then(|owner| ContactId::from_index(first.index() + owner));
                person(place, owner, first, number, &mut dice)
            };
            contact.sample = true;
            for (group, &code) in codes.of(CodeList::MailingGroup).iter().enumerate() {
                // The first groups are large, the later ones smaller.
                if dice.roll(3 + 2 * group) == 0 {
                    contact.add_code(CodeList::MailingGroup, code);
                }
            }
            contact.excluded = dice.roll(40) == 0;
            Some((id, contact))
        })
        .collect()
}

fn company(place: usize, number: String, dice: &mut Dice, codes: &ByList<Vec<CodeId>>) -> Contact {
    let [fallback, ..] = &COUNTRIES;
    let country = COUNTRIES.get(place % COUNTRIES.len()).unwrap_or(fallback);
    let firm = country.firms.get(place / COUNTRIES.len() % country.firms.len()).copied().unwrap_or_default();
    let form = country.forms.get(place / (COUNTRIES.len() * country.firms.len()) % country.forms.len());
    let round = place / (COUNTRIES.len() * country.firms.len() * country.forms.len());
    let mut name = format!("{firm} {}", form.copied().unwrap_or_default());
    if round > 0 {
        name = format!("{firm} {} {}", round + 1, form.copied().unwrap_or_default());
    }
    let host = format!("{}{place}.example", plain(firm));
    let mut contact = Contact::new(number, ContactKind::Company);
    address(&mut contact, country, place / COUNTRIES.len(), dice);
    contact.set_text(ContactField::Name, &name);
    contact.set_text(ContactField::Email, &format!("post@{host}"));
    contact.set_text(ContactField::HomePage, &format!("www.{host}"));
    for (list, share) in [(CodeList::IndustryGroup, 3), (CodeList::BusinessRelation, 2)] {
        let all = codes.of(list);
        if let Some(&code) = all.get(dice.roll(all.len() * share / 2)) {
            contact.add_code(list, code);
        }
    }
    contact
}

fn person(
    place: usize,
    company: Option<ContactId>,
    first: ContactId,
    number: String,
    dice: &mut Dice,
) -> Contact {
    let [fallback, ..] = &COUNTRIES;
    // A person lives where its company is.
    let at = company.map_or(place, |company| company.index() - first.index());
    let country = COUNTRIES.get(at % COUNTRIES.len()).unwrap_or(fallback);
    let name = PersonName {
        first: dice.pick(country.first, "").to_owned(),
        middle: String::new(),
        surname: dice.pick(country.surnames, "").to_owned(),
    };
    let mut contact = Contact::new(number, ContactKind::Person);
    contact.company = company;
    contact.set_text(ContactField::Name, &name.full());
    contact.set_text(ContactField::FirstName, &name.first);
    contact.set_text(ContactField::Surname, &name.surname);
    let local = format!("{}.{}{place}", plain(&name.first), plain(&name.surname));
    // Some have no e-mail address, as in every office.
    if dice.roll(8) > 0 {
        contact.set_text(ContactField::Email, &format!("{local}@post.example"));
    }
    contact.set_text(ContactField::Language, country.language);
    contact.set_text(ContactField::CountryRegion, country.code);
    if company.is_some() {
        contact.set_text(ContactField::JobTitle, dice.pick(country.titles, ""));
        contact.set_text(ContactField::MobilePhone, &phone(country, dice));
    } else {
        address(&mut contact, country, place / COUNTRIES.len(), dice);
    }
    contact
}

/// Fills the address; the country's towns take turns.
fn address(contact: &mut Contact, country: &Country, turn: usize, dice: &mut Dice) {
    let (post_code, city) = country.places.get(turn % country.places.len()).copied().unwrap_or_default();
    let street = format!("{} {}", dice.pick(country.streets, ""), 1 + dice.roll(90));
    for (field, text) in [
        (ContactField::Address, street.as_str()),
        (ContactField::PostCode, post_code),
        (ContactField::City, city),
        (ContactField::CountryRegion, country.code),
        (ContactField::Language, country.language),
        (ContactField::Phone, &phone(country, dice)),
        (ContactField::Salesperson, dice.pick(&["HEGE", "LARS", "ELS"], "HEGE")),
    ] {
        contact.set_text(field, text);
    }
}

fn phone(country: &Country, dice: &mut Dice) -> String {
    format!("{}{} 00 {:02} {:02}", country.phone, dice.roll(10), dice.roll(100), dice.roll(100))
}

/// The letters of a name that an e-mail address can hold.
fn plain(name: &str) -> String {
    search_key::fold(name).chars().filter(char::is_ascii_alphanumeric).collect()
}
