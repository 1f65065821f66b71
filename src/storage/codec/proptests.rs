//! Property tests of shards: any content round-trips, and any bytes are decoded or refused.

use proptest::{collection::vec, option, prelude::*};

use crate::domain::catalogue::{CodeList, ContactField, ContactKind, FieldKind};
use crate::domain::contact::Contact;
use crate::domain::field_value::FieldValue;
use crate::domain::identifiers::{CodeId, ContactId};
use crate::storage::codec::contacts::{decode, encode};
use crate::storage::codec::realistic::people::Sharing;
use crate::storage::codec::{FORMAT, ROWS, allowance, realistic};

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
    fn every_shard_comes_back(rows in rows()) {
        prop_assert_eq!(decode(&encode(&rows)), Some(rows));
    }

    #[test]
    fn changed_bytes_are_read_or_refused(rows in rows(), changes: Vec<(prop::sample::Index, u8)>) {
        let mut bytes = encode(&rows);
        for (at, by) in changes {
            let at = at.index(bytes.len());
            bytes[at] ^= by;
        }
        let _ = decode(&bytes);
    }

    #[test]
    fn cut_bytes_are_read_or_refused(rows in rows(), at: prop::sample::Index) {
        let bytes = encode(&rows);
        let _ = decode(&bytes[..at.index(bytes.len())]);
    }

    #[test]
    fn any_bytes_are_read_or_refused_and_take_no_more_than_they_may(mut bytes: Vec<u8>) {
        bytes.insert(0, FORMAT);
        let taken = |rows: Vec<Option<Contact>>| {
            let texts = rows.iter().flatten().flat_map(Contact::values).map(|(_, value)| value.stored().len());
            texts.sum::<usize>() + rows.len() * size_of::<Option<Contact>>()
        };
        prop_assert!(decode(&bytes).is_none_or(|rows| taken(rows) <= allowance(bytes.len())));
    }
}

#[test]
fn an_unknown_format_is_refused() {
    let mut bytes = encode(&[None]);
    assert!(decode(&bytes).is_some());
    bytes[0] = FORMAT + 1;
    assert_eq!(decode(&bytes), None);
    assert_eq!(decode(&[]), None);
}

#[test]
fn what_repeats_itself_beyond_measure_comes_back_and_pays_for_it() {
    let long = "the same ".repeat(50_000);
    let rows = vec![Some(Contact::new("1", ContactKind::Company).with_text(ContactField::Name, &long)); 30];
    let bytes = encode(&rows);
    assert_eq!(decode(&bytes).as_ref(), Some(&rows));
    assert_eq!(decode(&bytes[..2000]), None, "so few bytes may not hold so much");
}

#[test]
fn realistic_shards_come_back_at_eighteen_units_a_contact() {
    let rows = realistic::contacts(4 * ROWS, Sharing::Usual);
    let shards: Vec<Vec<u8>> = rows.chunks(ROWS).map(encode).collect();
    let read: Vec<_> = shards.iter().filter_map(|bytes| decode(bytes)).flatten().collect();
    assert!(read == rows);
    let bits = shards.iter().map(Vec::len).sum::<usize>() * 8;
    assert!(bits < rows.len() * 18 * 15, "{} bits a contact", bits / rows.len());
}

#[test]
fn changed_bytes_of_realistic_shards_are_read_or_refused() {
    let bytes = encode(&realistic::contacts(300, Sharing::Usual));
    for at in 0..bytes.len().min(400) {
        let mut changed = bytes.clone();
        changed[at * bytes.len() / 400] ^= 1 << (at % 8);
        let _ = decode(&changed);
    }
}
