//! The overview: key figures, contacts in each mailing group, storage and backup, recent changes.

use leptos::prelude::*;

use crate::browser::{clock, intl};
use crate::domain::catalogue::CodeList;
use crate::domain::identifiers::CodeId;
use crate::domain::sorting::small_sort_by;
use crate::i18n::context::use_texts;
use crate::i18n::wording;
use crate::state::app_state::use_app_state;
use crate::state::filter_text;
use crate::state::route::{Address, Route};
use crate::ui::pages::common::backup::save_backup;
use crate::ui::pages::common::code_colour;
use crate::ui::pages::common::linked_file::status::link_status;
use crate::ui::pages::common::sample::remove_sample;
use crate::ui::pages::common::storage_problems::StorageNotes;
use crate::ui::pages::common::storage_status::StorageStatus;
use crate::ui::pages::home::recent::RecentChanges;
use crate::ui::pages::on_demand::in_background;
use crate::ui::parts::banner::Banner;
use crate::ui::parts::button::{Button, ButtonKind, ButtonLink};
use crate::ui::parts::icon::{Icon, Symbol};
use crate::ui::parts::meter::{Meter, bar_width};

/// The number of groups shown as bars.
const BARS: usize = 12;

/// The overview.
#[component]
pub fn Overview() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let words = &texts.home;
    let has_sample =
        Memo::new(move |_| app.watch(|database, _| crate::exchange::sample::is_loaded(database)));
    let new_segment = Address::from(Route::Segments).with("new", "yes").href();
    let today = intl::format_day_in_words(texts.language.tag(), &clock::now());
    view! {
        <div class="page">
            <header class="phead">
                <div class="ptitle">
                    <h1>{words.title}</h1>
                    <p class="sec today">{today}</p>
                    <div class="acts">
                        <ButtonLink text=words.new_contact icon=Icon::Contacts href=Route::NewContact.href()/>
                        <ButtonLink text=words.new_segment icon=Icon::Segment kind=ButtonKind::Primary href=new_segment/>
                    </div>
                </div>
            </header>
            <div class="hm">
                <Show when=move || has_sample.get()>
                    <Banner
                        text=words.sample_loaded
                        action=Some(words.remove_sample.to_owned())
                        on_action=move |()| remove_sample(app)
                    />
                </Show>
                <Tiles/>
                <div class="two">
                    <GroupBars/>
                    <StorageCard/>
                </div>
                <RecentChanges/>
            </div>
        </div>
    }
}

/// The key figures.
#[component]
fn Tiles() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let words = &texts.home;
    let figures = move || {
        app.watch(|database, index| {
            let contacts = database.contact_count();
            let companies = index.companies().count();
            let list = CodeList::MailingGroup;
            let assignments =
                database.codes(list).map(|(id, _)| index.count_of_code(list, id)).sum::<usize>();
            let lines = database.segments().map(|(_, segment)| segment.lines.len()).sum::<usize>();
            [
                (Icon::Contacts, Route::Contacts, texts.navigation.contacts, contacts, {
                    let persons = texts.common.persons(contacts - companies);
                    words.companies_and_persons(texts.common.companies(companies), persons)
                }),
                (
                    Icon::Tag,
                    Route::Codes(list),
                    wording::code_list(texts, list),
                    database.code_count(list),
                    words.assignments(assignments),
                ),
                (
                    Icon::Segment,
                    Route::Segments,
                    texts.navigation.segments,
                    database.segment_count(),
                    texts.common.lines_count(lines),
                ),
            ]
        })
    };
    view! {
        <div class="tiles three-tiles">
            {move || {
                figures()
                    .into_iter()
                    .map(|(icon, route, caption, number, more)| {
                        view! {
                            <a class="tile" href=route.href()>
                                <span class="l">
                                    <Symbol icon/>
                                    {caption}
                                </span>
                                <span class="v">{texts.number(number)}</span>
                                <span class="s">{more}</span>
                            </a>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}

/// The contacts in each mailing group as bars, the largest first.
#[component]
fn GroupBars() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let words = &texts.home;
    let list = CodeList::MailingGroup;
    let bars = move || {
        let mut bars: Vec<(CodeId, String, String, usize)> = app.watch(|database, index| {
            let row = |(id, entry): (CodeId, &crate::domain::code_list::CodeEntry)| {
                (id, entry.code.to_string(), entry.description.clone(), index.count_of_code(list, id))
            };
            database.codes(list).map(row).collect()
        });
        small_sort_by(&mut bars, |a, b| b.3.cmp(&a.3).then_with(|| a.1.cmp(&b.1)));
        let most = bars.first().map_or(0, |bar| bar.3);
        bars.truncate(BARS);
        bars.into_iter()
            .map(|(id, code, description, count)| {
                let href = Address::from(Route::Contacts)
                    .with(filter_text::key(crate::domain::criteria::Field::Codes(list)), &code)
                    .href();
                view! {
                    <a href=href title=description>
                        <span class=format!("dot {}", code_colour(id))></span>
                        {code}
                    </a>
                    <span class="track" aria-hidden="true">
                        <span class="hbar" style:width=bar_width(count, most)></span>
                    </span>
                    <b class="num">{texts.number(count)}</b>
                }
            })
            .collect_view()
    };
    let has_groups = Memo::new(move |_| app.watch(|database, _| database.code_count(list) > 0));
    view! {
        <section class="card">
            <h2>
                {words.groups_bars}
                <a class="r" href=Route::Codes(list).href()>{words.all_groups}</a>
            </h2>
            <Show when=move || has_groups.get() fallback=move || view! { <p class="sec">{words.no_groups}</p> }>
                <div class="gb">{bars}</div>
            </Show>
        </section>
    }
}

/// The used share of the storage, and where the data is saved.
#[component]
fn StorageCard() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let words = &texts.home;
    let share = app.storage_share();
    let keeps_file = Memo::new(move |_| app.preferences().with(|it| it.keeps_file));
    let file = move || keeps_file.get().then(|| in_background(link_status()));
    view! {
        <section class="card">
            <h2>
                {words.storage}
                <span class="r sec">{words.this_device_only}</span>
            </h2>
            <div class="row wrap">
                <b class="figure">{move || texts.percent(share.get())}</b>
            </div>
            <Meter label=words.storage share/>
            <StorageNotes/>
            <StorageStatus/>
            {file}
            <Button text=words.save_backup icon=Icon::Download on_click=move |()| save_backup(app)/>
        </section>
    }
}
