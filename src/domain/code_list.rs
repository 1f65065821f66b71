//! Mailing groups, industry groups and business relations: one kind of list.

use serde::{Deserialize, Serialize};

use crate::domain::code::Code;

/// The lists of codes that sort contacts. One type, one page and one set of rules serve all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeList {
    /// Contacts meant to get the same information. Companies and persons.
    MailingGroup,
    /// The branch of trade. Belongs to companies; a person has its company's.
    IndustryGroup,
    /// What the office and the company are to each other. Belongs to companies.
    BusinessRelation,
}

impl CodeList {
    /// All lists, in the order of [`CodeList::index`].
    pub const ALL: [Self; 3] = [Self::MailingGroup, Self::IndustryGroup, Self::BusinessRelation];

    /// The list's place among all lists.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Whether its codes are put on companies only, and count for the persons of a company.
    #[must_use]
    pub const fn is_of_company(self) -> bool {
        !matches!(self, Self::MailingGroup)
    }

    /// A stable name for files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::MailingGroup => "mailing_group",
            Self::IndustryGroup => "industry_group",
            Self::BusinessRelation => "business_relation",
        }
    }
}

/// A row of a code list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeEntry {
    /// What it is called. Unique in its list.
    pub code: Code,
    /// What it is for; may be empty. At most [`CodeEntry::DESCRIPTION_LIMIT`] characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Came with the sample office.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
}

impl CodeEntry {
    /// User-perceived characters in a description at most (Business Central: Text\[100\]).
    pub const DESCRIPTION_LIMIT: usize = 100;
}
