//! The stored form of lists of contact ids: "0-9,12,15".
//!
//! Written by hand, because most lists are a few runs of consecutive ids: 150,000 of them take less
//! than 100 bytes, as an array a megabyte.

use serde::de::{SeqAccess, Visitor};
use serde::{Deserializer, Serializer};

use crate::domain::identifiers::ContactId;

/// The most ids of a list, so that a few damaged characters can't claim all memory.
const LIMIT: usize = 1 << 24;

pub(super) fn serialize<S: Serializer>(list: &[ContactId], serializer: S) -> Result<S::Ok, S::Error> {
    let mut text = String::new();
    let mut rest = list.iter().copied().peekable();
    while let Some(first) = rest.next() {
        let mut last = first;
        while let Some(next) = rest.next_if(|next| last.0.checked_add(1) == Some(next.0)) {
            last = next;
        }
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(&first.0.to_string());
        if last != first {
            text.push('-');
            text.push_str(&last.0.to_string());
        }
    }
    serializer.serialize_str(&text)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<ContactId>, D::Error> {
    deserializer.deserialize_any(IdRuns)
}

struct IdRuns;

impl<'de> Visitor<'de> for IdRuns {
    type Value = Vec<ContactId>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ids of contacts")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
        let mut list = Vec::new();
        for part in text.split(',').filter(|part| !part.is_empty()) {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let first: u32 = first.parse().map_err(E::custom)?;
            let last: u32 = last.parse().map_err(E::custom)?;
            if list.len() + last.saturating_sub(first) as usize > LIMIT {
                return Err(E::custom("too many"));
            }
            list.extend((first..=last).map(ContactId));
        }
        Ok(list)
    }

    /// The first stored form, an array of ids.
    fn visit_seq<A: SeqAccess<'de>>(self, mut ids: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(id) = ids.next_element()? {
            list.push(id);
        }
        Ok(list)
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::catalogue::CodeList;
    use crate::domain::change::Change;
    use crate::domain::identifiers::{CodeId, ContactId};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lists_of_contacts_are_read_as_they_were_written(
            ids in proptest::collection::vec(prop_oneof![0_u32..30, any::<u32>()], 0..60),
        ) {
            let contacts: Vec<ContactId> = ids.iter().copied().map(ContactId).collect();
            let change = Change::Assign { list: CodeList::MailingGroup, code: CodeId(1), contacts };
            let text = serde_json::to_string(&change).unwrap();
            prop_assert_eq!(serde_json::from_str::<Change>(&text).unwrap(), change.clone());
            let as_at_first = format!(r#"{{"assign":{{"list":"mailing_group","code":1,"contacts":{ids:?}}}}}"#);
            prop_assert_eq!(serde_json::from_str::<Change>(&as_at_first).unwrap(), change);
        }
    }

    #[test]
    fn a_run_is_short_and_an_endless_one_is_refused() {
        let contacts = (0..150_000).map(ContactId).collect();
        let change = Change::Unassign { list: CodeList::MailingGroup, code: CodeId(0), contacts };
        assert!(serde_json::to_string(&change).unwrap().len() < 100);
        let endless = r#"{"assign":{"list":"mailing_group","code":1,"contacts":"0-4294967295"}}"#;
        assert!(serde_json::from_str::<Change>(endless).is_err());
    }
}
