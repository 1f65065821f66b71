//! The list of all segments.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser::document::focus_by_id;
use crate::domain::action::Action;
use crate::domain::complete_criteria::switched_off;
use crate::domain::identifiers::SegmentId;
use crate::domain::refusal::Refusal;
use crate::domain::segments;
use crate::domain::sorting::small_sort_by;
use crate::i18n::context::use_texts;
use crate::query::collation::sort_key;
use crate::query::search_key::Folded;
use crate::state::app_state::{AppState, Table, use_app_state};
use crate::state::route::Route;
use crate::state::topic::Topic;
use crate::ui::pages::common::help_link::HelpLink;
use crate::ui::pages::common::new_request::take_new_request;
use crate::ui::pages::common::saved_state::SavedState;
use crate::ui::pages::segments::new_segment::NewSegment;
use crate::ui::parts::badge::{Badge, Tone};
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::empty::Empty;
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::long_list::{ListHandle, LongList};
use crate::ui::parts::shortcut::{Where, on_shortcut, shortcut_text};

const SEARCH: &str = "segments-search";

/// All segments: search, new, delete, open.
#[component]
pub fn SegmentList() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let search = RwSignal::new(String::new());
    let creating = RwSignal::new(take_new_request(app));
    let current = RwSignal::new(None::<SegmentId>);
    let handle = ListHandle::default();
    let rows = Memo::new(move |_| found(app, &search.read()));
    let current_row =
        Memo::new(move |_| rows.with(|rows| rows.iter().position(|id| Some(*id) == current.get())));
    on_shortcut("Alt+n", Where::Everywhere, move || creating.set(true));
    on_shortcut("F3", Where::Everywhere, || {
        focus_by_id(SEARCH);
    });
    let at = move |index: usize| rows.with_untracked(|rows| rows.get(index).copied());
    let open = move |index: usize| {
        let number = at(index).and_then(|id| number_of(app, id));
        if let Some(number) = number {
            app.go(Route::Segment(number));
        }
    };
    let delete = move |id: SegmentId| {
        let next = rows.with_untracked(|rows| {
            let place = rows.iter().position(|other| *other == id)?;
            rows.get(place + 1).or_else(|| rows.get(place.checked_sub(1)?)).copied()
        });
        let deleted = app.commit_or_notify(|database, _| {
            let segment = database.segment(id).ok_or(Refusal::Gone)?.number.clone();
            Ok((Action::DeleteSegment { segment }, segments::delete(id)))
        });
        if deleted {
            current.set(next);
            handle.focus();
        }
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Delete"
            && let Some(id) = current.get_untracked()
        {
            event.prevent_default();
            delete(id);
        }
    };
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let row = move |index: Signal<usize>| {
        let id = Memo::new(move |_| rows.with(|rows| rows.get(index.get()).copied()));
        let cells = move || id.get().map(|id| view! { <Cells id on_delete=Callback::new(delete)/> });
        view! { {cells} }.into_any()
    };
    let list = move || {
        view! {
            <LongList
                label=texts.segments.title
                count=Signal::derive(move || rows.with(Vec::len))
                head=move || view! { <Head/> }
                row
                current=current_row
                on_move=move |index| current.set(at(index))
                on_open=open
                on_key=keys
                handle
                class="columns-segments"
            />
        }
        .into_any()
    };
    let count = move || {
        app.track(Table::Segments);
        texts.segments.count(app.with(|database, _| database.segment_count()))
    };
    view! {
        <div class="page">
            <header class="phead ruled">
                <div class="ptitle">
                    <h1>{texts.segments.title}</h1>
                    <label class="in quiet search">
                        <Symbol icon=Icon::Search/>
                        <input
                            id=SEARCH
                            type="search"
                            placeholder=texts.segments.search
                            aria-label=texts.segments.search
                            prop:value=search
                            on:input:target=move |event| search.set(event.target().value())
                        />
                        <kbd>{shortcut_text("F3")}</kbd>
                    </label>
                    <div class="acts">
                        <HelpLink topic=Topic::Segments/>
                        <Button
                            text=texts.common.new
                            icon=Icon::Plus
                            kind=ButtonKind::Primary
                            shortcut="Alt+n"
                            on_click=move || creating.set(true)
                        />
                    </div>
                </div>
            </header>
            {move || {
                if is_empty.get() {
                    view! { <Nothing search creating/> }.into_any()
                } else {
                    list()
                }
            }}
            <footer class="sbar">
                <span class="row">{count}</span>
                <span class="row hint">{texts.segments.kept}</span>
                <SavedState/>
            </footer>
        </div>
        <Show when=move || creating.get()>
            <NewSegment creating/>
        </Show>
    }
}

