//! The steps that made the lines, as cards, and the one that is being put together.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::state::app_state::Table;
use crate::ui::pages::common::criterion_words::Token;
use crate::ui::pages::segments::builder::Builder;
use crate::ui::pages::segments::by_hand::ByHand;
use crate::ui::pages::segments::model::{SegmentModel, StepDraft};
use crate::ui::pages::segments::sentence::{StepCard, step_card};
use crate::ui::parts::button::Button;
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::meter::bar_width;

/// The left half of the worksheet.
#[component]
pub(super) fn StepList(model: SegmentModel) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.steps;
    let cards = Memo::new(move |_| cards(model));
    let most = Memo::new(move |_| {
        cards.with(|cards| cards.iter().map(|card| card.before.max(card.after)).max().unwrap_or(0))
    });
    let list = move || {
        let cards = cards.get();
        let last = cards.len();
        let item = |card: StepCard| {
            let is_last = card.number == last;
            view! { <Card card most is_last/> }
        };
        cards.into_iter().map(item).collect_view()
    };
    let nothing = move || {
        let shown = cards.with(Vec::is_empty) && model.building.get().is_none();
        shown.then(|| view! { <p class="sec no-steps">{words.no_steps}</p> })
    };
    let building = move || {
        model.building.get().map(|building| match building {
            StepDraft::ByHand => view! { <ByHand model/> }.into_any(),
            _ => view! { <Builder model building/> }.into_any(),
        })
    };
    view! {
        <section class="left" aria-labelledby="steps-heading">
            <h2 id="steps-heading">
                {words.steps}
                <span class="mut cap">
                    {move || {
                        let count = texts.number(model.steps.get());
                        format!("{}: {count}", texts.segments.number_of_criteria_actions)
                    }}
                </span>
            </h2>
            <ol class="pipe">{list}</ol>
            {nothing}
            {building}
            <Show when=move || model.building.get().is_none()>
                <Beginnings model/>
            </Show>
        </section>
    }
}

fn cards(model: SegmentModel) -> Vec<StepCard> {
    let app = model.app;
    let texts = app.texts();
    app.track(Table::Segments);
    app.track(Table::Codes);
    app.with(|database, _| {
        let Some(segment) = database.segment(model.id) else { return Vec::new() };
        // What a step left is what the next one found; deletions of contacts show in both.
        let afters = segment.steps.iter().skip(1).map(|step| step.before.len());
        let afters = afters.chain([segment.lines.len()]);
        segment
            .steps
            .iter()
            .zip(afters)
            .enumerate()
            .map(|(place, (step, after))| step_card(texts, database, place + 1, step, after))
            .collect()
    })
}

#[component]
fn Card(card: StepCard, most: Memo<usize>, is_last: bool) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.steps;
    let label = words.label(
        texts.number(card.number),
        card.verb,
        texts.number(card.before),
        texts.number(card.after),
    );
    let delta = delta(&card, |n| texts.number(n));
    let token = |token: Token| match token {
        Token::Field(text) => view! { " " <span class="tk">{text}</span> }.into_any(),
        Token::Value(text) => view! { " " <span class="tk v">{text}</span> }.into_any(),
        Token::Word(text) => view! { " " {text} }.into_any(),
        Token::Comma => view! { "," }.into_any(),
    };
    let options = (!card.options.is_empty())
        .then(|| view! { <div class="mut cap">{words.with} " " {card.options.join(", ")}</div> });
    let is_off = card.switched_off.is_some();
    let switched_off = card.switched_off.map(|reason| {
        view! {
            <p class="msg warn">
                <Symbol icon=Icon::Warning/>
                {words.switched_off(reason)}
            </p>
        }
    });
    let (after, removed) = (card.after, card.removed);
    let width = move |part: usize| bar_width(part, most.get());
    view! {
        <li aria-label=label>
            <div class="step" class:off=is_off>
                <div class=format!("sh {}", card.colour)>
                    <span class="kic">
                        <Symbol icon=card.icon/>
                    </span>
                    <div>
                        <div class="k">
                            <b>{words.numbered(texts.number(card.number), card.verb)}</b>
                            <span>{card.term}</span>
                        </div>
                        <div class="sent">
                            {card.sentence.into_iter().map(token).collect_view()}
                            {options}
                            {switched_off}
                        </div>
                    </div>
                    <div class="sr">
                        <span class="delta">{delta}</span>
                    </div>
                </div>
            </div>
            <div class="flow" aria-hidden="true">
                <span class="rail"></span>
                <b>{texts.number(after)}</b>
                <span class="row">
                    <span class="bar grow">
                        <i style:width=move || width(after)></i>
                        {(removed > 0).then(|| view! { <u style:width=move || width(removed)></u> })}
                    </span>
                    {is_last.then(|| view! { <span class="mut cap">{words.result}</span> })}
                </span>
            </div>
        </li>
    }
}

/// "+3 −1", or "±0".
fn delta(card: &StepCard, number: impl Fn(usize) -> String) -> String {
    match (card.added, card.removed) {
        (0, 0) => "±0".to_owned(),
        (added, 0) => format!("+{}", number(added)),
        (0, removed) => format!("−{}", number(removed)),
        (added, removed) => format!("+{} −{}", number(added), number(removed)),
    }
}

/// What the next step can be.
#[component]
fn Beginnings(model: SegmentModel) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.steps;
    let begin = move |building: StepDraft| move || model.building.set(Some(building));
    view! {
        <div class="addstep">
            <Button text=words.add icon=Icon::Plus small=true on_click=begin(StepDraft::Add)/>
            <Button text=words.keep icon=Icon::Filter small=true on_click=begin(StepDraft::Keep)/>
            <Button text=words.remove icon=Icon::Minus small=true on_click=begin(StepDraft::Remove)/>
            <Button text=words.by_hand icon=Icon::Hand small=true on_click=begin(StepDraft::ByHand)/>
        </div>
    }
}
