//! What is no part of the start: its code is downloaded when it is first asked for, so that the
//! first visit waits for the overview alone.
//!
//! A release is cut at the functions below (see `xtask/src/program.rs`): what only they call
//! goes into the part that they name. Any other build holds everything in one.

use leptos::prelude::*;
#[cfg(split)]
use leptos::wasm_split::{SplitLoaderError as NotLoaded, wasm_split};
use send_wrapper::SendWrapper;

use super::card::{ContactCard, NewContactCard};
use super::codes::CodeListPage;
use super::contacts::ContactList;
use super::help::HelpPage;
use super::home::{BackupPage, SettingsPage};
use super::import::ImportPage;
use super::segments::{SegmentList, SegmentPage};
use crate::browser::timers::after;
use crate::domain::{Action, CodeList};
use crate::exchange::json::{self, Backup, JsonError};
use crate::exchange::sample::{self, Words};
use crate::i18n::use_texts;
use crate::state::{NoticeKind, Office, Topic};
use crate::ui::parts::{Button, Empty, Icon};

/// A part that could not be downloaded; the browser's console has the reason.
#[cfg(not(split))]
#[derive(Debug)]
pub struct NotLoaded;

/// Makes functions of a part asynchronous, as their part may have to be downloaded.
macro_rules! part {
    ($part:ident { $(
        $(#[$doc:meta])* fn $name:ident($($argument:ident: $type:ty),*) -> $output:ty $body:block
    )* }) => { $(
        $(#[$doc])*
        #[cfg(split)]
        #[wasm_split($part, wasm_split_path = ::leptos::wasm_split, fallible)]
        pub fn $name($($argument: $type),*) -> Result<$output, NotLoaded> {
            Ok($body)
        }

        $(#[$doc])*
        #[cfg(not(split))]
        pub async fn $name($($argument: $type),*) -> Result<$output, NotLoaded> {
            Ok($body)
        }
    )* };
}

part!(contacts {
    /// The list of contacts.
    fn contact_list() -> AnyView {
        view! { <ContactList/> }.into_any()
    }
});

part!(office {
    /// The card of a contact.
    fn contact_card(number: String) -> AnyView {
        view! { <ContactCard number/> }.into_any()
    }

    /// The card of a contact that is not there yet.
    fn new_contact_card() -> AnyView {
        view! { <NewContactCard/> }.into_any()
    }

    /// Mailing groups, industry groups or business relations.
    fn code_list_page(list: CodeList) -> AnyView {
        view! { <CodeListPage list/> }.into_any()
    }

    /// All segments.
    fn segment_list() -> AnyView {
        view! { <SegmentList/> }.into_any()
    }

    /// One segment.
    fn segment_page(number: String) -> AnyView {
        view! { <SegmentPage number/> }.into_any()
    }

    /// Settings.
    fn settings_page() -> AnyView {
        view! { <SettingsPage/> }.into_any()
    }
});

part!(exchange {
    /// Import of contacts from a file.
    fn import_page() -> AnyView {
        view! { <ImportPage/> }.into_any()
    }

    /// Import and backup.
    fn backup_page() -> AnyView {
        view! { <BackupPage/> }.into_any()
    }

    /// A page of the help.
    fn help_page(topic: Topic) -> AnyView {
        view! { <HelpPage topic/> }.into_any()
    }

    /// Reads a backup file.
    fn read_backup(bytes: Vec<u8>) -> Result<Backup, JsonError> {
        json::read(&bytes)
    }

    /// Adds the sample office.
    fn add_sample(office: Office, words: Words<'static>) -> () {
        office.commit_or_tell(|database, _| Ok((Action::LoadSample, sample::load(database, &words)?)));
    }
});

/// A page once it is there, at once where its part was loaded before.
pub fn on_demand<F>(load: impl Fn() -> F + Send + 'static) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + 'static,
{
    let attempts = RwSignal::new(0);
    let page = move || {
        attempts.track();
        let (page, waits) = (load(), RwSignal::new(true));
        let page = Suspend::new(SendWrapper::new(async move {
            let page = page.await;
            // The person may be elsewhere by now.
            let _ = waits.try_set(false);
            match page {
                Ok(page) => page,
                Err(_) => view! { <Failed attempts/> }.into_any(),
            }
        }));
        view! {
            <Show when=move || waits.get()>
                <Waiting/>
            </Show>
            {page}
        }
    };
    page.into_any()
}

/// Says after a moment that a part is on its way. What comes sooner is not announced.
#[component]
fn Waiting() -> impl IntoView {
    const MOMENT: i32 = 300;
    let words = &use_texts().errors;
    let is_late = RwSignal::new(false);
    let timer = after(MOMENT, move || drop(is_late.try_set(true)));
    let _timer = StoredValue::new_local(timer);
    view! {
        <div class="page" role="status">
            <Show when=move || is_late.get()>
                <h1 class="empty sec">{words.part_waits}</h1>
            </Show>
        </div>
    }
}

/// Tells that what was asked for needs a part that can't be downloaded now.
pub fn tell_not_loaded(office: Office) {
    office.notices().show(NoticeKind::Failure, office.texts().errors.part_text.to_owned());
}

/// Says that the server can't be reached, and offers to try again.
#[component]
fn Failed(
    /// Counted up to try once more.
    attempts: RwSignal<u32>,
) -> impl IntoView {
    let words = &use_texts().errors;
    view! {
        <div class="page">
            <h1 class="vh">{words.part_title}</h1>
            <Empty icon=Icon::Warning title=words.part_title text=Some(words.part_text.to_owned())>
                <Button text=words.part_again on_click=move |()| attempts.update(|count| *count += 1)/>
            </Empty>
        </div>
    }
}
