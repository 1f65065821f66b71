//! What this device's user prefers, and what happened to backups. Kept apart from the data.

use serde::{Deserialize, Serialize};

use crate::browser::{document, theme};
use crate::i18n::language::Language;
use crate::state::reminder;
use crate::storage::key_value::KeyValue;

/// The key under which they are kept.
pub(super) const KEY: &str = "preferences";

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
    /// The revision of the data in it; 0 where that was not noted yet.
    pub backup_revision: u64,
    /// Days after which a backup counts as old, if chosen; 0 for never.
    pub remind_after: Option<u16>,
    /// When the reminder was put aside last, as ISO 8601.
    pub reminder_aside: Option<String>,
    /// Whether a file that was chosen is kept up to date.
    pub keeps_file: bool,
    /// Whether the browser promised to keep the data; nothing before it was asked.
    pub is_promised: Option<bool>,
    /// Files imported last, by the CRC-32 of their bytes, and when, as ISO 8601; oldest first.
    pub imports: Vec<(u32, String)>,
}

/// Imported files that are remembered.
const REMEMBERED_IMPORTS: usize = 50;

impl Preferences {
    /// Reads what is remembered; the usual where that is nothing.
    pub fn read(keys: &impl KeyValue) -> Self {
        Self::remembered(keys).unwrap_or_default()
    }

    /// What is remembered, if anything is.
    pub fn remembered(keys: &impl KeyValue) -> Option<Self> {
        let text = keys.get(KEY).ok().flatten()?;
        serde_json::from_slice(text.as_bytes()).ok()
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

    /// Days after which a backup counts as old; 0 for never.
    #[must_use]
    pub fn remind_after(&self) -> u16 {
        self.remind_after.unwrap_or(reminder::DEFAULT_DAYS)
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
