//! The panel in which a filter is put together; it says how many contacts would be shown.

use leptos::ev::KeyboardEvent;
use leptos::html::{Div, Span};
use leptos::prelude::*;

use crate::browser::element::{focus, focus_first, has_focus_within, hide_floating, show_beside};
use crate::browser::timers::next_frame;
use crate::domain::criteria::{Criterion, Field, Operator, Value};
use crate::i18n::context::use_texts;
use crate::i18n::wording;
use crate::query::order::ListFilter;
use crate::state::filters;
use crate::ui::pages::common::criterion_values::CriterionValues;
use crate::ui::pages::common::criterion_words;
use crate::ui::pages::contacts::model::Model;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::choice::Choice;

/// The filter whose builder is open.
#[derive(Clone)]
pub(super) struct Editing {
    /// The criterion that is changed; none for a new one.
    pub(super) former: Option<(Field, Operator)>,
    /// What the builder starts with.
    pub(super) criterion: Criterion,
    /// Beside which it opens.
    pub(super) anchor: NodeRef<Span>,
}

/// The builder. Esc and a click elsewhere put it aside, Ctrl+Enter applies it.
#[component]
pub(super) fn FilterBuilder(
    opened: Editing,
    /// Called when it is done with; the focus goes back to the filters.
    #[prop(into)]
    on_close: Callback<()>,
    /// Called when the focus went elsewhere.
    #[prop(into)]
    on_leave: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    let Editing { former, criterion, anchor } = opened;
    let field = RwSignal::new(criterion.field);
    let operator = RwSignal::new(criterion.operator);
    let values = RwSignal::new(criterion.values);
    let wanting = RwSignal::new(false);
    let panel = NodeRef::<Div>::new();

    // Another criterion on the same field with the same operator is the one that is changed.
    let take_known = move || {
        let known = model.settings.with_untracked(|settings| {
            let of_same = |it: &&Criterion| {
                it.field == field.get_untracked() && it.operator == operator.get_untracked()
            };
            settings.filter.criteria.0.iter().find(of_same).map(|it| it.values.clone())
        });
        values.set(known.unwrap_or_default());
    };
    let choose_field = move |key: String| {
        let Some(chosen) = filters::field_of(&key) else { return };
        field.set(chosen);
        operator
            .set(criterion_words::criterion_operators(chosen).first().copied().unwrap_or(Operator::IsAnyOf));
        take_known();
    };
    let choose_operator = move |key: String| {
        let all = criterion_words::criterion_operators(field.get_untracked());
        let Some(chosen) = key.parse().ok().and_then(|place: usize| all.get(place).copied()) else { return };
        let keeps = chosen.needs_values() && operator.get_untracked().needs_values();
        operator.set(chosen);
        if !keeps {
            take_known();
        }
    };
    let field_choices = criterion_words::criterion_fields()
        .map(|field| (filters::key(field).to_owned(), wording::criterion_field(texts, field).to_owned()));
    let field_choices: Vec<_> = field_choices.collect();
    let operator_choices = move || {
        let count = values.with(Vec::len);
        let word = |it| criterion_words::operator(texts, it, count).to_owned();
        let all = criterion_words::criterion_operators(field.get()).iter().enumerate();
        all.map(|(place, &it)| (place.to_string(), word(it))).collect::<Vec<_>>()
    };
    let chosen_operator = move || {
        let place =
            criterion_words::criterion_operators(field.get()).iter().position(|it| *it == operator.get());
        place.unwrap_or(0).to_string()
    };

    let built = move || Criterion { field: field.get(), operator: operator.get(), values: values.get() };
    let found = Memo::new(move |_| model.count(&with(model.filter(), former, built())));
    let apply = move || {
        // With the next picture the builder may be gone.
        if field.is_disposed() {
            return;
        }
        let criterion = untrack(built);
        if criterion.is_complete() {
            model.set_criterion(former, &criterion);
            on_close.run(());
        } else {
            wanting.set(true);
        }
    };
    let hand_over = move || {
        // What was typed is handed over when its field is left, with the next picture.
        if let Some(panel) = panel.get_untracked() {
            focus(&panel);
        }
        next_frame(move || next_frame(apply));
    };
    let remove = former.map(|(field, operator)| {
        let remove = move || {
            model.remove_criterion(field, operator);
            on_close.run(());
        };
        view! { <Button text=texts.contacts.filter_remove kind=ButtonKind::Quiet on_click=remove/> }
    });

    Effect::new(move |placed: Option<bool>| {
        // Its height follows the field and the values.
        let _ = (field.get(), operator.get(), values.with(Vec::len));
        if let (Some(panel), Some(anchor)) = (panel.get(), anchor.get()) {
            show_beside(&panel, &anchor, false, false);
            if placed != Some(true) {
                focus_first(&panel, "select");
            }
            return true;
        }
        false
    });
    on_cleanup(move || {
        if let Some(panel) = panel.try_get_untracked().flatten() {
            hide_floating(&panel);
        }
    });
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" if !event.default_prevented() => {
            event.prevent_default();
            event.stop_propagation();
            on_close.run(());
        }
        "Enter" if event.ctrl_key() || event.meta_key() => {
            event.prevent_default();
            hand_over();
        }
        _ => {}
    };
    let left = move |_| {
        // Where the focus goes is known only when it is there.
        next_frame(move || {
            let panel = panel.try_get_untracked().flatten();
            if panel.is_some_and(|panel| !has_focus_within(&panel)) {
                on_leave.try_run(());
            }
        });
    };
    view! {
        <div
            class="pop floating filter-builder"
            popover="manual"
            role="dialog"
            aria-label=texts.common.filter
            tabindex="-1"
            node_ref=panel
            on:keydown=keys
            on:focusout=left
        >
            <Choice
                label=texts.contacts.filter_field
                value=Signal::derive(move || filters::key(field.get()).to_owned())
                options=field_choices
                on_choose=choose_field
            />
            <Choice
                label=texts.contacts.filter_operator
                value=Signal::derive(chosen_operator)
                options=Signal::derive(operator_choices)
                on_choose=choose_operator
            />
            {move || {
                operator.get().needs_values().then(|| view! { <CriterionValues field=field.get() values/> })
            }}
            <span class="msg err" role="status">
                {move || {
                    (wanting.get() && values.with(Vec::is_empty))
                        .then_some(texts.contacts.filter_value_needed)
                }}
            </span>
            <div class="row">
                <span class="sec grow" role="status">
                    {move || texts.contacts.filter_finds(found.get())}
                </span>
                {remove}
                <Button
                    text=texts.contacts.filter_apply
                    kind=ButtonKind::Primary
                    shortcut="Control+Enter"
                    on_click=hand_over
                />
            </div>
        </div>
    }
}

/// The filter with a criterion in the place of another.
fn with(mut filter: ListFilter, former: Option<(Field, Operator)>, criterion: Criterion) -> ListFilter {
    let replaced = [former, Some((criterion.field, criterion.operator))];
    filter.criteria.0.retain(|it| !replaced.contains(&Some((it.field, it.operator))));
    match (criterion.field, criterion.values.as_slice()) {
        (Field::Kind, [Value::Kind(kind)]) => filter.kind = Some(*kind),
        _ => filter.criteria.0.push(criterion),
    }
    filter
}
