//! The differences that data from outside makes to a contact.

use crate::domain::catalogue::{CodeList, ContactField};
use crate::domain::contact::Contact;

/// What changes on a contact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactDiff {
    /// Fields that are filled or overwritten.
    pub fields: Vec<ContactField>,
    /// The person goes to another company.
    pub company: bool,
    /// *Exclude from Segment* changes.
    pub excluded: bool,
    /// Lists of which it gets a code.
    pub lists: Vec<CodeList>,
    /// It was sample data and becomes the office's own.
    pub own: bool,
}

impl ContactDiff {
    /// The differences in fields and *Exclude from Segment*.
    pub(super) fn of_fields(before: &Contact, after: &Contact) -> Self {
        let differs = |field: &ContactField| before.value(*field) != after.value(*field);
        Self {
            fields: ContactField::ALL.into_iter().filter(differs).collect(),
            excluded: before.excluded != after.excluded,
            ..Self::default()
        }
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
