//! A backup merged into the database: a plan of what would happen, contact by contact, and then one
//! change.
//!
//! The rules, where a merge could go either way:
//!
//! * **No data here is lost.** Empty fields are filled; values that differ are overwritten only if
//!   the user chooses so; no value is blanked, and no contact, code, assignment or segment line is
//!   removed. *Exclude from Segment* can only be set.
//! * **A contact here matches one contact of the file at most**, and of the same type: two contacts
//!   of the file stay two.
//! * Contacts match by No. where the file is from this very database, then by External ID, then by
//!   e-mail address and name together. Name and company alone, with other details, make a possible
//!   duplicate, which is left out unless the user decides otherwise.
//! * Two copies of one database that were edited apart give the same next No. to different
//!   contacts. So a No. counts only where no other value contradicts it; otherwise it makes a
//!   possible duplicate as well, which is added under a new No. unless the user decides otherwise.
//! * An External ID that several contacts of the file have matches none.
//! * A No. that another contact has here is replaced by the next of the series.
//! * A person's company and a segment's lines follow their contacts. A contact left out as a
//!   possible duplicate by name is represented by its match; one left out that merely had the same
//!   No. takes its lines along.
//! * Contacts of one name are told apart by their other values, and finally by their order: on a
//!   second merge one of them, or one of their persons, may be taken for a new contact, which the
//!   preview shows. Where names are distinct, a second merge changes nothing, unless names were
//!   overwritten.
//! * A segment of this database is recognised by its No. if one of the two continues the other:
//!   then the later one is kept, whose *Go Back* still leads to the earlier. Any other comes under
//!   a new No., unless one with exactly its lines and steps exists.

mod building;
mod diff;
pub mod matching;
pub mod plan;
#[cfg(test)]
mod proptests;
pub mod restore_diff;
pub mod segments;
#[cfg(test)]
mod tests;
pub mod totals;
