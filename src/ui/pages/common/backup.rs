//! Saving a backup, and the way to opening one.

use leptos::prelude::*;

use crate::browser::{clock, document, files};
use crate::exchange::json;
use crate::i18n::use_texts;
use crate::state::{Handed, NoticeKind, Office, Route, use_office};
use crate::ui::parts::unique_id;

/// Saves everything as a JSON file, and remembers when.
pub fn save_backup(office: Office) {
    let now = clock::now();
    let text = office.with(|database, _| json::write(database, &now));
    let file = format!("mailroom-{}.json", clock::today());
    if files::save(&file, "application/json", text.as_bytes()).is_some() {
        office.prefer(|it| it.last_backup = Some(now));
        office.notices().show(NoticeKind::Information, office.texts().backup.saved(file));
    }
}

/// Lets choose a backup file, and leads to the page that opens it.
#[component]
pub fn OpenBackup(
    /// Set to let the person choose a file; set back at once.
    choosing: RwSignal<bool>,
) -> impl IntoView {
    let texts = use_texts();
    let office = use_office();
    let handed = expect_context::<Handed>();
    let id = unique_id("backup-file");
    {
        let id = id.clone();
        Effect::new(move |_| {
            if choosing.get() {
                document::click_by_id(&id);
                choosing.set(false);
            }
        });
    }
    view! {
        <input
            type="file"
            class="vh"
            tabindex="-1"
            id=id
            accept=".json,application/json"
            aria-label=texts.home.open_backup
            on:change=move |event| {
                if let Some(file) = files::chosen(&event).into_iter().next() {
                    handed.give(Route::Backup, file);
                    office.go(Route::Backup);
                }
            }
        />
    }
}
