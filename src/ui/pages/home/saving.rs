//! Saves a backup file, optionally encrypted with a passphrase.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::cipher;
use crate::browser::cipher::KeyParameters;
use crate::browser::clock;
use crate::exchange::json;
use crate::exchange::json::envelope::ProtectedBackup;
use crate::exchange::protected;
use crate::exchange::protected::{IV, ROUNDS, SALT, composed, is_long_enough};
use crate::i18n::context::use_texts;
use crate::i18n::texts::Passphrase;
use crate::state::app_state::{AppState, use_app_state};
use crate::state::notices::NoticeKind;
use crate::ui::pages::common::backup::{save_backup, save_backup_file};
use crate::ui::pages::common::storage_status::StorageStatus;
use crate::ui::parts::badge::Tone;
use crate::ui::parts::banner::Banner;
use crate::ui::parts::button::Button;
use crate::ui::parts::checkbox::{Checkbox, Checked};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::secret::Secret;

/// The card of the page *Import and backup*.
#[component]
pub fn SavingCard() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let words = &texts.backup;
    let is_protected = RwSignal::new(false);
    view! {
        <section class="card">
            <h2>{words.save_title}</h2>
            <p>{words.save_text}</p>
            <StorageStatus/>
            <div class="stack">
                <Protection is_protected/>
                <Show
                    when=move || is_protected.get()
                    fallback=move || {
                        view! {
                            <div class="row">
                                <Button text=words.save icon=Icon::Download on_click=move |()| save_backup(app)/>
                            </div>
                        }
                    }
                >
                    <UnderPassphrase is_protected/>
                </Show>
            </div>
        </section>
    }
}

/// The choice of encryption, where the browser offers it.
#[component]
fn Protection(is_protected: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let words = Passphrase::of(texts.language);
    if !cipher::is_offered() {
        return view! { <p class="sec">{words.not_offered}</p> }.into_any();
    }
    view! {
        <Checkbox
            label=words.protect
            checked=Signal::derive(move || Checked::from(is_protected.get()))
            on_toggle=move |on| is_protected.set(on)
        />
    }
    .into_any()
}

/// The error in the typed passphrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Short,
    Unlike,
}

/// The passphrase, twice, and the button.
#[component]
fn UnderPassphrase(is_protected: RwSignal<bool>) -> impl IntoView {
    let texts = use_texts();
    let words = Passphrase::of(texts.language);
    let app = use_app_state();
    let (first, second) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let is_shown = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    // Errors show after the first attempt, and then follow the typed text.
    let was_tried = RwSignal::new(false);
    let fault = Memo::new(move |_| {
        if !first.with(|text| is_long_enough(text)) {
            Some(Fault::Short)
        } else if first.get() != second.get() {
            Some(Fault::Unlike)
        } else {
            None
        }
    });
    let problem = move |of: Fault, sentence: String| {
        Signal::derive(move || (was_tried.get() && fault.get() == Some(of)).then(|| sentence.clone()))
    };
    let save = Callback::new(move |()| {
        was_tried.set(true);
        if fault.get_untracked().is_some() || is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let passphrase = composed(&first.get_untracked());
        spawn_local(async move {
            if save_protected(app, &passphrase).await {
                let _ = is_protected.try_set(false);
            }
            let _ = is_busy.try_set(false);
        });
    });
    let short = words.short(texts.number(protected::SHORTEST));
    let blocked = Signal::derive(move || is_busy.get().then(|| words.saving.to_owned()));
    view! {
        <div class="pair">
            <Secret
                label=words.label
                value=first
                is_shown
                is_new=true
                problem=problem(Fault::Short, short)
                hint=Some(words.hint.to_owned())
                on_enter=save
            />
            <Secret
                label=words.again
                value=second
                is_shown
                is_new=true
                problem=problem(Fault::Unlike, words.unlike.to_owned())
                on_enter=save
            />
        </div>
        <Checkbox
            label=words.show
            checked=Signal::derive(move || Checked::from(is_shown.get()))
            on_toggle=move |on| is_shown.set(on)
        />
        <Banner text=words.lost tone=Tone::Warning/>
        <div class="row">
            <Button text=texts.backup.save icon=Icon::Download on_click=save blocked/>
        </div>
    }
}

/// Encrypts everything and saves the file; whether that worked. Shows a notice on failure.
async fn save_protected(app: AppState, passphrase: &str) -> bool {
    let now = clock::now();
    let (text, revision) = (app.with(|database, _| json::write(database, &now)), app.revision());
    let Some(file) = encrypted(passphrase, text.as_bytes()).await else {
        let words = Passphrase::of(app.texts().language);
        app.notices().show(NoticeKind::Failure, words.not_encrypted);
        return false;
    };
    let name = format!("mailroom-{}-protected.json", clock::today());
    save_backup_file(app, &name, &protected::write(&file), now, revision)
}

async fn encrypted(passphrase: &str, plain: &[u8]) -> Option<ProtectedBackup> {
    let (salt, iv) = (cipher::draw(SALT)?, cipher::draw(IV)?);
    let key = KeyParameters { passphrase, salt: &salt, rounds: ROUNDS, iv: &iv };
    let data = cipher::encrypt(key, plain).await?;
    Some(ProtectedBackup { rounds: ROUNDS, salt, iv, data })
}
