//! A shard of contacts as bytes.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::FORMAT;
use crate::domain::{CodeId, CodeList, Contact, ContactField, ContactId, ContactKind};

const LIMIT: usize = 64 << 20;

/// A shard as bytes; `None` is a place whose contact was deleted.
#[must_use]
pub fn encode(rows: &[Option<Contact>]) -> Vec<u8> {
    let mut plain = Vec::new();
    number(&mut plain, rows.len() as u64);
    for row in rows {
        plain.push(row.as_ref().map_or(0, |it| {
            1 | u8::from(it.kind == ContactKind::Person) << 1
                | u8::from(it.excluded) << 2
                | u8::from(it.sample) << 3
        }));
    }
    let contacts = || rows.iter().flatten();
    for contact in contacts() {
        number(&mut plain, contact.company.map_or(0, |id| u64::from(id.0) + 1));
    }
    for list in CodeList::ALL {
        for contact in contacts() {
            number(&mut plain, contact.codes(list).len() as u64);
            for code in contact.codes(list) {
                number(&mut plain, code.0.into());
            }
        }
    }
    text(&mut plain, contacts().map(|contact| contact.number.as_str()));
    for field in ContactField::ALL {
        text(&mut plain, contacts().map(|contact| contact.text(field)));
    }
    let mut bytes = vec![FORMAT];
    bytes.extend(compress_to_vec(&plain, 6));
    bytes
}

/// The shard of [`encode`]d bytes.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Vec<Option<Contact>>> {
    let (&FORMAT, packed) = bytes.split_first()? else { return None };
    let plain = decompress_to_vec_with_limit(packed, LIMIT).ok()?;
    let rest = &mut plain.as_slice();
    let length = usize::try_from(read(rest)?).ok()?;
    let flags = take(rest, length)?;
    let mut rows: Vec<Option<Contact>> = flags
        .iter()
        .map(|flag| {
            (flag & 1 == 1).then(|| {
                let kind = if flag & 2 == 2 { ContactKind::Person } else { ContactKind::Company };
                let mut contact = Contact::new("", kind);
                (contact.excluded, contact.sample) = (flag & 4 == 4, flag & 8 == 8);
                contact
            })
        })
        .collect();
    for contact in rows.iter_mut().flatten() {
        contact.company = match read(rest)? {
            0 => None,
            place => Some(ContactId(u32::try_from(place - 1).ok()?)),
        };
    }
    for list in CodeList::ALL {
        for contact in rows.iter_mut().flatten() {
            for _ in 0..read(rest)? {
                contact.add_code(list, CodeId(u32::try_from(read(rest)?).ok()?));
            }
        }
    }
    for contact in rows.iter_mut().flatten() {
        contact.number = read_text(rest)?.to_owned();
    }
    for field in ContactField::ALL {
        for contact in rows.iter_mut().flatten() {
            contact.set_text(field, read_text(rest)?);
        }
    }
    rest.is_empty().then_some(rows)
}

fn number(bytes: &mut Vec<u8>, mut value: u64) {
    while value > 0x7f {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn text<'a>(bytes: &mut Vec<u8>, texts: impl Iterator<Item = &'a str>) {
    for text in texts {
        number(bytes, text.len() as u64);
        bytes.extend(text.as_bytes());
    }
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

fn read(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..63).step_by(7) {
        let byte = *take(rest, 1)?.first()?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

fn read_text<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    let length = usize::try_from(read(rest)?).ok()?;
    str::from_utf8(take(rest, length)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, option, prelude::*};

    fn contact() -> impl Strategy<Value = Contact> {
        let texts = vec((0..ContactField::ALL.len(), "\\PC{0,12}"), 0..12);
        let codes = vec((0..3_usize, any::<u32>()), 0..6);
        (any::<[bool; 3]>(), "\\PC{0,12}", option::of(any::<u32>()), texts, codes).prop_map(
            |([person, excluded, sample], number, company, texts, codes)| {
                let kind = if person { ContactKind::Person } else { ContactKind::Company };
                let mut contact = Contact::new(number, kind);
                (contact.excluded, contact.sample) = (excluded, sample);
                contact.company = company.map(ContactId);
                for (field, text) in texts {
                    contact.set_text(ContactField::ALL[field], &text);
                }
                for (list, code) in codes {
                    contact.add_code(CodeList::ALL[list], CodeId(code));
                }
                contact
            },
        )
    }

    proptest! {
        #[test]
        fn every_shard_comes_back(rows in vec(option::of(contact()), 0..20)) {
            prop_assert_eq!(decode(&encode(&rows)), Some(rows));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200)) {
            let _ = decode(&bytes);
        }
    }
}
