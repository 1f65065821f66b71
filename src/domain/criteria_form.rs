//! Criteria as JSON.
//!
//! One *all of* group of single criteria is an array of them: `[{"field": …}, …]`. Any other tree
//! is written by its groups: `{"any": [{"is": {"field": …}}, {"none": […]}]}`. More than
//! [`LEVELS_LIMIT`] levels or [`CRITERIA_LIMIT`] criteria are refused while they are read, so that
//! no file makes the walks over a tree run out of stack.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::criteria::{CRITERIA_LIMIT, Criteria, LEVELS_LIMIT};

const ALL: &str = "all";
const ANY: &str = "any";
const NONE: &str = "none";
const IS: &str = "is";

impl<C: Serialize> Serialize for Criteria<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All(children) if children.iter().all(|child| matches!(child, Self::Is(_))) => {
                let mut sequence = serializer.serialize_seq(Some(children.len()))?;
                for child in children {
                    if let Self::Is(criterion) = child {
                        sequence.serialize_element(criterion)?;
                    }
                }
                sequence.end()
            }
            tree => Node(tree).serialize(serializer),
        }
    }
}

/// A part of a tree, written by its group's name.
struct Node<'a, C>(&'a Criteria<C>);

impl<C: Serialize> Serialize for Node<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        let (key, children) = match self.0 {
            Criteria::Is(criterion) => {
                map.serialize_entry(IS, criterion)?;
                return map.end();
            }
            Criteria::All(children) => (ALL, children),
            Criteria::Any(children) => (ANY, children),
            Criteria::None(children) => (NONE, children),
        };
        map.serialize_entry(key, &children.iter().map(Node).collect::<Vec<_>>())?;
        map.end()
    }
}

impl<'de, C: Deserialize<'de>> Deserialize<'de> for Criteria<C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let left = Cell::new(CRITERIA_LIMIT);
        deserializer.deserialize_any(Tree { levels: LEVELS_LIMIT, left: &left, leaf: PhantomData })
    }
}

/// Reads a tree of which so much is still allowed.
struct Tree<'a, C> {
    /// Levels of groups.
    levels: usize,
    /// Single criteria, in the whole tree.
    left: &'a Cell<usize>,
    leaf: PhantomData<C>,
}

impl<C> Tree<'_, C> {
    fn spend<E: Error>(&self) -> Result<(), E> {
        let left = self.left.get().checked_sub(1).ok_or_else(|| E::custom("too many criteria"))?;
        self.left.set(left);
        Ok(())
    }
}

impl<'de, C: Deserialize<'de>> DeserializeSeed<'de> for Tree<'_, C> {
    type Value = Criteria<C>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, C: Deserialize<'de>> Visitor<'de> for Tree<'_, C> {
    type Value = Criteria<C>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("criteria")
    }

    /// Only the outermost group is written so.
    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let mut children = Vec::new();
        while let Some(criterion) = sequence.next_element()? {
            self.spend()?;
            children.push(Criteria::Is(criterion));
        }
        Ok(Criteria::All(children))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let key: String = map.next_key()?.ok_or_else(|| A::Error::custom("no group"))?;
        if key == IS {
            self.spend()?;
            return Ok(Criteria::Is(map.next_value()?));
        }
        let group = match key.as_str() {
            ALL => Criteria::All,
            ANY => Criteria::Any,
            NONE => Criteria::None,
            _ => return Err(A::Error::unknown_field(&key, &[ALL, ANY, NONE, IS])),
        };
        let levels = self.levels.checked_sub(1).ok_or_else(|| A::Error::custom("too many levels"))?;
        let children = map.next_value_seed(Children(Tree { levels, ..self }))?;
        match map.next_key::<String>()? {
            None => Ok(group(children)),
            Some(_) => Err(A::Error::custom("two groups at one place")),
        }
    }
}

/// The parts of a group.
struct Children<'a, C>(Tree<'a, C>);

impl<'de, C: Deserialize<'de>> DeserializeSeed<'de> for Children<'_, C> {
    type Value = Vec<Criteria<C>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, C: Deserialize<'de>> Visitor<'de> for Children<'_, C> {
    type Value = Vec<Criteria<C>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a group of criteria")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        let Tree { levels, left, .. } = self.0;
        let mut children = Vec::new();
        while let Some(child) = sequence.next_element_seed(Tree { levels, left, leaf: PhantomData })? {
            children.push(child);
        }
        Ok(children)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Criteria<u8>> {
        serde_json::from_str(text).ok()
    }

    #[test]
    fn one_all_of_group_is_an_array_and_any_other_tree_names_its_groups() {
        let flat: Criteria<u8> = [1, 2].into_iter().collect();
        let tree = Criteria::Any(vec![flat.clone(), Criteria::None(vec![]), Criteria::Is(3)]);
        let mixed = Criteria::All(vec![Criteria::Is(1), tree.clone()]);
        for (criteria, text) in [
            (Criteria::default(), "[]"),
            (flat, "[1,2]"),
            (Criteria::Is(3), r#"{"is":3}"#),
            (tree, r#"{"any":[{"all":[{"is":1},{"is":2}]},{"none":[]},{"is":3}]}"#),
            (mixed, r#"{"all":[{"is":1},{"any":[{"all":[{"is":1},{"is":2}]},{"none":[]},{"is":3}]}]}"#),
        ] {
            assert_eq!(serde_json::to_string(&criteria).unwrap(), text);
            assert_eq!(read(text), Some(criteria));
        }
    }

    #[test]
    fn too_many_levels_or_criteria_are_refused() {
        let levels = |levels: usize| {
            let text = format!("{}{{\"is\":1}}{}", "{\"any\":[".repeat(levels), "]}".repeat(levels));
            read(&text).is_some()
        };
        assert!(levels(LEVELS_LIMIT));
        assert!(!levels(LEVELS_LIMIT + 1));
        assert!(!levels(100_000));
        let criteria = |count: usize| {
            let (flat, tree) = (vec!["1"; count].join(","), vec![r#"{"is":1}"#; count].join(","));
            [read(&format!("[{flat}]")), read(&format!(r#"{{"any":[{tree}]}}"#))].map(|it| it.is_some())
        };
        assert_eq!(criteria(CRITERIA_LIMIT), [true, true]);
        assert_eq!(criteria(CRITERIA_LIMIT + 1), [false, false]);
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        for text in ["{}", "1", r#"{"other":[]}"#, r#"{"any":1}"#, r#"{"any":[1]}"#, r#"{"any":[],"all":[]}"#]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
