//! What a person decides about possible duplicates: one by one, or all at once.

use leptos::prelude::*;

use super::rows::Place;
use super::work::use_work;
use crate::exchange::csv::{Duplicate, Outcome};
use crate::i18n::{Texts, use_texts};
use crate::ui::parts::{Choice, ChoiceRow};

/// The decision about one row.
#[component]
pub fn Decide(
    /// The row's place in the plan.
    at: usize,
    /// The contact's name, for assistive technology.
    name: String,
) -> impl IntoView {
    let texts = use_texts();
    let work = use_work();
    let value = move || {
        work.plan.with(|plan| {
            let row = plan.as_ref().and_then(|plan| plan.rows.get(at));
            key(row.map_or(Duplicate::LeaveOut, |row| row.decision)).to_owned()
        })
    };
    view! {
        <Choice
            label=texts.import.decision_for(name)
            hide_label=true
            value=Signal::derive(value)
            options=decisions(texts)
            on_choose=move |key: String| work.decide(&[at], decision(&key))
        />
    }
}

/// The same decision for all possible duplicates.
#[component]
pub fn DecideAll(
    /// Where they are.
    places: Memo<Vec<Place>>,
) -> impl IntoView {
    let texts = use_texts();
    let work = use_work();
    let value = move || {
        work.plan.with(|plan| {
            let rows = plan.iter().flat_map(|plan| &plan.rows);
            let mut decisions = rows
                .filter(|row| matches!(row.outcome, Outcome::PossibleDuplicate(_)))
                .map(|row| row.decision);
            let first = decisions.next().unwrap_or_default();
            if decisions.all(|it| it == first) { key(first).to_owned() } else { String::new() }
        })
    };
    let choose = move |chosen: String| {
        let rows: Vec<usize> = places.with_untracked(|places| places.iter().map(|(at, _)| *at).collect());
        work.decide(&rows, decision(&chosen));
    };
    view! {
        <span class="sec cap">{texts.import.decide_all}</span>
        <ChoiceRow
            label=texts.import.decide_all
            value=Signal::derive(value)
            options=decisions(texts)
            on_choose=choose
        />
    }
}

const LEAVE_OUT: &str = "leave_out";
const ADD: &str = "add";
const SAME: &str = "same";

fn decisions(texts: &'static Texts) -> Vec<(String, String)> {
    let words = &texts.import;
    [(LEAVE_OUT, words.leave_out), (ADD, words.add_as_new), (SAME, words.is_same)]
        .map(|(key, text)| (key.to_owned(), text.to_owned()))
        .to_vec()
}

const fn key(decision: Duplicate) -> &'static str {
    match decision {
        Duplicate::LeaveOut => LEAVE_OUT,
        Duplicate::AddAsNew => ADD,
        Duplicate::Update => SAME,
    }
}

fn decision(key: &str) -> Duplicate {
    match key {
        ADD => Duplicate::AddAsNew,
        SAME => Duplicate::Update,
        _ => Duplicate::LeaveOut,
    }
}
