//! When a backup is due.

/// Days after which a backup counts as old, unless somebody wants it otherwise.
pub const DEFAULT_DAYS: u16 = 14;
/// Days for which the reminder is put aside.
pub const SNOOZE_DAYS: f64 = 3.0;
/// Own contacts from which on the first backup is asked for.
pub const MIN_OWN_CONTACTS: usize = 20;

/// What there is to know about backups at a moment.
#[derive(Clone, Copy, Debug, Default)]
pub struct BackupState {
    /// Changes that no backup holds.
    pub changes: u64,
    /// How old the last backup is, in days; nothing if none was ever saved.
    pub age: Option<f64>,
    /// Days after which a backup counts as old; 0 for a person who wants no reminder.
    pub limit: u16,
    /// Days since the reminder was put aside, if it was.
    pub aside: Option<f64>,
    /// Whether so much was entered that losing it would hurt.
    pub has_own_contacts: bool,
}

/// Whether to remind of a backup.
#[must_use]
pub fn is_due(now: BackupState) -> bool {
    let BackupState { changes, age, limit, aside, has_own_contacts } = now;
    // A clock that was set back would otherwise keep the reminder away for years.
    let is_aside = aside.is_some_and(|days| (0.0..SNOOZE_DAYS).contains(&days));
    if changes == 0 || limit == 0 || is_aside {
        return false;
    }
    age.map_or(has_own_contacts, |days| days >= f64::from(limit) || days < 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: BackupState =
        BackupState { changes: 3, age: Some(15.0), limit: 14, aside: None, has_own_contacts: true };

    #[test]
    fn an_old_backup_is_reminded_of_while_there_are_changes() {
        assert!(is_due(OLD));
        assert!(is_due(BackupState { age: Some(14.0), ..OLD }));
        assert!(!is_due(BackupState { age: Some(13.9), ..OLD }));
        assert!(!is_due(BackupState { changes: 0, ..OLD }));
        assert!(is_due(BackupState { age: Some(7.1), limit: 7, ..OLD }));
        assert!(!is_due(BackupState { limit: 0, ..OLD }));
        // Few contacts that were saved once are worth being saved again.
        assert!(is_due(BackupState { has_own_contacts: false, ..OLD }));
    }

    #[test]
    fn the_first_backup_is_asked_for_when_there_is_something_to_lose() {
        let never = BackupState { age: None, ..OLD };
        assert!(is_due(never));
        assert!(!is_due(BackupState { has_own_contacts: false, ..never }));
        assert!(!is_due(BackupState { limit: 0, ..never }));
    }

    #[test]
    fn a_reminder_put_aside_comes_back_after_three_days() {
        assert!(!is_due(BackupState { aside: Some(0.0), ..OLD }));
        assert!(!is_due(BackupState { aside: Some(2.9), ..OLD }));
        assert!(is_due(BackupState { aside: Some(3.0), ..OLD }));
    }

    #[test]
    fn a_clock_that_was_set_back_silences_nothing() {
        assert!(is_due(BackupState { age: Some(-400.0), ..OLD }));
        assert!(is_due(BackupState { aside: Some(-400.0), ..OLD }));
    }
}
