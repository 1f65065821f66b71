//! What stands around every page: navigation, the banner of unsaved work, toasts, Tell Me and
//! the keys that work everywhere.

mod banners;
mod drop_zone;
mod navigation;
mod tell_me;
mod toasts;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::timers::after;
use crate::i18n::context::use_texts;
use crate::state::app_state::use_app_state;
use crate::state::route::Route;
use crate::state::topic::Topic;
use crate::ui::frame::banners::Banners;
use crate::ui::frame::drop_zone::DropZone;
use crate::ui::frame::navigation::{PhoneNavigation, SideNavigation};
use crate::ui::frame::tell_me::TellMe;
use crate::ui::frame::toasts::Toasts;
use crate::ui::pages::on_demand::bring_soon;
use crate::ui::parts::shortcut::{Where, on_shortcut};

/// When the part comes that must be at hand, in milliseconds after the start: what is typed into
/// Tell Me at once is not lost, and a backup can be saved without the server.
const BRINGS: i32 = 1_000;

/// The frame around a page.
#[component]
pub fn Frame(
    /// The page.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let telling = RwSignal::new(false);
    // The frame keeps the timer, since one that is dropped is called off.
    let _ = StoredValue::new_local(after(BRINGS, bring));
    on_shortcut("Control+z", Where::OutsideUnsettledText, move || app.undo());
    on_shortcut("Control+y", Where::OutsideUnsettledText, move || app.redo());
    on_shortcut("Control+Shift+z", Where::OutsideUnsettledText, move || app.redo());
    on_shortcut("Alt+q", Where::Everywhere, move || telling.set(true));
    on_shortcut("Control+F1", Where::Everywhere, move || app.go(Route::Help(Topic::WorkingWith)));
    on_shortcut("Control+k", Where::Everywhere, move || telling.set(true));
    view! {
        <a class="skip" href="#main" on:click=skip>
            {texts.common.skip_to_content}
        </a>
        <div class="app">
            <SideNavigation telling/>
            <main class="main" id="main" tabindex="-1">
                <Banners/>
                {children()}
            </main>
            <PhoneNavigation telling/>
        </div>
        <Toasts/>
        <TellMe open=telling/>
        <DropZone/>
    }
}

/// What can't be downloaded now is asked for again when it is needed.
fn bring() {
    spawn_local(async { drop(bring_soon().await) });
}

/// The address holds the page, so the link moves the focus itself.
fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    crate::browser::document::focus_by_id("main");
}
