//! Adding contacts to a segment by hand.

use std::collections::HashSet;

use leptos::prelude::*;

use crate::domain::action::Action;
use crate::domain::identifiers::{ContactId, SegmentId};
use crate::domain::segments;
use crate::i18n::context::use_texts;
use crate::state::app_state::Table;
use crate::ui::pages::contacts::model::Model;
use crate::ui::pages::contacts::target::Target;
use crate::ui::parts::combobox::{Combobox, LookupAction, Offer};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::matching::find_match;

/// The dialog *Add to segment*.
#[component]
pub(super) fn SegmentDialog() -> impl IntoView {
    let target = expect_context::<Target>();
    view! {
        <Show when=move || target.segment.get()>
            <Question/>
        </Show>
    }
}

#[component]
fn Question() -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    let target = expect_context::<Target>();
    let app = model.app;
    let chosen = RwSignal::new(None::<SegmentId>);
    let value = move || {
        app.track(Table::Segments);
        let segment = chosen.get().and_then(|id| app.with(|database, _| database.segment(id).cloned()));
        segment
            .map_or_else(String::new, |it| format!("{} {}", it.number, it.description).trim_end().to_owned())
    };
    let offers = move |typed: String| {
        app.with(|database, _| {
            let fits = |text: &str| typed.trim().is_empty() || find_match(text, &typed).is_some();
            let fitting = database
                .segments()
                .filter(|(_, segment)| fits(&segment.number) || fits(&segment.description));
            let offer = |(id, segment): (SegmentId, &crate::domain::segment::Segment)| Offer {
                key: id.0.to_string(),
                text: format!("{} {}", segment.number, segment.description).trim_end().to_owned(),
                note: texts.common.lines_count(segment.lines.len()),
                ..Offer::default()
            };
            fitting.map(offer).collect::<Vec<_>>()
        })
    };
    let take = move |key: String| chosen.set(key.parse().ok().map(SegmentId));
    let create = move |description: String| {
        let mut created = None;
        app.commit_or_notify(|database, _| {
            let (id, change) = segments::create(database, "", &description)?;
            created = Some(id);
            Ok((Action::CreateSegment { segment: database.next_segment_number() }, change))
        });
        chosen.set(created.or(chosen.get_untracked()));
    };
    let actions = move |_: String| {
        vec![LookupAction {
            text: texts.contacts.segment_new.to_owned(),
            icon: Icon::Plus,
            run: Callback::new(create),
        }]
    };
    // Those who have no line yet.
    let new = Memo::new(move |_| {
        app.track(Table::Segments);
        let id = chosen.get()?;
        app.with(|database, _| {
            let there: HashSet<ContactId> = database.segment(id)?.lines.iter().copied().collect();
            Some(target.contacts.with(|contacts| contacts.iter().filter(|id| !there.contains(id)).count()))
        })
    });
    let blocked = move || match new.get() {
        None => Some(texts.contacts.segment_needed.to_owned()),
        Some(0) => Some(texts.contacts.segment_all_known.to_owned()),
        Some(_) => None,
    };
    let effect = move || {
        new.get().map(|count| {
            if count < target.contacts.with(Vec::len) {
                texts.contacts.segment_effect_known(count)
            } else {
                texts.contacts.segment_effect(count)
            }
        })
    };
    let confirm = move || {
        let (Some(id), Some(lines)) = (chosen.get_untracked(), new.get_untracked()) else { return };
        let contacts = target.contacts.get_untracked();
        app.commit_or_notify(|database, _| {
            let change = segments::add_by_hand(database, id, &contacts)?;
            let segment = database.segment(id).map(|it| it.number.clone()).unwrap_or_default();
            Ok((Action::AddLines { segment, lines }, change))
        });
        target.segment.set(false);
    };
    view! {
        <Dialog
            title=texts.contacts.add_to_segment
            about=Some(texts.common.contacts(target.contacts.with_untracked(Vec::len)))
            on_close=move || target.segment.set(false)
            confirm=Some(texts.contacts.add_to_segment.to_owned())
            on_confirm=confirm
            blocked=Signal::derive(blocked)
            effect=Signal::derive(effect)
            narrow=true
        >
            <Combobox
                label=texts.contacts.segment
                value=Signal::derive(value)
                placeholder=texts.contacts.segment_placeholder
                offers=offers
                on_take=take
                actions=actions
            />
        </Dialog>
    }
}
