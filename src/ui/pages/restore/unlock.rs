//! Opening a backup under a passphrase.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::cipher;
use crate::browser::cipher::KeyParameters;
use crate::exchange::json;
use crate::exchange::json::Backup;
use crate::exchange::json::envelope::ProtectedBackup;
use crate::exchange::protected::composed;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Passphrase;
use crate::ui::parts::checkbox::{Checkbox, Checked};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::secret::Secret;

/// Asks for the passphrase of a backup. What was typed stays until it is right.
#[component]
pub fn UnlockBackup(
    /// The file's name.
    file: String,
    /// Its content.
    protected: Box<ProtectedBackup>,
    /// Takes the opened backup; `None` if the user cancelled.
    on_open: Callback<Option<Backup>>,
) -> impl IntoView {
    let texts = use_texts();
    let words = Passphrase::of(texts.language);
    let passphrase = RwSignal::new(String::new());
    let is_shown = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let protected = StoredValue::new(protected);
    let about = Signal::stored(Some(file.clone()));
    let unlock = move |()| {
        let typed = composed(&passphrase.get_untracked());
        if is_busy.get_untracked() || typed.is_empty() {
            return;
        }
        is_busy.set(true);
        let name = file.clone();
        spawn_local(async move {
            let Some(protected) = protected.try_get_value() else { return };
            let backup = match opened(&typed, &protected).await {
                None => Err(words.wrong.to_owned()),
                // The passphrase was right, so this is how it was saved.
                Some(bytes) => json::read(&bytes).map_err(|_| texts.backup.cut_off(name)),
            };
            match backup {
                Ok(backup) => drop(on_open.try_run(Some(backup))),
                Err(sentence) => drop(problem.try_set(Some(sentence))),
            }
            let _ = is_busy.try_set(false);
        });
    };
    let unlock = Callback::new(unlock);
    let blocked = move || {
        if !cipher::is_offered() {
            Some(words.not_offered.to_owned())
        } else if is_busy.get() {
            Some(words.opening.to_owned())
        } else {
            None
        }
    };
    view! {
        <Dialog
            narrow=true
            title=words.unlock_title
            about
            on_close=move |()| on_open.run(None)
            confirm=Some(texts.common.open.to_owned())
            on_confirm=unlock
            blocked=Signal::derive(blocked)
        >
            <div class="stack">
                <Secret label=words.label value=passphrase is_shown problem on_enter=unlock/>
                <Checkbox
                    label=words.show
                    checked=Signal::derive(move || Checked::from(is_shown.get()))
                    on_toggle=move |on| is_shown.set(on)
                />
                <p class="sec">{words.unlock_text}</p>
            </div>
        </Dialog>
    }
}

async fn opened(passphrase: &str, protected: &ProtectedBackup) -> Option<Vec<u8>> {
    let ProtectedBackup { rounds, salt, iv, data } = protected;
    cipher::decrypt(KeyParameters { passphrase, salt, rounds: *rounds, iv }, data).await
}
