//! Putting a step together. **How many match is shown all the while, and the button names what
//! it will do.**

use leptos::html::Div;
use leptos::prelude::*;

use crate::browser::document::leave_field;
use crate::browser::element::{focus_first, scroll_into_view};
use crate::browser::timers::{Debounce, next_frame};
use crate::domain::action::Action;
use crate::domain::catalogue::CodeList;
use crate::domain::criteria::{Criteria, Field};
use crate::domain::segment::{AddOptions, StepKind};
use crate::i18n::context::use_texts;
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::query::segments;
use crate::query::segments::Counts;
use crate::state::app_state::Table;
use crate::ui::pages::common::condition_editor::ConditionDraft;
use crate::ui::pages::segments::condition::{Condition, ConditionRow};
use crate::ui::pages::segments::model::{SegmentModel, StepDraft};
use crate::ui::pages::segments::options::{Choosable, Options};
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::icon::{Icon, Symbol};

/// How long numbers rest before they are read out, in milliseconds.
const REST: i32 = 600;

/// The card of the step that is being put together.
#[component]
pub(super) fn Builder(model: SegmentModel, building: StepDraft) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.steps;
    let owner = Owner::current();
    let next_key = StoredValue::new(1_usize);
    let first = ConditionDraft::proposed(Field::Codes(CodeList::MailingGroup));
    let conditions = RwSignal::new(vec![Condition { key: 0, draft: first }]);
    let options = RwSignal::new(AddOptions::default());
    let entire_companies = RwSignal::new(false);

    let add_condition = move || {
        let key = next_key.get_value();
        next_key.set_value(key + 1);
        // Its signals go with the builder, not with the press of the button.
        let make = || ConditionDraft::new(Field::Codes(CodeList::MailingGroup));
        let draft = owner.as_ref().map_or_else(make, |owner| owner.with(make));
        conditions.update(|conditions| conditions.push(Condition { key, draft }));
    };
    let remove_condition = Callback::new(move |key: usize| {
        conditions.update(|conditions| conditions.retain(|it| it.key != key));
    });
    // The criteria, or why there are none: a begun or wrong condition is never passed over.
    let criteria = Memo::new(move |_| conditions.with(|all| criteria_of(texts, model, all)));
    let kind = Memo::new(move |_| {
        let (criteria, entire_companies) = (criteria.get()?, entire_companies.get());
        Ok::<_, String>(match building {
            StepDraft::Keep => StepKind::Refine { criteria, entire_companies },
            StepDraft::Remove => StepKind::Reduce { criteria, entire_companies },
            StepDraft::Add | StepDraft::ByHand => StepKind::Add { criteria, options: options.get() },
        })
    });
    let counts = Memo::new(move |_| {
        let app = model.app;
        app.track(Table::Contacts);
        let kind = kind.get()?;
        app.with(|database, index| {
            model
                .lines
                .with(|lines| segments::count(database, index, lines, &kind))
                .map_err(|incomplete| wording::incomplete(texts, &incomplete))
        })
    });
    let before = move || model.lines.with(|lines| lines.len());
    let effect = Memo::new(move |_| counts.get().map(|counts| effect(texts, building, counts, before())));
    let is_unconditional =
        Memo::new(move |_| criteria.with(|it| it.as_ref().is_ok_and(Criteria::is_unconditional)));
    let confirm_text = Signal::derive(move || match (building, counts.get()) {
        (StepDraft::Keep, Ok(counts)) if is_unconditional.get() => words.confirm_keep_all(counts.lines),
        (StepDraft::Keep, Ok(counts)) => words.confirm_keep(counts.lines),
        (StepDraft::Keep, Err(_)) => words.keep.to_owned(),
        (StepDraft::Remove, Ok(counts)) if is_unconditional.get() => words.confirm_remove_all(counts.removed),
        (StepDraft::Remove, Ok(counts)) => words.confirm_remove(counts.removed),
        (StepDraft::Remove, Err(_)) => words.remove.to_owned(),
        (_, Ok(counts)) => words.confirm_add(counts.added),
        (_, Err(_)) => words.add.to_owned(),
    });
    let blocked = Signal::derive(move || counts.with(|counts| counts.as_ref().err().cloned()));
    let announced = RwSignal::new(String::new());
    let rest = StoredValue::new_local(Debounce::default());
    Effect::new(move |_| {
        let text = effect.get().unwrap_or_else(|reason| reason);
        rest.with_value(|rest| rest.call(REST, move || drop(announced.try_set(text))));
    });

    let card = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(card) = card.get() {
            let _ = focus_first(&card, ".cr-values input") || focus_first(&card, "select");
        }
    });
    // Conditions and their values make the card grow: its button stays in view.
    Effect::new(move |_| {
        conditions.track();
        criteria.track();
        if let Some(card) = card.get() {
            next_frame(move || scroll_into_view(&card));
        }
    });

    let close = move || model.building.set(None);
    let take = move || {
        let Some(Ok(kind)) = kind.try_get_untracked() else { return };
        let taken = model.commit_or_notify(|database, index, segment| {
            let (change, counts) = segments::take_step(database, index, model.id, kind)?;
            let action = match building {
                StepDraft::Keep => Action::RefineLines { segment, lines: counts.removed },
                StepDraft::Remove => Action::ReduceLines { segment, lines: counts.removed },
                _ => Action::AddLines { segment, lines: counts.added },
            };
            Ok((action, change))
        });
        if taken {
            close();
        }
    };
    let confirm = move || {
        if kind.with_untracked(Result::is_ok) {
            take();
        } else {
            // What was typed becomes a value with the next picture; the step is taken once its number
            // was shown.
            leave_field();
            next_frame(move || {
                next_frame(move || {
                    if let Some(card) = card.try_get_untracked().flatten() {
                        let _ = focus_first(&card, "[aria-invalid]") || focus_first(&card, ".pri");
                    }
                });
            });
        }
    };
    let of_all = building == StepDraft::Add;
    let (verb, about, icon, colour) = match building {
        StepDraft::Keep => (words.keep, words.keep_about, Icon::Filter, "keep"),
        StepDraft::Remove => (words.remove, words.remove_about, Icon::Minus, "red"),
        _ => (words.add, "", Icon::Plus, "add"),
    };
    let no_condition = move || {
        let text = if of_all { words.all_match } else { words.all_lines_match };
        is_unconditional.get().then(|| view! { <p class="msg">{text}</p> })
    };
    let effect_line = move || match effect.get() {
        Ok(text) => view! {
            <p class="row step-effect">
                <Symbol icon=Icon::Filter/>
                {text}
            </p>
        }
        .into_any(),
        Err(reason) => view! {
            <p class="row step-effect wrong">
                <Symbol icon=Icon::Warning/>
                {reason}
            </p>
        }
        .into_any(),
    };
    // Without any condition the step is about all lines, which is seldom meant.
    let confirm_kind = Memo::new(move |_| match (building, is_unconditional.get()) {
        (StepDraft::Keep, true) => ButtonKind::Default,
        (StepDraft::Remove, true) => ButtonKind::Destructive,
        _ => ButtonKind::Primary,
    });
    view! {
        <div
            class="step open"
            node_ref=card
            role="group"
            aria-label=verb
            on:keydown=move |event| {
                match event.key().as_str() {
                    "Escape" => close(),
                    "Enter" if event.ctrl_key() || event.meta_key() => confirm(),
                    _ => return,
                }
                event.prevent_default();
            }
        >
            <div class=format!("sh {colour}")>
                <span class="kic">
                    <Symbol icon/>
                </span>
                <div>
                    <div class="k">
                        <b>{move || words.numbered(texts.number(model.steps.get() + 1), verb)}</b>
                        <span>{about}</span>
                    </div>
                </div>
            </div>
            <div class="build">
                <div class="grp" role="group" aria-label=words.match_all>
                    <div class="gh">{words.match_all}</div>
                    <For each=move || conditions.get() key=|it| it.key let:condition>
                        <ConditionRow model condition of_all on_remove=remove_condition/>
                    </For>
                    {no_condition}
                    <div>
                        <Button text=words.condition kind=ButtonKind::Link on_click=add_condition/>
                    </div>
                </div>
                {if of_all {
                    view! { <Options options/> }.into_any()
                } else {
                    view! {
                        <Choosable
                            label=words.entire_companies
                            about=words.entire_companies_about
                            checked=entire_companies
                            on_toggle=move |on| entire_companies.set(on)
                        />
                    }
                    .into_any()
                }}
                {effect_line}
                <span class="vh" role="status">
                    {announced}
                </span>
                <div class="row wrap">
                    {move || {
                        view! {
                            <Button
                                text=confirm_text
                                kind=confirm_kind.get()
                                blocked
                                shortcut="Control+Enter"
                                on_click=confirm
                            />
                        }
                    }}
                    <Button text=texts.common.cancel on_click=close/>
                </div>
            </div>
        </div>
    }
}

