//! The rescue page, for when the program fails: only storage and exchange run here.

use leptos::prelude::*;

use crate::browser::own_keys::OwnKeys;
use crate::browser::{clock, files, location, panic};
use crate::exchange::json;
use crate::i18n::context::use_texts;
use crate::state::workspace::Workspace;
use crate::storage::store::Store;
use crate::ui::parts::button::{Button, ButtonKind};
use crate::ui::parts::icon::Icon;

/// Offers the stored data as a file. It runs without an `AppState`, so that damaged data cannot
/// break it.
#[component]
pub fn RescuePage() -> impl IntoView {
    let words = &use_texts().rescue;
    let nothing = RwSignal::new(false);
    let save = move |()| {
        let workspace = Workspace::open(Store::new(OwnKeys::open()), "", "");
        if let Some(text) = workspace.replica().older_as_json() {
            // Its format is too old to be read: the file has it as it is stored.
            let name = format!("mailroom-older-{}.json", clock::today());
            let _ = files::save(&name, "application/json", text.as_bytes());
            return;
        }
        match Some(workspace.database()).filter(|database| !database.is_empty()) {
            Some(database) => {
                let now = clock::now();
                let text = json::write(database, &now);
                let name = format!("mailroom-{}.json", now.get(..10).unwrap_or_default());
                // If the browser refuses, the user can press the button again.
                let _ = files::save(&name, "application/json", text.as_bytes());
            }
            None => nothing.set(true),
        }
    };
    let again = move |()| {
        location::replace_hash("/");
        location::reload();
    };
    view! {
        <main class="start">
            <h1>{words.title}</h1>
            <p class="lead">{words.text}</p>
            <div class="row wrap">
                <Button text=words.save icon=Icon::Download kind=ButtonKind::Primary on_click=save/>
                <Button text=words.again on_click=again/>
            </div>
            <Show when=move || nothing.get()>
                <p role="status">{words.nothing}</p>
            </Show>
            {panic::report()
                .map(|report| {
                    view! {
                        <p class="sec">{words.report}</p>
                        <pre lang="en">{report}</pre>
                    }
                })}
        </main>
    }
}
