//! Links to topics of the help.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::state::route::Route;
use crate::state::topic::Topic;
use crate::ui::pages::common::help_link::topic_caption;

/// Links to topics, one a line.
#[component]
pub(super) fn TopicLinks(topics: &'static [Topic]) -> impl IntoView {
    let link = |topic: &'static Topic| view! { <li><TopicLink topic=*topic/></li> };
    view! { <ul class="stack">{topics.iter().map(link).collect_view()}</ul> }
}

/// A link to a topic.
#[component]
pub(super) fn TopicLink(topic: Topic) -> impl IntoView {
    view! { <a href=Route::Help(topic).href()>{topic_caption(use_texts(), topic)}</a> }
}
