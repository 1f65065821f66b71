//! The page for unknown addresses.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::state::route::Route;
use crate::ui::parts::button::ButtonLink;
use crate::ui::parts::empty::Empty;
use crate::ui::parts::icon::Icon;

/// Says that the address is unknown, with a link to the start page.
#[component]
pub fn UnknownPage() -> impl IntoView {
    let words = &use_texts().settings;
    view! {
        <div class="page">
            <h1 class="vh">{words.unknown_page}</h1>
            <Empty icon=Icon::Search title=words.unknown_page text=Some(words.unknown_page_hint.to_owned())>
                <ButtonLink text=words.to_home href=Route::Home.href()/>
            </Empty>
        </div>
    }
}
