//! The changes of one day.

use leptos::prelude::*;

use crate::i18n::{History, Texts, use_texts, wording};
use crate::state::use_office;
use crate::storage::{About, Deed};
use crate::ui::parts::{Badge, Button, ButtonKind, Tone};

/// A change, and whether it counts now.
type Past = (About, bool);

/// Changes by their days, in the order they come in.
pub fn days(texts: &Texts, changes: Vec<Past>) -> Vec<(String, Vec<Past>)> {
    let mut days: Vec<(String, Vec<Past>)> = Vec::new();
    for past in changes {
        let date = texts.date(&past.0.at);
        match days.last_mut() {
            Some((last, changes)) if *last == date => changes.push(past),
            _ => days.push((date, vec![past])),
        }
    }
    days
}

/// One day, the newest change first.
#[component]
pub fn Day(
    /// As it is shown.
    date: String,
    /// What was done on it.
    changes: Vec<Past>,
) -> impl IntoView {
    let changes = changes.into_iter().map(|past| view! { <Entry past/> }).collect_view();
    view! {
        <section class="card">
            <h2>{date}</h2>
            <ol class="recent">{changes}</ol>
        </section>
    }
}

#[component]
fn Entry(past: Past) -> impl IntoView {
    let texts = use_texts();
    let words = History::of(texts.language);
    let office = use_office();
    let (about, counts) = past;
    let action = wording::action(texts, &about.action);
    let (sentence, is_taken_back) = match about.deed {
        Deed::Made => (action, !counts),
        Deed::Undid(_) => (texts.actions.undone(action), false),
        Deed::Redid(_) => (texts.actions.redone(action), false),
    };
    let (time, at, origin) = (texts.time(&about.at), about.at, about.origin);
    let name = words.go_back_before(&sentence);
    view! {
        <li>
            <time class="sec num" datetime=at>{time}</time>
            <span class="grow" class:sec=is_taken_back>{sentence}</span>
            {is_taken_back.then(|| view! { <Badge text=words.taken_back tone=Tone::Plain/> })}
            <Button
                text=words.go_back
                name=name
                kind=ButtonKind::Quiet
                small=true
                on_click=move |()| office.go_back_before(origin.clone())
            />
        </li>
    }
}
