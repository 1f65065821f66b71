//! Links and unlinks the file.

use leptos::prelude::*;

use crate::browser::linked_file;
use crate::i18n::context::use_texts;
use crate::i18n::texts::BackupFile;
use crate::state::app_state::use_app_state;
use crate::ui::pages::common::linked_file::state::use_linked_file;
use crate::ui::pages::common::linked_file::status::LinkStatus;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::icon::Icon;

/// The card of the page *Import and backup*.
#[component]
pub fn LinkedFileCard() -> impl IntoView {
    let texts = use_texts();
    let words = BackupFile::of(texts.language);
    let app = use_app_state();
    let file = use_linked_file();
    let is_kept = Memo::new(move |_| app.preferences().with(|it| it.keeps_file));
    let choose = move |()| file.choose(app);
    let body = move || {
        if !linked_file::is_offered() {
            view! { <p>{words.not_offered}</p> }.into_any()
        } else if is_kept.get() {
            view! {
                <p>{words.about_kept} " " {words.not_protected}</p>
                <LinkStatus/>
                <div class="row wrap">
                    <Button text=words.choose_other icon=Icon::File on_click=choose/>
                    <Button text=words.stop kind=ButtonKind::Quiet on_click=move |()| file.stop(app)/>
                </div>
            }
            .into_any()
        } else {
            view! {
                <p>{words.about} " " {words.not_protected}</p>
                <Button text=words.choose icon=Icon::File on_click=choose/>
            }
            .into_any()
        }
    };
    view! {
        <section class="card">
            <h2>{words.title}</h2>
            {body}
        </section>
    }
}
