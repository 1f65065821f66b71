//! Preferences of this device, and facts about its backups. Stored apart from the data.

use serde::{Deserialize, Serialize};

use crate::browser::{document, theme};
use crate::i18n::language::Language;
use crate::state::reminder;
use crate::storage::key_value::KeyValue;

/// The key under which they are stored.
pub(super) const KEY: &str = "preferences";

/// The colour theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As set in the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What is remembered on this device. Unknown or damaged preferences get their defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// The language's code; none while the browser's languages decide.
    pub language: Option<String>,
    /// Light or dark.
    pub theme: Theme,
    /// The time of the last backup, as ISO 8601.
    pub last_backup: Option<String>,
    /// The revision of the data in it; 0 where unknown.
    pub backup_revision: u64,
    /// Days after which a backup is due, if chosen; 0 for never.
    pub remind_after: Option<u16>,
    /// The time when the reminder was last snoozed, as ISO 8601.
    pub reminder_aside: Option<String>,
    /// Whether a linked file is kept up to date.
    pub keeps_file: bool,
    /// Whether the browser persists the data; `None` before it was asked.
    pub is_promised: Option<bool>,
    /// The last imported files: CRC-32 of the bytes and time (ISO 8601), oldest first.
    pub imports: Vec<(u32, String)>,
}

/// The number of imported files that are remembered.
const REMEMBERED_IMPORTS: usize = 50;

impl Preferences {
    /// Reads the stored preferences, or the defaults.
    pub fn read(keys: &impl KeyValue) -> Self {
        Self::remembered(keys).unwrap_or_default()
    }

    /// Reads the stored preferences.
    pub fn remembered(keys: &impl KeyValue) -> Option<Self> {
        let text = keys.get(KEY).ok().flatten()?;
        serde_json::from_slice(text.as_bytes()).ok()
    }

    /// Stores the preferences. Where that fails, they hold for this visit only.
    pub fn write(&self, keys: &impl KeyValue) {
        if let Ok(text) = serde_json::to_string(self) {
            let _ = keys.set(KEY, &text);
        }
    }

    /// The chosen language, or the first of the browser's languages that the app has.
    #[must_use]
    pub fn language(&self) -> Language {
        let chosen = self.language.as_deref().and_then(Language::from_code);
        chosen.or_else(|| Language::from_tags(document::preferred_languages())).unwrap_or(Language::English)
    }

    /// Days after which a backup is due; 0 for never.
    #[must_use]
    pub fn remind_after(&self) -> u16 {
        self.remind_after.unwrap_or(reminder::DEFAULT_DAYS)
    }

    /// Remembers an imported file, so that importing it again is pointed out.
    pub fn remember_import(&mut self, checksum: u32, at: String) {
        self.imports.retain(|(known, _)| *known != checksum);
        self.imports.push((checksum, at));
        let surplus = self.imports.len().saturating_sub(REMEMBERED_IMPORTS);
        self.imports.drain(..surplus);
    }

    /// The time when a file was imported before, as ISO 8601.
    #[must_use]
    pub fn imported(&self, checksum: u32) -> Option<&str> {
        self.imports.iter().find(|(known, _)| *known == checksum).map(|(_, at)| at.as_str())
    }

    /// Whether the dark theme is in use.
    #[must_use]
    pub fn is_dark(&self) -> bool {
        match self.theme {
            Theme::System => theme::device_is_dark(),
            Theme::Light => false,
            Theme::Dark => true,
        }
    }
}
