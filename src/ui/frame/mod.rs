//! The frame around every page: navigation, banners, toasts, Tell Me and global shortcuts.

mod banners;
mod drop_zone;
mod navigation;
mod tell_me;
mod toasts;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::part::part;
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
use crate::ui::parts::shortcut::{Where, on_shortcut};

/// Milliseconds after the start at which the part `soon` is downloaded: Tell Me then opens at once,
/// and a backup can be saved without the server.
const PRELOAD_AFTER: i32 = 1_000;

part!(soon {
    /// Downloads the part and does nothing else.
    fn preload() -> () {}
});

/// The frame around a page.
#[component]
pub fn Frame(
    /// The page.
    children: Children,
) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let tell_me_open = RwSignal::new(false);
    // The frame owns the timer, as dropping a timer cancels it.
    let _ = StoredValue::new_local(after(PRELOAD_AFTER, start_preload));
    on_shortcut("Control+z", Where::OutsideUnsettledText, move || app.undo());
    on_shortcut("Control+y", Where::OutsideUnsettledText, move || app.redo());
    on_shortcut("Control+Shift+z", Where::OutsideUnsettledText, move || app.redo());
    on_shortcut("Alt+q", Where::Everywhere, move || tell_me_open.set(true));
    on_shortcut("Control+F1", Where::Everywhere, move || app.go(Route::Help(Topic::WorkingWith)));
    on_shortcut("Control+k", Where::Everywhere, move || tell_me_open.set(true));
    view! {
        <a class="skip" href="#main" on:click=skip>
            {texts.common.skip_to_content}
        </a>
        <div class="app">
            <SideNavigation tell_me_open/>
            <main class="main" id="main" tabindex="-1">
                <Banners/>
                {children()}
            </main>
            <Toasts/>
            <PhoneNavigation tell_me_open/>
        </div>
        <TellMe open=tell_me_open/>
        <DropZone/>
    }
}

/// A part that cannot be downloaded now is requested again when it is needed.
fn start_preload() {
    spawn_local(async { drop(preload().await) });
}

/// The hash of the address is the route, so the link must not change it.
fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    crate::browser::document::focus_by_id("main");
}
