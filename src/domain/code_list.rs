//! Code lists: mailing groups, industry groups and business relations.

use serde::{Deserialize, Serialize};

use crate::domain::code::Code;

/// The code lists. One type, one page and one set of rules serve all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeList {
    /// Contacts that get the same mailings. Assigned to companies and persons.
    MailingGroup,
    /// The line of business. Assigned to companies; a person has its company's.
    IndustryGroup,
    /// The relation between the office and a company. Assigned to companies; a person has its company's.
    BusinessRelation,
}

impl CodeList {
    /// All lists, in the order of [`CodeList::index`].
    pub const ALL: [Self; 3] = [Self::MailingGroup, Self::IndustryGroup, Self::BusinessRelation];

    /// The list's position in [`CodeList::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Whether its codes are assigned to companies only and count for their persons.
    #[must_use]
    pub const fn is_of_company(self) -> bool {
        !matches!(self, Self::MailingGroup)
    }

    /// A stable key for files.
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
    /// The code. Unique in its list.
    pub code: Code,
    /// May be empty. At most [`CodeEntry::DESCRIPTION_LIMIT`] characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Part of the sample office.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
}

impl CodeEntry {
    /// User-perceived characters in a description at most (Business Central: Text\[100\]).
    pub const DESCRIPTION_LIMIT: usize = 100;
}
