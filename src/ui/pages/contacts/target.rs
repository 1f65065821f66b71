//! The contacts that an open dialog is about.

use leptos::prelude::*;

use crate::domain::catalogue::CodeList;
use crate::domain::identifiers::ContactId;

/// The dialogs of the page and the contacts they are about. Copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Target {
    /// The contacts, as they were chosen when the dialog was opened.
    pub(super) contacts: RwSignal<Vec<ContactId>>,
    /// Whether the dialog *Add to segment* is open.
    pub(super) segment: RwSignal<bool>,
    assigning: [RwSignal<bool>; CodeList::ALL.len()],
}

impl Target {
    pub(super) fn new() -> Self {
        Self {
            contacts: RwSignal::new(Vec::new()),
            segment: RwSignal::new(false),
            assigning: std::array::from_fn(|_| RwSignal::new(false)),
        }
    }

    /// Whether the dialog that assigns this list's codes is open.
    pub(super) fn assigning(self, list: CodeList) -> RwSignal<bool> {
        let [mailing_groups, industry_groups, business_relations] = self.assigning;
        match list {
            CodeList::MailingGroup => mailing_groups,
            CodeList::IndustryGroup => industry_groups,
            CodeList::BusinessRelation => business_relations,
        }
    }

    /// Opens the dialog that assigns a list's codes to contacts.
    pub(super) fn assign(self, list: CodeList, contacts: Vec<ContactId>) {
        self.contacts.set(contacts);
        self.assigning(list).set(true);
    }

    /// Opens the dialog that adds contacts to a segment.
    pub(super) fn add_to_segment(self, contacts: Vec<ContactId>) {
        self.contacts.set(contacts);
        self.segment.set(true);
    }
}
