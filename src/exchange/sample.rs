//! An invented office to try things out: always the same, all of it marked, removable in one go.
//!
//! Every name is made up; e-mail and web addresses end in `.example`, which nobody can own.

use std::collections::HashSet;

use crate::domain::{
    AddOptions, Change, Code, CodeEntry, CodeId, CodeList, Contact, ContactField, ContactId, ContactKind,
    Criteria, Criterion, Database, Field, Operator, PersonName, Refusal, Segment, SegmentId, Step, StepKind,
    Value, contacts, next_number,
};
use crate::query::{Alphabet, sort_key};

/// Companies in the sample office; with their persons and the lone ones 240 contacts.
const COMPANIES: usize = 60;
const CONTACTS: usize = 240;

/// What the sample office is called in the language in use.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// Codes and descriptions of mailing groups; the first two are the documents' own.
    pub mailing_groups: [(&'a str, &'a str); 6],
    /// Codes and descriptions of industry groups.
    pub industry_groups: [(&'a str, &'a str); 5],
    /// Codes and descriptions of business relations.
    pub business_relations: [(&'a str, &'a str); 3],
    /// What the sample segment is for.
    pub segment: &'a str,
}

/// A country's way to name people, firms and places.
struct Country {
    code: &'static str,
    language: &'static str,
    phone: &'static str,
    places: &'static [(&'static str, &'static str)],
    streets: &'static [&'static str],
    first: &'static [&'static str],
    surnames: &'static [&'static str],
    firms: &'static [&'static str],
    forms: &'static [&'static str],
    titles: &'static [&'static str],
}

const COUNTRIES: [Country; 4] = [
    Country {
        code: "NO",
        language: "NOR",
        phone: "+47 7",
        places: &[
            ("0150", "Oslo"),
            ("5003", "Bergen"),
            ("7010", "Trondheim"),
            ("8900", "Brønnøysund"),
            ("9008", "Tromsø"),
        ],
        streets: &["Strandgata", "Kirkeveien", "Storgata", "Havnegata", "Skolebakken"],
        first: &["Åse", "Ingrid", "Øyvind", "Torbjørn", "Ragnhild", "Kåre", "Sigrid", "Håkon"],
        surnames: &["Solheim", "Nygård", "Tveit", "Myhre", "Bakken", "Aas", "Østby", "Lunde"],
        firms: &[
            "Nordlys Regnskap",
            "Fjordheim Bygg",
            "Skjærgården Reiser",
            "Blåmann Trykk",
            "Ørnes Musikklag",
        ],
        forms: &["AS", "ANS", "BA"],
        titles: &["Daglig leder", "Regnskapsfører", "Sekretær"],
    },
    Country {
        code: "DK",
        language: "DAN",
        phone: "+45 2",
        places: &[
            ("8000", "Aarhus C"),
            ("2100", "København Ø"),
            ("5000", "Odense C"),
            ("9000", "Aalborg"),
            ("6400", "Sønderborg"),
        ],
        streets: &["Søndergade", "Havnevej", "Nørregade", "Møllevej", "Åboulevarden"],
        first: &["Kirsten", "Søren", "Mads", "Astrid", "Freja", "Jørgen", "Bodil", "Rasmus"],
        surnames: &["Østergaard", "Brøndum", "Kjærgaard", "Vestergaard", "Holm", "Skov", "Bæk", "Dahl"],
        firms: &["Havnens Kontor", "Ådalens Bageri", "Kystens Kajakklub", "Rødbyg Tømrer", "Lærkens Forlag"],
        forms: &["ApS", "A/S", "I/S"],
        titles: &["Direktør", "Bogholder", "Kasserer"],
    },
    Country {
        code: "BE",
        language: "NLB",
        phone: "+32 4",
        places: &[
            ("9000", "Gent"),
            ("2000", "Antwerpen"),
            ("2800", "Mechelen"),
            ("8000", "Brugge"),
            ("3000", "Leuven"),
        ],
        streets: &["Kerkstraat", "Stationslaan", "Marktplein", "Molenweg", "Schoolstraat"],
        first: &["Lotte", "Pieter", "Griet", "Joris", "Els", "Bram", "Sofie", "Wout"],
        surnames: &[
            "Verhaeghe",
            "De Smet",
            "Van Damme",
            "Claes",
            "Mortelmans",
            "Peeters",
            "Goossens",
            "D’Hondt",
        ],
        firms: &[
            "Bakkerij De Zon",
            "Drukkerij Noord",
            "Fanfare Eendracht",
            "Garage Leie",
            "Bouwwerken Schelde",
        ],
        forms: &["BV", "NV", "VZW"],
        titles: &["Zaakvoerder", "Boekhouder", "Penningmeester"],
    },
    Country {
        code: "CH",
        language: "FRS",
        phone: "+41 2",
        places: &[
            ("1003", "Lausanne"),
            ("2800", "Delémont"),
            ("1700", "Fribourg"),
            ("1204", "Genève"),
            ("2900", "Porrentruy"),
        ],
        streets: &[
            "Rue du Bourg",
            "Avenue de la Gare",
            "Chemin des Crêts",
            "Place du Marché",
            "Route de Berne",
        ],
        first: &["Zoé", "Jean-Luc", "Anne-Sophie", "Étienne", "Delphine", "Luc", "Chloé", "François"],
        surnames: &["Rochat", "Pittet", "Froidevaux", "Maître", "Monnier", "Perrin", "Genoud", "Crêtegny"],
        firms: &[
            "Atelier Lacustre",
            "Imprimerie du Léman",
            "Garage des Alpes",
            "Harmonie du Jura",
            "Café Central",
        ],
        forms: &["SA", "Sàrl", "& Cie"],
        titles: &["Directrice", "Comptable", "Secrétaire"],
    },
];

