//! The rows of a backup, as they stand in the file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::code_list::CodeEntry;
use crate::domain::contact::{ContactField, ContactKind};
use crate::domain::criteria::{Criteria, Field, Operator};
use crate::domain::segment::AddOptions;

#[derive(Serialize, Deserialize)]
pub struct Data {
    pub database: String,
    pub mailing_groups: Vec<CodeEntry>,
    pub industry_groups: Vec<CodeEntry>,
    pub business_relations: Vec<CodeEntry>,
    pub contacts: Vec<ContactRow>,
    pub segments: Vec<SegmentRow>,
}

#[derive(Serialize, Deserialize)]
pub struct ContactRow {
    pub number: String,
    #[serde(rename = "type")]
    pub kind: ContactKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exclude_from_segment: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
    pub fields: BTreeMap<ContactField, String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mailing_groups: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub industry_groups: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub business_relations: Vec<String>,
}

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
}
