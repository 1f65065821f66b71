//! Related topics of the help.

use crate::state::topic::Topic;

/// The topics related to a topic.
pub(super) const fn see_also(topic: Topic) -> &'static [Topic] {
    match topic {
        Topic::Overview => &[],
        Topic::MailingGroups => &[Topic::Companies, Topic::Persons, Topic::WorkingWith],
        Topic::Segments => &[Topic::SalesOpportunities, Topic::Contacts, Topic::WorkingWith],
        Topic::NewSegment => &[Topic::AddContacts, Topic::MailingGroups, Topic::Segments],
        Topic::AddContacts => &[Topic::Writing, Topic::MailingGroups, Topic::Segments],
        Topic::Writing => &[Topic::Segments, Topic::ImportAndBackup],
        Topic::Contacts => &[Topic::Companies, Topic::Persons, Topic::ImportAndBackup, Topic::MailingGroups],
        Topic::Companies => &[Topic::Persons, Topic::Contacts, Topic::MailingGroups],
        Topic::Persons => &[Topic::Companies, Topic::Contacts, Topic::MailingGroups],
        Topic::ImportAndBackup => &[Topic::Contacts, Topic::Writing],
        Topic::WorkingWith => &[Topic::MailingGroups, Topic::Segments, Topic::Contacts],
        Topic::SalesOpportunities => &[Topic::Segments, Topic::Contacts],
    }
}
