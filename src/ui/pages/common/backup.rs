//! Saving a backup, and opening one after a look at what it would replace.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::trouble::no_way_back;
use crate::browser::files::{self, ChosenFile};
use crate::browser::{clock, document};
use crate::domain::{Action, Change, CodeList, Database};
use crate::exchange::json::{Backup, JsonError};
use crate::exchange::protected::Protected;
use crate::i18n::{Texts, use_texts};
use crate::state::{NoticeKind, Office, Route, use_office};
use crate::ui::pages::on_demand::{self, in_background};
use crate::ui::parts::{Dialog, unique_id};

/// Saves everything as a JSON file, and remembers when.
pub fn save_backup(office: Office) {
    let now = clock::now();
    let revision = office.revision();
    spawn_local(async move {
        let Ok(text) = on_demand::backup_text(office, now.clone()).await else {
            return on_demand::tell_not_loaded(office);
        };
        hand_out(office, &format!("mailroom-{}.json", clock::today()), &text, now, revision);
    });
}

/// Hands a backup out as a file, and remembers when it was made of which revision; whether that
/// worked. Tells either way.
pub fn hand_out(office: Office, file: &str, text: &str, at: String, revision: u64) -> bool {
    let texts = office.texts();
    let is_saved = files::save(file, "application/json", text.as_bytes()).is_some();
    if is_saved {
        office.backed_up(at, revision);
        office.notices().show(NoticeKind::Information, texts.backup.saved(file));
    } else {
        office.notices().show(NoticeKind::Failure, texts.contacts.not_exported);
    }
    is_saved
}

/// A file that was read and waits for the answer.
#[derive(Clone)]
pub struct Opened {
    file: String,
    backup: Backup,
}

/// Lets choose a backup file, shows what it holds beside what is here, and replaces everything.
#[component]
pub fn OpenBackup(
    /// Set to let the person choose a file; set back at once.
    choosing: RwSignal<bool>,
) -> impl IntoView {
    let texts = use_texts();
    let office = use_office();
    let opened = RwSignal::new_local(None::<Opened>);
    // One under a passphrase, which is asked for.
    let locked = RwSignal::new(None::<(String, Box<Protected>)>);
    let id = unique_id("backup-file");
    {
        let id = id.clone();
        Effect::new(move |_| {
            if choosing.get() {
                document::click_by_id(&id);
                choosing.set(false);
            }
        });
    }
    let read = move |file: ChosenFile| {
        spawn_local(async move {
            let name = file.name();
            let Some(bytes) = file.read().await else {
                office.notices().show(NoticeKind::Failure, texts.backup.unreadable(name));
                return;
            };
            match on_demand::read_backup(bytes).await {
                Err(_) => on_demand::tell_not_loaded(office),
                Ok(Ok(backup)) => drop(opened.try_set(Some(Opened { file: name, backup }))),
                Ok(Err(JsonError::Protected(protected))) => {
                    drop(locked.try_set(Some((name, protected))));
                }
                Ok(Err(error)) => office.notices().show(NoticeKind::Failure, word(texts, &name, &error)),
            }
        });
    };
    view! {
        <input
            type="file"
            class="vh"
            tabindex="-1"
            id=id
            accept=".json,application/json"
            aria-label=texts.home.open_backup
            on:change=move |event| {
                if let Some(file) = files::chosen(&event).into_iter().next() {
                    read(file);
                }
            }
        />
        {move || {
            locked
                .get()
                .map(|(file, protected)| {
                    let name = file.clone();
                    let on_open = Callback::new(move |backup: Option<Backup>| {
                        locked.set(None);
                        opened.set(backup.map(|backup| Opened { file: name.clone(), backup }));
                    });
                    in_background(on_demand::unlock_backup(file, protected, on_open))
                })
        }}
        {move || opened.with(Option::is_some).then(|| in_background(on_demand::replace_question(opened)))}
    }
}

/// Shows what an opened file holds beside what is here, and replaces everything.
#[component]
pub fn ReplaceQuestion(
    /// The file; taken back when the question is answered.
    opened: RwSignal<Option<Opened>, LocalStorage>,
) -> impl IntoView {
    let texts = use_texts();
    let office = use_office();
    let words = &texts.backup;
    let replace = move |()| {
        let Some(Opened { file, backup }) = opened.get_untracked() else { return };
        opened.set(None);
        office.commit_or_tell(move |_, _| {
            Ok((Action::Restore { file }, Change::Replace(Box::new(backup.database))))
        });
        office.go(Route::Home);
    };
    let question = |Opened { file, backup }: Opened| {
        let here = office.with(|database, _| counts(texts, database));
        let there = counts(texts, &backup.database);
        view! {
            <Dialog
                narrow=true
                title=words.replace_question(&file)
                on_close=move |()| opened.set(None)
                confirm=Some(words.replace.to_owned())
                on_confirm=replace
            >
                <p>{words.replace_now(&here.0, &here.1, &here.2)}</p>
                <p>{words.replace_by(texts.date(&backup.exported_at), &there.0, &there.1, &there.2)}</p>
                <p class="sec">{words.open_text}</p>
                {no_way_back(texts, office.mirror_works().get_untracked()).map(|text| view! { <p>{text}</p> })}
            </Dialog>
        }
    };
    opened.get_untracked().map(question)
}

fn counts(texts: &Texts, database: &Database) -> (String, String, String) {
    let codes = CodeList::ALL.into_iter().map(|list| database.code_count(list)).sum();
    (
        texts.common.contacts(database.contact_count()),
        texts.backup.codes(codes),
        texts.backup.segments(database.segment_count()),
    )
}

fn word(texts: &Texts, file: &str, error: &JsonError) -> String {
    match error {
        JsonError::NotOurs => texts.backup.not_ours(file),
        JsonError::Newer(version) => texts.backup.newer(file, version),
        JsonError::Damaged(_) => texts.backup.cut_off(file),
        // Never said: its passphrase is asked for.
        JsonError::Protected(_) => texts.backup.unreadable(file),
    }
}
