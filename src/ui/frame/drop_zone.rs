//! Files dropped on any page: contacts open in the import, a backup on the backup page.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::document;
use crate::browser::dragging;
use crate::browser::files::ChosenFile;
use crate::browser::part::part;
use crate::browser::timers::Debounce;
use crate::i18n::context::use_language;
use crate::i18n::texts::Dropping;
use crate::state::app_state::{AppState, use_app_state};
use crate::state::notices::NoticeKind;
use crate::state::pending_file::PendingFile;
use crate::state::route::Route;
use crate::ui::pages::on_demand::{in_background, notify_not_loaded};
use crate::ui::parts::icon::{Icon, Symbol};

/// Milliseconds without an event after which the file was dragged away. Browsers report a dragged
/// file at least every 350 ms, but its leaving not reliably.
const DRAG_TIMEOUT: i32 = 600;

/// The hint that a file can be dropped, while one is dragged over the window.
#[component]
pub fn DropZone() -> impl IntoView {
    let app = use_app_state();
    let pending = expect_context::<PendingFile>();
    let over = RwSignal::new(false);
    let leaving = Debounce::default();
    let hide = leaving.clone();
    let drag = move || {
        // An open dialog comes first.
        if !over.get_untracked() && !document::is_dialog_open() {
            over.set(true);
        }
        leaving.call(DRAG_TIMEOUT, move || {
            let _ = over.try_set(false);
        });
    };
    let drop = move |files: Vec<ChosenFile>| {
        hide.cancel();
        over.set(false);
        spawn_local(async move {
            if open_dropped(app, pending, files).await.is_err() {
                notify_not_loaded(app);
            }
        });
    };
    // The listeners end with the frame.
    let _listeners = StoredValue::new_local(dragging::on_files(drag, drop));
    view! { <Show when=move || over.get()>{in_background(hint())}</Show> }
}

part!(soon {
    fn hint() -> AnyView {
        let words = Dropping::of(use_language());
        view! {
            <div class="drop-hint" role="status">
                <div>
                    <Symbol icon=Icon::Import class="large"/>
                    <b>{words.anywhere}</b>
                    <span class="sec">{words.kinds}</span>
                </div>
            </div>
        }
        .into_any()
    }

    fn open_dropped(app: AppState, pending: PendingFile, files: Vec<ChosenFile>) -> () {
        open(app, pending, files);
    }
});

fn open(app: AppState, pending: PendingFile, files: Vec<ChosenFile>) {
    let words = Dropping::of(app.texts().language);
    let several = files.len() > 1;
    let Some(file) = files.into_iter().next() else { return };
    let name = file.name();
    if document::is_dialog_open() {
        app.notices().show(NoticeKind::Failure, words.dialog(name));
        return;
    }
    if several {
        app.notices().show(NoticeKind::Information, words.one(&name));
    }
    let page = if name.to_ascii_lowercase().ends_with(".json") { Route::Backup } else { Route::Import };
    // The focused field commits its text.
    document::leave_field();
    pending.offer(page.clone(), file);
    app.go(page);
}