/// The segments that a search finds, by No.
fn found(app: AppState, search: &str) -> Vec<SegmentId> {
    app.track(Table::Segments);
    let searched = Folded::text(search);
    let fits = |text: &str| searched.occurs_in(Folded::text(text).as_str());
    app.with(|database, _| {
        let mut rows: Vec<(Vec<u8>, SegmentId)> = database
            .segments()
            .filter(|(_, it)| searched.is_empty() || fits(&it.number) || fits(&it.description))
            .map(|(id, it)| (sort_key(&it.number, app.alphabet()), id))
            .collect();
        small_sort_by(&mut rows, Ord::cmp);
        rows.into_iter().map(|(_, id)| id).collect()
    })
}

fn number_of(app: AppState, id: SegmentId) -> Option<String> {
    app.with(|database, _| database.segment(id).map(|it| it.number.clone()))
}

#[component]
fn Head() -> impl IntoView {
    let texts = use_texts();
    view! {
        <span role="columnheader">{texts.common.number}</span>
        <span role="columnheader">{texts.common.description}</span>
        <span role="columnheader" class="num">
            {texts.segments.number_of_lines}
        </span>
        <span role="columnheader" class="num low">
            {texts.segments.number_of_criteria_actions}
        </span>
        <span role="columnheader">
            <span class="vh">{texts.common.actions}</span>
        </span>
    }
}

#[component]
fn Cells(id: SegmentId, on_delete: Callback<SegmentId>) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let segment = Memo::new(move |_| {
        app.track(Table::Segments);
        app.track(Table::Codes);
        app.with(|database, _| {
            let it = database.segment(id)?;
            let off = switched_off(database, it);
            Some((it.number.clone(), it.description.clone(), it.lines.len(), it.steps.len(), off))
        })
    });
    move || {
        segment.get().map(|(number, description, lines, steps, off)| {
            let delete = texts.segments.delete_segment(&number);
            let summary = texts.common.lines_count(lines);
            view! {
                <div class="list-cell nm no" role="gridcell">
                    <Symbol icon=Icon::Segment/>
                    <a class="b" href=Route::Segment(number.clone()).href()>
                        {number.clone()}
                    </a>
                </div>
                <div class="list-cell second" role="gridcell">
                    <span class="ell" title=description.clone()>
                        {description.clone()}
                    </span>
                    {(off > 0)
                        .then(|| {
                            view! { <Badge text=texts.segments.switched_off(off) tone=Tone::Warning/> }
                        })}
                    <span class="phone-only mut nw">{summary}</span>
                </div>
                <div class="list-cell num" role="gridcell">
                    {texts.number(lines)}
                </div>
                <div class="list-cell num low" role="gridcell">
                    {texts.number(steps)}
                </div>
                <div class="list-cell end" role="gridcell">
                    <Button
                        text=delete
                        icon=Icon::Trash
                        icon_only=true
                        small=true
                        kind=ButtonKind::Quiet
                        on_click=move || on_delete.run(id)
                    />
                </div>
            }
        })
    }
}

/// What stands in the list's place while there is no row.
#[component]
fn Nothing(search: RwSignal<String>, creating: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let words = &texts.segments;
    move || {
        let searched = search.get();
        if searched.trim().is_empty() {
            view! {
                <Empty icon=Icon::Segment title=words.empty text=Some(words.empty_hint.to_owned())>
                    <Button
                        text=words.new
                        icon=Icon::Plus
                        kind=ButtonKind::Primary
                        on_click=move || creating.set(true)
                    />
                    <HelpLink topic=Topic::Segments in_words=true/>
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <Empty icon=Icon::Search title=words.nothing_found(searched.trim())>
                    <Button text=words.show_all on_click=move || search.set(String::new())/>
                </Empty>
            }
            .into_any()
        }
    }
}
