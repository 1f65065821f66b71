//! An opened backup: its content, what merging it or replacing everything with it would change, and
//! then one of the two.

mod cards;
mod cells;
mod rows;
pub mod state;
mod unlock;
pub mod work;
mod working;

use leptos::prelude::*;

use crate::browser::document::focus_by_id;
use crate::domain::catalogue::CodeList;
use crate::domain::database::Database;
use crate::exchange::json::envelope::JsonError;
use crate::i18n::context::use_texts;
use crate::i18n::texts::{Import, Opening, Texts};
use crate::state::app_state::{Table, use_app_state};
use crate::state::notices::NoticeKind;
use crate::state::pending_file::PendingFile;
use crate::state::route::Route;
use crate::ui::pages::common::file_size::file_size;
use crate::ui::pages::restore::cards::RestoreModes;
use crate::ui::pages::restore::rows::CardRows;
use crate::ui::pages::restore::state::{OpenedBackup, RestoreCard, RestoreFailure};
use crate::ui::pages::restore::unlock::UnlockBackup;
use crate::ui::pages::restore::work::use_work;
use crate::ui::pages::restore::working::RestoreProgress;
use crate::ui::parts::badge::Tone;
use crate::ui::parts::banner::Banner;
use crate::ui::parts::button::{Button, ButtonKind};

/// The id of the opened backup's content. It gets the focus, as the button that led there is gone.
const CONTENT: &str = "opened-backup";

/// The page of backups, or in its place the backup that is open.
#[component]
pub fn RestorePage(
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    let app = use_app_state();
    let work = use_work();
    let handed = expect_context::<PendingFile>();
    let words = Opening::of(use_texts().language);
    Effect::new(move |_| {
        let Some(file) = handed.take(&Route::Backup) else { return };
        if work.task.is_running() {
            app.notices().show(NoticeKind::Failure, words.waits(file.name()));
        } else {
            work.open(app, file);
        }
    });
    // The user is not asked for a passphrase on returning to the page.
    on_cleanup(move || work.locked.set(None));
    let is_busy = Memo::new(move |_| work.task.busy.with(Option::is_some));
    view! {
        {move || match work.opened.get() {
            Some(opened) => {
                view! {
                    <div class="page">
                        <OpenedBackup opened/>
                    </div>
                }
                .into_any()
            }
            None => {
                view! {
                    <FailureBanner/>
                    {children()}
                }
                .into_any()
            }
        }}
        <Show when=move || is_busy.get()>
            <RestoreProgress/>
        </Show>
        {move || {
            work.locked
                .get()
                .map(|(file, protected)| {
                    let name = file.clone();
                    let on_open = Callback::new(move |backup| work.unlock(app, name.clone(), backup));
                    view! { <UnlockBackup file protected on_open/> }
                })
        }}
    }
}

/// Why the last file could not be opened.
#[component]
fn FailureBanner() -> impl IntoView {
    let texts = use_texts();
    let work = use_work();
    move || {
        let (file, failure) = work.failure.get()?;
        Some(view! { <Banner text=word(texts, &file, &failure) tone=Tone::Negative/> })
    }
}

