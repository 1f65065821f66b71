//! Serializes numbers of code lists by the lists' keys, so that a new list changes nothing for the others.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serializer};

use crate::domain::code_list::CodeList;

/// A number for each list, in the order of [`CodeList::ALL`].
type Numbers = [u32; CodeList::ALL.len()];

/// Writes the numbers as a map.
pub(super) fn serialize<S: Serializer>(numbers: &Numbers, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(CodeList::ALL.iter().zip(numbers))
}

/// Reads the numbers from a map. A list that is missing has none; an unknown list is an error.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Numbers, D::Error> {
    let numbers = BTreeMap::<CodeList, u32>::deserialize(deserializer)?;
    Ok(CodeList::ALL.map(|list| numbers.get(&list).copied().unwrap_or(0)))
}
