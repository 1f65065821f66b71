//! Banners above every page: unsaved changes, a damaged store, a due backup, a new version.

use leptos::prelude::*;

use crate::browser::{clock, location, update};
use crate::i18n::context::use_texts;
use crate::state::app_state::use_app_state;
use crate::storage::key_value::StorageError;
use crate::storage::load::Problem;
use crate::storage::replica::status::Saving;
use crate::ui::pages::common::backup::save_backup;
use crate::ui::pages::common::linked_file::sync::linked_file_sync;
use crate::ui::pages::common::storage_problems::{has_storage_problems, storage_problem_banners};
use crate::ui::pages::on_demand::in_background;
use crate::ui::parts::badge::Tone;
use crate::ui::parts::banner::Banner;
use crate::ui::parts::button::{Button, ButtonKind};

/// The banners that apply now.
#[component]
pub fn Banners() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let words = &texts.storage;
    let backup = Callback::new(move |()| save_backup(app));
    let is_explained = move || {
        let has_banner = |it: &Problem| matches!(it, Problem::Contradiction(_) | Problem::Older);
        app.problems().with(|all| all.iter().any(has_banner))
    };
    let saving = move || match app.saving().get() {
        // Moving takes only a moment.
        Saving::Saved | Saving::Moving => None,
        // The problem has a banner of its own.
        Saving::ReadOnly if is_explained() => None,
        Saving::ReadOnly => {
            let action = Some(words.update_reload.to_owned());
            let reload = Callback::new(|()| location::reload());
            Some(
                view! { <Banner text=words.read_only tone=Tone::Warning action on_action=reload/> }
                    .into_any(),
            )
        }
        Saving::Unsaved(error) => {
            let text = match error {
                StorageError::Full => words.full.to_owned(),
                StorageError::Denied => words.denied.to_owned(),
                StorageError::Other(name) => words.not_saved(name),
            };
            Some(
                view! {
                    <div class="row wrap banner-row">
                        <Banner text tone=Tone::Negative action=Some(words.download_backup.to_owned()) on_action=backup/>
                        <Button text=texts.common.try_again on_click=move |()| app.save() kind=ButtonKind::Quiet small=true/>
                    </div>
                }
                .into_any(),
            )
        }
    };
    let has_storage_problems = Memo::new(move |_| {
        let share = app.storage_share().get();
        app.problems().with(|problems| has_storage_problems(problems, share))
    });
    let problems = move || has_storage_problems.get().then(|| in_background(storage_problem_banners()));
    let update = move || {
        let take_over = Callback::new(|()| update::take_over());
        app.update_waits().then(|| {
            view! {
                <Banner text=words.update tone=Tone::Information action=Some(words.update_reload.to_owned()) on_action=take_over/>
            }
        })
    };
    let keeps_file = Memo::new(move |_| app.preferences().with(|it| it.keeps_file));
    let file = move || keeps_file.get().then(|| in_background(linked_file_sync()));
    view! {
        {saving}
        {problems}
        {file}
        <Reminder/>
        {update}
    }
}

/// The reminder of a due backup. It appears on navigation only, so that the page does not shift
/// while the user works on it, and disappears once it is answered.
#[component]
fn Reminder() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let words = &texts.storage;
    let route = Memo::new(move |_| app.address().with(|address| address.route.clone()));
    let came = Memo::new(move |_| {
        // Tracks the route: the memo runs again on navigation.
        route.with(|_| ());
        untrack(|| app.is_backup_due())
    });
    let is_due = Memo::new(move |_| came.get() && app.is_backup_due());
    let aside = move |()| app.update_preferences(|it| it.reminder_aside = Some(clock::now()));
    let sentence = move || {
        let changes = usize::try_from(app.changes_since_backup()).unwrap_or(usize::MAX);
        app.preferences().with(|it| match &it.last_backup {
            Some(date) => words.reminder_old(changes, texts.date(date)),
            None => words.reminder_never.to_owned(),
        })
    };
    view! {
        <Show when=move || is_due.get()>
            <div class="row wrap banner-row">
                <Banner
                    text=Signal::derive(sentence)
                    tone=Tone::Information
                    action=Some(texts.home.save_backup.to_owned())
                    on_action=move |()| save_backup(app)
                />
                <Button text=words.remind_later on_click=aside kind=ButtonKind::Quiet small=true/>
            </div>
        </Show>
    }
}
