//! The help's first page: all topics.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::i18n::texts::Help;
use crate::state::topic::Topic;
use crate::ui::pages::help::topic_links::TopicLinks;

const GROUPS_AND_SEGMENTS: &[Topic] =
    &[Topic::MailingGroups, Topic::Segments, Topic::NewSegment, Topic::AddContacts, Topic::Writing];
const CONTACTS: &[Topic] = &[Topic::Contacts, Topic::Companies, Topic::Persons];
const THE_REST: &[Topic] = &[Topic::ImportAndBackup, Topic::WorkingWith, Topic::SalesOpportunities];

/// All topics, in three cards.
#[component]
pub(super) fn TopicOverview() -> impl IntoView {
    let texts = use_texts();
    let help = Help::of(texts.language);
    let card = |heading: &'static str, topics: &'static [Topic]| {
        view! {
            <section class="card">
                <h2>{heading}</h2>
                <TopicLinks topics/>
            </section>
        }
    };
    view! {
        <p class="sec">{help.overview}</p>
        {card(help.groups_and_segments, GROUPS_AND_SEGMENTS)}
        {card(texts.navigation.contacts, CONTACTS)}
        {card(help.the_rest, THE_REST)}
    }
}