/// Numbers that look like chance and are always the same.
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

/// The change that adds the sample office. Codes that the office has already are used as they
/// are, and stay the office's own.
///
/// # Errors
/// A code in `words` that is no code.
pub fn load(database: &Database, words: &Words<'_>) -> Result<Change, Refusal> {
    let mut changes = Vec::new();
    let mut codes: [Vec<CodeId>; 3] = [const { Vec::new() }; 3];
    let lists: [(CodeList, &[(&str, &str)]); 3] = [
        (CodeList::MailingGroup, &words.mailing_groups),
        (CodeList::IndustryGroup, &words.industry_groups),
        (CodeList::BusinessRelation, &words.business_relations),
    ];
    for ((list, entries), ids) in lists.into_iter().zip(&mut codes) {
        let mut next = database.next_code_id(list).0;
        for (code, description) in entries {
            let code = Code::parse(code)?;
            let id = database.find_code(list, &code).unwrap_or_else(|| {
                let id = CodeId(next);
                next += 1;
                let entry = CodeEntry { code, description: (*description).to_owned(), sample: true };
                changes.push(Change::PutCode { list, id, entry: Some(entry) });
                id
            });
            ids.push(id);
        }
    }
    let first = database.next_contact_id();
    let made = people(first, database.last_contact_number(), CONTACTS, COMPANIES, &codes);
    let segment = segment(database, words, &made, codes.first().and_then(|groups| groups.first()).copied());
    changes.extend(
        made.into_iter().map(|(id, contact)| Change::PutContact { id, contact: Some(Box::new(contact)) }),
    );
    changes.push(segment);
    Ok(Change::Batch(changes))
}

/// Whether anything of the sample office is there.
#[must_use]
pub fn is_loaded(database: &Database) -> bool {
    database.contacts().any(|(_, contact)| contact.sample)
}

