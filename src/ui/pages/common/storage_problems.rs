//! Problems of the storage: damaged parts, data too old to be read, little space, no mirror.

use leptos::prelude::*;

use crate::browser::part::part;
use crate::browser::{clock, files};
use crate::i18n::context::use_texts;
use crate::i18n::texts::{Texts, Trouble};
use crate::state::app_state::use_app_state;
use crate::state::notices::NoticeKind;
use crate::state::route::Route;
use crate::storage::key::{ASIDE, RecordKey, TablePart};
use crate::storage::load::Problem;
use crate::ui::pages::common::backup::save_backup;
use crate::ui::pages::common::environment_notes::EnvironmentNotes;
use crate::ui::parts::badge::Tone;
use crate::ui::parts::banner::Banner;
use crate::ui::parts::button::{Button, ButtonKind};

/// The used shares from which the overview, and then every page, show a warning.
const FILLING: f64 = 0.7;
const NEARLY_FULL: f64 = 0.9;

part!(soon {
    /// [`StorageProblemBanners`], which few visitors see.
    pub fn storage_problem_banners() -> AnyView {
        view! { <StorageProblemBanners/> }.into_any()
    }
});

/// Whether [`StorageProblemBanners`] has something to show.
#[must_use]
pub fn has_storage_problems(problems: &[Problem], share: f64) -> bool {
    share >= NEARLY_FULL
        || problems
            .iter()
            .any(|it| matches!(it, Problem::Damaged(_) | Problem::Contradiction(_) | Problem::Older))
}

/// The banners above every page.
#[component]
pub fn StorageProblemBanners() -> impl IntoView {
    let texts = use_texts();
    let words = Trouble::of(texts.language);
    let app = use_app_state();
    let nearly_full = move || {
        let share = app.storage_share().get();
        (share >= NEARLY_FULL).then(|| {
            view! {
                <Banner
                    text=words.nearly_full(texts.percent(share))
                    tone=Tone::Warning
                    action=Some(texts.home.save_backup.to_owned())
                    on_action=move |()| save_backup(app)
                />
            }
        })
    };
    let contradiction = move || {
        let problems = app.problems().get();
        let fact = problems.into_iter().find_map(|it| match it {
            Problem::Contradiction(fact) => Some(fact),
            _ => None,
        });
        fact.map(|fact| {
            view! {
                <Banner
                    text=words.contradiction(fact)
                    tone=Tone::Negative
                    action=Some(words.to_rescue.to_owned())
                    on_action=move |()| app.go(Route::Rescue)
                />
            }
        })
    };
    view! {
        {nearly_full}
        {contradiction}
        <Older/>
        <Damaged/>
    }
}

/// Data in a format that is too old to be read, to save it to a file and then to start empty.
#[component]
fn Older() -> impl IntoView {
    let texts = use_texts();
    let words = Trouble::of(texts.language);
    let app = use_app_state();
    let is_saved = RwSignal::new(false);
    let is_older = Memo::new(move |_| app.problems().with(|all| all.contains(&Problem::Older)));
    let save = move |()| {
        let file = format!("mailroom-older-{}.json", clock::today());
        let json = app.older_as_json().unwrap_or_default();
        if files::save(&file, "application/json", json.as_bytes()).is_some() {
            is_saved.set(true);
            app.notices().show(NoticeKind::Information, words.damaged_saved(file));
        } else {
            app.notices().show(NoticeKind::Failure, texts.contacts.not_exported);
        }
    };
    let start = move |()| {
        if !app.remove_older() {
            app.notices().show(NoticeKind::Failure, texts.storage.denied);
        }
    };
    view! {
        <Show when=move || is_older.get()>
            <div class="row wrap banner-row">
                <Banner
                    text=words.older
                    tone=Tone::Warning
                    action=Some(words.save_older.to_owned())
                    on_action=save
                />
                // Only saved data can be removed.
                <Show when=move || is_saved.get()>
                    <Button text=words.start_empty kind=ButtonKind::Quiet small=true on_click=start/>
                </Show>
            </div>
        </Show>
    }
}

/// The unreadable parts, to save them to a file and then to remove them.
#[component]
fn Damaged() -> impl IntoView {
    let texts = use_texts();
    let words = Trouble::of(texts.language);
    let app = use_app_state();
    let is_saved = RwSignal::new(false);
    let keys = Memo::new(move |_| {
        let problems = app.problems().get();
        let keys = problems.into_iter().filter_map(|it| match it {
            Problem::Damaged(key) => Some(key),
            _ => None,
        });
        keys.collect::<Vec<String>>()
    });
    let sentence = move || {
        let keys = keys.get();
        let mut parts: Vec<&str> = keys.iter().map(|key| word(words, key)).collect();
        parts.sort_unstable();
        parts.dedup();
        words.damaged(keys.len(), parts.join(", "))
    };
    let save = move |()| {
        let file = format!("mailroom-damaged-{}.json", clock::today());
        if files::save(&file, "application/json", app.damaged_as_json().as_bytes()).is_some() {
            is_saved.set(true);
            app.notices().show(NoticeKind::Information, words.damaged_saved(file));
        } else {
            app.notices().show(NoticeKind::Failure, texts.contacts.not_exported);
        }
    };
    view! {
        <Show when=move || keys.with(|keys| !keys.is_empty())>
            <div class="row wrap banner-row">
                <Banner
                    text=Signal::derive(sentence)
                    tone=Tone::Warning
                    action=Some(words.save_damaged.to_owned())
                    on_action=save
                />
                // Only saved parts can be removed.
                <Show when=move || is_saved.get()>
                    <Button
                        text=words.remove_damaged
                        kind=ButtonKind::Quiet
                        small=true
                        on_click=move |()| app.remove_damaged()
                    />
                </Show>
            </div>
        </Show>
    }
}

/// The kind of data under a key, in a word.
fn word(words: &Trouble, key: &str) -> &'static str {
    match RecordKey::parse(key.strip_prefix(ASIDE).unwrap_or(key)) {
        Some(RecordKey::Part(TablePart::Codes, ..)) => words.part_codes,
        Some(RecordKey::Part(TablePart::Segment(_), ..)) => words.part_segment,
        // Keys of anything else are not parsed.
        Some(RecordKey::Part(TablePart::Contacts(_), ..)) | None => words.part_contacts,
        Some(RecordKey::Log(_) | RecordKey::Pending(..)) => words.part_change,
        Some(RecordKey::History(_)) => words.part_history,
        Some(RecordKey::Manifest) => words.part_contents,
    }
}

/// The notes of the overview about the storage.
#[component]
pub fn StorageNotes() -> impl IntoView {
    let texts = use_texts();
    let words = Trouble::of(texts.language);
    let app = use_app_state();
    let filling = move || {
        let share = app.storage_share().get();
        (FILLING..NEARLY_FULL)
            .contains(&share)
            .then(|| view! { <Banner text=words.filling(texts.percent(share)) tone=Tone::Warning/> })
    };
    view! {
        {filling}
        <EnvironmentNotes/>
        <Show when=move || !app.mirror_works().get()>
            <Banner text=words.no_mirror tone=Tone::Warning/>
        </Show>
    }
}

/// The warning before replacing all data without a mirror: that cannot be undone.
#[must_use]
pub fn no_undo_warning(texts: &Texts, mirror_works: bool) -> Option<&'static str> {
    (!mirror_works).then(|| Trouble::of(texts.language).no_way_back)
}
