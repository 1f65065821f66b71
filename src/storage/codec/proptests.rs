//! Property tests of shards: any content round-trips, and any bytes are decoded or refused.

use proptest::{collection::vec, option, prelude::*};

use crate::domain::catalogue::{CodeList, ContactField, ContactKind, FieldKind};
use crate::domain::contact::Contact;
use crate::domain::field_value::FieldValue;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::storage::codec::contacts::{decode, encode};
use crate::storage::codec::realistic::people::Sharing;
use crate::storage::codec::streams::Writer;
use crate::storage::codec::{DecodeError, ROWS, allowance, realistic};

/// Texts that contain each other, and any others.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "Kåre|Dahl|Fjord AS|kaare\\.dahl@fjord\\.no|k\\.d@fjord\\.no|www\\.fjord\\.no|Kjære Kåre Dahl",
        "\\+47 [0-9]{2}( [0-9]{2}){1,3}|[0-9]{1,40}|CT00000[0-9]|Storgata [0-9]{1,3}",
        "(\\PC|[\u{0}-\u{20}]){0,12}",
    ]
}

fn contact() -> impl Strategy<Value = Contact> {
    let texts = vec((0..ContactField::ALL.len(), text()), 0..14);
    let codes = vec((0..3_usize, prop_oneof![0..5_u32, any::<u32>()]), 0..6);
    let company = option::of(prop_oneof![0..9_u32, any::<u32>()]);
    (any::<[bool; 3]>(), text(), company, texts, codes).prop_map(
        |([person, excluded, sample], number, company, texts, codes)| {
            let kind = if person { ContactKind::Person } else { ContactKind::Company };
            let mut contact = Contact::new(number, kind);
            (contact.excluded, contact.sample) = (excluded, sample);
            contact.company = company.map(ContactId);
            for (field, text) in texts {
                let field = ContactField::ALL[field];
                let day = ["1980-05-17", "0001-01-01", "9999-12-31"][text.len() % 3];
                let text = if field.kind() == FieldKind::Date { day } else { &text };
                contact.set(field, FieldValue::from_stored(field.kind(), text));
            }
            for (list, code) in codes {
                contact.add_code(CodeList::ALL[list], CodeId(code));
            }
            contact
        },
    )
}

fn rows() -> impl Strategy<Value = Vec<Option<Contact>>> {
    vec(option::weighted(0.9, contact()), 0..20)
}

proptest! {
    #[test]
    fn every_shard_comes_back(rows in rows(), first: u32) {
        prop_assert_eq!(decode(first, &encode(first, &rows)), Ok(rows));
    }

    #[test]
    fn changed_bytes_are_read_or_refused(rows in rows(), changes: Vec<(prop::sample::Index, u8)>) {
        let mut bytes = encode(0, &rows);
        for (at, by) in changes {
            let at = at.index(bytes.len());
            bytes[at] ^= by;
        }
        let _ = decode(0, &bytes);
    }

    #[test]
    fn cut_bytes_are_read_or_refused(rows in rows(), at: prop::sample::Index) {
        let bytes = encode(0, &rows);
        let _ = decode(0, &bytes[..at.index(bytes.len())]);
    }

    #[test]
    fn any_bytes_are_read_or_refused_and_take_no_more_than_they_may(bytes: Vec<u8>) {
        let taken = |rows: Vec<Option<Contact>>| {
            let texts = rows.iter().flatten().flat_map(Contact::values).map(|(_, value)| value.stored().len());
            texts.sum::<usize>() + rows.len() * size_of::<Option<Contact>>()
        };
        prop_assert!(decode(0, &bytes).is_ok_and(|rows| taken(rows) <= allowance(bytes.len())) || decode(0, &bytes).is_err());
    }
}

/// A shard of one row with a column of this key, kind and values.
pub fn shard(key: &str, kind: u64, values: &[u64], texts: &[&str]) -> Vec<u8> {
    let mut writer = Writer::default();
    // One slot, with a row.
    writer.number(1);
    writer.number(1);
    writer.text(key);
    writer.number(kind);
    values.iter().for_each(|value| writer.number(*value));
    texts.iter().for_each(|text| writer.text(text));
    writer.finish()
}

#[test]
fn a_newer_key_kind_or_rule_is_told_apart_from_damage() {
    let (flags, rows, lists, texts) = (0, 1, 2, 3);
    let city = Contact::default().with_text(ContactField::City, "Oslo");
    assert_eq!(decode(0, &shard("city", texts, &[0], &["Oslo"])), Ok(vec![Some(city)]));
    for newer in [
        shard("birthday", texts, &[0], &["1.1.2000"]),
        shard("newsletter", lists, &[1, 0], &[]),
        shard("parent", rows, &[2], &[]),
        shard("vip", flags, &[1], &[]),
        shard("city", 4, &[0], &[]),
        shard("city", texts, &[0], &["\u{1b}"]),
        shard("kind", texts, &[0], &["robot"]),
    ] {
        assert_eq!(decode(0, &newer), Err(DecodeError::Unknown));
    }
    assert_eq!(decode(0, &[]), Err(DecodeError::Damaged));
}

#[test]
fn what_repeats_itself_beyond_measure_comes_back_and_pays_for_it() {
    let long = "the same ".repeat(50_000);
    let rows = vec![Some(Contact::new("1", ContactKind::Company).with_text(ContactField::Name, &long)); 30];
    let bytes = encode(0, &rows);
    assert_eq!(decode(0, &bytes).as_ref(), Ok(&rows));
    assert!(decode(0, &bytes[..2000]).is_err(), "so few bytes may not hold so much");
}

#[test]
fn realistic_shards_come_back_at_twenty_units_a_contact() {
    let rows = realistic::contacts(10_000, Sharing::Usual);
    let first = |shard: usize| u32::try_from(shard * ROWS).unwrap();
    let shards: Vec<Vec<u8>> =
        rows.chunks(ROWS).enumerate().map(|(shard, rows)| encode(first(shard), rows)).collect();
    let read = shards.iter().enumerate().flat_map(|(shard, bytes)| decode(first(shard), bytes).unwrap());
    assert!(read.eq(rows.iter().cloned()));
    let bits = shards.iter().map(Vec::len).sum::<usize>() * 8;
    assert!(bits < rows.len() * 20 * 15, "{} bits a contact", bits / rows.len());
}

#[test]
fn changed_bytes_of_realistic_shards_are_read_or_refused() {
    let bytes = encode(0, &realistic::contacts(300, Sharing::Usual));
    for at in 0..bytes.len().min(400) {
        let mut changed = bytes.clone();
        changed[at * bytes.len() / 400] ^= 1 << (at % 8);
        let _ = decode(0, &changed);
    }
}
