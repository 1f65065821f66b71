//! What stays on every page until it is solved: work that is not saved, a damaged store, a new
//! version that waits.

use leptos::prelude::*;

use crate::browser::update;
use crate::i18n::use_texts;
use crate::state::{Saving, use_office};
use crate::storage::{Problem, StorageError};
use crate::ui::pages::common::save_backup;
use crate::ui::parts::{Banner, Button, ButtonKind, Tone};

/// The banners that hold now.
#[component]
pub fn Banners() -> impl IntoView {
    let texts = use_texts();
    let office = use_office();
    let words = &texts.storage;
    let backup = Callback::new(move |()| save_backup(office));
    let saving = move || match office.saving().get() {
        Saving::Saved => None,
        Saving::ReadOnly => Some(view! { <Banner text=words.read_only tone=Tone::Warning/> }.into_any()),
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
                        <Button text=texts.common.try_again on_click=move |()| office.save() kind=ButtonKind::Quiet small=true/>
                    </div>
                }
                .into_any(),
            )
        }
    };
    let damaged = move || {
        let problems = office.problems().get();
        let units = problems.iter().filter(|it| matches!(it, Problem::Damaged(_))).count();
        (units > 0).then(|| view! { <Banner text=words.damaged(units) tone=Tone::Warning/> })
    };
    let update = move || {
        let take_over = Callback::new(|()| update::take_over());
        office.update_waits().then(|| {
            view! {
                <Banner text=words.update tone=Tone::Information action=Some(words.update_reload.to_owned()) on_action=take_over/>
            }
        })
    };
    view! {
        {saving}
        {damaged}
        {update}
    }
}
