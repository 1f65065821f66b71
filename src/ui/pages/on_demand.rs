//! Shows what a part of the program holds: the part is downloaded when it is first asked for, so
//! that the first visit waits for the overview alone.
//!
//! A part is declared beside what it shows, by [`part`](crate::browser::part::part); the pages are
//! declared in `registry.rs`. This file names none of them, so every page may use it.

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::browser::part::NotLoaded;
use crate::browser::timers::after;
use crate::i18n::context::use_language;
use crate::i18n::texts::MissingPart;
use crate::state::app_state::AppState;
use crate::state::notices::NoticeKind;
use crate::ui::parts::button::Button;
use crate::ui::parts::empty::Empty;
use crate::ui::parts::icon::Icon;

/// A page, as soon as its part is loaded; a message while it is not.
pub fn on_demand<F>(load: impl Fn() -> F + Send + 'static) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    let (attempts, progress) = (RwSignal::new(0), RwSignal::new(LoadState::Waits));
    let load = move || {
        attempts.track();
        progress.set(LoadState::Waits);
        let page = load();
        async move {
            let page = page.await;
            // The user may have left the page, so the signal may be gone.
            let _ = progress.try_set(if page.is_ok() { LoadState::Here } else { LoadState::Failed });
            page
        }
    };
    // Beside the loaded view and not in it: that view stays mounted during another attempt, and a
    // button in it would do nothing.
    let meanwhile = move || match progress.get() {
        LoadState::Waits => view! { <LoadingMessage/> }.into_any(),
        LoadState::Failed => view! { <LoadFailed attempts/> }.into_any(),
        LoadState::Here => ().into_any(),
    };
    view! {
        {meanwhile}
        {loaded(load, || ().into_any())}
    }
    .into_any()
}

/// The state of a download.
#[derive(Clone, Copy, PartialEq)]
enum LoadState {
    Waits,
    Here,
    Failed,
}

/// The view of a part, or the `failed` view where it cannot be downloaded.
pub fn loaded<F>(
    load: impl Fn() -> F + Send + 'static,
    failed: impl Fn() -> AnyView + Copy + Send + 'static,
) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    let view = move || {
        let view = load();
        Suspend::new(SendWrapper::new(async move { view.await.unwrap_or_else(|_| failed()) }))
    };
    view.into_any()
}

/// The view of a part that is not a page: nothing is shown until it is loaded.
pub fn in_background<F>(part: F) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    let part = SendWrapper::new(async move { part.await.unwrap_or_else(|_| ().into_any()) });
    Suspend::new(part).into_any()
}

/// A message after 300 ms of waiting; shorter downloads show none.
#[component]
fn LoadingMessage() -> impl IntoView {
    const MOMENT: i32 = 300;
    let is_late = RwSignal::new(false);
    let timer = after(MOMENT, move || {
        let _ = is_late.try_set(true);
    });
    let _timer = StoredValue::new_local(timer);
    view! {
        <div class="page" role="status">
            <Show when=move || is_late.get()>
                <h1 class="empty sec">{MissingPart::of(use_language()).waits}</h1>
            </Show>
        </div>
    }
}

/// Shows a notice that a part cannot be downloaded now.
pub fn notify_not_loaded(app: AppState) {
    app.notices().show(NoticeKind::Failure, MissingPart::of(app.texts().language).text.to_owned());
}

/// Says that the server cannot be reached, and offers to try again.
#[component]
fn LoadFailed(
    /// Increased for another attempt.
    attempts: RwSignal<u32>,
) -> impl IntoView {
    let words = MissingPart::of(use_language());
    let page = view! {
        <h1 class="vh">{words.title}</h1>
        <Empty icon=Icon::Warning title=words.title text=Some(words.text.to_owned())>
            <Button text=words.again on_click=move |()| attempts.update(|count| *count += 1)/>
        </Empty>
    };
    // Without an `AppState` there is no frame around it.
    match use_context::<AppState>() {
        Some(_) => view! { <div class="page">{page}</div> }.into_any(),
        None => view! { <main class="page">{page}</main> }.into_any(),
    }
}
