//! One value for each code list. It is stored by the lists' keys, so that a list can be added.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::catalogue::CodeList;

/// One value for each code list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByList<T>([T; CodeList::ALL.len()]);

impl<T> ByList<T> {
    /// The values that a function gives.
    pub fn from_fn(value: impl FnMut(CodeList) -> T) -> Self {
        Self(CodeList::ALL.map(value))
    }

    /// The value of a list.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "there is a value for each list")]
    pub fn of(&self, list: CodeList) -> &T {
        &self.0[list.index()]
    }

    /// The value of a list.
    #[expect(clippy::indexing_slicing, reason = "there is a value for each list")]
    pub fn of_mut(&mut self, list: CodeList) -> &mut T {
        &mut self.0[list.index()]
    }

    /// All lists with their values.
    pub fn iter(&self) -> impl Iterator<Item = (CodeList, &T)> {
        CodeList::ALL.into_iter().zip(&self.0)
    }

    /// All lists with their values.
    pub fn into_entries(self) -> impl Iterator<Item = (CodeList, T)> {
        CodeList::ALL.into_iter().zip(self.0)
    }

    /// What a function makes of the values.
    pub fn map<U>(&self, change: impl FnMut(&T) -> U) -> ByList<U> {
        ByList(self.0.each_ref().map(change))
    }
}

impl<T: Default> Default for ByList<T> {
    fn default() -> Self {
        Self::from_fn(|_| T::default())
    }
}

impl<T: Serialize> Serialize for ByList<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, T: Default + Deserialize<'de>> Deserialize<'de> for ByList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ByKey<T>(PhantomData<T>);
        impl<'de, T: Default + Deserialize<'de>> Visitor<'de> for ByKey<T> {
            type Value = ByList<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a map by code lists")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ByList<T>, A::Error> {
                let mut values = ByList::default();
                while let Some((list, value)) = map.next_entry()? {
                    *values.of_mut(list) = value;
                }
                Ok(values)
            }
        }
        deserializer.deserialize_map(ByKey(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_is_not_stored_has_no_value_and_an_unknown_one_is_refused() {
        let values: ByList<u8> = serde_json::from_str(r#"{"industry_group":3}"#).unwrap();
        assert_eq!((*values.of(CodeList::IndustryGroup), *values.of(CodeList::MailingGroup)), (3, 0));
        assert!(serde_json::from_str::<ByList<u8>>(r#"{"shoe_size":3}"#).is_err());
        let json = serde_json::to_string(&values).unwrap();
        assert_eq!(serde_json::from_str::<ByList<u8>>(&json).unwrap(), values);
    }
}
