//! The page of a code list: mailing groups, industry groups or business relations.

mod deleting;
mod detail;
mod members;
mod new_row;
mod row;
mod shorter;
mod state;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser::document::focus_by_id;
use crate::domain::catalogue::CodeList;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Texts;
use crate::i18n::wording;
use crate::query::index;
use crate::state::app_state::{Table, use_app_state};
use crate::state::topic::Topic;
use crate::ui::pages::codes::deleting::DeleteDialog;
use crate::ui::pages::codes::detail::CodeDetail;
use crate::ui::pages::codes::new_row::NewRow;
use crate::ui::pages::codes::row::{CodeListRow, RowProblem};
use crate::ui::pages::codes::state::{CodeCell, CodeSortBy, Codes};
use crate::ui::pages::common::code_lists;
use crate::ui::pages::common::help_link::HelpLink;
use crate::ui::pages::common::new_request::take_new_request;
use crate::ui::pages::common::saved_state::SavedState;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::empty::Empty;
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::long_list::LongList;
use crate::ui::parts::shortcut::{Where, on_shortcut, shortcut_text};

/// The page of a code list.
#[component]
pub fn CodeListPage(
    /// The list.
    list: CodeList,
) -> impl IntoView {
    let codes = Codes::new(list);
    if take_new_request(use_app_state()) {
        codes.begin();
    }
    on_shortcut("Alt+n", Where::Everywhere, move || codes.begin());
    on_shortcut("F3", Where::Everywhere, || {
        focus_by_id(SEARCH);
    });
    view! {
        <div class="page">
            <CodeListHeader codes/>
            <div class="cols">
                <div class="pane">
                    <Show when=move || codes.creating.get()>
                        <NewRow codes/>
                    </Show>
                    <RowProblem codes/>
                    <CodeRows codes/>
                </div>
                <CodeDetail codes/>
            </div>
            <CodeListStatus list/>
        </div>
        <DeleteDialog codes/>
    }
}

const SEARCH: &str = "codes-search";

#[component]
fn CodeListHeader(codes: Codes) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.codes;
    let about = texts.of_list(codes.list).about;
    let help =
        (codes.list == CodeList::MailingGroup).then(|| view! { <HelpLink topic=Topic::MailingGroups/> });
    view! {
        <header class="phead ruled">
            <div class="ptitle">
                <h1>{wording::code_list(texts, codes.list)}</h1>
                <label class="in quiet search">
                    <Symbol icon=Icon::Search/>
                    <input
                        id=SEARCH
                        type="search"
                        placeholder=words.search
                        aria-label=words.search
                        prop:value=codes.search
                        on:input:target=move |event| codes.search.set(event.target().value())
                        on:keydown=move |event: KeyboardEvent| {
                            if event.key() == "ArrowDown" {
                                event.prevent_default();
                                codes.to_list();
                            }
                        }
                    />
                    <kbd>{shortcut_text("F3")}</kbd>
                </label>
                <div class="acts">
                    {help}
                    <Button
                        text=texts.common.new
                        icon=Icon::Plus
                        kind=ButtonKind::Primary
                        shortcut="Alt+n"
                        on_click=move || codes.begin()
                    />
                </div>
            </div>
            <p class="sec">{about}</p>
        </header>
    }
}

#[component]
fn CodeRows(codes: Codes) -> impl IntoView {
    let texts = use_texts();
    let is_empty = Memo::new(move |_| codes.rows.with(Vec::is_empty));
    let keys = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "F2" => codes.edit_current(CodeCell::Code),
            "Delete" => codes.delete_current(),
            "Insert" if event.ctrl_key() => codes.begin(),
            _ => return,
        }
        event.prevent_default();
    };
    let row =
        move |index: Signal<usize>| (move || view! { <CodeListRow codes index=index.get()/> }).into_any();
    let list = move || {
        view! {
            <LongList
                label=wording::code_list(texts, codes.list)
                count=Signal::derive(move || codes.rows.with(Vec::len))
                head=move || view! { <CodeListHead codes/> }
                row
                current=codes.current_row
                on_move=move |index| codes.go_to(index)
                on_open=move |_| codes.details.set(Some(true))
                on_key=keys
                handle=codes.handle
                class="columns-codes"
            />
        }
        .into_any()
    };
    move || if is_empty.get() { view! { <EmptyCodeList codes/> }.into_any() } else { list() }
}

#[component]
fn CodeListHead(codes: Codes) -> impl IntoView {
    let texts = use_texts();
    let column = move |by: CodeSortBy, text: &'static str, class: &'static str| {
        let sorted = move || codes.sort.get().0 == by;
        let direction = move || match codes.sort.get() {
            (now, descending) if now == by => Some(if descending { "descending" } else { "ascending" }),
            _ => None,
        };
        let arrow = move || {
            sorted().then(|| {
                let icon = if codes.sort.get().1 { Icon::ArrowDown } else { Icon::ArrowUp };
                view! { <Symbol icon/> }
            })
        };
        view! {
            <span role="columnheader" class=class aria-sort=direction>
                <button type="button" title=texts.common.sort_by(text) on:click=move |_| codes.sort_by(by)>
                    {text}
                    {arrow}
                </button>
            </span>
        }
    };
    view! {
        {column(CodeSortBy::Code, texts.common.code, "")}
        {column(CodeSortBy::Description, texts.common.description, "")}
        {column(CodeSortBy::Contacts, texts.fields.number_of_contacts, "num")}
    }
}

/// The placeholder of an empty list.
#[component]
fn EmptyCodeList(codes: Codes) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.codes;
    move || {
        let search = codes.search.get();
        if search.trim().is_empty() {
            let (icon, title) = empty_title(texts, codes.list);
            let help = (codes.list == CodeList::MailingGroup)
                .then(|| view! { <HelpLink topic=Topic::MailingGroups in_words=true/> });
            view! {
                <Empty icon title text=Some(words.empty_hint.to_owned())>
                    <Button
                        text=texts.common.new
                        icon=Icon::Plus
                        kind=ButtonKind::Primary
                        on_click=move || codes.begin()
                    />
                    {help}
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <Empty icon=Icon::Search title=words.nothing_found(search.trim())>
                    <Button text=words.show_all on_click=move || codes.search.set(String::new())/>
                </Empty>
            }
            .into_any()
        }
    }
}

fn empty_title(texts: &'static Texts, list: CodeList) -> (Icon, &'static str) {
    (code_lists::icon(list), texts.of_list(list).empty)
}

#[component]
fn CodeListStatus(list: CodeList) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let count = move || {
        app.track(Table::Codes);
        texts.codes.codes_count(app.with(|database, _| database.code_count(list)))
    };
    let assignments = move || {
        app.track(Table::Codes);
        app.track(Table::Contacts);
        let all = |database: &crate::domain::database::Database, index: &index::Index| {
            database.codes(list).map(|(id, _)| index.count_of_code(list, id)).sum()
        };
        texts.codes.assignments(app.with(all))
    };
    view! {
        <footer class="sbar">
            <span class="row">{count}</span>
            <span class="row">{assignments}</span>
            <SavedState/>
        </footer>
    }
}
