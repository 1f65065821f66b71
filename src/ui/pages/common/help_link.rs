//! Links from a page to its topic of the help.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::i18n::texts::Texts;
use crate::state::route::Route;
use crate::state::topic::Topic;
use crate::ui::parts::button::{ButtonKind, ButtonLink};
use crate::ui::parts::icon::Icon;

/// The caption of a topic, on its page and in links.
#[must_use]
pub const fn topic_caption(texts: &'static Texts, topic: Topic) -> &'static str {
    let words = &texts.topics;
    match topic {
        Topic::Overview => texts.common.help,
        Topic::MailingGroups => words.mailing_groups,
        Topic::Segments => words.segments,
        Topic::NewSegment => words.new_segment,
        Topic::AddContacts => words.add_contacts,
        Topic::Writing => words.writing,
        Topic::Contacts => words.contacts,
        Topic::Companies => words.companies,
        Topic::Persons => words.persons,
        Topic::ImportAndBackup => words.import_and_backup,
        Topic::WorkingWith => words.working_with,
        Topic::SalesOpportunities => words.sales_opportunities,
    }
}

/// A link to a topic: a question mark, or the caption of the topic.
#[component]
pub fn HelpLink(
    /// The topic.
    topic: Topic,
    /// Shows the caption.
    #[prop(optional)]
    in_words: bool,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <ButtonLink
            text=texts.topics.on(topic_caption(texts, topic))
            href=Route::Help(topic).href()
            icon=Icon::Help
            icon_only=!in_words
            kind=ButtonKind::Quiet
        />
    }
}
