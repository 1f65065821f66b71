//! A condition that is being put together: field, comparison and values. The list's filter and the
//! steps of a segment edit it alike.

use leptos::prelude::*;

use crate::domain::catalogue::ContactKind;
use crate::domain::complete_criteria::check;
use crate::domain::criteria::{Criterion, Field, Incomplete, Operator, Value};
use crate::i18n::context::use_texts;
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::state::app_state::{AppState, Table};
use crate::state::filter_text;
use crate::ui::pages::common::criterion_values::CriterionValues;
use crate::ui::pages::common::criterion_words;
use crate::ui::parts::choice::Choice;
use crate::ui::parts::field::Draft;

/// A condition that is being put together. Copies are the same condition.
#[derive(Clone, Copy)]
pub struct ConditionDraft {
    /// What is looked at.
    pub field: RwSignal<Field>,
    /// How it is compared.
    pub operator: RwSignal<Operator>,
    /// What it is compared with.
    pub values: RwSignal<Vec<Value>>,
    /// A value that was typed and is not taken over yet, or was refused.
    typed: RwSignal<Option<Draft>>,
    /// What the page proposed; until it is touched there is no condition.
    proposed: Option<Field>,
}

impl ConditionDraft {
    /// A new condition on a field.
    #[must_use]
    pub fn new(field: Field) -> Self {
        Self::of(Criterion { field, operator: first_operator(field), values: first_values(field) })
    }

    /// A condition that the page proposes: until it is touched, nothing is asked.
    #[must_use]
    pub fn proposed(field: Field) -> Self {
        Self { proposed: Some(field), ..Self::new(field) }
    }

    /// A condition as it stands in a filter.
    #[must_use]
    pub fn of(Criterion { field, operator, values }: Criterion) -> Self {
        Self {
            field: RwSignal::new(field),
            operator: RwSignal::new(operator),
            values: RwSignal::new(values),
            typed: RwSignal::new(None),
            proposed: None,
        }
    }

    /// Whether it is still as the page proposed it.
    #[must_use]
    pub fn is_untouched(self) -> bool {
        self.proposed.is_some_and(|field| {
            self.field.get() == field
                && self.operator.get() == first_operator(field)
                && self.values.with(Vec::is_empty)
                && self.typed.with(Option::is_none)
        })
    }

    /// Whether the field itself says what is wrong with what was typed.
    #[must_use]
    pub fn is_refused(self) -> bool {
        self.typed.with(|typed| typed.as_ref().is_some_and(|typed| typed.error.is_some()))
    }

    /// The criterion as it stands, complete or not.
    #[must_use]
    pub fn criterion(self) -> Criterion {
        let operator = self.operator.get();
        let values = if operator.needs_values() { self.values.get() } else { Vec::new() };
        Criterion { field: self.field.get(), operator, values }
    }

    /// The criterion, if it is complete. A text that is not taken over makes it incomplete.
    ///
    /// # Errors
    /// A sentence that says what is missing or wrong.
    pub fn checked(self, app: AppState) -> Result<Criterion, String> {
        let texts = app.texts();
        if self.operator.get().needs_values()
            && let Some(typed) = self.typed.get().filter(|typed| !typed.text.trim().is_empty())
        {
            return Err(typed.error.unwrap_or_else(|| texts.criteria.typed(typed.text.trim())));
        }
        app.track(Table::Codes);
        let criterion = self.criterion();
        app.with(|database, _| check(database, &criterion)).map_err(|incomplete| word(texts, &incomplete))?;
        Ok(criterion)
    }

    /// Another field: compared as is usual, with the values that it has elsewhere.
    fn choose_field(self, field: Field, known: impl Fn(Field, Operator) -> Option<Vec<Value>>) {
        let operator = first_operator(field);
        self.typed.set(None);
        self.operator.set(operator);
        self.values.set(known(field, operator).unwrap_or_else(|| first_values(field)));
        self.field.set(field);
    }

    /// Another comparison. Values stay; where there were none to compare with, those that the
    /// criterion has elsewhere come.
    fn choose_operator(self, operator: Operator, known: impl Fn(Field, Operator) -> Option<Vec<Value>>) {
        let keeps = operator.needs_values() && self.operator.get_untracked().needs_values();
        if !keeps && let Some(values) = known(self.field.get_untracked(), operator) {
            self.values.set(values);
        }
        if !operator.needs_values() {
            self.typed.set(None);
        }
        self.operator.set(operator);
    }
}

fn word(texts: &'static Texts, incomplete: &Incomplete) -> String {
    match incomplete {
        // The field stands beside the sentence.
        Incomplete::NoValue(_) => texts.contacts.filter_value_needed.to_owned(),
        other => wording::incomplete(texts, other),
    }
}

fn first_operator(field: Field) -> Operator {
    field.operators().first().copied().unwrap_or(Operator::IsAnyOf)
}

/// Fields with two values start with the likelier one.
fn first_values(field: Field) -> Vec<Value> {
    match field {
        Field::Kind => vec![Value::Kind(ContactKind::Person)],
        Field::Excluded => vec![Value::Flag(true)],
        _ => Vec::new(),
    }
}

/// The values that a page knows for a field and an operator.
pub type KnownValues = Callback<(Field, Operator), Option<Vec<Value>>>;

/// Field, comparison and values of a condition.
#[component]
pub fn ConditionEditor(
    /// The condition.
    draft: ConditionDraft,
    /// Keeps the captions for assistive technology only.
    #[prop(optional)]
    hide_labels: bool,
    /// The values that the page knows for a field and a comparison.
    #[prop(optional, into)]
    known: Option<KnownValues>,
) -> impl IntoView {
    let texts = use_texts();
    let ConditionDraft { field, operator, values, typed, .. } = draft;
    let known = move |field, operator| known.and_then(|known| known.run((field, operator)));
    let choose_field = move |key: String| {
        if let Some(chosen) = filter_text::field_of(&key) {
            draft.choose_field(chosen, known);
        }
    };
    let choose_operator = move |key: String| {
        let all = field.get_untracked().operators();
        if let Some(chosen) = key.parse().ok().and_then(|place: usize| all.get(place)) {
            draft.choose_operator(*chosen, known);
        }
    };
    let fields: Vec<(String, String)> = Field::all()
        .map(|field| (filter_text::key(field).to_owned(), wording::criterion_field(texts, field).to_owned()))
        .collect();
    let operators = move || {
        let count = values.with(Vec::len);
        let all = field.get().operators().iter().enumerate();
        let option = |(place, &it): (usize, &Operator)| {
            (place.to_string(), criterion_words::operator(texts, it, count).to_owned())
        };
        all.map(option).collect::<Vec<_>>()
    };
    let chosen_operator = move || {
        let all = field.get().operators();
        all.iter().position(|it| *it == operator.get()).unwrap_or(0).to_string()
    };
    let compared = Memo::new(move |_| operator.get().needs_values().then(|| field.get()));
    view! {
        <Choice
            label=texts.contacts.filter_field
            hide_label=hide_labels
            value=Signal::derive(move || filter_text::key(field.get()).to_owned())
            options=fields
            on_choose=choose_field
        />
        <Choice
            label=texts.contacts.filter_operator
            hide_label=hide_labels
            value=Signal::derive(chosen_operator)
            options=Signal::derive(operators)
            on_choose=choose_operator
        />
        <div class="cr-values">
            {move || {
                compared
                    .get()
                    .map(|field| {
                        view! { <CriterionValues field values typed hide_label=hide_labels/> }
                    })
            }}
        </div>
    }
}
