//! Language, theme and other preferences of this device, and drafts of fields.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{document, theme};
use crate::i18n::language::Language;
use crate::i18n::loading;
use crate::i18n::texts::{MissingPart, Texts};
use crate::query::collation::Alphabet;
use crate::state::app_state::AppState;
use crate::state::notices::NoticeKind;
use crate::state::preferences::{Preferences, Theme};

impl AppState {
    /// The texts in the language in use.
    #[must_use]
    pub fn texts(self) -> &'static Texts {
        self.texts.get_untracked()
    }

    /// The texts in the language in use, as a signal.
    #[must_use]
    pub fn texts_in_use(self) -> ReadSignal<&'static Texts> {
        self.texts.read_only()
    }

    /// Changes the language and remembers it. Where its texts cannot be downloaded, the language
    /// stays, and a notice says so.
    pub fn set_language(self, language: Language) {
        let former = self.preferences.with_untracked(|it| it.language.clone());
        self.update_preferences(|it| it.language = Some(language.code().to_owned()));
        spawn_local(async move {
            let texts = loading::load(language).await;
            if self.preferences.with_untracked(Preferences::language) != language {
                // The user has chosen another language meanwhile.
                return;
            }
            match texts {
                Ok(texts) => self.texts.set(texts),
                Err(_) => {
                    self.update_preferences(|it| it.language = former);
                    let words = MissingPart::of(self.texts().language);
                    self.notices.show(NoticeKind::Failure, words.text.to_owned());
                }
            }
            self.apply_preferences();
        });
    }

    /// The alphabet that lists are sorted by in the language in use.
    #[must_use]
    pub fn alphabet(self) -> Alphabet {
        match self.texts().language {
            Language::Norwegian | Language::Danish => Alphabet::Nordic,
            Language::English | Language::Dutch | Language::French => Alphabet::Root,
        }
    }

    /// The preferences of this device.
    #[must_use]
    pub fn preferences(self) -> ReadSignal<Preferences> {
        self.preferences.read_only()
    }

    /// Changes the preferences of this device, and remembers them.
    pub fn update_preferences(self, change: impl FnOnce(&mut Preferences)) {
        let remembered = self.keys.with_value(Preferences::remembered);
        self.preferences.update(|it| {
            // Another window may have changed other preferences meanwhile.
            if let Some(remembered) = remembered {
                *it = remembered;
            }
            change(it);
        });
        self.keys.with_value(|keys| self.preferences.with_untracked(|it| it.write(keys)));
        self.apply_preferences();
    }

    /// Takes over preferences that another window has changed.
    pub(super) fn reload_preferences(self) {
        if let Some(remembered) = self.keys.with_value(Preferences::remembered) {
            self.preferences.set(remembered);
            self.apply_preferences();
        }
    }

    /// Switches between dark and light.
    pub fn switch_theme(self) {
        self.update_preferences(|it| it.theme = if it.is_dark() { Theme::Light } else { Theme::Dark });
    }

    /// The draft of a field: text that was refused, kept across pages until it is corrected.
    #[must_use]
    pub fn draft(self, key: &str) -> Option<String> {
        self.drafts.with_value(|drafts| drafts.get(key).cloned())
    }

    /// Stores or clears the draft of a field.
    pub fn set_draft(self, key: &str, text: Option<String>) {
        self.drafts.update_value(|drafts| match text {
            Some(text) => {
                drafts.insert(key.to_owned(), text);
            }
            None => {
                drafts.remove(key);
            }
        });
    }

    /// Clears the draft of this key and of the keys below it, `key/…`.
    pub fn clear_drafts(self, key: &str) {
        let is_below = |other: &str| other.strip_prefix(key).is_some_and(|rest| rest.starts_with('/'));
        self.drafts.update_value(|drafts| drafts.retain(|other, _| other != key && !is_below(other)));
    }

    pub(super) fn apply_preferences(self) {
        document::set_language(self.texts().language.tag());
        theme::set_dark(self.preferences.with_untracked(Preferences::is_dark));
    }
}
