//! Saving a backup, and the way to opening one.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{clock, document, files};
use crate::i18n::context::use_texts;
use crate::state::app_state::{AppState, use_app_state};
use crate::state::notices::NoticeKind;
use crate::state::pending_file::PendingFile;
use crate::state::route::Route;
use crate::ui::pages::on_demand;
use crate::ui::parts::name::unique_id;

/// Saves everything as a JSON file, and remembers when.
pub fn save_backup(app: AppState) {
    let now = clock::now();
    let revision = app.revision();
    spawn_local(async move {
        let Ok(text) = on_demand::backup_text(app, now.clone()).await else {
            return on_demand::notify_not_loaded(app);
        };
        save_backup_file(app, &format!("mailroom-{}.json", clock::today()), &text, now, revision);
    });
}

/// Hands a backup out as a file, and remembers when it was made of which revision; whether that
/// worked. Tells either way.
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

/// Lets choose a backup file, and leads to the page that opens it.
#[component]
pub fn OpenBackup(
    /// Set to let the person choose a file; set back at once.
    choosing: RwSignal<bool>,
) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let handed = expect_context::<PendingFile>();
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
                    handed.offer(Route::Backup, file);
                    app.go(Route::Backup);
                }
            }
        />
    }
}
