//! The page *Import and backup*.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::state::route::Route;
use crate::ui::pages::common::backup::OpenBackup;
use crate::ui::pages::common::linked_file::card::LinkedFileCard;
use crate::ui::pages::home::saving::SavingCard;
use crate::ui::parts::button::{Button, ButtonKind, ButtonLink};
use crate::ui::parts::icon::Icon;

/// The page *Import and backup*.
#[component]
pub fn BackupPage() -> impl IntoView {
    let texts = use_texts();
    let words = &texts.backup;
    let choosing = RwSignal::new(false);
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
                <SavingCard/>
                <LinkedFileCard/>
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
