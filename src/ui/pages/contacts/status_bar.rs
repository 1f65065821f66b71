//! How many contacts are shown of how many there are.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::state::app_state::Table;
use crate::ui::pages::common::saved_state::SavedState;
use crate::ui::pages::contacts::model::Model;

/// The status bar of the page.
#[component]
pub(super) fn StatusBar() -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    let shown = Memo::new(move |_| model.listing.with(|listing| listing.contacts.len()));
    let all = Memo::new(move |_| {
        model.app.track(Table::Contacts);
        model.app.with(|database, _| database.contact_count())
    });
    let counts = move || {
        if shown.get() == all.get() {
            view! { <b>{texts.common.contacts(all.get())}</b> }.into_any()
        } else {
            view! {
                <b>{texts.number(shown.get())}</b>
                {texts.contacts.of_total(all.get())}
            }
            .into_any()
        }
    };
    view! {
        <footer class="sbar">
            <span class="row" role="status">{counts}</span>
            <SavedState/>
            <span class="row hint last">
                <kbd>"Enter"</kbd>
                {texts.contacts.open_card}
                <kbd>"Alt+F2"</kbd>
                {texts.common.details}
            </span>
        </footer>
    }
}
