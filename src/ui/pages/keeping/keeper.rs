//! Sees to it that the file is written, and says so when it can't be.

use leptos::prelude::*;

use crate::browser::events;
use crate::i18n::context::use_texts;
use crate::i18n::texts::BackupFile;
use crate::state::office::{Table, use_office};
use crate::ui::pages::keeping::state::{Standing, use_file_keeping};
use crate::ui::parts::badge::Tone;
use crate::ui::parts::banner::Banner;

/// Writes the file after changes, and when the page is put away. Shows a banner while it can't.
#[component]
pub fn FileKeeper() -> impl IntoView {
    let texts = use_texts();
    let words = BackupFile::of(texts.language);
    let office = use_office();
    let file = use_file_keeping();
    // At the start there may be changes that the last visit had no time for.
    file.write_now(office);
    Effect::new(move |former: Option<()>| {
        for table in [Table::Contacts, Table::Codes, Table::Segments] {
            office.track(table);
        }
        if former.is_some() {
            file.write_soon(office);
        }
    });
    let listener = events::on_visibility(move |is_hidden| {
        if is_hidden {
            file.write_now(office);
        }
    });
    let _listener = StoredValue::new_local(listener);
    move || {
        let name = file.name.get();
        let (text, action) = match file.standing.get() {
            Standing::NeedsPermission => (words.needs_permission(name), texts.common.go_on),
            Standing::Failed(reason) => (words.failed(name, reason), texts.common.try_again),
            Standing::Paused => {
                return Some(view! { <Banner text=words.paused(name) tone=Tone::Warning/> }.into_any());
            }
            Standing::Unknown | Standing::Kept(_) | Standing::Waiting => return None,
        };
        let banner = view! {
            <Banner
                text
                tone=Tone::Warning
                action=Some(action.to_owned())
                on_action=Callback::new(move |()| file.go_on(office))
            />
        };
        Some(banner.into_any())
    }
}
