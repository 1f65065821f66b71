//! How the file stands, in a line.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::i18n::texts::BackupFile;
use crate::state::office::use_office;
use crate::ui::pages::keeping::state::{Standing, use_file_keeping};
use crate::ui::parts::button::Button;
use crate::ui::parts::icon::{Icon, Symbol};

/// "mailroom.json: kept up to date, 13:05", or what stands in the way, with the way on.
#[component]
pub fn FileStanding() -> impl IntoView {
    let texts = use_texts();
    let words = BackupFile::of(texts.language);
    let office = use_office();
    let file = use_file_keeping();
    let sentence = move || {
        let name = file.name.get();
        match file.standing.get() {
            Standing::Unknown => String::new(),
            Standing::Kept(at) => words.kept(name, format!("{} {}", texts.date(&at), texts.time(&at))),
            Standing::Waiting => words.waiting(name),
            Standing::NeedsPermission => words.needs_permission(name),
            Standing::Paused => words.paused(name),
            Standing::Failed(reason) => words.failed(name, reason),
        }
    };
    let action = move || {
        let text = match file.standing.get() {
            Standing::NeedsPermission => texts.common.go_on,
            Standing::Failed(_) => texts.common.try_again,
            _ => return None,
        };
        Some(view! { <Button text on_click=move |()| file.go_on(office)/> })
    };
    view! {
        <p class="row wrap" role="status">
            <Symbol icon=Icon::File/>
            <span class="grow">{sentence}</span>
        </p>
        {action}
    }
}
