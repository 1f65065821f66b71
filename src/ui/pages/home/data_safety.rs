//! Settings of the backup reminder and of the browser's permission to persist the data.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::persistence;
use crate::i18n::context::use_texts;
use crate::i18n::texts::Safety;
use crate::state::app_state::use_app_state;
use crate::state::notices::NoticeKind;
use crate::ui::parts::button::Button;
use crate::ui::parts::choice::ChoiceRow;

/// The choices of days; 0 for never.
const DAYS: [u16; 4] = [7, 14, 30, 0];

/// The card of the backup reminder.
#[component]
pub fn ReminderCard() -> impl IntoView {
    let texts = use_texts();
    let words = Safety::of(texts.language);
    let app = use_app_state();
    let value = Signal::derive(move || app.preferences().with(|it| it.remind_after().to_string()));
    let options = DAYS.map(|days| {
        let caption = if days == 0 { words.never.to_owned() } else { words.days(days.into()) };
        (days.to_string(), caption)
    });
    view! {
        <section class="card">
            <h2>{words.reminder}</h2>
            <p>{words.reminder_text}</p>
            <ChoiceRow
                label=words.reminder
                value
                options=Signal::stored(options.to_vec())
                on_choose=move |days: String| app.update_preferences(|it| it.remind_after = days.parse().ok())
            />
        </section>
    }
}

/// The card of the browser's permission to persist the data.
#[component]
pub fn PersistencePermissionCard() -> impl IntoView {
    let texts = use_texts();
    let words = Safety::of(texts.language);
    let app = use_app_state();
    // Browsers may grant the permission later, to a page that is used often.
    spawn_local(async move {
        if let Some(true) = persistence::is_promised().await {
            app.update_preferences(|it| it.is_promised = Some(true));
        }
    });
    let answer = move || match app.preferences().with(|it| it.is_promised) {
        _ if !persistence::is_offered() => words.promise_not_offered,
        Some(true) => words.promised,
        Some(false) => words.not_promised,
        None => words.promise_not_asked,
    };
    let ask = move |()| {
        spawn_local(async move {
            let Some(answer) = persistence::request().await else { return };
            app.update_preferences(|it| it.is_promised = Some(answer));
            // An unchanged answer would otherwise look like no answer.
            let sentence = if answer { words.promised } else { words.not_promised };
            app.notices().show(NoticeKind::Information, sentence);
        });
    };
    let is_open =
        move || persistence::is_offered() && app.preferences().with(|it| it.is_promised != Some(true));
    view! {
        <section class="card">
            <h2>{words.promise}</h2>
            <p role="status">{answer}</p>
            <Show when=is_open>
                <Button text=words.ask on_click=ask/>
            </Show>
        </section>
    }
}
