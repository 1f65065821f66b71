//! Writes the linked file after changes, with a banner where that is not possible.

use leptos::prelude::*;

use crate::browser::events;
use crate::browser::part::part;
use crate::i18n::context::use_texts;
use crate::i18n::texts::BackupFile;
use crate::state::app_state::{Table, use_app_state};
use crate::ui::pages::common::linked_file::state::{LinkState, use_linked_file};
use crate::ui::parts::badge::Tone;
use crate::ui::parts::banner::Banner;

part!(linked_file {
    /// [`LinkedFileSync`], where a file is linked.
    pub fn linked_file_sync() -> AnyView {
        view! { <LinkedFileSync/> }.into_any()
    }
});

/// Writes the file after changes and when the page is hidden. Shows a banner while that fails.
#[component]
pub fn LinkedFileSync() -> impl IntoView {
    let texts = use_texts();
    let words = BackupFile::of(texts.language);
    let app = use_app_state();
    let file = use_linked_file();
    // The last visit may have ended before its changes were written.
    file.write_now(app);
    Effect::new(move |former: Option<()>| {
        for table in [Table::Contacts, Table::Codes, Table::Segments] {
            app.track(table);
        }
        if former.is_some() {
            file.write_soon(app);
        }
    });
    let listener = events::on_visibility(move |is_hidden| {
        if is_hidden {
            file.write_now(app);
        }
    });
    let _listener = StoredValue::new_local(listener);
    move || {
        let name = file.name.get();
        let (text, action) = match file.status.get() {
            LinkState::NeedsPermission => (words.needs_permission(name), texts.common.go_on),
            LinkState::Failed(reason) => (words.failed(name, reason), texts.common.try_again),
            LinkState::Paused => {
                return Some(view! { <Banner text=words.paused(name) tone=Tone::Warning/> }.into_any());
            }
            LinkState::Unknown | LinkState::Kept(_) | LinkState::Waiting => return None,
        };
        let banner = view! {
            <Banner
                text
                tone=Tone::Warning
                action=Some(action.to_owned())
                on_action=Callback::new(move |()| file.go_on(app))
            />
        };
        Some(banner.into_any())
    }
}
