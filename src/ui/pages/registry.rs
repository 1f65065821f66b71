//! The pages, by the part of the program that holds them. Only the router calls them.

use leptos::prelude::*;

use crate::browser::part::part;
use crate::domain::catalogue::CodeList;
use crate::state::topic::Topic;
use crate::ui::pages::card::ContactCard;
use crate::ui::pages::card::new::NewContactCard;
use crate::ui::pages::codes::CodeListPage;
use crate::ui::pages::contacts::ContactList;
use crate::ui::pages::help::HelpPage;
use crate::ui::pages::history::HistoryPage;
use crate::ui::pages::home::backup::BackupPage;
use crate::ui::pages::home::rescue::RescuePage;
use crate::ui::pages::home::settings::SettingsPage;
use crate::ui::pages::import::ImportPage;
use crate::ui::pages::restore::RestorePage;
use crate::ui::pages::segments::list::SegmentList;
use crate::ui::pages::segments::page::SegmentPage;

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

    /// The card of a contact that does not exist yet.
    pub fn new_contact_card() -> AnyView {
        view! { <NewContactCard/> }.into_any()
    }

    /// The page of a code list.
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

    /// The history of changes.
    pub fn history_page() -> AnyView {
        view! { <HistoryPage/> }.into_any()
    }

    /// Settings.
    pub fn settings_page() -> AnyView {
        view! { <SettingsPage/> }.into_any()
    }
});

// The frame preloads this part, so that the page works when the server is out of reach.
part!(soon {
    /// The page that offers the stored data when the program fails.
    pub fn rescue_page() -> AnyView {
        view! { <RescuePage/> }.into_any()
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
});
