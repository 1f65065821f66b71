//! The state of the linked file, in a line.

use leptos::prelude::*;

use crate::browser::part::part;
use crate::i18n::context::use_texts;
use crate::i18n::texts::BackupFile;
use crate::state::app_state::use_app_state;
use crate::ui::pages::common::linked_file::state::{LinkState, use_linked_file};
use crate::ui::parts::button::Button;
use crate::ui::parts::icon::{Icon, Symbol};

part!(linked_file {
    /// [`LinkStatus`], for a page that comes without this part.
    pub fn link_status() -> AnyView {
        view! { <LinkStatus/> }.into_any()
    }
});

/// "mailroom.json: kept up to date, 13:05", or the problem with a button that solves it.
#[component]
pub fn LinkStatus() -> impl IntoView {
    let texts = use_texts();
    let words = BackupFile::of(texts.language);
    let app = use_app_state();
    let file = use_linked_file();
    let sentence = move || {
        let name = file.name.get();
        match file.status.get() {
            LinkState::Unknown => String::new(),
            LinkState::Kept(at) => words.kept(name, format!("{} {}", texts.date(&at), texts.time(&at))),
            LinkState::Waiting => words.waiting(name),
            LinkState::NeedsPermission => words.needs_permission(name),
            LinkState::Paused => words.paused(name),
            LinkState::Failed(reason) => words.failed(name, reason),
        }
    };
    let action = move || {
        let text = match file.status.get() {
            LinkState::NeedsPermission => texts.common.go_on,
            LinkState::Failed(_) => texts.common.try_again,
            _ => return None,
        };
        Some(view! { <Button text on_click=move |()| file.go_on(app)/> })
    };
    view! {
        <p class="row wrap" role="status">
            <Symbol icon=Icon::File/>
            <span class="grow">{sentence}</span>
        </p>
        {action}
    }
}
