//! What this device's user prefers: language and theme. Kept apart from the data.

use serde::{Deserialize, Serialize};

use crate::browser::{document, theme};
use crate::i18n::Language;
use crate::storage::KeyValue;

const KEY: &str = "preferences";

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What is remembered on this device. Unknown or damaged preferences are the usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// The language's code; none while the browser's languages decide.
    pub language: Option<String>,
    /// Light or dark.
    pub theme: Theme,
    /// When the last backup was saved, as ISO 8601.
    pub last_backup: Option<String>,
    /// Files imported last, by the CRC-32 of their bytes, and when, as ISO 8601; oldest first.
    pub imports: Vec<(u32, String)>,
}

/// Imported files that are remembered.
const REMEMBERED_IMPORTS: usize = 50;

impl Preferences {
    /// Reads what is remembered.
    pub fn read(keys: &impl KeyValue) -> Self {
        let text = keys.get(KEY).ok().flatten();
        text.and_then(|text| serde_json::from_slice(text.as_bytes()).ok()).unwrap_or_default()
    }

    /// Remembers. Where that fails, the preferences hold for this visit.
    pub fn write(&self, keys: &impl KeyValue) {
        if let Ok(text) = serde_json::to_string(self) {
            let _ = keys.set(KEY, &text);
        }
    }

    /// The language chosen, or the first of the browser's that Mailroom speaks.
    #[must_use]
    pub fn language(&self) -> Language {
        let chosen = self.language.as_deref().and_then(Language::from_code);
        chosen.or_else(|| Language::from_tags(document::preferred_languages())).unwrap_or(Language::English)
    }

    /// Remembers that a file was imported, so that it is pointed out the next time.
    pub fn remember_import(&mut self, mark: u32, at: String) {
        self.imports.retain(|(known, _)| *known != mark);
        self.imports.push((mark, at));
        let surplus = self.imports.len().saturating_sub(REMEMBERED_IMPORTS);
        self.imports.drain(..surplus);
    }

    /// When a file was imported before, as ISO 8601.
    #[must_use]
    pub fn imported(&self, mark: u32) -> Option<&str> {
        self.imports.iter().find(|(known, _)| *known == mark).map(|(_, at)| at.as_str())
    }

    /// Whether pages are dark.
    #[must_use]
    pub fn is_dark(&self) -> bool {
        match self.theme {
            Theme::System => theme::device_is_dark(),
            Theme::Light => false,
            Theme::Dark => true,
        }
    }
}
