//! Import and backup: ways in and out for everything.

use leptos::prelude::*;

use crate::i18n::use_texts;
use crate::state::{Route, use_office};
use crate::ui::pages::common::{OpenBackup, save_backup};
use crate::ui::parts::{Button, ButtonKind, ButtonLink, Icon};

/// The page *Import and backup*.
#[component]
pub fn BackupPage() -> impl IntoView {
    let texts = use_texts();
    let office = use_office();
    let words = &texts.backup;
    let choosing = RwSignal::new(false);
    let last = move || {
        office.preferences().with(|preferences| match &preferences.last_backup {
            Some(date) => texts.home.backup_on(texts.date(date)),
            None => texts.home.backup_never.to_owned(),
        })
    };
    view! {
        <div class="page">
            <header class="phead ruled">
                <div class="ptitle">
                    <h1>{words.title}</h1>
                </div>
            </header>
            <div class="cards">
                <section class="card">
                    <h2>{words.import_title}</h2>
                    <p>{words.import_text}</p>
                    <ButtonLink text=texts.home.import_file icon=Icon::Import kind=ButtonKind::Primary href=Route::Import.href()/>
                </section>
                <section class="card">
                    <h2>{words.save_title}</h2>
                    <p>{words.save_text} " " {last}</p>
                    <Button text=words.save icon=Icon::Download on_click=move |()| save_backup(office)/>
                </section>
                <section class="card">
                    <h2>{words.open_title}</h2>
                    <p>{words.open_text}</p>
                    <Button text=words.open icon=Icon::File on_click=move |()| choosing.set(true)/>
                    <OpenBackup choosing/>
                </section>
                <section class="card">
                    <h2>{words.place_title}</h2>
                    <p>{words.place_text} " " {words.place_file}</p>
                </section>
            </div>
        </div>
    }
}
