//! A file dropped anywhere opens: contacts in the import, a backup on its page.

use leptos::prelude::*;

use crate::browser::document;
use crate::browser::dragging;
use crate::browser::files::ChosenFile;
use crate::browser::timers::Debounce;
use crate::i18n::use_texts;
use crate::state::{Handed, NoticeKind, Route, use_office};
use crate::ui::parts::{Icon, Symbol};

/// Nothing tells reliably that a file was dragged away again, but silence does: browsers report
/// a dragged file every 350 milliseconds at least.
const SILENCE: i32 = 600;

/// The hint that a file can be dropped, as long as one is dragged over the window.
#[component]
pub fn Dropping() -> impl IntoView {
    let texts = use_texts();
    let office = use_office();
    let handed = expect_context::<Handed>();
    let words = &texts.import;
    let over = RwSignal::new(false);
    let leaving = Debounce::default();
    let hide = leaving.clone();
    let drag = move || {
        // A dialog is answered first.
        if !over.get_untracked() && !document::is_dialog_open() {
            over.set(true);
        }
        leaving.call(SILENCE, move || {
            let _ = over.try_set(false);
        });
    };
    let drop = move |files: Vec<ChosenFile>| {
        hide.cancel();
        over.set(false);
        let several = files.len() > 1;
        let Some(file) = files.into_iter().next() else { return };
        let name = file.name();
        if document::is_dialog_open() {
            office.notices().show(NoticeKind::Failure, words.drop_dialog(name));
            return;
        }
        if several {
            office.notices().show(NoticeKind::Information, words.drop_one(&name));
        }
        let page = if name.to_lowercase().ends_with(".json") { Route::Backup } else { Route::Import };
        // A field with the focus hands over what was typed.
        document::leave_field();
        handed.give(page.clone(), file);
        office.go(page);
    };
    // They end with the frame.
    let _listeners = StoredValue::new_local(dragging::on_files(drag, drop));
    view! {
        <Show when=move || over.get()>
            <div class="drop-hint" role="status">
                <div>
                    <Symbol icon=Icon::Import class="large"/>
                    <b>{words.drop_anywhere}</b>
                    <span class="sec">{words.drop_kinds}</span>
                </div>
            </div>
        </Show>
    }
}
