//! When a backup is due.

/// Days after which a backup counts as old, unless somebody wants it otherwise.
pub const USUAL_DAYS: u16 = 14;
/// Days for which the reminder is put aside.
pub const PAUSE_DAYS: f64 = 3.0;
/// Own contacts from which on the first backup is asked for.
pub const WORTH_A_BACKUP: usize = 20;

/// What there is to know about backups at a moment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Situation {
    /// Changes that no backup holds.
    pub changes: u64,
    /// How old the last backup is, in days; nothing if none was ever saved.
    pub age: Option<f64>,
    /// Days after which a backup counts as old; 0 for a person who wants no reminder.
    pub limit: u16,
    /// Days since the reminder was put aside, if it was.
    pub aside: Option<f64>,
    /// Whether so much was entered that losing it would hurt.
    pub is_worth_it: bool,
}

/// Whether to remind of a backup.
#[must_use]
pub fn is_due(now: Situation) -> bool {
    let Situation { changes, age, limit, aside, is_worth_it } = now;
    // A clock that was set back would otherwise keep the reminder away for years.
    let is_aside = aside.is_some_and(|days| (0.0..PAUSE_DAYS).contains(&days));
    if changes == 0 || limit == 0 || is_aside {
        return false;
    }
    age.map_or(is_worth_it, |days| days >= f64::from(limit) || days < 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: Situation =
        Situation { changes: 3, age: Some(15.0), limit: 14, aside: None, is_worth_it: true };

    #[test]
    fn an_old_backup_is_reminded_of_while_there_are_changes() {
        assert!(is_due(OLD));
        assert!(is_due(Situation { age: Some(14.0), ..OLD }));
        assert!(!is_due(Situation { age: Some(13.9), ..OLD }));
        assert!(!is_due(Situation { changes: 0, ..OLD }));
        assert!(is_due(Situation { age: Some(7.1), limit: 7, ..OLD }));
        assert!(!is_due(Situation { limit: 0, ..OLD }));
        // Few contacts that were saved once are worth being saved again.
        assert!(is_due(Situation { is_worth_it: false, ..OLD }));
    }

    #[test]
    fn the_first_backup_is_asked_for_when_there_is_something_to_lose() {
        let never = Situation { age: None, ..OLD };
        assert!(is_due(never));
        assert!(!is_due(Situation { is_worth_it: false, ..never }));
        assert!(!is_due(Situation { limit: 0, ..never }));
    }

    #[test]
    fn a_reminder_put_aside_comes_back_after_three_days() {
        assert!(!is_due(Situation { aside: Some(0.0), ..OLD }));
        assert!(!is_due(Situation { aside: Some(2.9), ..OLD }));
        assert!(is_due(Situation { aside: Some(3.0), ..OLD }));
    }

    #[test]
    fn a_clock_that_was_set_back_silences_nothing() {
        assert!(is_due(Situation { age: Some(-400.0), ..OLD }));
        assert!(is_due(Situation { aside: Some(-400.0), ..OLD }));
    }
}
