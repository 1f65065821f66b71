//! Backups: which changes they hold, when one is due, and the browser's permission to persist.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{clock, persistence};
use crate::domain::action::Action;
use crate::domain::database::Database;
use crate::state::app_state::AppState;
use crate::state::reminder::{BackupState, MIN_OWN_CONTACTS, is_due};

impl AppState {
    /// Records that a file saved at a time (ISO 8601) holds everything up to a revision.
    pub fn record_backup(self, at: String, revision: u64) {
        self.update_preferences(|it| {
            it.last_backup = Some(at);
            it.backup_revision = revision;
        });
    }

    /// The number of changes since the last backup; follows changes.
    #[must_use]
    pub fn changes_since_backup(self) -> u64 {
        self.track_all();
        let saved = self.preferences().with(|it| it.backup_revision);
        // The store was erased since; all its changes count.
        self.revision().checked_sub(saved).unwrap_or_else(|| self.revision())
    }

    /// Whether a backup is due now; follows changes.
    #[must_use]
    pub fn is_backup_due(self) -> bool {
        let changes = self.changes_since_backup();
        let has_own_contacts = self.with(|database, _| has_own_contacts(database));
        self.preferences().with(|it| {
            is_due(BackupState {
                changes,
                age: it.last_backup.as_deref().and_then(clock::days_since),
                limit: it.remind_after(),
                snoozed: it.reminder_aside.as_deref().and_then(clock::days_since),
                has_own_contacts,
            })
        })
    }

    /// Asks the browser to persist the data, once, after the first change that is not sample data.
    pub(super) fn request_persistence(self, action: &Action) {
        let is_sample = matches!(action, Action::LoadSample | Action::RemoveSample);
        if !is_sample && self.preferences().with_untracked(|it| it.is_promised.is_none()) {
            // Set before the answer, so that the browser asks the user only once.
            self.update_preferences(|it| it.is_promised = Some(false));
            spawn_local(async move {
                if let Some(answer) = persistence::request().await {
                    self.update_preferences(|it| it.is_promised = Some(answer));
                }
            });
        }
    }
}

/// Whether there are enough contacts beside the sample to remind of a backup.
fn has_own_contacts(database: &Database) -> bool {
    database.contacts().filter(|(_, contact)| !contact.sample).take(MIN_OWN_CONTACTS).count()
        == MIN_OWN_CONTACTS
}
