//! What an empty list shows: what belongs there, or which filter leaves nothing.

use leptos::prelude::*;

use crate::domain::criteria::Criteria;
use crate::i18n::context::use_texts;
use crate::i18n::wording;
use crate::state::app_state::Table;
use crate::state::route::Route;
use crate::state::topic::Topic;
use crate::ui::pages::common::criterion_words;
use crate::ui::pages::common::help_link::HelpLink;
use crate::ui::pages::contacts::header::create;
use crate::ui::pages::contacts::model::{Model, WrongFilter};
use crate::ui::parts::button::{Button, ButtonKind, ButtonLink};
use crate::ui::parts::empty::Empty;
use crate::ui::parts::icon::Icon;

/// A part of the filter that can be taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Search,
    Kind,
    Criteria(Criteria),
}

/// The empty list.
#[component]
pub(super) fn Nothing() -> impl IntoView {
    let model = expect_context::<Model>();
    let is_empty = Memo::new(move |_| {
        model.app.track(Table::Contacts);
        model.app.with(|database, _| database.contact_count() == 0)
    });
    let wrong = Memo::new(move |_| model.wrong());
    move || match wrong.get() {
        _ if is_empty.get() => view! { <NoneYet/> }.into_any(),
        Some(wrong) => view! { <Wrong wrong/> }.into_any(),
        None => view! { <NoneMatch/> }.into_any(),
    }
}

#[component]
fn NoneYet() -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    view! {
        <div class="nothing">
            <Empty
                icon=Icon::Contacts
                title=texts.contacts.none_yet
                text=Some(texts.contacts.none_yet_more.to_owned())
            >
                <ButtonLink
                    text=texts.common.import
                    icon=Icon::Import
                    kind=ButtonKind::Primary
                    href=Route::Import.href()
                />
                <Button
                    text=texts.common.new
                    icon=Icon::Plus
                    on_click=move || create(model, None)
                />
                <HelpLink topic=Topic::Contacts in_words=true/>
            </Empty>
        </div>
    }
}

/// A begun or wrong filter lists no contact; the page says why and offers to remove it.
#[component]
fn Wrong(wrong: WrongFilter) -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    let WrongFilter { part, reason } = wrong;
    view! {
        <div class="nothing">
            <Empty icon=Icon::Warning title=texts.contacts.wrong_filter text=Some(reason)>
                <Button
                    text=texts.contacts.filter_remove
                    kind=ButtonKind::Primary
                    on_click=move || model.remove_wrong(&part)
                />
                <Button text=texts.common.reset_filters on_click=move || model.reset()/>
            </Empty>
        </div>
    }
}

#[component]
fn NoneMatch() -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    // The part without which the most would come back, how many, and its name.
    let blame = Memo::new(move |_| {
        let filter = model.filter();
        let mut parts: Vec<(Part, String)> = Vec::new();
        if !filter.search.trim().is_empty() {
            parts.push((Part::Search, texts.contacts.search_for(filter.search.trim())));
        }
        if let Some(kind) = filter.kind {
            parts.push((Part::Kind, wording::kind(texts, kind).to_owned()));
        }
        for part in filter.criteria.parts() {
            let sentence =
                model.app.with(|database, _| criterion_words::tree_sentence(texts, database, part));
            parts.push((Part::Criteria(part.clone()), sentence));
        }
        let counted = parts.into_iter().map(|(part, name)| {
            let mut rest = filter.clone();
            match part {
                Part::Search => rest.search.clear(),
                Part::Kind => rest.kind = None,
                Part::Criteria(ref part) => {
                    let others = filter.criteria.parts().iter().filter(|other| *other != part);
                    rest.criteria = Criteria::All(others.cloned().collect());
                }
            }
            (model.count(&rest).unwrap_or(0), part, name)
        });
        counted.max_by_key(|(count, ..)| *count)
    });
    let remove = move || match blame.get_untracked() {
        Some((_, Part::Search, _)) => model.clear_search(),
        Some((_, Part::Kind, _)) => model.show_kind(None),
        Some((_, Part::Criteria(part), _)) => model.remove_part(&part),
        None => {}
    };
    let sentence = move || {
        blame.with(|blame| {
            let (count, _, name) = blame.as_ref()?;
            (*count > 0).then(|| texts.contacts.excludes_most(name))
        })
    };
    let back = move || {
        blame.with(|blame| blame.as_ref().map(|(count, ..)| *count)).filter(|count| *count > 0).map(|count| {
            view! {
                <Button
                    text=texts.contacts.without_filter(count)
                    kind=ButtonKind::Primary
                    on_click=remove
                />
            }
        })
    };
    view! {
        <div class="nothing">
            <Empty icon=Icon::Filter title=texts.contacts.none_match text=Signal::derive(sentence)>
                {back}
                <Button text=texts.common.reset_filters on_click=move || model.reset()/>
            </Empty>
        </div>
    }
}
