//! The changes of one day.

use leptos::prelude::*;

use crate::i18n::{History, use_texts, wording};
use crate::state::use_office;
use crate::storage::{About, Deed};
use crate::ui::parts::{Badge, Button, ButtonKind, Tone};

/// A change, and whether it counts now.
type Past = (About, bool);

/// One day, the newest change first.
#[component]
pub fn Day(
    /// As it is shown.
    date: String,
    /// What was done on all days, the newest first.
    history: Memo<Vec<Past>>,
) -> impl IntoView {
    let texts = use_texts();
    let changes = {
        let date = date.clone();
        move || {
            history.with(|all| {
                let of_the_day = all.iter().filter(|(about, _)| texts.date(&about.at) == date);
                of_the_day.map(|(about, _)| about.clone()).collect::<Vec<_>>()
            })
        }
    };
    view! {
        <section class="card">
            <h2>{date}</h2>
            <ol class="recent">
                <For each=changes key=|about| about.origin.clone() let:about>
                    <Entry about history/>
                </For>
            </ol>
        </section>
    }
}

#[component]
fn Entry(about: About, history: Memo<Vec<Past>>) -> impl IntoView {
    let texts = use_texts();
    let words = History::of(texts.language);
    let office = use_office();
    let action = wording::action(texts, &about.action);
    let was_made = about.deed == Deed::Made;
    let sentence = match about.deed {
        Deed::Made => action,
        Deed::Undid(_) => texts.actions.undone(action),
        Deed::Redid(_) => texts.actions.redone(action),
    };
    let (time, at, origin) = (texts.time(&about.at), about.at, about.origin);
    let is_taken_back = Memo::new({
        let origin = origin.clone();
        move |_| {
            let counts =
                |all: &Vec<Past>| all.iter().any(|(about, counts)| *counts && about.origin == origin);
            was_made && !history.with(counts)
        }
    });
    let taken_back =
        move || is_taken_back.get().then(|| view! { <Badge text=words.taken_back tone=Tone::Plain/> });
    let name = words.go_back_before(&sentence);
    view! {
        <li>
            <time class="sec num" datetime=at>{time}</time>
            <span class="grow" class:sec=is_taken_back>{sentence}</span>
            {taken_back}
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