/// The backup that is open.
#[component]
fn OpenedBackup(
    /// The opened backup.
    opened: std::sync::Arc<OpenedBackup>,
) -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let words = Opening::of(texts.language);
    Effect::new(move |former: Option<()>| {
        for table in [Table::Contacts, Table::Codes, Table::Segments] {
            app.track(table);
        }
        work.overwrite.track();
        // A backup that was just opened is compared already.
        if former.is_some() || !work.is_compared(app) {
            work.compare(app);
        }
    });
    let chosen = RwSignal::new(work.plan.with_untracked(|it| RestoreCard::first(it.as_ref())));
    let is_busy = Memo::new(move |_| work.task.busy.with(Option::is_some));
    // The element that had the focus is gone: the button that led here, or the progress.
    Effect::new(move |_| {
        if !is_busy.get() {
            focus_by_id(CONTENT);
        }
    });
    let file = opened.file.clone();
    let about = {
        let opened = opened.clone();
        move || {
            let here = app.watch(|database, _| counts(texts, database));
            let there = counts(texts, &opened.backup.database);
            let date = texts.date(&opened.backup.exported_at);
            let here = texts.backup.replace_now(here.0, here.1, here.2);
            format!("{} {here} {}", texts.backup.replace_by(date, there.0, there.1, there.2), words.nothing)
        }
    };
    view! {
        <header class="phead ruled">
            <div class="ptitle">
                <h1 class="ell">{words.title(file)}</h1>
            </div>
        </header>
        <div class="wstep" inert=move || is_busy.get()>
            <div class="ib fill" id=CONTENT tabindex="-1">
                <FailureBanner/>
                <Banner text=Signal::derive(about) tone=Tone::Information/>
                <RestoreModes chosen/>
                <CardRows card=chosen/>
            </div>
            <Buttons/>
        </div>
    }
}

/// One button each way, with the number of contacts that really change.
#[component]
fn Buttons() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let work = use_work();
    let words = Opening::of(texts.language);
    let totals = Memo::new(move |_| work.totals(app));
    let merge = move || words.merge_contacts(totals.with(|totals| totals.contacts()));
    let replace = move || words.replace_contacts(work.replacement.with(|it| it.contacts.len()));
    let nothing_to_merge = Memo::new(move |_| work.changes_nothing(app));
    let nothing_to_replace = Memo::new(move |_| work.replacement.with(|it| it.is_nothing()));
    let status = move || {
        let left_out = totals.with(|totals| totals.left_out);
        let waiting = (left_out > 0).then(|| Import::of(texts.language).effect_waiting(left_out));
        let nothing = nothing_to_merge.get().then(|| words.nothing_to_merge.to_owned());
        let can_undo = !nothing_to_merge.get() || !nothing_to_replace.get();
        let undo = can_undo.then(|| Import::of(texts.language).effect_undo.to_owned());
        waiting.into_iter().chain(nothing).chain(undo).collect::<Vec<_>>().join(" ")
    };
    view! {
        <footer class="wfoot">
            <span class="sec grow" role="status">{status}</span>
            <Button text=texts.common.cancel on_click=move |()| work.close()/>
            <Button
                text=Signal::derive(replace)
                kind=ButtonKind::Destructive
                on_click=move |()| work.replace(app)
                blocked=Signal::derive(move || {
                    nothing_to_replace.get().then(|| words.nothing_to_replace.to_owned())
                })
            />
            <Button
                text=Signal::derive(merge)
                kind=ButtonKind::Primary
                on_click=move |()| work.merge(app)
                blocked=Signal::derive(move || {
                    nothing_to_merge.get().then(|| words.nothing_to_merge.to_owned())
                })
            />
        </footer>
    }
}

fn counts(texts: &Texts, database: &Database) -> (String, String, String) {
    let codes = CodeList::ALL.into_iter().map(|list| database.code_count(list)).sum();
    (
        texts.common.contacts(database.contact_count()),
        texts.backup.codes(codes),
        texts.backup.segments(database.segment_count()),
    )
}

fn word(texts: &'static Texts, file: &str, failure: &RestoreFailure) -> String {
    match failure {
        // Never shown, as the page asks for the passphrase instead.
        RestoreFailure::Unreadable | RestoreFailure::Json(JsonError::Protected(_)) => {
            texts.backup.unreadable(file)
        }
        RestoreFailure::TooLarge { bytes, limit } => {
            Opening::of(texts.language).too_large(file, file_size(texts, *bytes), file_size(texts, *limit))
        }
        RestoreFailure::Json(JsonError::NotOurs) => texts.backup.not_ours(file),
        RestoreFailure::Json(JsonError::Newer(version)) => texts.backup.newer(file, version),
        RestoreFailure::Json(JsonError::Damaged(_)) => texts.backup.cut_off(file),
    }
}
