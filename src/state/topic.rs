//! The topics of the help: each has a page of its own.

/// A page of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// All topics.
    Overview,
    /// What mailing groups are for, and the two steps.
    MailingGroups,
    /// What segments are for, and the tasks around them.
    Segments,
    /// The first task: creating a segment.
    NewSegment,
    /// The second: choosing its contacts.
    AddContacts,
    /// The third: writing to them.
    Writing,
    /// Companies and persons.
    Contacts,
    /// Creating a company.
    Companies,
    /// Creating a person.
    Persons,
    /// Import, export, backup, and where the data is.
    ImportAndBackup,
    /// Keys, search, undo, languages.
    WorkingWith,
    /// What Mailroom has instead of sales opportunities.
    SalesOpportunities,
}

impl Topic {
    /// Every topic but the overview, in the overview's order.
    pub const ALL: [Self; 11] = [
        Self::MailingGroups,
        Self::Segments,
        Self::NewSegment,
        Self::AddContacts,
        Self::Writing,
        Self::Contacts,
        Self::Companies,
        Self::Persons,
        Self::ImportAndBackup,
        Self::WorkingWith,
        Self::SalesOpportunities,
    ];

    /// Its name in addresses; empty for the overview.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::MailingGroups => "mailing-groups",
            Self::Segments => "segments",
            Self::NewSegment => "new-segment",
            Self::AddContacts => "add-contacts",
            Self::Writing => "writing",
            Self::Contacts => "contacts",
            Self::Companies => "companies",
            Self::Persons => "persons",
            Self::ImportAndBackup => "import-and-backup",
            Self::WorkingWith => "working-with",
            Self::SalesOpportunities => "sales-opportunities",
        }
    }

    /// The topic with this name in addresses, in any case.
    #[must_use]
    pub fn named(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.slug().eq_ignore_ascii_case(slug))
    }
}
