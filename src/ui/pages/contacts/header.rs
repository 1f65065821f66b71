//! Title, search, what brings contacts in and out, and the views of the list.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::domain::catalogue::ContactKind;
use crate::i18n::context::use_texts;
use crate::state::route::{Address, Route};
use crate::ui::pages::common::exporting::export_items;
use crate::ui::pages::contacts::model::Model;
use crate::ui::parts::button::{Button, ButtonKind, ButtonLink};
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::menu::{Menu, MenuItem};
use crate::ui::parts::tabs::{Tab, Tabs};

/// By which F3 finds the search field.
pub(super) const SEARCH_ID: &str = "contacts-search";

/// Goes to the card of a new contact; without a kind, of the kind that the list shows.
pub(super) fn create(model: Model, kind: Option<ContactKind>) {
    let shown = model.settings.with_untracked(|settings| settings.filter.kind);
    let kind = match kind.or(shown) {
        Some(ContactKind::Person) => "person",
        Some(ContactKind::Company) | None => "company",
    };
    model.settle_search();
    model.app.go(Address::from(Route::NewContact).with("type", kind));
}

/// The header of the page.
#[component]
pub(super) fn Header() -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    let new_kinds = move || {
        let of_kind = |text: &str, kind| MenuItem::new(text, move || create(model, Some(kind)));
        vec![
            of_kind(texts.contacts.new_company, ContactKind::Company).icon(Icon::Company),
            of_kind(texts.contacts.new_person, ContactKind::Person).icon(Icon::Person),
        ]
    };
    let exports = move || {
        export_items(model.app, move || texts.contacts.title.to_owned(), move || model.listed().to_vec())
    };
    let surplus = move || {
        let import = MenuItem::new(texts.common.import, move || model.app.go(Route::Import));
        let mut items = vec![import.icon(Icon::Import)];
        items.extend(exports());
        items.extend(new_kinds());
        items
    };
    view! {
        <header class="phead">
            <div class="ptitle">
                <h1>{texts.contacts.title}</h1>
                <SearchField/>
                <div class="acts wide-only">
                    <ButtonLink text=texts.common.import href=Route::Import.href() icon=Icon::Import/>
                    <Menu text=texts.common.export icon=Icon::Export items=Signal::derive(exports)/>
                    <span class="split">
                        <Button
                            text=texts.common.new
                            icon=Icon::Plus
                            kind=ButtonKind::Primary
                            shortcut="Alt+n"
                            on_click=move || create(model, None)
                        />
                        <Menu
                            text=texts.contacts.new_kind
                            icon=Icon::ChevronDown
                            icon_only=true
                            kind=ButtonKind::Primary
                            items=Signal::derive(new_kinds)
                        />
                    </span>
                </div>
                <div class="acts phone-only">
                    <Button
                        text=texts.contacts.select
                        icon=Icon::Done
                        icon_only=true
                        kind=ButtonKind::Quiet
                        pressed=model.picking
                        on_click=move || model.picking.update(|picking| *picking = !*picking)
                    />
                    <Menu
                        text=texts.common.more
                        icon=Icon::More
                        icon_only=true
                        kind=ButtonKind::Quiet
                        items=Signal::derive(surplus)
                    />
                    <Button
                        text=texts.common.new
                        icon=Icon::Plus
                        icon_only=true
                        kind=ButtonKind::Primary
                        on_click=move || create(model, None)
                    />
                </div>
            </div>
            <Views/>
        </header>
    }
}

#[component]
fn SearchField() -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    let text = Memo::new(move |_| model.settings.with(|settings| settings.filter.search.clone()));
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" | "ArrowDown" if !event.is_composing() => {
            event.prevent_default();
            model.settle_search();
            model.list.focus();
        }
        "Escape" if text.with_untracked(|text| !text.is_empty()) => {
            event.prevent_default();
            model.search(String::new());
            model.settle_search();
        }
        _ => {}
    };
    view! {
        <label class="in quiet search">
            <Symbol icon=Icon::Search/>
            <input
                id=SEARCH_ID
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder=texts.contacts.search
                aria-label=texts.contacts.search
                aria-keyshortcuts="F3"
                prop:value=text
                // With nothing typed, Ctrl+Z is the app's.
                data-settled=move || text.with(String::is_empty).then_some("")
                on:input:target=move |event| model.search(event.target().value())
                on:change=move |_| model.settle_search()
                on:keydown=keys
            />
            <kbd class="wide-only" aria-hidden="true">"F3"</kbd>
        </label>
    }
}

/// All contacts, companies, persons: how many of each the other filters let through.
#[component]
fn Views() -> impl IntoView {
    let texts = use_texts();
    let model = expect_context::<Model>();
    let tabs = Memo::new(move |_| {
        let mut filter = model.filter();
        filter.kind = None;
        // Without numbers while the filter is wrong.
        let all = model.count(&filter);
        filter.kind = Some(ContactKind::Company);
        let companies = model.count(&filter);
        let persons = all.zip(companies).map(|(all, companies)| all - companies);
        let tab = |key: &str, text: &str, count: Option<usize>| Tab {
            key: key.to_owned(),
            text: text.to_owned(),
            count: count.map(|count| texts.number(count)),
        };
        vec![
            tab("all", texts.contacts.all, all),
            tab("company", texts.contacts.companies, companies),
            tab("person", texts.contacts.persons, persons),
        ]
    });
    let current = move || {
        model.settings.with(|settings| match settings.filter.kind {
            None => "all",
            Some(ContactKind::Company) => "company",
            Some(ContactKind::Person) => "person",
        })
    };
    let choose = move |key: String| {
        model.show_kind(match key.as_str() {
            "company" => Some(ContactKind::Company),
            "person" => Some(ContactKind::Person),
            _ => None,
        });
    };
    view! {
        <Tabs
            label=texts.common.views
            tabs
            current=Signal::derive(move || current().to_owned())
            on_choose=choose
        />
    }
}
