//! The rows of a backup, as they stand in the file.

use std::fmt;

use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::by_list::ByList;
use crate::domain::catalogue::{CodeList, ContactField, ContactKind};
use crate::domain::code_list::CodeEntry;
use crate::domain::criteria::{Criteria, Field, Operator};
use crate::domain::date::Date;
use crate::domain::field_value::{FieldValue, ValueOf};
use crate::domain::segment::AddOptions;

#[derive(Default)]
pub struct Data {
    pub database: String,
    pub lists: ByList<Vec<CodeEntry>>,
    pub contacts: Vec<ContactRow>,
    pub segments: Vec<SegmentRow>,
}

#[derive(Default)]
pub struct ContactRow {
    pub number: String,
    pub kind: ContactKind,
    pub company: Option<String>,
    pub exclude_from_segment: bool,
    pub sample: bool,
    pub fields: Fields,
    pub codes: ByList<Vec<String>>,
}

/// The filled fields of a contact.
#[derive(Default)]
pub struct Fields(pub Vec<(ContactField, FieldValue)>);

#[derive(Serialize, Deserialize)]
pub struct SegmentRow {
    pub number: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
    pub lines: Vec<String>,
    pub steps: Vec<StepRow>,
}

#[derive(Serialize, Deserialize)]
pub struct StepRow {
    pub step: StepKindRow,
    pub lines_before: Vec<String>,
    pub lines_after: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKindRow {
    Add { criteria: Criteria<CriterionRow>, options: AddOptions },
    Refine { criteria: Criteria<CriterionRow>, entire_companies: bool },
    Reduce { criteria: Criteria<CriterionRow>, entire_companies: bool },
    ByHand { added: Vec<String>, removed: Vec<String> },
}

#[derive(Serialize, Deserialize)]
pub struct CriterionRow {
    pub field: Field,
    pub operator: Operator,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<ValueRow>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueRow {
    Text(String),
    /// A code, or another text that no value of the field has; empty for a code that has been
    /// deleted since.
    Code(String),
    Kind(ContactKind),
    Flag(bool),
    Date(Date),
}

const DATABASE: &str = "database";
const CONTACTS: &str = "contacts";
const SEGMENTS: &str = "segments";
const NUMBER: &str = "number";
const KIND: &str = "type";
const COMPANY: &str = "company";
const EXCLUDED: &str = "exclude_from_segment";
const SAMPLE: &str = "sample";
const FIELDS: &str = "fields";

impl Data {
    /// The tables that are written, with their numbers of rows. A list without codes is left out, so
    /// that a list that is not used yet changes no file.
    pub fn counts(&self) -> Vec<(&'static str, usize)> {
        let lists = self.lists.iter().map(|(list, entries)| (list.spec().plural, entries.len()));
        let contacts = [(CONTACTS, self.contacts.len())].into_iter();
        let used = lists.filter(|(_, rows)| *rows > 0);
        contacts.chain(used).chain([(SEGMENTS, self.segments.len())]).collect()
    }
}

impl Serialize for Data {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(DATABASE, &self.database)?;
        for (list, entries) in self.lists.iter().filter(|(_, entries)| !entries.is_empty()) {
            map.serialize_entry(list.spec().plural, entries)?;
        }
        map.serialize_entry(CONTACTS, &self.contacts)?;
        map.serialize_entry(SEGMENTS, &self.segments)?;
        map.end()
    }
}

impl Serialize for ContactRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(NUMBER, &self.number)?;
        map.serialize_entry(KIND, &self.kind)?;
        if let Some(company) = &self.company {
            map.serialize_entry(COMPANY, company)?;
        }
        for (key, flag) in [(EXCLUDED, self.exclude_from_segment), (SAMPLE, self.sample)] {
            if flag {
                map.serialize_entry(key, &flag)?;
            }
        }
        map.serialize_entry(FIELDS, &self.fields)?;
        for (list, codes) in self.codes.iter().filter(|(_, codes)| !codes.is_empty()) {
            map.serialize_entry(list.spec().plural, codes)?;
        }
        map.end()
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(field, value)| (field, value)))
    }
}

/// Reads a map whose keys are partly those of the catalogue.
trait ByKey<'de>: Default {
    /// What the map is, for errors.
    const WHAT: &'static str;

    /// Takes the value of a key.
    fn entry<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error>;
}

struct Map<T>(T);

impl<'de, T: ByKey<'de>> Visitor<'de> for Map<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(T::WHAT)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<T, A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            self.0.entry(&key, &mut map)?;
        }
        Ok(self.0)
    }
}

impl<'de> ByKey<'de> for Data {
    const WHAT: &'static str = "the data of a backup";

    fn entry<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match (key, CodeList::from_plural(key)) {
            (DATABASE, _) => self.database = map.next_value()?,
            (CONTACTS, _) => self.contacts = map.next_value()?,
            (SEGMENTS, _) => self.segments = map.next_value()?,
            (_, Some(list)) => *self.lists.of_mut(list) = map.next_value()?,
            (_, None) => return Err(A::Error::unknown_field(key, &[])),
        }
        Ok(())
    }
}

impl<'de> ByKey<'de> for ContactRow {
    const WHAT: &'static str = "a contact of a backup";

    fn entry<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        match (key, CodeList::from_plural(key)) {
            (NUMBER, _) => self.number = map.next_value()?,
            (KIND, _) => self.kind = map.next_value()?,
            (COMPANY, _) => self.company = map.next_value()?,
            (EXCLUDED, _) => self.exclude_from_segment = map.next_value()?,
            (SAMPLE, _) => self.sample = map.next_value()?,
            (FIELDS, _) => self.fields = map.next_value()?,
            (_, Some(list)) => *self.codes.of_mut(list) = map.next_value()?,
            (_, None) => drop(map.next_value::<IgnoredAny>()?),
        }
        Ok(())
    }
}

impl<'de> ByKey<'de> for Fields {
    const WHAT: &'static str = "the fields of a contact";

    fn entry<A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let field = ContactField::from_key(key).ok_or_else(|| A::Error::unknown_field(key, &[]))?;
        self.0.push((field, map.next_value_seed(ValueOf(field))?));
        Ok(())
    }
}

macro_rules! read_by_key {
    ($($name:ident),*) => {
        $(impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_map(Map(Self::default()))
            }
        })*
    };
}

read_by_key!(Data, ContactRow, Fields);
