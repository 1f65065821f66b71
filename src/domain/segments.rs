//! Creating, editing and deleting segments and their lines: the rules, as changes.
//!
//! Whom a step's criteria pick is the query layer's to say; here its outcome becomes a change.

use std::collections::HashSet;

use crate::domain::catalogue::CodeList;
use crate::domain::change::Change;
use crate::domain::database::Database;
use crate::domain::identifiers::{CodeId, ContactId, SegmentId};
use crate::domain::refusal::Refusal;
use crate::domain::segment::{Segment, Step, StepKind};
use crate::domain::text::{check_text, parse_number};

/// A new segment without lines, with this No. or the next of the series where that is blank.
///
/// # Errors
/// A No. that is too long or taken, a description that is too long.
pub fn create(database: &Database, number: &str, description: &str) -> Result<(SegmentId, Change), Refusal> {
    let number =
        if number.trim().is_empty() { database.next_segment_number() } else { parse_number(number)? };
    if database.find_segment(&number).is_some() {
        return Err(Refusal::NumberTaken(number));
    }
    let description = check_text(description, Segment::DESCRIPTION_LIMIT)?.to_owned();
    let id = database.next_segment_id();
    let segment = Segment { number, description, ..Segment::default() };
    Ok((id, Change::PutSegment { id, segment: Some(Box::new(segment)) }))
}

/// Gives a segment another description.
///
/// # Errors
/// A description that is too long.
pub fn describe(database: &Database, id: SegmentId, typed: &str) -> Result<Change, Refusal> {
    let description = check_text(typed, Segment::DESCRIPTION_LIMIT)?.to_owned();
    edit(database, id, |segment| segment.description = description)
}

/// Gives a segment another No.
///
/// # Errors
/// A No. that is empty, too long or taken.
pub fn renumber(database: &Database, id: SegmentId, typed: &str) -> Result<Change, Refusal> {
    let number = parse_number(typed)?;
    if database.find_segment(&number).is_some_and(|other| other != id) {
        return Err(Refusal::NumberTaken(number));
    }
    edit(database, id, |segment| segment.number = number)
}

/// Deletes a segment; its contacts stay.
#[must_use]
pub fn delete(id: SegmentId) -> Change {
    Change::PutSegment { id, segment: None }
}

/// A segment of which steps pick by a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeUse {
    /// The segment.
    pub segment: SegmentId,
    /// The places of these steps among its steps.
    pub steps: Vec<usize>,
}

/// The segments of which steps pick by a code. Deleting the code switches these steps off.
#[must_use]
pub fn uses_of_code(database: &Database, list: CodeList, code: CodeId) -> Vec<CodeUse> {
    let steps = |segment: &Segment| {
        let steps = segment.steps.iter().enumerate().filter(|(_, step)| step.picks_by(list, code));
        steps.map(|(place, _)| place).collect::<Vec<_>>()
    };
    let uses = database.segments().map(|(id, segment)| CodeUse { segment: id, steps: steps(segment) });
    uses.filter(|it| !it.steps.is_empty()).collect()
}

/// Takes a step whose outcome is `lines`. An action counts even when it changes no line.
///
/// # Errors
/// [`Refusal::Gone`] where the segment is no longer there.
pub fn take_step(
    database: &Database,
    id: SegmentId,
    kind: StepKind,
    lines: Vec<ContactId>,
) -> Result<Change, Refusal> {
    edit(database, id, |segment| {
        let before = std::mem::replace(&mut segment.lines, lines);
        segment.steps.push(Step { kind, before, after: count(&segment.lines) });
    })
}

