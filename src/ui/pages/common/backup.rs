//! Saves a backup file, and lets the user choose one to open.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::part::part;
use crate::browser::{clock, document, files};
use crate::exchange::json;
use crate::i18n::context::use_texts;
use crate::state::app_state::{AppState, use_app_state};
use crate::state::notices::NoticeKind;
use crate::state::pending_file::PendingFile;
use crate::state::route::Route;
use crate::ui::pages::on_demand::notify_not_loaded;
use crate::ui::parts::name::unique_id;

// The frame preloads this part, so that a backup can be saved without the server.
part!(soon {
    fn backup_text(app: AppState, now: String) -> String {
        app.with(|database, _| json::write(database, &now))
    }
});

/// Saves everything as a JSON file, and records the backup.
pub fn save_backup(app: AppState) {
    let now = clock::now();
    let revision = app.revision();
    spawn_local(async move {
        let Ok(text) = backup_text(app, now.clone()).await else {
            return notify_not_loaded(app);
        };
        save_backup_file(app, &format!("mailroom-{}.json", clock::today()), &text, now, revision);
    });
}

/// Saves the text of a backup as a file, records the backup with its time and revision, and shows a
/// notice; whether that worked.
pub fn save_backup_file(app: AppState, file: &str, text: &str, at: String, revision: u64) -> bool {
    let texts = app.texts();
    let is_saved = files::save(file, "application/json", text.as_bytes()).is_some();
    if is_saved {
        app.record_backup(at, revision);
        app.notices().show(NoticeKind::Information, texts.backup.saved(file));
    } else {
        app.notices().show(NoticeKind::Failure, texts.contacts.not_exported);
    }
    is_saved
}

/// A hidden file input for a backup, which leads to the page that opens it.
#[component]
pub fn OpenBackup(
    /// Set to open the browser's file dialog; reset at once.
    choosing: RwSignal<bool>,
) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let pending = expect_context::<PendingFile>();
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
                    pending.offer(Route::Backup, file);
                    app.go(Route::Backup);
                }
            }
        />
    }
}
