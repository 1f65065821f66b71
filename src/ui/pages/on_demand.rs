//! What is no part of the start: its code is downloaded when it is first asked for, so that the
//! first visit waits for the overview alone.

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use crate::browser::part::{NotLoaded, part};
use crate::browser::timers::after;
use crate::domain::action::Action;
use crate::domain::code_list::CodeList;
use crate::exchange::json;
use crate::exchange::sample;
use crate::exchange::sample::Words;
use crate::i18n::context::use_language;
use crate::i18n::texts::MissingPart;
use crate::state::app_state::AppState;
use crate::state::notices::NoticeKind;
use crate::state::topic::Topic;
use crate::ui::pages::card::ContactCard;
use crate::ui::pages::card::new::NewContactCard;
use crate::ui::pages::codes::CodeListPage;
use crate::ui::pages::common::environment_notes::EnvironmentNotes;
use crate::ui::pages::common::linked_file::status::LinkStatus;
use crate::ui::pages::common::linked_file::sync::LinkedFileSync;
use crate::ui::pages::common::storage_problems::StorageProblemBanners;
use crate::ui::pages::contacts::ContactList;
use crate::ui::pages::help::HelpPage;
use crate::ui::pages::history::HistoryPage;
use crate::ui::pages::home::backup::BackupPage;
use crate::ui::pages::home::overview::Overview;
use crate::ui::pages::home::rescue::RescuePage;
use crate::ui::pages::home::settings::SettingsPage;
use crate::ui::pages::import::ImportPage;
use crate::ui::pages::restore::RestorePage;
use crate::ui::pages::segments::list::SegmentList;
use crate::ui::pages::segments::page::SegmentPage;
use crate::ui::parts::button::Button;
use crate::ui::parts::empty::Empty;
use crate::ui::parts::icon::Icon;

part!(contacts {
    /// The list of contacts.
    pub fn contact_list() -> AnyView {
        view! { <ContactList/> }.into_any()
    }
});

part!(app {
    /// The card of a contact.
    pub fn contact_card(number: String) -> AnyView {
        view! { <ContactCard number/> }.into_any()
    }

    /// The card of a contact that is not there yet.
    pub fn new_contact_card() -> AnyView {
        view! { <NewContactCard/> }.into_any()
    }

    /// Mailing groups, industry groups or business relations.
    pub fn code_list_page(list: CodeList) -> AnyView {
        view! { <CodeListPage list/> }.into_any()
    }

    /// All segments.
    pub fn segment_list() -> AnyView {
        view! { <SegmentList/> }.into_any()
    }

    /// One segment.
    pub fn segment_page(number: String) -> AnyView {
        view! { <SegmentPage number/> }.into_any()
    }

    /// What was done.
    pub fn history_page() -> AnyView {
        view! { <HistoryPage/> }.into_any()
    }

    /// Settings.
    pub fn settings_page() -> AnyView {
        view! { <SettingsPage/> }.into_any()
    }
});

// What a first visit doesn't begin with, and yet must be at hand: see `Frame`. Tell Me is in it too.
part!(soon {
    /// Brings this part before it is needed.
    pub fn bring_soon() -> () {}

    /// What there is, once there is something.
    pub fn overview() -> AnyView {
        view! { <Overview/> }.into_any()
    }

    /// What is wrong with the storage.
    pub fn storage_problem_banners() -> AnyView {
        view! { <StorageProblemBanners/> }.into_any()
    }

    /// What the place that the page came from takes away.
    pub fn environment_notes() -> AnyView {
        view! { <EnvironmentNotes/> }.into_any()
    }

    /// What helps when the program fails.
    pub fn rescue_page() -> AnyView {
        view! { <RescuePage/> }.into_any()
    }

    /// Everything as the text of a backup file.
    pub fn backup_text(app: AppState, now: String) -> String {
        app.with(|database, _| json::write(database, &now))
    }
});

part!(exchange {
    /// Import of contacts from a file.
    pub fn import_page() -> AnyView {
        view! { <ImportPage/> }.into_any()
    }

    /// Import and backup.
    pub fn backup_page() -> AnyView {
        view! {
            <RestorePage>
                <BackupPage/>
            </RestorePage>
        }
        .into_any()
    }

    /// A page of the help.
    pub fn help_page(topic: Topic) -> AnyView {
        view! { <HelpPage topic/> }.into_any()
    }

    /// Adds the sample office.
    pub fn add_sample(app: AppState, words: Words<'static>) -> () {
        app.commit_or_notify(|database, _| Ok((Action::LoadSample, sample::load(database, &words)?)));
    }
});

part!(linked_file {
    /// Keeps the file up to date that was chosen for it.
    pub fn file_keeper() -> AnyView {
        view! { <LinkedFileSync/> }.into_any()
    }

    /// How the file stands that is kept up to date.
    pub fn file_standing() -> AnyView {
        view! { <LinkStatus/> }.into_any()
    }
});

/// A page once it is there, at once where its part was loaded before.
pub fn on_demand<F>(load: impl Fn() -> F + Send + 'static) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    let (attempts, progress) = (RwSignal::new(0), RwSignal::new(Progress::Waits));
    let load = move || {
        attempts.track();
        progress.set(Progress::Waits);
        let page = load();
        async move {
            let page = page.await;
            // The person may be elsewhere by now.
            let _ = progress.try_set(if page.is_ok() { Progress::Here } else { Progress::Failed });
            page
        }
    };
    // Apart from what is loaded, which stays on the page while it is loaded once more: a button in
    // it would be pressed in vain.
    let meanwhile = move || match progress.get() {
        Progress::Waits => view! { <Waiting/> }.into_any(),
        Progress::Failed => view! { <Failed attempts/> }.into_any(),
        Progress::Here => ().into_any(),
    };
    view! {
        {meanwhile}
        {loaded(load, || ().into_any())}
    }
    .into_any()
}

/// How far a page is.
#[derive(Clone, Copy, PartialEq)]
enum Progress {
    Waits,
    Here,
    Failed,
}

/// What a part shows, or what is shown where it can't be downloaded.
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

/// What is no page: nothing is shown in its place while it isn't there.
pub fn in_background<F>(part: F) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    let part = SendWrapper::new(async move { part.await.unwrap_or_else(|_| ().into_any()) });
    Suspend::new(part).into_any()
}

/// Says after a moment that a part is on its way. What comes sooner is not announced.
#[component]
fn Waiting() -> impl IntoView {
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

/// Tells that what was asked for needs a part that can't be downloaded now.
pub fn notify_not_loaded(app: AppState) {
    app.notices().show(NoticeKind::Failure, MissingPart::of(app.texts().language).text.to_owned());
}

/// Says that the server can't be reached, and offers to try again.
#[component]
fn Failed(
    /// Counted up to try once more.
    attempts: RwSignal<u32>,
) -> impl IntoView {
    let words = MissingPart::of(use_language());
    let page = view! {
        <h1 class="vh">{words.title}</h1>
        <Empty icon=Icon::Warning title=words.title text=Some(words.text.to_owned())>
            <Button text=words.again on_click=move |()| attempts.update(|count| *count += 1)/>
        </Empty>
    };
    // Without an office there is no frame around it.
    match use_context::<AppState>() {
        Some(_) => view! { <div class="page">{page}</div> }.into_any(),
        None => view! { <main class="page">{page}</main> }.into_any(),
    }
}
