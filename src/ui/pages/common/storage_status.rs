//! Where the data is saved: in this browser, and in a backup file.

use leptos::prelude::*;

use crate::browser::clock;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Texts;
use crate::state::app_state::use_app_state;
use crate::storage::replica::status::Saving;
use crate::ui::parts::icon::{Icon, Symbol};

/// *Saved in this browser* and *Backed up to file*, each with its time.
#[component]
pub fn StorageStatus() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let words = &texts.storage;
    let in_browser = move || match app.saving().get() {
        Saving::Saved => texts.time(&app.saved_at().get()),
        Saving::Moving | Saving::Unsaved(_) | Saving::ReadOnly => words.not_saved_yet.to_owned(),
    };
    let in_file = move || {
        let last = app.preferences().with(|it| it.last_backup.as_deref().map(|at| when(texts, at)));
        last.unwrap_or_else(|| words.never.to_owned())
    };
    let since = move || {
        let changes = usize::try_from(app.changes_since_backup()).unwrap_or(usize::MAX);
        (changes > 0 && app.preferences().with(|it| it.last_backup.is_some()))
            .then(|| words.changes_since(changes))
    };
    view! {
        <dl class="safety">
            <div>
                <dt>
                    <Symbol icon=Icon::Done/>
                    {words.saved}
                </dt>
                <dd>{in_browser}</dd>
            </div>
            <div>
                <dt>
                    <Symbol icon=Icon::File/>
                    {words.in_file}
                </dt>
                <dd>{in_file} <span class="since">{since}</span></dd>
            </div>
        </dl>
    }
}

/// The time of day for today, else the date.
fn when(texts: &Texts, at: &str) -> String {
    let date = texts.date(at);
    if date == texts.date(&clock::now()) { texts.time(at) } else { date }
}