/// The criteria of the conditions. A single one that is still as it was proposed is none; any other
/// is complete, or the sentence says what it lacks.
fn criteria_of(
    texts: &'static Texts,
    model: SegmentModel,
    conditions: &[Condition],
) -> Result<Criteria, String> {
    if let [only] = conditions
        && only.draft.is_untouched()
    {
        return Ok(Criteria::default());
    }
    let several = conditions.len() > 1;
    let checked = conditions.iter().enumerate().map(|(place, condition)| {
        condition.draft.checked(model.app).map_err(|reason| {
            if several { texts.steps.in_condition(texts.number(place + 1), reason) } else { reason }
        })
    });
    checked.collect()
}

/// What the step would come to: "1,284 contacts match, 23 are excluded, 1,261 will be added."
fn effect(texts: &'static Texts, building: StepDraft, counts: Counts, lines: usize) -> String {
    let words = &texts.steps;
    if building != StepDraft::Add {
        let matching = words.matching_lines(texts.number(counts.matched), texts.number(lines));
        return format!("{matching} {}", words.leaving(counts.removed));
    }
    let some = |n: usize, word: fn(usize) -> String| (n > 0).then(|| word(n));
    let excluded = some(counts.left_out_excluded, |n| use_texts().steps.excluded(n));
    let already = some(counts.already_there, |n| use_texts().steps.already(n));
    let parts: Vec<String> = [Some(words.matching(counts.matched)), excluded, already]
        .into_iter()
        .flatten()
        .chain([words.added_lines(counts.added)])
        .collect();
    format!("{}.", parts.join(", "))
}
