//! The saved state in a status bar.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::state::app_state::use_app_state;
use crate::storage::replica::status::Saving;
use crate::ui::parts::icon::{Icon, Symbol};

/// "Saved on this device · 14:32", or nothing while a banner says that it is not.
#[component]
pub fn SavedState() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let saved = move || {
        (app.saving().get() == Saving::Saved).then(|| {
            let time = texts.time(&app.saved_at().get());
            view! {
                <span class="saved" role="status">
                    <Symbol icon=Icon::Done class="pos-icon"/>
                    {texts.storage.saved}
                    " · "
                    {time}
                </span>
            }
        })
    };
    view! { {saved} }
}
