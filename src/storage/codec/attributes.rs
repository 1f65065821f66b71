//! Codes what a contact has beside its texts: kind, flags, company, codes.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::domain::catalogue::{CodeList, ContactKind};
use crate::domain::contact::Contact;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::storage::codec::ROWS;
use crate::storage::codec::coder::{Bit, Coder, Number};
use crate::storage::codec::column::ReferenceRows;
use crate::storage::codec::symbols::{NOVELTY, Symbols};

/// The rows: borrowed while they are written, owned while they are read.
pub type ShardRows<'a> = Cow<'a, [Option<Contact>]>;

/// Codes which rows are there, their kinds and their flags.
pub fn flags(coder: &mut Coder<'_>, rows: &mut ShardRows<'_>) -> Option<()> {
    let mut models = [[Bit::NEW; 16]; 16];
    let mut before = 0;
    for index in 0..rows.len() {
        let flags = rows.get(index)?.as_ref().map_or(0, |contact| {
            1 | usize::from(contact.kind == ContactKind::Person) << 1
                | usize::from(contact.excluded) << 2
                | usize::from(contact.sample) << 3
        });
        let flags = coder.tree(models.get_mut(before)?, flags);
        before = flags;
        if !coder.is_writing() {
            let kind = if flags & 2 == 2 { ContactKind::Person } else { ContactKind::Company };
            let mut contact = Contact::new("", kind);
            (contact.excluded, contact.sample) = (flags & 4 == 4, flags & 8 == 8);
            *rows.to_mut().get_mut(index)? = Some(contact).filter(|_| flags & 1 == 1);
        }
    }
    Some(())
}

/// Codes the company of each row, and returns the reference rows of each.
pub fn companies(coder: &mut Coder<'_>, rows: &mut ShardRows<'_>) -> Option<Vec<ReferenceRows>> {
    let shard = if coder.is_writing() { likely_shard(rows) } else { 0 };
    let start = Number::new().code(coder, shard).wrapping_mul(ROWS as u32);
    let mut has = [Bit::NEW; 3];
    let mut same = [Bit::NEW; 2];
    let mut distance = Number::new();
    // The company of the row before, or that row itself if it is a company.
    let mut newest = None;
    let mut after_card = false;
    let mut found: HashMap<u32, ReferenceRows> = HashMap::new();
    let mut all = Vec::with_capacity(rows.len());
    for index in 0..rows.len() {
        let here = start.wrapping_add(index as u32);
        let Some(contact) = rows.get(index)?.as_ref() else {
            all.push(ReferenceRows::default());
            continue;
        };
        let is_person = contact.kind == ContactKind::Person;
        let model = has.get_mut(if is_person { 1 + usize::from(newest.is_some()) } else { 0 })?;
        if !coder.bit(model, contact.company.is_some()) {
            after_card = !is_person;
            newest = after_card.then_some(here);
            all.push(ReferenceRows::default());
            continue;
        }
        let written = contact.company.map_or(0, |company| company.0);
        let company = match newest {
            Some(newest) if coder.bit(same.get_mut(usize::from(after_card))?, written == newest) => newest,
            _ => here.wrapping_sub(distance.signed(coder, here.wrapping_sub(written))),
        };
        newest = Some(company);
        after_card = false;
        let card = Some(company.wrapping_sub(start) as usize).filter(|card| *card < index);
        let references = found.entry(company).or_insert(ReferenceRows { previous: card, first: card });
        all.push(*references);
        references.previous = Some(index);
        references.first.get_or_insert(index);
        if !coder.is_writing() {
            rows.to_mut().get_mut(index)?.as_mut()?.company = Some(ContactId(company));
        }
    }
    Some(all)
}

/// The shard with most of the companies, which is usually the one that is being written.
fn likely_shard(rows: &[Option<Contact>]) -> u32 {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for company in rows.iter().flatten().filter_map(|contact| contact.company) {
        *counts.entry(company.0 / ROWS as u32).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(shard, count)| (count, shard)).map_or(0, |(shard, _)| shard)
}

/// Codes the rows' codes of a list. `left` is the rest of the allowance.
pub fn codes(
    coder: &mut Coder<'_>,
    rows: &mut ShardRows<'_>,
    list: CodeList,
    left: &mut usize,
) -> Option<()> {
    let mut more = [[Bit::NEW; 4]; 2];
    let mut seen = Symbols::default();
    let mut novelty = [Bit::NEW; NOVELTY];
    let mut new = Number::new();
    for index in 0..rows.len() {
        let Some(contact) = rows.get(index)?.as_ref() else { continue };
        let models = more.get_mut(usize::from(contact.kind == ContactKind::Person))?;
        for count in 0_usize.. {
            let written = rows.get(index)?.as_ref()?.codes(list).get(count).filter(|_| coder.is_writing());
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
                rows.to_mut().get_mut(index)?.as_mut()?.add_code(list, CodeId(code));
            }
        }
    }
    Some(())
}
