//! Prints how long finding takes at 100,000 contacts: `cargo run --release --example query_figures`.

use std::time::Instant;

use mailroom::domain::catalogue::{CodeList, ContactField, ContactKind};
use mailroom::domain::change::Change;
use mailroom::domain::codes;
use mailroom::domain::complete_criteria::complete;
use mailroom::domain::contact::Contact;
use mailroom::domain::criteria::{Criteria, Criterion, Field, Operator, Value};
use mailroom::domain::database::Database;
use mailroom::domain::identifiers::{CodeId, ContactId};
use mailroom::domain::segment::{AddOptions, StepKind};
use mailroom::query::collation::Alphabet;
use mailroom::query::criteria::matches;
use mailroom::query::finder::{Finder, ListFilter};
use mailroom::query::order::{Sort, SortBy};
use mailroom::query::segments::{count, evaluate};

const CONTACTS: u32 = 100_000;
const SURNAMES: [&str; 8] =
    ["Berg", "Østby", "De Smet", "Müller", "Jørgensen", "Aaland", "Fournier", "Smith"];
const FIRST_NAMES: [&str; 8] = ["Anna", "Bjørn", "Émilie", "Jan", "Åse", "Luc", "Mette", "Olivia"];
const CITIES: [&str; 8] =
    ["Århus", "Oslo", "Gent", "Genève", "Bergen", "London", "København", "Saint-Gingolph"];

fn main() {
    let database = office();
    let finder = time("index", || Finder::new(&database));
    let index = finder.index();
    time("searchable text", || index.prepare(&database));
    for text in ["a", "an", "anna", "anna 4711", "xq", "jorgensen oslo", "+47 2200"] {
        time(&format!("search {text:?}"), || finder.search(&database, text).count());
    }
    let group =
        Criteria::from_iter([codes_any(CodeList::MailingGroup, 3), codes_any(CodeList::IndustryGroup, 1)]);
    let city = Criteria::from_iter([Criterion {
        field: Field::Text(ContactField::City),
        operator: Operator::IsAnyOf,
        values: vec![Value::Text("aarhus".into())],
    }]);
    let email = Criteria::from_iter([Criterion {
        field: Field::Text(ContactField::Email),
        operator: Operator::Contains,
        values: vec![Value::Text("anna".into())],
    }]);
    for (name, criteria) in [("groups", &group), ("city", &city), ("e-mail", &email)] {
        let Ok(criteria) = complete(&database, criteria) else { continue };
        time(&format!("criteria {name}, first"), || matches(&database, index, criteria).count());
        time(&format!("criteria {name}, again"), || matches(&database, index, criteria).count());
    }
    let add = StepKind::Add {
        criteria: city,
        options: AddOptions { expand_companies: true, ..AddOptions::default() },
    };
    time("segment count", || count(&database, index, &[], &add).is_ok());
    time("segment step, first", || evaluate(&database, index, &[], &add).is_ok());
    time("segment step, again", || evaluate(&database, index, &[], &add).is_ok());
    for (name, by) in [
        ("default", SortBy::Default),
        ("city", SortBy::Field(Field::Text(ContactField::City))),
        ("name", SortBy::Field(Field::Text(ContactField::Name))),
    ] {
        let sort = Sort { by, descending: false };
        time(&format!("sort by {name}"), || finder.order(&database, sort, Alphabet::Nordic).len());
    }
    for text in ["a", "an", "ann", "oslo", "e", "4"] {
        let filter = ListFilter { search: text.into(), ..ListFilter::default() };
        let list = || {
            finder
                .list(&database, &filter, Sort::default(), Alphabet::Nordic)
                .map_or(0, |it| it.contacts.len())
        };
        time(&format!("list of a search {text:?}"), list);
    }

    let (mut database, mut finder) = (database, finder);
    let id = ContactId(77);
    let mut contact = database.contact(id).cloned().unwrap_or_default();
    contact.set_text(ContactField::Name, "Zoë Zander");
    let change = Change::PutContact { id, contact: Some(Box::new(contact)) };
    if database.apply(change.clone()).is_ok() {
        time("follow one edit", || finder.update(&database, &change));
    }
}

fn codes_any(list: CodeList, id: u32) -> Criterion {
    Criterion {
        field: Field::Codes(list),
        operator: Operator::IsAnyOf,
        values: vec![Value::Code(CodeId(id))],
    }
}

fn time<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = run();
    println!("{what:28} {:8.2} ms", start.elapsed().as_secs_f64() * 1000.0);
    result
}

/// An office of companies with three persons each, ten codes a list.
fn office() -> Database {
    let mut database = Database::new("figures");
    let apply = |database: &mut Database, change| {
        if let Err(refusal) = database.apply(change) {
            println!("{refusal:?}");
        }
    };
    for list in CodeList::ALL {
        for number in 0..10 {
            if let Ok((_, change)) = codes::create(&database, list, &format!("CODE {number}"), "") {
                apply(&mut database, change);
            }
        }
    }
    let pick = |texts: &[&'static str; 8], number: u32| {
        let place = number.wrapping_mul(2_654_435_761) >> 29;
        texts.get(place as usize).copied().unwrap_or_default()
    };
    for number in 0..CONTACTS {
        let kind = if number % 4 == 0 { ContactKind::Company } else { ContactKind::Person };
        let (first, last) = (pick(&FIRST_NAMES, number), pick(&SURNAMES, number.wrapping_mul(31)));
        let name = match kind {
            ContactKind::Company => format!("{last} & {first} {} AS", number * 7919 % CONTACTS),
            ContactKind::Person => format!("{first} {last}"),
        };
        let mut contact = Contact::new(format!("CT{number:06}"), kind)
            .with_text(ContactField::Name, &name)
            .with_text(ContactField::Address, &format!("{last} gate {}", number % 90))
            .with_text(ContactField::PostCode, &format!("{:04}", number % 9000))
            .with_text(ContactField::City, pick(&CITIES, number.wrapping_mul(17)))
            .with_text(
                ContactField::Phone,
                &format!("+47 22 {:02} {:02} {:02}", number % 97, number % 89, number % 83),
            )
            .with_text(ContactField::Email, &format!("{}.{number}@example.com", first.to_lowercase()));
        match kind {
            ContactKind::Person => contact.company = Some(ContactId(number / 4 * 4)),
            ContactKind::Company => {
                contact.add_code(CodeList::IndustryGroup, CodeId(number % 9));
            }
        }
        contact.add_code(CodeList::MailingGroup, CodeId(number % 10));
        apply(&mut database, Change::PutContact { id: ContactId(number), contact: Some(Box::new(contact)) });
    }
    database
}
