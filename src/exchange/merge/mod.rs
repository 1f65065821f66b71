//! A backup into what is here: what would happen, contact by contact, and then one change.
//!
//! The rules, where a merge could go either way:
//!
//! * **Nothing here is lost.** Empty fields are filled; what differs is overwritten only if a
//!   person says so; nothing is blanked, no contact, code, assignment or segment line is taken
//!   away. *Exclude from Segment* can only be set.
//! * **A contact here is the twin of one contact of the file at most**, and of the same type: two
//!   who are two there stay two here.
//! * Twins are found by No. where the file is from this very database, then by External ID, then
//!   by e-mail address and name together. Name and company alone, with other details, make a
//!   possible duplicate, which is left out unless a person decides otherwise.
//! * Two copies of one database that went on apart give the same next No. to different people. So
//!   a No. counts only where nothing speaks against it; else it makes a possible duplicate as
//!   well, which is added under a new No. unless a person decides otherwise.
//! * An External ID that several contacts of the file have is nobody's, and tells nothing.
//! * A No. that another has here becomes the next of the series.
//! * A person's company and a segment's lines follow their contacts, wherever those go. What is
//!   left out as a possible duplicate by name is stood for by its twin; what a person leaves out
//!   that merely had the same No. takes its lines along.
//! * Contacts of one name are told apart by what else they have, at last by their order alone:
//!   merged a second time, one of them, or a person of theirs, may be taken for a new one, which
//!   the preview shows. Where names are distinct, a merge does nothing the second time, unless
//!   names were overwritten.
//! * A segment of this database is known by its No. if one of the two went on from the other:
//!   then the later one holds, whose *Go Back* still leads to the earlier. Any other comes under
//!   a new No., unless one with the very same lines and steps is here.

mod building;
pub mod gains;
pub mod matching;
pub mod plan;
#[cfg(test)]
mod proptests;
pub mod replace;
pub mod segments;
#[cfg(test)]
mod tests;
