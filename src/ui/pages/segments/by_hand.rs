//! Picking contacts one by one.

use leptos::html::Div;
use leptos::prelude::*;

use crate::browser::element::{focus_first, scroll_into_view};
use crate::i18n::context::use_texts;
use crate::ui::pages::common::contact_lookup::{contact_from_key, contact_offers};
use crate::ui::pages::segments::model::SegmentModel;
use crate::ui::parts::button::Button;
use crate::ui::parts::combobox::Combobox;
use crate::ui::parts::icon::{Icon, Symbol};

/// A lookup over all contacts; each one taken gets a line at once.
#[component]
pub(super) fn ByHand(model: SegmentModel) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.steps;
    let offers = move |typed: String| {
        let lines = model.lines.get_untracked();
        contact_offers(model.app, &typed, |_, contact| {
            lines.contains(&contact).then(|| words.has_line.to_owned())
        })
    };
    let take = move |key: String| {
        if let Some(contact) = contact_from_key(&key) {
            model.pick(contact);
        }
    };
    let card = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(card) = card.get() {
            scroll_into_view(&card);
            focus_first(&card, "input");
        }
    });
    let close = move || model.building.set(None);
    view! {
        <div class="step open" node_ref=card role="group" aria-label=words.by_hand>
            <div class="sh hnd">
                <span class="kic">
                    <Symbol icon=Icon::Hand/>
                </span>
                <div>
                    <div class="k">
                        <b>{words.by_hand}</b>
                    </div>
                    <div class="sent">{words.pick_about}</div>
                </div>
            </div>
            <div class="build">
                <Combobox label=words.pick offers on_take=take/>
                <div>
                    <Button text=texts.common.done on_click=close/>
                </div>
            </div>
        </div>
    }
}
