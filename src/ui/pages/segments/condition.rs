//! One condition of a step: field, comparison, values, and how many meet it alone.

use leptos::prelude::*;

use crate::domain::contact::ContactKind;
use crate::domain::criteria::{Criteria, Criterion, Field, Operator, Value};
use crate::domain::segment::StepKind;
use crate::i18n::context::use_texts;
use crate::i18n::wording;
use crate::query::criteria;
use crate::query::segments;
use crate::state::app_state::Table;
use crate::state::filters;
use crate::ui::pages::common::criterion_values::CriterionValues;
use crate::ui::pages::common::criterion_words;
use crate::ui::pages::segments::model::SegmentModel;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::choice::Choice;
use crate::ui::parts::icon::Icon;

/// A condition that is being put together. Copies are the same condition.
#[derive(Clone, Copy)]
pub(super) struct Condition {
    /// Tells it from the others.
    pub(super) key: usize,
    field: RwSignal<Field>,
    operator: RwSignal<Operator>,
    values: RwSignal<Vec<Value>>,
}

impl Condition {
    /// An empty condition on a field.
    pub(super) fn new(key: usize, field: Field) -> Self {
        Self {
            key,
            field: RwSignal::new(field),
            operator: RwSignal::new(first_operator(field)),
            values: RwSignal::new(first_values(field)),
        }
    }

    /// The criterion; `None` while it is incomplete.
    pub(super) fn criterion(self) -> Option<Criterion> {
        let operator = self.operator.get();
        let values = if operator.needs_values() { self.values.get() } else { Vec::new() };
        let criterion = Criterion { field: self.field.get(), operator, values };
        criterion.is_complete().then_some(criterion)
    }
}

fn first_operator(field: Field) -> Operator {
    criterion_words::criterion_operators(field).first().copied().unwrap_or(Operator::IsAnyOf)
}

/// Fields with two values start with the likelier one.
fn first_values(field: Field) -> Vec<Value> {
    match field {
        Field::Kind => vec![Value::Kind(ContactKind::Person)],
        Field::Excluded => vec![Value::Flag(true)],
        _ => Vec::new(),
    }
}

/// The row of a condition.
#[component]
pub(super) fn ConditionRow(
    model: SegmentModel,
    condition: Condition,
    /// Whether it is compared with all contacts, not with the lines only.
    of_all: bool,
    on_remove: Callback<usize>,
) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.steps;
    let Condition { key, field, operator, values } = condition;
    let choose_field = move |key: String| {
        let Some(chosen) = filters::field_of(&key) else { return };
        operator.set(first_operator(chosen));
        values.set(first_values(chosen));
        field.set(chosen);
    };
    let operators = move || {
        let count = values.with(Vec::len);
        let all = criterion_words::criterion_operators(field.get()).iter().enumerate();
        let option = |(place, &it): (usize, &Operator)| {
            (place.to_string(), criterion_words::operator(texts, it, count).to_owned())
        };
        all.map(option).collect::<Vec<_>>()
    };
    let chosen_operator = move || {
        let all = criterion_words::criterion_operators(field.get());
        all.iter().position(|it| *it == operator.get()).unwrap_or(0).to_string()
    };
    let choose_operator = move |key: String| {
        let all = criterion_words::criterion_operators(field.get_untracked());
        if let Some(chosen) = key.parse().ok().and_then(|place: usize| all.get(place)) {
            operator.set(*chosen);
        }
    };
    let fields: Vec<(String, String)> = criterion_words::criterion_fields()
        .map(|field| (filters::key(field).to_owned(), wording::criterion_field(texts, field).to_owned()))
        .collect();
    let alone = Memo::new(move |_| {
        let criterion = condition.criterion()?;
        let app = model.app;
        app.track(Table::Contacts);
        let criteria = Criteria(vec![criterion]);
        Some(app.with(|database, index| {
            if of_all {
                criteria::matches(database, index, &criteria).count()
            } else {
                let kind = StepKind::Refine { criteria, entire_companies: false };
                model.lines.with(|lines| segments::count(database, index, lines, &kind).matched)
            }
        }))
    });
    let needs_values = Memo::new(move |_| operator.get().needs_values());
    let compared = Memo::new(move |_| needs_values.get().then(|| field.get()));
    view! {
        <div class="cr" role="group">
            <Choice
                label=texts.contacts.filter_field
                hide_label=true
                value=Signal::derive(move || filters::key(field.get()).to_owned())
                options=fields
                on_choose=choose_field
            />
            <Choice
                label=texts.contacts.filter_operator
                hide_label=true
                value=Signal::derive(chosen_operator)
                options=Signal::derive(operators)
                on_choose=choose_operator
            />
            <div class="cr-values">
                {move || {
                    compared
                        .get()
                        .map(|field| view! { <CriterionValues field values hide_label=true/> })
                }}
            </div>
            <span class="cnt" title=move || alone.get().map(|n| words.matching_alone(n))>
                {move || alone.get().map_or_else(|| "–".to_owned(), |n| texts.number(n))}
            </span>
            <Button
                text=words.remove_condition
                icon=Icon::Cross
                icon_only=true
                small=true
                kind=ButtonKind::Quiet
                on_click=move || on_remove.run(key)
            />
        </div>
    }
}
