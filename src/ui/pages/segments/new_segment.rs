//! The dialog in which a segment begins: before its contacts are chosen.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser::document::focus_by_id;
use crate::domain::action::Action;
use crate::domain::refusal::Refusal;
use crate::domain::segment::Segment;
use crate::domain::segments;
use crate::domain::text::{NUMBER_LIMIT, parse_number};
use crate::i18n::context::use_texts;
use crate::i18n::wording;
use crate::state::app_state::use_app_state;
use crate::state::route::Route;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::{Draft, Field};

const DESCRIPTION: &str = "new-segment-description";
const NUMBER: &str = "new-segment-number";

/// The dialog *New segment*; it opens the segment that it makes.
#[component]
pub(super) fn NewSegment(creating: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let words = &texts.segments;
    let (number, description) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let number_draft = RwSignal::new(None::<Draft>);
    let description_draft = RwSignal::new(None::<Draft>);
    let next = app.with(|database, _| database.next_segment_number());
    let create = move || {
        let mut made = None;
        let (typed, about) = (number.get_untracked(), description.get_untracked());
        let outcome = app.commit(|database, _| {
            let segment =
                if typed.trim().is_empty() { database.next_segment_number() } else { parse_number(&typed)? };
            let (_, change) = segments::create(database, &typed, &about)?;
            made = Some(segment.clone());
            Ok((Action::CreateSegment { segment }, change))
        });
        match (outcome, made) {
            (Ok(_), Some(made)) => {
                creating.set(false);
                app.go(Route::Segment(made));
            }
            (Ok(_), None) => {}
            (Err(refusal), _) => {
                let error = Some(wording::refusal(texts, &refusal));
                let is_description = matches!(refusal, Refusal::Text(_)) && typed.trim().is_empty();
                let (draft, text) =
                    if is_description { (description_draft, about) } else { (number_draft, typed) };
                draft.set(Some(Draft { text, error }));
            }
        }
    };
    let check_description = move |text: String| {
        crate::domain::text::check_text(&text, Segment::DESCRIPTION_LIMIT)
            .map_err(|error| wording::text_error(texts, &error))?;
        description.set(text);
        Ok(())
    };
    let check_number = move |text: String| {
        app.with(|database, _| segments::create(database, &text, "").map(drop))
            .map_err(|refusal| wording::refusal(texts, &refusal))?;
        number.set(text);
        Ok(())
    };
    let is_refused = |draft: RwSignal<Option<Draft>>| {
        draft.with_untracked(|draft| draft.as_ref().is_some_and(|it| it.error.is_some()))
    };
    let confirm = move || {
        // The fields have handed their texts over: Enter, Ctrl+Enter and leaving them does that.
        if !is_refused(number_draft) && !is_refused(description_draft) {
            create();
        }
        for (draft, input) in [(description_draft, DESCRIPTION), (number_draft, NUMBER)] {
            if draft.try_with_untracked(Option::is_some) == Some(true) {
                focus_by_id(input);
            }
        }
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() && !event.ctrl_key() && !event.meta_key() {
            event.prevent_default();
            confirm();
        }
    };
    view! {
        <Dialog
            title=words.new
            about=Some(words.new_about.to_owned())
            narrow=true
            on_close=move || creating.set(false)
            confirm=Some(texts.common.create.to_owned())
            on_confirm=confirm
        >
            <div class="new-segment" on:keydown=keys>
                <Field
                    label=texts.common.description
                    value=description
                    on_commit=check_description
                    limit=Segment::DESCRIPTION_LIMIT
                    draft=description_draft
                    placeholder=words.description_example
                    id=DESCRIPTION
                />
                <Field
                    label=texts.common.number
                    value=number
                    on_commit=check_number
                    limit=NUMBER_LIMIT
                    draft=number_draft
                    placeholder=next.clone()
                    id=NUMBER
                    hint=Some(words.number_hint(next))
                />
            </div>
        </Dialog>
    }
}
