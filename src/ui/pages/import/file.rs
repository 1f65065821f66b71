//! WizardStep 1: the file is chosen, or dropped.

use leptos::prelude::*;

use crate::browser::{document, files};
use crate::i18n::context::use_texts;
use crate::i18n::texts::Import;
use crate::state::app_state::use_app_state;
use crate::state::pending_file::PendingFile;
use crate::state::route::Route;
use crate::ui::pages::import::state::CONTENT;
use crate::ui::pages::import::state::ImportFailure;
use crate::ui::pages::import::wording;
use crate::ui::pages::import::work::use_work;
use crate::ui::parts::badge::Tone;
use crate::ui::parts::banner::Banner;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::name::unique_id;

/// The accepted file types. Zimbra names its CSV files `.xls`; a backup leads to its own page.
const ACCEPTED: &str = ".csv,.tsv,.tab,.txt,.xls,.json,text/csv,text/plain";

/// A big area to drop a file on, with a button to choose one.
#[component]
pub fn FileStep() -> impl IntoView {
    let texts = use_texts();
    let words = Import::of(texts.language);
    view! {
        <div class="ib" id=CONTENT tabindex="-1">
            <FailureBanner/>
            <div class="drop">
                <Symbol icon=Icon::Import class="large"/>
                <h2>{words.drop_title}</h2>
                <ChooseFile text=words.choose_file primary=true/>
                <p class="sec">{words.drop_text}</p>
                <p class="sec">{words.drop_excel}</p>
            </div>
        </div>
    }
}

/// A button that lets a person choose a file.
#[component]
pub fn ChooseFile(
    /// The button's text.
    text: &'static str,
    /// The main button of the page.
    #[prop(optional)]
    primary: bool,
) -> impl IntoView {
    let texts = use_texts();
    let work = use_work();
    let id = unique_id("import-file");
    let kind = if primary { ButtonKind::Primary } else { ButtonKind::Default };
    let open = {
        let id = id.clone();
        move |()| document::click_by_id(&id)
    };
    view! {
        <Button text kind icon=Icon::File on_click=open/>
        <input
            type="file"
            class="vh"
            tabindex="-1"
            id=id
            accept=ACCEPTED
            aria-label=Import::of(texts.language).choose_file
            on:change=move |event| {
                if let Some(file) = files::chosen(&event).into_iter().next() {
                    work.open(file);
                }
            }
        />
    }
}

/// Why the last file could not be opened, and what to do.
#[component]
pub fn FailureBanner() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let handed = expect_context::<PendingFile>();
    move || {
        work.failure.get().map(|(file, failure)| {
            let text = wording::failure(texts, &file, &failure);
            if failure == ImportFailure::Backup {
                let action = Some(Import::of(texts.language).to_backup.to_owned());
                let go = Callback::new(move |()| {
                    if let Some(file) = work.misplaced.try_update_value(Option::take).flatten() {
                        handed.offer(Route::Backup, file);
                    }
                    work.failure.set(None);
                    app.go(Route::Backup);
                });
                view! { <Banner text tone=Tone::Information action on_action=go/> }.into_any()
            } else {
                view! { <Banner text tone=Tone::Negative/> }.into_any()
            }
        })
    }
}
