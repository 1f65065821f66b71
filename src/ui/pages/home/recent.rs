//! The latest changes.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::i18n::wording;
use crate::state::app_state::use_app_state;
use crate::state::route::Route;

/// The number of changes shown.
const CHANGES: usize = 8;

/// The latest changes with their times, and a link to all.
#[component]
pub fn RecentChanges() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let words = &texts.home;
    let changes = move || {
        let changes = app.recent_changes(CHANGES);
        if changes.is_empty() {
            return view! { <p class="sec">{words.no_changes}</p> }.into_any();
        }
        let rows = changes.into_iter().map(|(action, at)| {
            // With the date, as a window may stay open for days.
            let when = format!("{} {}", texts.date(&at), texts.time(&at));
            view! {
                <li>
                    <span>{wording::action(texts, &action)}</span>
                    <time class="sec" datetime=at>{when}</time>
                </li>
            }
        });
        view! { <ol class="recent">{rows.collect_view()}</ol> }.into_any()
    };
    view! {
        <section class="card">
            <h2>
                {words.recent_changes}
                <a class="r" href=Route::History.href()>{words.all_changes}</a>
            </h2>
            {changes}
        </section>
    }
}
