//! Deletes everything, after a question that cannot be confirmed by accident.

use leptos::prelude::*;

use crate::characters::lowercase;
use crate::domain::catalogue::CodeList;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Safety;
use crate::state::app_state::use_app_state;
use crate::ui::pages::common::backup::save_backup;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::Field;
use crate::ui::parts::icon::Icon;

/// The card of the settings.
#[component]
pub fn EraseCard() -> impl IntoView {
    let texts = use_texts();
    let words = Safety::of(texts.language);
    let is_asking = RwSignal::new(false);
    view! {
        <section class="card">
            <h2>{words.erase}</h2>
            <p>{words.erase_text}</p>
            <Button
                text=words.erase_more
                icon=Icon::Trash
                kind=ButtonKind::Destructive
                on_click=move |()| is_asking.set(true)
            />
            <Show when=move || is_asking.get()>
                <EraseDialog is_asking/>
            </Show>
        </section>
    }
}

/// Names what goes, offers a backup, and waits for the word.
#[component]
fn EraseDialog(is_asking: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let words = Safety::of(texts.language);
    let app = use_app_state();
    let typed = RwSignal::new(String::new());
    let what = move || {
        app.watch(|database, _| {
            let groups = CodeList::ALL.into_iter().map(|list| database.code_count(list)).sum();
            words.erase_what(
                texts.common.contacts(database.contact_count()),
                words.groups(groups),
                texts.backup.segments(database.segment_count()),
            )
        })
    };
    let since = move || {
        let changes = usize::try_from(app.changes_since_backup()).unwrap_or(usize::MAX);
        if app.preferences().with(|it| it.last_backup.is_none()) {
            texts.home.backup_never.to_owned()
        } else if changes == 0 {
            words.erase_saved.to_owned()
        } else {
            words.erase_changes(changes)
        }
    };
    let is_confirmed = move || typed.with(|text| lowercase(text.trim()) == lowercase(words.erase_word));
    let blocked = Signal::derive(move || (!is_confirmed()).then(|| words.erase_type(words.erase_word)));
    view! {
        <Dialog
            narrow=true
            destructive=true
            title=words.erase_question
            on_close=move |()| is_asking.set(false)
            confirm=Some(words.erase.to_owned())
            on_confirm=move |()| app.erase_everything()
            blocked
        >
            <div class="stack">
                <p>{what} " " {since}</p>
                <div class="row">
                    <Button text=words.save_first icon=Icon::Download on_click=move |()| save_backup(app)/>
                </div>
                <Field
                    label=words.erase_type(words.erase_word)
                    value=typed
                    on_input=move |text| typed.set(text)
                />
            </div>
        </Dialog>
    }
}