/// The change that removes what came with the sample office. What was added since stays: a
/// company with persons of the office's own stays with them, so does a segment that has been
/// worked on, and so does a code that somebody still has or that a segment picks by; all are the
/// office's own from then on.
#[must_use]
pub fn remove(database: &Database) -> Change {
    let is_sample = |id: ContactId| database.contact(id).is_some_and(|contact| contact.sample);
    let (stay, go): (Vec<ContactId>, Vec<ContactId>) = database
        .contacts()
        .filter(|(_, contact)| contact.sample)
        .map(|(id, _)| id)
        .partition(|&id| database.persons_of(id).iter().any(|&person| !is_sample(person)));
    let gone: HashSet<ContactId> = go.iter().copied().collect();
    let mut changes: Vec<Change> = database
        .segments()
        .filter(|(_, segment)| segment.sample)
        .map(|(id, segment)| {
            // It came with one step; another one is somebody's work.
            let own =
                (segment.steps.len() > 1).then(|| Box::new(Segment { sample: false, ..segment.clone() }));
            Change::PutSegment { id, segment: own }
        })
        .collect();
    let deleted: HashSet<SegmentId> = changes
        .iter()
        .filter_map(|change| match change {
            Change::PutSegment { id, segment: None } => Some(*id),
            _ => None,
        })
        .collect();
    if let Change::Batch(deletions) = contacts::delete(database, &go).change {
        changes.extend(deletions.into_iter().filter_map(|change| match change {
            // What a deletion does to a segment that is gone anyway would bring it back.
            Change::PutSegment { id, .. } if deleted.contains(&id) => None,
            Change::PutSegment { id, segment } => {
                let segment = segment.map(|segment| Box::new(Segment { sample: false, ..*segment }));
                Some(Change::PutSegment { id, segment })
            }
            change => Some(change),
        }));
    }
    for id in stay {
        if let Some(mut contact) = database.contact(id).cloned() {
            contact.sample = false;
            changes.push(Change::PutContact { id, contact: Some(Box::new(contact)) });
        }
    }
    for list in CodeList::ALL {
        for (id, entry) in database.codes(list).filter(|(_, entry)| entry.sample) {
            let mut segments = database.segments().filter(|(segment, _)| !deleted.contains(segment));
            let in_use = segments.any(|(_, segment)| segment.picks_by(list, id))
                || database
                    .contacts()
                    .any(|(contact, it)| !gone.contains(&contact) && it.codes(list).contains(&id));
            let entry = in_use.then(|| CodeEntry { sample: false, ..entry.clone() });
            changes.push(Change::PutCode { list, id, entry });
        }
    }
    Change::Batch(changes)
}

/// A database of `count` invented contacts with codes, for measuring: a quarter companies.
#[must_use]
pub fn large(count: usize, words: &Words<'_>) -> Option<Database> {
    let entries = |list: &[(&str, &str)]| {
        list.iter()
            .filter_map(|(code, description)| {
                let code = Code::parse(code).ok()?;
                Some(CodeEntry { code, description: (*description).to_owned(), sample: false })
            })
            .collect::<Vec<_>>()
    };
    let lists =
        [entries(&words.mailing_groups), entries(&words.industry_groups), entries(&words.business_relations)];
    let codes =
        lists.each_ref().map(|list| (0..list.len()).filter_map(CodeId::from_index).collect::<Vec<_>>());
    let contacts = people(ContactId(0), 0, count, count / 4, &codes);
    let own = |(_, mut contact): (ContactId, Contact)| {
        contact.sample = false;
        contact
    };
    let contacts = contacts.into_iter().map(own).collect();
    Database::from_rows("large".to_owned(), lists, contacts, Vec::new()).ok()
}

