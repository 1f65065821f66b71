//! Numbers for many new contacts at once.

use std::collections::HashSet;

use crate::domain::database::Database;
use crate::domain::number_series::{CONTACT_SERIES, next_number};

/// Assigns numbers: the file's own where they are free, else the next of the series.
pub(super) struct Numbers {
    kept: HashSet<String>,
    last: u64,
}

impl Numbers {
    /// `kept` are the numbers that new contacts have in the file. **No two are the same.**
    pub(super) fn new(database: &Database, kept: HashSet<String>) -> Self {
        Self { kept, last: database.last_contact_number() }
    }

    /// The number of the next new contact.
    pub(super) fn take(&mut self, database: &Database, own: Option<&str>) -> String {
        if let Some(own) = own.filter(|own| database.find_contact(own).is_none()) {
            return own.to_owned();
        }
        loop {
            let number = next_number(CONTACT_SERIES, self.last);
            self.last = self.last.saturating_add(1);
            if database.find_contact(&number).is_none() && !self.kept.contains(&number) {
                return number;
            }
        }
    }
}
