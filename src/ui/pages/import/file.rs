//! Step 1: the file is chosen, or dropped.

use leptos::prelude::*;

use crate::browser::{document, files};
use crate::i18n::context::use_texts;
use crate::i18n::texts::Import;
use crate::state::app_state::use_app_state;
use crate::state::pending_file::PendingFile;
use crate::state::route::Route;
use crate::ui::pages::import::state::Failure;
use crate::ui::pages::import::work::use_work;
use crate::ui::pages::import::{CONTENT, wording};
use crate::ui::parts::badge::Tone;
use crate::ui::parts::banner::Banner;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::name::unique_id;

/// What file inputs accept. Zimbra names its CSV files `.xls`; backups are led to their page.
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
    /// What the button says.
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

/// What was wrong with the file chosen last, and the way on.
#[component]
pub fn FailureBanner() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let handed = expect_context::<PendingFile>();
    move || {
        work.failure.get().map(|(file, failure)| {
            let text = wording::failure(texts, &file, &failure);
            if failure == Failure::Backup {
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
