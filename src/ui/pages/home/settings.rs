//! Settings of this device: language, theme, backup reminder, sample data, deleting everything.

use leptos::prelude::*;

use crate::i18n::context::use_texts;
use crate::i18n::language::Language;
use crate::state::app_state::use_app_state;
use crate::state::preferences::{Preferences, Theme};
use crate::ui::pages::common::sample::{load_sample, remove_sample};
use crate::ui::pages::home::data_safety::{PersistencePermissionCard, ReminderCard};
use crate::ui::pages::home::erase::EraseCard;
use crate::ui::parts::button::Button;
use crate::ui::parts::choice::{Choice, ChoiceRow};
use crate::ui::parts::icon::Icon;

/// The settings.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let texts = use_texts();
    let app = use_app_state();
    let words = &texts.settings;
    let preferences = app.preferences();
    let language = Signal::derive(move || preferences.with(Preferences::language).code().to_owned());
    let languages = Signal::derive(|| {
        Language::ALL.iter().map(|it| (it.code().to_owned(), it.own_name().to_owned())).collect::<Vec<_>>()
    });
    let theme = Signal::derive(move || {
        match preferences.with(|it| it.theme) {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
        .to_owned()
    });
    let themes = Signal::derive(move || {
        [("system", words.theme_system), ("light", words.theme_light), ("dark", words.theme_dark)]
            .map(|(key, caption)| (key.to_owned(), caption.to_owned()))
            .to_vec()
    });
    let choose_theme = move |key: String| {
        app.update_preferences(|it| {
            it.theme = match key.as_str() {
                "light" => Theme::Light,
                "dark" => Theme::Dark,
                _ => Theme::System,
            };
        });
    };
    let has_sample =
        Memo::new(move |_| app.watch(|database, _| crate::exchange::sample::is_loaded(database)));
    view! {
        <div class="page">
            <header class="phead ruled">
                <div class="ptitle">
                    <h1>{words.title}</h1>
                </div>
            </header>
            <div class="cards">
                <section class="card">
                    <h2>{texts.common.language}</h2>
                    <p>{words.language_hint}</p>
                    <Choice
                        label=texts.common.language
                        hide_label=true
                        value=language
                        options=languages
                        on_choose=move |code: String| {
                            if let Some(language) = Language::from_code(&code) {
                                app.set_language(language);
                            }
                        }
                    />
                </section>
                <section class="card">
                    <h2>{words.theme}</h2>
                    <ChoiceRow label=words.theme value=theme options=themes on_choose=choose_theme/>
                </section>
                <ReminderCard/>
                <PersistencePermissionCard/>
                <section class="card">
                    <h2>{words.sample}</h2>
                    <p>{words.sample_text}</p>
                    <Show
                        when=move || has_sample.get()
                        fallback=move || {
                            view! {
                                <Button
                                    text=texts.home.load_sample
                                    icon=Icon::Contacts
                                    on_click=move |()| load_sample(app)
                                />
                            }
                        }
                    >
                        <Button
                            text=texts.home.remove_sample
                            icon=Icon::Trash
                            on_click=move |()| remove_sample(app)
                        />
                    </Show>
                </section>
                <EraseCard/>
            </div>
        </div>
    }
}
