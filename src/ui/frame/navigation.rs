//! The navigation: at the side, on a phone at the bottom.

use leptos::prelude::*;

use crate::browser::environment;
use crate::domain::catalogue::CodeList;
use crate::i18n::context::use_texts;
use crate::i18n::wording;
use crate::state::app_state::{Table, use_app_state};
use crate::state::route::Route;
use crate::state::topic::Topic;
use crate::ui::pages::common::code_lists;
use crate::ui::pages::common::storage_status::StorageStatus;
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::meter::Meter;
use crate::ui::parts::shortcut::shortcut_text;

/// Whether an entry is current on a page: a card belongs to its list.
fn belongs(page: &Route, entry: &Route) -> bool {
    match page {
        Route::Contact(_) | Route::NewContact => *entry == Route::Contacts,
        Route::Segment(_) => *entry == Route::Segments,
        Route::Import => *entry == Route::Backup,
        Route::History => *entry == Route::Home,
        Route::Help(_) => *entry == Route::Help(Topic::Overview),
        page => page == entry,
    }
}

/// An entry: icon, caption, and the number of records.
#[component]
fn NavigationEntry(
    route: Route,
    icon: Icon,
    text: &'static str,
    #[prop(optional, into)] count: Option<Signal<usize>>,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let app = use_app_state();
    let texts = use_texts();
    let href = route.href();
    let current = move || app.address().with(|address| belongs(&address.route, &route)).then_some("page");
    view! {
        <a class=class href=href aria-current=current title=text>
            <Symbol icon/>
            <span class="ell lbl-t">{text}</span>
            {count
                .map(|count| {
                    view! {
                        <span class="n">
                            {move || Some(count.get()).filter(|&count| count > 0).map(|count| texts.number(count))}
                        </span>
                    }
                })}
        </a>
    }
}

/// The navigation at the side.
#[component]
pub fn SideNavigation(
    /// Opens Tell Me.
    tell_me_open: RwSignal<bool>,
) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let words = &texts.navigation;
    let contacts = Signal::derive(move || {
        app.track(Table::Contacts);
        app.with(|database, _| database.contact_count())
    });
    let codes = move |list: CodeList| {
        Signal::derive(move || {
            app.track(Table::Codes);
            app.with(|database, _| database.code_count(list))
        })
    };
    let segments = Signal::derive(move || {
        app.track(Table::Segments);
        app.with(|database, _| database.segment_count())
    });
    let share = app.storage_share();
    view! {
        <nav class="side" aria-label=words.main>
            <a class="brand" href=Route::Home.href()>
                <Logo/>
                <span class="lbl-t">
                    <b>{texts.common.product}</b>
                </span>
            </a>
            <button
                type="button"
                class="tell"
                aria-haspopup="dialog"
                aria-keyshortcuts="Alt+Q"
                title=texts.common.tell_me
                on:click=move |_| tell_me_open.set(true)
            >
                <Symbol icon=Icon::Search/>
                <span class="grow ell lbl-t" title=words.search_or_do>{words.search_or_do}</span>
                <kbd>{shortcut_text("Alt+q")}</kbd>
            </button>
            <NavigationEntry class="nav" route=Route::Home icon=Icon::Home text=words.home/>
            <NavigationEntry class="nav" route=Route::Contacts icon=Icon::Contacts text=words.contacts count=contacts/>
            <NavigationEntry
                class="nav"
                route=Route::Codes(CodeList::MailingGroup)
                icon=Icon::Tag
                text=wording::code_list(texts, CodeList::MailingGroup)
                count=codes(CodeList::MailingGroup)
            />
            <NavigationEntry class="nav" route=Route::Segments icon=Icon::Segment text=words.segments count=segments/>
            <h2>{words.set_up}</h2>
            {code_lists::further()
                .map(|list| view! {
                    <NavigationEntry
                        class="nav"
                        route=Route::Codes(list)
                        icon=code_lists::icon(list)
                        text=wording::code_list(texts, list)
                        count=codes(list)
                    />
                })
                .collect_view()}
            <NavigationEntry class="nav" route=Route::Backup icon=Icon::Import text=words.import_and_backup/>
            <NavigationEntry class="nav" route=Route::Settings icon=Icon::Settings text=words.settings/>
            <NavigationEntry class="nav" route=Route::Help(Topic::Overview) icon=Icon::Help text=texts.common.help/>
            <div class="foot">
                <div class="row">
                    <span class="grow">{words.storage_on_this_device}</span>
                    <b class="b">{move || texts.percent(share.get())}</b>
                </div>
                <Meter label=words.storage_on_this_device share/>
                <StorageStatus/>
                <div class="row">
                    <Symbol icon=Icon::Done class="pos-icon"/>
                    {if environment::works_offline() { words.works_offline } else { words.stays_here }}
                </div>
            </div>
        </nav>
    }
}

/// The navigation at the bottom of a phone: five entries.
#[component]
pub fn PhoneNavigation(
    /// Opens Tell Me, for all other pages.
    tell_me_open: RwSignal<bool>,
) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.navigation;
    view! {
        <nav class="tabbar" aria-label=words.main>
            <NavigationEntry route=Route::Home icon=Icon::Home text=words.home/>
            <NavigationEntry route=Route::Contacts icon=Icon::Contacts text=words.contacts/>
            <NavigationEntry route=Route::Codes(CodeList::MailingGroup) icon=Icon::Tag text=words.groups/>
            <NavigationEntry route=Route::Segments icon=Icon::Segment text=words.segments/>
            <button type="button" aria-haspopup="dialog" on:click=move |_| tell_me_open.set(true)>
                <Symbol icon=Icon::Menu/>
                <span class="ell">{words.more}</span>
            </button>
        </nav>
    }
}

/// The logo: a letter with a stamp.
#[component]
fn Logo() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 28 28" aria-hidden="true">
            <rect class="mark-paper" width="28" height="28" rx="7"/>
            <path class="mark-line" d="M6 10.5h16v10H6z"/>
            <path class="mark-line" d="m6.5 11 7.5 5.5 7.5-5.5"/>
            <rect class="mark-stamp" x="17.5" y="4.5" width="7" height="7" rx="1.5"/>
        </svg>
    }
}
