//! Generates realistic data of any size, for measurements and tests. It is always the same.
//!
//! Telephone numbers, house numbers and codes are random. Names come from lists of hundreds for each
//! language; streets and companies are composed of parts.

mod country;
pub mod people;
mod rng;

use super::domain::by_list::ByList;
use super::domain::catalogue::{CodeList, ContactField};
use super::domain::code::Code;
use super::domain::code_list::CodeEntry;
use super::domain::contact::Contact;
use super::domain::criteria::{Criteria, Criterion, Field, Operator, Value};
use super::domain::identifiers::{CodeId, ContactId};
use super::domain::segment::{AddOptions, Segment, Step, StepKind};
use country::Country;
use people::Sharing;
use rng::Rng;

/// Contacts for this many indices; every hundredth is vacant.
pub fn contacts(places: usize, sharing: Sharing) -> Vec<Option<Contact>> {
    let mut rng = Rng(2026);
    let countries = Country::all();
    let mut firms: Vec<people::Firm> = Vec::new();
    let mut rows = Vec::with_capacity(places);
    let mut number = 0;
    // How many persons of the newest company are still to be made.
    let mut coming = 0_usize;
    while rows.len() < places {
        number += 1 + usize::from(rng.chance(1)) * rng.below(20);
        if rng.chance(1) {
            rows.push(None);
            continue;
        }
        let label = if rng.chance(3) { rng.fill("Kddddd") } else { format!("CT{number:06}") };
        let index = [0, 0, 0, 1, 1, 2, 2, 3, 4, 4, 5, 5].get(rng.below(12)).copied().unwrap_or(0);
        let firm = match rng.below(100) {
            _ if coming > 0 => {
                coming -= 1;
                firms.last()
            }
            0..=34 if !firms.is_empty() => firms.get(rng.below(firms.len())),
            35..=49 => None,
            _ => {
                let Some(country) = countries.get(index) else { break };
                let id = ContactId(u32::try_from(rows.len()).unwrap_or(u32::MAX));
                let (firm, mut contact) = people::firm(&mut rng, id, label, index, country);
                firms.push(firm);
                coming = rng.below(9);
                assign(&mut rng, &mut contact);
                for (list, share, codes) in
                    [(CodeList::IndustryGroup, 60, 20), (CodeList::BusinessRelation, 50, 6)]
                {
                    if rng.chance(share) {
                        contact.add_code(list, code(&mut rng, codes));
                    }
                }
                rows.push(Some(contact));
                continue;
            }
        };
        let Some(country) = countries.get(firm.map_or(index, |firm| firm.country)) else { break };
        let mut contact = people::person(&mut rng, label, country, firm, sharing);
        contact.excluded = rng.chance(2);
        assign(&mut rng, &mut contact);
        rows.push(Some(contact));
    }
    rows
}

/// One and a half mailing groups on average.
fn assign(rng: &mut Rng, contact: &mut Contact) {
    while rng.chance(62) {
        contact.add_code(CodeList::MailingGroup, code(rng, 24));
    }
}

fn code(rng: &mut Rng, codes: usize) -> CodeId {
    CodeId(rng.below(codes).min(rng.below(codes)) as u32)
}

/// The code lists of these contacts.
pub fn codes() -> ByList<Vec<Option<CodeEntry>>> {
    ByList::from_fn(|list| {
        let (name, count) = match list {
            CodeList::MailingGroup => ("GROUP", 24),
            CodeList::IndustryGroup => ("INDUSTRY", 20),
            CodeList::BusinessRelation => ("RELATION", 6),
            CodeList::JobResponsibility => ("JOB", 0),
        };
        (0..count)
            .map(|number| {
                let code = Code::parse(&format!("{name}{number}")).ok()?;
                let description = format!("Description of {name} {number}");
                (number != 3).then_some(CodeEntry { code, description, sample: false })
            })
            .collect()
    })
}

/// Five segments of a tenth of the contacts each, ordered by name, with the steps that made them.
pub fn segments(rows: &[Option<Contact>]) -> Vec<Segment> {
    let mut rng = Rng(7);
    let mut order: Vec<(String, usize)> = rows
        .iter()
        .enumerate()
        .filter_map(|(place, row)| Some((row.as_ref()?.text(ContactField::Name).to_ascii_lowercase(), place)))
        .collect();
    order.sort();
    (0..5).map(|number| segment(&mut rng, number, &order)).collect()
}

fn segment(rng: &mut Rng, number: usize, order: &[(String, usize)]) -> Segment {
    let mut pick = |from: &[ContactId], share: usize| -> Vec<ContactId> {
        from.iter().copied().filter(|_| rng.below(1000) < share).collect()
    };
    let all: Vec<ContactId> = order.iter().filter_map(|&(_, place)| ContactId::from_index(place)).collect();
    let added = pick(&all, 145);
    let refined = pick(&added, 760);
    let reduced = pick(&refined, 905);
    let removed = pick(&reduced, 2);
    let mut lines: Vec<ContactId> = reduced.iter().copied().filter(|line| !removed.contains(line)).collect();
    let by_hand = pick(&all, 1);
    let by_hand: Vec<ContactId> = by_hand.into_iter().filter(|line| !lines.contains(line)).collect();
    lines.extend(&by_hand);
    let criteria = |field, value| {
        Criteria::from_iter([Criterion { field, operator: Operator::IsAnyOf, values: vec![value] }])
    };
    let group = criteria(Field::Codes(CodeList::MailingGroup), Value::Code(CodeId(number as u32)));
    let city = criteria(Field::Text(ContactField::City), Value::Text("Oslo".into()));
    let step = |kind, before: &[ContactId], after: &[ContactId]| Step {
        kind,
        before: before.to_vec(),
        after: u32::try_from(after.len()).unwrap_or(u32::MAX),
    };
    let steps = vec![
        step(StepKind::Add { criteria: group.clone(), options: AddOptions::default() }, &[], &added),
        step(StepKind::Refine { criteria: city, entire_companies: false }, &added, &refined),
        step(StepKind::Reduce { criteria: group, entire_companies: true }, &refined, &reduced),
        step(StepKind::ByHand { added: by_hand, removed }, &reduced, &lines),
    ];
    Segment {
        number: format!("SM{number:05}"),
        description: format!("Letter number {number} of the year"),
        lines,
        steps,
        sample: false,
    }
}
