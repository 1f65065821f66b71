//! What a contact is beside its texts: kind, marks, company, codes.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::domain::code_list::CodeList;
use crate::domain::contact::{Contact, ContactKind};
use crate::domain::identifiers::{CodeId, ContactId};
use crate::storage::codec::ROWS;
use crate::storage::codec::coder::{Bit, Coder, Number};
use crate::storage::codec::column::Fellows;
use crate::storage::codec::symbols::{NOVELTY, Symbols};

/// Rows that are being written, borrowed, or being read, owned.
pub type Rows<'a> = Cow<'a, [Option<Contact>]>;

/// Which rows there are, companies or persons, and their marks.
pub fn marks(coder: &mut Coder<'_>, rows: &mut Rows<'_>) -> Option<()> {
    let mut models = [[Bit::NEW; 16]; 16];
    let mut before = 0;
    for place in 0..rows.len() {
        let marks = rows.get(place)?.as_ref().map_or(0, |contact| {
            1 | usize::from(contact.kind == ContactKind::Person) << 1
                | usize::from(contact.excluded) << 2
                | usize::from(contact.sample) << 3
        });
        let marks = coder.tree(models.get_mut(before)?, marks);
        before = marks;
        if !coder.is_writing() {
            let kind = if marks & 2 == 2 { ContactKind::Person } else { ContactKind::Company };
            let mut contact = Contact::new("", kind);
            (contact.excluded, contact.sample) = (marks & 4 == 4, marks & 8 == 8);
            *rows.to_mut().get_mut(place)? = Some(contact).filter(|_| marks & 1 == 1);
        }
    }
    Some(())
}

/// Which company each row belongs to; gives the rows that each is likely to be like.
pub fn companies(coder: &mut Coder<'_>, rows: &mut Rows<'_>) -> Option<Vec<Fellows>> {
    let shard = if coder.is_writing() { likely_shard(rows) } else { 0 };
    let start = Number::new().code(coder, shard).wrapping_mul(ROWS as u32);
    let mut has = [Bit::NEW; 3];
    let mut same = [Bit::NEW; 2];
    let mut distance = Number::new();
    // The company of the row before, or that row where it is one.
    let mut newest = None;
    let mut after_card = false;
    let mut found: HashMap<u32, Fellows> = HashMap::new();
    let mut all = Vec::with_capacity(rows.len());
    for place in 0..rows.len() {
        let here = start.wrapping_add(place as u32);
        let Some(contact) = rows.get(place)?.as_ref() else {
            all.push(Fellows::default());
            continue;
        };
        let is_person = contact.kind == ContactKind::Person;
        let model = has.get_mut(if is_person { 1 + usize::from(newest.is_some()) } else { 0 })?;
        if !coder.bit(model, contact.company.is_some()) {
            after_card = !is_person;
            newest = after_card.then_some(here);
            all.push(Fellows::default());
            continue;
        }
        let written = contact.company.map_or(0, |company| company.0);
        let company = match newest {
            Some(newest) if coder.bit(same.get_mut(usize::from(after_card))?, written == newest) => newest,
            _ => here.wrapping_sub(distance.signed(coder, here.wrapping_sub(written))),
        };
        newest = Some(company);
        after_card = false;
        let card = Some(company.wrapping_sub(start) as usize).filter(|card| *card < place);
        let fellows = found.entry(company).or_insert(Fellows { last: card, first: card });
        all.push(*fellows);
        fellows.last = Some(place);
        fellows.first.get_or_insert(place);
        if !coder.is_writing() {
            rows.to_mut().get_mut(place)?.as_mut()?.company = Some(ContactId(company));
        }
    }
    Some(all)
}

/// The shard where most of the companies are: most often the one that is being written.
fn likely_shard(rows: &[Option<Contact>]) -> u32 {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for company in rows.iter().flatten().filter_map(|contact| contact.company) {
        *counts.entry(company.0 / ROWS as u32).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(shard, count)| (count, shard)).map_or(0, |(shard, _)| shard)
}

/// The rows' codes of a list; `left` is what is left of the allowance.
pub fn codes(coder: &mut Coder<'_>, rows: &mut Rows<'_>, list: CodeList, left: &mut usize) -> Option<()> {
    let mut more = [[Bit::NEW; 4]; 2];
    let mut seen = Symbols::default();
    let mut novelty = [Bit::NEW; NOVELTY];
    let mut new = Number::new();
    for place in 0..rows.len() {
        let Some(contact) = rows.get(place)?.as_ref() else { continue };
        let models = more.get_mut(usize::from(contact.kind == ContactKind::Person))?;
        for count in 0_usize.. {
            let written = rows.get(place)?.as_ref()?.codes(list).get(count).filter(|_| coder.is_writing());
            let written = written.map(|code| code.0);
            if !coder.bit(models.get_mut(count.min(3))?, written.is_some()) {
                break;
            }
            let code = match seen.code(coder, &mut novelty, written, 0) {
                Some((code, _)) => code,
                None => {
                    let code = new.code(coder, written.unwrap_or(0));
                    seen.add(code, 0);
                    code
                }
            };
            *left = left.checked_sub(size_of::<CodeId>())?;
            if !coder.is_writing() {
                rows.to_mut().get_mut(place)?.as_mut()?.add_code(list, CodeId(code));
            }
        }
    }
    Some(())
}
