//! The help: a short page for each topic, with links to the pages that it describes.

mod content;
mod keys;
mod overview;
mod see_also;
mod topic_links;

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::i18n::texts::Help;
use crate::state::route::Route;
use crate::state::topic::Topic;
use crate::ui::pages::common::help_link::topic_caption;
use crate::ui::pages::help::content::{Block, HelpSection, PageLink, sections};
use crate::ui::pages::help::keys::KeyTable;
use crate::ui::pages::help::overview::TopicOverview;
use crate::ui::pages::help::see_also::see_also;
use crate::ui::pages::help::topic_links::{TopicLink, TopicLinks};
use crate::ui::parts::button::ButtonLink;
use crate::ui::parts::icon::{Icon, Symbol};

/// A page of the help.
#[component]
pub fn HelpPage(
    /// The topic.
    topic: Topic,
) -> impl IntoView {
    let texts = use_texts();
    let body = if topic == Topic::Overview {
        view! { <TopicOverview/> }.into_any()
    } else {
        view! { <Body topic/> }.into_any()
    };
    let back = (topic != Topic::Overview).then(|| {
        view! {
            <nav class="crumbs" aria-label=texts.card.breadcrumb>
                <a href=Route::Help(Topic::Overview).href()>{texts.common.help}</a>
                <Symbol icon=Icon::ChevronRight/>
            </nav>
        }
    });
    view! {
        <div class="page">
            <header class="phead ruled">
                <div class="ptitle">{back} <h1>{topic_caption(texts, topic)}</h1></div>
            </header>
            <div class="cards help">{body}</div>
        </div>
    }
}

/// The sections of a topic, and related topics.
#[component]
fn Body(topic: Topic) -> impl IntoView {
    let texts = use_texts();
    let help = Help::of(texts.language);
    let keys = (topic == Topic::WorkingWith).then(|| view! { <KeyTable/> });
    view! {
        {sections(texts, help, topic).into_iter().map(section).collect_view()}
        {keys}
        <section class="card">
            <h2>{help.see_also}</h2>
            <TopicLinks topics=see_also(topic)/>
        </section>
    }
}

fn section(section: HelpSection) -> impl IntoView {
    let heading = section.heading.map(|heading| view! { <h2>{heading}</h2> });
    view! { <section class="card">{heading} {section.blocks.into_iter().map(block).collect_view()}</section> }
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Text(text) => view! { <p>{text}</p> }.into_any(),
        Block::List(items) => {
            let item = |text| view! { <li>{text}</li> };
            view! { <ul class="points">{items.into_iter().map(item).collect_view()}</ul> }.into_any()
        }
        Block::Steps(steps) => {
            let step = |(text, link): (&'static str, Option<PageLink>)| {
                let link = link.map(|PageLink { text, address }| {
                    view! { <ButtonLink text href=address.href() icon=Icon::ChevronRight small=true/> }
                });
                view! { <li><p>{text}</p>{link}</li> }
            };
            view! { <ol class="points">{steps.into_iter().map(step).collect_view()}</ol> }.into_any()
        }
        Block::Terms(terms) => {
            let term = |(caption, text)| view! { <dt>{caption}</dt><dd>{text}</dd> };
            view! { <dl class="terms">{terms.into_iter().map(term).collect_view()}</dl> }.into_any()
        }
        Block::Tasks(tasks) => view! { <Tasks tasks/> }.into_any(),
        Block::Topic(topic) => view! { <p><TopicLink topic/></p> }.into_any(),
        Block::Go(PageLink { text, address }) => {
            view! { <ButtonLink text href=address.href() icon=Icon::ChevronRight small=true/> }.into_any()
        }
    }
}

/// The tasks around segments, each with the topic that describes it.
#[component]
fn Tasks(tasks: Vec<(&'static str, Topic)>) -> impl IntoView {
    let help = Help::of(use_texts().language);
    let row = |(task, topic)| view! { <tr><td>{task}</td><td><TopicLink topic/></td></tr> };
    view! {
        <table class="facts">
            <thead>
                <tr>
                    <th scope="col">{help.task}</th>
                    <th scope="col">{help.page}</th>
                </tr>
            </thead>
            <tbody>{tasks.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}
