//! The whole app: context, frame, and the page that the address names.

use leptos::prelude::*;

use super::pages::card::{ContactCard, NewContactCard};
use super::pages::codes::CodeListPage;
use super::pages::contacts::ContactList;
use super::pages::home::HomePage;
use super::pages::import::ImportPage;
use super::pages::segments::{SegmentList, SegmentPage};
use crate::i18n::provide_texts;
use crate::state::{ListMemory, Office, Preferences, Route};

/// Mounts the app once for each language, so that texts below are constant.
#[component]
pub fn App() -> impl IntoView {
    let office = Office::open();
    provide_context(office);
    provide_context(ListMemory::default());
    let language = Memo::new(move |_| office.preferences().with(Preferences::language));
    move || {
        provide_texts(language.get());
        view! { <Page/> }
    }
}

/// The page that the address names. Filters and sorting are part of the address but not of the
/// route, so changing them doesn't mount the page again.
#[component]
fn Page() -> impl IntoView {
    let office = crate::state::use_office();
    let route = Memo::new(move |_| office.address().with(|address| address.route.clone()));
    move || match route.get() {
        Route::Contacts => view! { <ContactList/> }.into_any(),
        Route::Contact(number) => view! { <ContactCard number/> }.into_any(),
        Route::NewContact => view! { <NewContactCard/> }.into_any(),
        Route::Codes(list) => view! { <CodeListPage list/> }.into_any(),
        Route::Segments => view! { <SegmentList/> }.into_any(),
        Route::Segment(number) => view! { <SegmentPage number/> }.into_any(),
        Route::Import => view! { <ImportPage/> }.into_any(),
        _ => view! { <HomePage/> }.into_any(),
    }
}