/// Appends contacts by hand. Those with a line already are passed over. A run of edits by hand
/// is one step.
///
/// # Errors
/// [`Refusal::Gone`] where the segment is no longer there.
pub fn add_by_hand(database: &Database, id: SegmentId, contacts: &[ContactId]) -> Result<Change, Refusal> {
    let segment = database.segment(id).ok_or(Refusal::Gone)?;
    let mut there: HashSet<ContactId> = segment.lines.iter().copied().collect();
    let new: Vec<ContactId> = contacts.iter().copied().filter(|&contact| there.insert(contact)).collect();
    if new.is_empty() {
        return Ok(Change::nothing());
    }
    edit(database, id, |segment| {
        by_hand(segment, |lines, added, removed| {
            for contact in new {
                lines.push(contact);
                // What was taken out in the same run is simply there again.
                match removed.iter().position(|&other| other == contact) {
                    Some(place) => {
                        removed.remove(place);
                    }
                    None => added.push(contact),
                }
            }
        });
    })
}

/// Takes contacts out by hand, with all their lines. A run of edits by hand is one step.
///
/// # Errors
/// [`Refusal::Gone`] where the segment is no longer there.
pub fn remove_by_hand(database: &Database, id: SegmentId, contacts: &[ContactId]) -> Result<Change, Refusal> {
    let chosen: HashSet<ContactId> = contacts.iter().copied().collect();
    let segment = database.segment(id).ok_or(Refusal::Gone)?;
    if !segment.lines.iter().any(|line| chosen.contains(line)) {
        return Ok(Change::nothing());
    }
    edit(database, id, |segment| {
        by_hand(segment, |lines, added, removed| {
            let mut seen = HashSet::new();
            let leaving = lines.iter().copied().filter(|line| chosen.contains(line) && seen.insert(*line));
            for contact in leaving.collect::<Vec<_>>() {
                match added.iter().position(|&other| other == contact) {
                    Some(place) => {
                        added.remove(place);
                    }
                    None => removed.push(contact),
                }
            }
            lines.retain(|line| !chosen.contains(line));
        });
    })
}

/// *Go Back*: takes the last step back and restores the lines exactly, content and order.
///
/// # Errors
/// [`Refusal::NoStep`] where no step is left.
pub fn go_back(database: &Database, id: SegmentId) -> Result<Change, Refusal> {
    let segment = database.segment(id).ok_or(Refusal::Gone)?;
    if segment.steps.is_empty() {
        return Err(Refusal::NoStep);
    }
    edit(database, id, |segment| {
        if let Some(step) = segment.steps.pop() {
            segment.lines = step.before;
        }
    })
}

/// The changes that take contacts out of every segment that names them, its steps' earlier lines
/// included, so that *Go Back* brings nobody back who was deleted.
#[must_use]
pub(super) fn without_contacts(database: &Database, gone: &HashSet<ContactId>) -> Vec<Change> {
    database
        .segments()
        .filter_map(|(id, before)| {
            let mut segment = before.clone();
            segment.retain_contacts(|line| !gone.contains(line));
            (segment != *before).then(|| Change::PutSegment { id, segment: Some(Box::new(segment)) })
        })
        .collect()
}

fn by_hand(
    segment: &mut Segment,
    change: impl FnOnce(&mut Vec<ContactId>, &mut Vec<ContactId>, &mut Vec<ContactId>),
) {
    if !matches!(segment.steps.last(), Some(Step { kind: StepKind::ByHand { .. }, .. })) {
        let kind = StepKind::ByHand { added: Vec::new(), removed: Vec::new() };
        segment.steps.push(Step { kind, before: segment.lines.clone(), after: 0 });
    }
    if let Some(Step { kind: StepKind::ByHand { added, removed }, after, .. }) = segment.steps.last_mut() {
        change(&mut segment.lines, added, removed);
        *after = count(&segment.lines);
    }
}

fn count(lines: &[ContactId]) -> u32 {
    u32::try_from(lines.len()).unwrap_or(u32::MAX)
}

fn edit(database: &Database, id: SegmentId, change: impl FnOnce(&mut Segment)) -> Result<Change, Refusal> {
    let before = database.segment(id).ok_or(Refusal::Gone)?;
    let mut segment = before.clone();
    change(&mut segment);
    if segment == *before {
        return Ok(Change::nothing());
    }
    Ok(Change::PutSegment { id, segment: Some(Box::new(segment)) })
}