/// Companies first, then their persons, then a few persons without a company.
fn people(
    first: ContactId,
    last_number: u64,
    count: usize,
    companies: usize,
    codes: &[Vec<CodeId>; 3],
) -> Vec<(ContactId, Contact)> {
    let mut dice = Dice(20_261_121);
    let lone = count / 20;
    (0..count)
        .filter_map(|place| {
            let id = ContactId::from_index(first.index() + place)?;
            let number = next_number(crate::domain::CONTACT_SERIES, last_number + place as u64);
            let mut contact = if place < companies {
                company(place, number, &mut dice, codes)
            } else {
                let owner = (place < count - lone).then(|| (place - companies) % companies.max(1));
                let owner = owner.and_then(|owner| ContactId::from_index(first.index() + owner));
                person(place, owner, first, number, &mut dice)
            };
            contact.sample = true;
            for (group, &code) in codes.first().into_iter().flatten().enumerate() {
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

fn company(place: usize, number: String, dice: &mut Dice, codes: &[Vec<CodeId>; 3]) -> Contact {
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
        if let Some(&code) = codes.get(list.index()).and_then(|all| all.get(dice.roll(all.len() * share / 2)))
        {
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
    // Some can't be reached by e-mail, as in every office.
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

/// Fills the address; the country's places take turns.
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

/// The letters of a name that an address can hold.
fn plain(name: &str) -> String {
    crate::query::fold(name).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// A segment of the first group's members, as if it had been picked by that criterion.
fn segment(
    database: &Database,
    words: &Words<'_>,
    made: &[(ContactId, Contact)],
    group: Option<CodeId>,
) -> Change {
    let mut members: Vec<&(ContactId, Contact)> = made
        .iter()
        .filter(|(_, contact)| {
            !contact.excluded && group.is_some_and(|it| contact.codes(CodeList::MailingGroup).contains(&it))
        })
        .collect();
    // As a segment orders its lines: by company, its own card first; persons without one before all.
    let name_of = |id: ContactId| {
        made.iter().find(|(other, _)| *other == id).map_or("", |(_, it)| it.text(ContactField::Name))
    };
    members.sort_by_cached_key(|(id, contact)| {
        let company = match contact.kind {
            ContactKind::Company => Some(*id),
            ContactKind::Person => contact.company,
        };
        let company_name = sort_key(company.map_or("", name_of), Alphabet::Root);
        (company_name, company, contact.kind, sort_key(contact.text(ContactField::Name), Alphabet::Root))
    });
    let lines: Vec<ContactId> = members.into_iter().map(|(id, _)| *id).collect();
    let criterion = Criterion {
        field: Field::Codes(CodeList::MailingGroup),
        operator: Operator::IsAnyOf,
        values: group.map(Value::Code).into_iter().collect(),
    };
    let step = Step {
        kind: StepKind::Add { criteria: Criteria(vec![criterion]), options: AddOptions::default() },
        before: Vec::new(),
        after: u32::try_from(lines.len()).unwrap_or(u32::MAX),
    };
    let segment = Segment {
        number: database.next_segment_number(),
        description: words.segment.to_owned(),
        lines,
        steps: vec![step],
        sample: true,
    };
    Change::PutSegment { id: database.next_segment_id(), segment: Some(Box::new(segment)) }
}

#[cfg(test)]
pub mod tests {
    //! The sample office comes and goes without a trace.
    #![allow(missing_docs)]

    use super::*;

    pub const WORDS: Words<'static> = Words {
        mailing_groups: [
            ("MOVE", "Notice that we are moving"),
            ("GIFT", "Holiday gifts"),
            ("NEWSLETTER", "Newsletter"),
            ("MEMBER", "Members"),
            ("PRESS", "Press"),
            ("BOARD", "Board"),
        ],
        industry_groups: [("BUILD", ""), ("TRADE", ""), ("MUSIC", ""), ("PRINT", ""), ("TRAVEL", "")],
        business_relations: [("CUST", ""), ("VEND", ""), ("BANK", "")],
        segment: "Office move",
    };

    #[test]
    fn the_sample_office_comes_and_goes_without_a_trace() {
        let empty = Database::new("d");
        let mut database = empty.clone();
        let change = load(&database, &WORDS).unwrap();
        database.apply(change).unwrap();
        assert_eq!(database.contact_count(), CONTACTS);
        assert!(database.segments().all(|(_, segment)| segment.lines.len() > 20));
        let cities: HashSet<&str> = database.contacts().map(|(_, it)| it.text(ContactField::City)).collect();
        let places: usize = COUNTRIES.iter().map(|country| country.places.len()).sum();
        assert_eq!(cities.len(), places + 1, "{cities:?}");
        let change = remove(&database);
        database.apply(change).unwrap();
        assert_eq!(database, empty);
    }

    #[test]
    fn what_was_added_since_stays() {
        let mut database = Database::new("d");
        let own = Contact::new("OWN", ContactKind::Company).with_text(ContactField::Name, "Ours");
        let change = contacts::create(&database, own).unwrap().1;
        database.apply(change).unwrap();
        let change = load(&database, &WORDS).unwrap();
        database.apply(change).unwrap();
        let company = database.contacts().find(|(_, it)| it.sample).unwrap().0;
        let mut person = Contact::new("P1", ContactKind::Person).with_text(ContactField::Name, "A B");
        person.company = Some(company);
        let (person, change) = contacts::create(&database, person).unwrap();
        database.apply(change).unwrap();
        let group = database.find_code(CodeList::MailingGroup, &Code::parse("GIFT").unwrap()).unwrap();
        database
            .apply(Change::Assign { list: CodeList::MailingGroup, code: group, contacts: vec![person] })
            .unwrap();
        let change = remove(&database);
        database.apply(change).unwrap();
        assert_eq!(database.contact_count(), 3);
        assert_eq!(database.contact(person).unwrap().codes(CodeList::MailingGroup), [group]);
        assert!(!is_loaded(&database));
    }

    #[test]
    fn a_segment_that_was_worked_on_stays_with_its_own_lines() {
        let mut database = Database::new("d");
        let change = load(&database, &WORDS).unwrap();
        database.apply(change).unwrap();
        let own = Contact::new("OWN", ContactKind::Company).with_text(ContactField::Name, "Ours");
        let (own, change) = contacts::create(&database, own).unwrap();
        database.apply(change).unwrap();
        let segment = database.segments().next().unwrap().0;
        let change = crate::domain::segments::add_by_hand(&database, segment, &[own]).unwrap();
        database.apply(change).unwrap();
        let change = remove(&database);
        database.apply(change).unwrap();
        let segment = database.segment(segment).unwrap();
        assert_eq!((segment.lines.as_slice(), segment.sample), ([own].as_slice(), false));
        assert_eq!(database.contact_count(), 1);
    }

    #[test]
    fn a_code_that_an_own_segment_picks_by_stays() {
        let mut database = Database::new("d");
        let change = load(&database, &WORDS).unwrap();
        database.apply(change).unwrap();
        let group = database.find_code(CodeList::MailingGroup, &Code::parse("GIFT").unwrap()).unwrap();
        let criteria = Criteria(vec![Criterion {
            field: Field::Codes(CodeList::MailingGroup),
            operator: Operator::IsAnyOf,
            values: vec![Value::Code(group)],
        }]);
        let steps = vec![Step {
            kind: StepKind::Add { criteria, options: AddOptions::default() },
            before: Vec::new(),
            after: 0,
        }];
        let own = Segment { number: "OWN".to_owned(), steps, ..Segment::default() };
        let id = database.next_segment_id();
        database.apply(Change::PutSegment { id, segment: Some(Box::new(own)) }).unwrap();
        let change = remove(&database);
        database.apply(change).unwrap();
        let codes: Vec<_> = CodeList::ALL.into_iter().flat_map(|list| database.codes(list)).collect();
        let kept = codes.iter().map(|(id, entry)| (*id, entry.code.as_str(), entry.sample));
        assert_eq!(kept.collect::<Vec<_>>(), [(group, "GIFT", false)]);
    }

    #[test]
    fn a_large_office_is_realistic() {
        let database = large(2_000, &WORDS).unwrap();
        assert_eq!(database.contact_count(), 2_000);
        assert_eq!(database.contacts().filter(|(_, it)| it.kind == ContactKind::Company).count(), 500);
    }
}
