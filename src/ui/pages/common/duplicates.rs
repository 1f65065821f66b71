//! Decisions about possible duplicates, one by one or all at once, and the changes that a contact
//! gets.

use leptos::prelude::*;

use crate::exchange::contact_diff::ContactDiff;
use crate::exchange::duplicate::DuplicateDecision;
use crate::i18n::context::use_texts;
use crate::i18n::texts::{Import, Texts};
use crate::i18n::wording;
use crate::ui::parts::choice::{Choice, ChoiceRow};

/// The captions of what changes on a contact.
pub fn changes(texts: &'static Texts, diff: &ContactDiff) -> String {
    let fields = &texts.fields;
    let mut captions: Vec<&'static str> =
        diff.fields.iter().map(|&field| wording::field(fields, field)).collect();
    captions.extend(diff.company.then_some(fields.company));
    captions.extend(diff.lists.iter().map(|&list| wording::code_list(texts, list)));
    captions.extend(diff.excluded.then_some(fields.excluded));
    captions.join(", ")
}

/// The decision about one row.
#[component]
pub fn Decide(
    /// The contact's name, for assistive technology.
    name: String,
    /// The decision.
    #[prop(into)]
    decision: Signal<DuplicateDecision>,
    /// Called with another decision.
    #[prop(into)]
    on_decide: Callback<DuplicateDecision>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <Choice
            label=Import::of(texts.language).decision_for(name)
            hide_label=true
            value=Signal::derive(move || key(decision.get()).to_owned())
            options=decisions(texts)
            on_choose=move |key: String| on_decide.run(of_key(&key))
        />
    }
}

/// The same decision for all possible duplicates.
#[component]
pub fn DecideAll(
    /// The decision about each.
    #[prop(into)]
    decided: Signal<Vec<DuplicateDecision>>,
    /// Called with another decision for all.
    #[prop(into)]
    on_decide: Callback<DuplicateDecision>,
) -> impl IntoView {
    let texts = use_texts();
    let value = move || {
        decided.with(|decided| match decided.split_first() {
            Some((first, others)) if others.iter().all(|it| it == first) => key(*first).to_owned(),
            _ => String::new(),
        })
    };
    view! {
        <span class="sec cap">{Import::of(texts.language).decide_all}</span>
        <ChoiceRow
            label=Import::of(texts.language).decide_all
            value=Signal::derive(value)
            options=decisions(texts)
            on_choose=move |key: String| on_decide.run(of_key(&key))
        />
    }
}

const LEAVE_OUT: &str = "leave_out";
const ADD: &str = "add";
const SAME: &str = "same";

fn decisions(texts: &'static Texts) -> Vec<(String, String)> {
    let words = Import::of(texts.language);
    [(LEAVE_OUT, words.leave_out), (ADD, words.add_as_new), (SAME, words.is_same)]
        .map(|(key, text)| (key.to_owned(), text.to_owned()))
        .to_vec()
}

const fn key(decision: DuplicateDecision) -> &'static str {
    match decision {
        DuplicateDecision::LeaveOut => LEAVE_OUT,
        DuplicateDecision::AddAsNew => ADD,
        DuplicateDecision::Update => SAME,
    }
}

fn of_key(key: &str) -> DuplicateDecision {
    match key {
        ADD => DuplicateDecision::AddAsNew,
        SAME => DuplicateDecision::Update,
        _ => DuplicateDecision::LeaveOut,
    }
}
