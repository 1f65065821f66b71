//! When a backup is due.

/// Days after which a backup is due, unless the user chose another number.
pub const DEFAULT_DAYS: u16 = 14;
/// Days for which the reminder is snoozed.
pub const SNOOZE_DAYS: f64 = 3.0;
/// The number of contacts, sample data aside, from which the first backup is due.
pub const MIN_OWN_CONTACTS: usize = 20;

/// The facts that decide whether a backup is due.
#[derive(Clone, Copy, Debug, Default)]
pub struct BackupState {
    /// The number of changes since the last backup.
    pub changes: u64,
    /// The age of the last backup in days; `None` without one.
    pub age: Option<f64>,
    /// Days after which a backup is due; 0 for no reminder.
    pub limit: u16,
    /// Days since the reminder was snoozed, if it was.
    pub snoozed: Option<f64>,
    /// Whether there are enough contacts beside the sample data.
    pub has_own_contacts: bool,
}

/// Whether a backup is due.
#[must_use]
pub fn is_due(now: BackupState) -> bool {
    let BackupState { changes, age, limit, snoozed, has_own_contacts } = now;
    // After the clock was set back, a negative age must not snooze for years.
    let is_snoozed = snoozed.is_some_and(|days| (0.0..SNOOZE_DAYS).contains(&days));
    if changes == 0 || limit == 0 || is_snoozed {
        return false;
    }
    age.map_or(has_own_contacts, |days| days >= f64::from(limit) || days < 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: BackupState =
        BackupState { changes: 3, age: Some(15.0), limit: 14, snoozed: None, has_own_contacts: true };

    #[test]
    fn an_old_backup_is_reminded_of_while_there_are_changes() {
        assert!(is_due(OLD));
        assert!(is_due(BackupState { age: Some(14.0), ..OLD }));
        assert!(!is_due(BackupState { age: Some(13.9), ..OLD }));
        assert!(!is_due(BackupState { changes: 0, ..OLD }));
        assert!(is_due(BackupState { age: Some(7.1), limit: 7, ..OLD }));
        assert!(!is_due(BackupState { limit: 0, ..OLD }));
        // Once backed up, any number of contacts is backed up again.
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
        assert!(!is_due(BackupState { snoozed: Some(0.0), ..OLD }));
        assert!(!is_due(BackupState { snoozed: Some(2.9), ..OLD }));
        assert!(is_due(BackupState { snoozed: Some(3.0), ..OLD }));
    }

    #[test]
    fn a_clock_that_was_set_back_silences_nothing() {
        assert!(is_due(BackupState { age: Some(-400.0), ..OLD }));
        assert!(is_due(BackupState { snoozed: Some(-400.0), ..OLD }));
    }
}
