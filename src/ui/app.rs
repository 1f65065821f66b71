//! The whole app: context, frame, and the page of the address.

use futures::future::join;
use leptos::prelude::*;

use crate::browser::own_keys::OwnKeys;
use crate::browser::{document, dragging, location};
use crate::i18n::context::{provide_language, provide_texts, use_texts};
use crate::i18n::loading;
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::state::app_state::{AppState, use_app_state};
use crate::state::list_memory::ListMemory;
use crate::state::pending_file::PendingFile;
use crate::state::persistence::{OpenedStorage, open_storage};
use crate::state::preferences::Preferences;
use crate::state::route::{Address, Route};
use crate::ui::frame::Frame;
use crate::ui::pages::common::help_link::topic_caption;
use crate::ui::pages::common::linked_file::state::LinkedFile;
use crate::ui::pages::home::HomePage;
use crate::ui::pages::home::unknown::UnknownPage;
use crate::ui::pages::import::work::ImportWork;
use crate::ui::pages::on_demand::on_demand;
use crate::ui::pages::registry;
use crate::ui::pages::restore::work::RestoreWork;

/// The app, once its texts and the stored data are loaded.
#[component]
pub fn App() -> impl IntoView {
    let language = Preferences::read(&OwnKeys::open()).language();
    document::set_language(language.tag());
    provide_language(language);
    let is_rescue = Address::parse(&location::hash()).route == Route::Rescue;
    on_demand(move || async move {
        let storage = async { if is_rescue { None } else { Some(open_storage().await) } };
        let (texts, storage) = join(loading::load(language), storage).await;
        let texts = texts?;
        Ok(view! { <AppShell texts storage/> }.into_any())
    })
}

/// Mounts the pages once for each language, so that texts are constant below. The rescue page is
/// mounted without an [`AppState`], so that damaged data cannot break it.
#[component]
fn AppShell(
    /// The texts of the language in use.
    texts: &'static Texts,
    /// The opened storage; `None` for the rescue page.
    storage: Option<OpenedStorage>,
) -> impl IntoView {
    let Some(storage) = storage else {
        provide_texts(texts);
        // The browser must not open a dropped file in place of the page.
        let _listeners = StoredValue::new_local(dragging::on_files(|| {}, |_| {}));
        return on_demand(registry::rescue_page);
    };
    let app = AppState::new(texts, storage);
    provide_context(app);
    provide_context(ListMemory::default());
    provide_context(ImportWork::default());
    provide_context(RestoreWork::default());
    provide_context(PendingFile::default());
    provide_context(LinkedFile::default());
    let mounted = move || {
        provide_texts(app.texts_in_use().get());
        view! {
            <Frame>
                <Page/>
            </Frame>
        }
    };
    mounted.into_any()
}

/// The page of the address. Filters and sorting are not part of the route, so changing them does
/// not mount the page again.
#[component]
fn Page() -> impl IntoView {
    let app = use_app_state();
    let texts = use_texts();
    let route = Memo::new(move |_| app.address().with(|address| address.route.clone()));
    Effect::new(move |_| {
        let page = route.with(|route| title(texts, route));
        document::set_title(&format!("{page} · {}", texts.common.product));
    });
    move || match route.get() {
        Route::Home => view! { <HomePage/> }.into_any(),
        Route::Contacts => on_demand(registry::contact_list),
        Route::Contact(number) => on_demand(move || registry::contact_card(number.clone())),
        Route::NewContact => on_demand(registry::new_contact_card),
        Route::Codes(list) => on_demand(move || registry::code_list_page(list)),
        Route::Segments => on_demand(registry::segment_list),
        Route::Segment(number) => on_demand(move || registry::segment_page(number.clone())),
        Route::Import => on_demand(registry::import_page),
        Route::Backup => on_demand(registry::backup_page),
        Route::History => on_demand(registry::history_page),
        Route::Settings => on_demand(registry::settings_page),
        Route::Help(topic) => on_demand(move || registry::help_page(topic)),
        Route::Rescue => {
            // The rescue page runs without an `AppState`, so the program starts again.
            location::reload();
            ().into_any()
        }
        Route::Unknown(_) => view! { <UnknownPage/> }.into_any(),
    }
}

/// The title of a page in the browser's tab and history.
fn title(texts: &'static Texts, route: &Route) -> String {
    let words = &texts.navigation;
    match route {
        Route::Home | Route::Rescue => words.home.to_owned(),
        Route::Contacts => words.contacts.to_owned(),
        Route::NewContact => texts.home.new_contact.to_owned(),
        Route::Contact(number) | Route::Segment(number) => number.clone(),
        Route::Codes(list) => wording::code_list(texts, *list).to_owned(),
        Route::Segments => words.segments.to_owned(),
        Route::Import => texts.backup.import_title.to_owned(),
        Route::Backup => texts.backup.title.to_owned(),
        Route::History => words.history.to_owned(),
        Route::Settings => words.settings.to_owned(),
        Route::Help(topic) => topic_caption(texts, *topic).to_owned(),
        Route::Unknown(_) => texts.settings.unknown_page.to_owned(),
    }
}
