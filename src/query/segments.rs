//! What a step does with a segment's lines.
//!
//! *Add Contacts* appends who matches, *Reduce* takes out the lines that match, *Refine* keeps
//! them. Matching is as [`matches`] has it.

use std::collections::HashSet;

use crate::domain::change::Change;
use crate::domain::complete_criteria::complete;
use crate::domain::criteria::Incomplete;
use crate::domain::database::Database;
use crate::domain::identifiers::{ContactId, SegmentId};
use crate::domain::refusal::Refusal;
use crate::domain::segment::{AddOptions, Segment, Step, StepKind};
use crate::domain::segments;
use crate::query::bitmap::Bitmap;
use crate::query::criteria::matches;
use crate::query::index::Index;
use crate::query::order::segment::in_segment_order;

/// What a step comes to, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Contacts that meet the criteria, before any widening to companies: of all contacts for
    /// *Add Contacts*, of those on the lines for *Refine* and *Reduce*. By hand: those named.
    pub matched: usize,
    /// Lines appended.
    pub added: usize,
    /// Lines taken out.
    pub removed: usize,
    /// Contacts left out because they are marked *Exclude from Segment*.
    pub left_out_excluded: usize,
    /// Contacts to be added that have a line already. They get a second one only with *Allow
    /// Existing Contacts*.
    pub already_there: usize,
    /// Lines after the step.
    pub lines: usize,
}

/// The lines that a step makes, and what it comes to in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepResult {
    /// The lines after the step.
    pub lines: Vec<ContactId>,
    /// In numbers.
    pub counts: Counts,
}

/// Takes a step on a segment. An action counts even when it changes no line.
///
/// # Errors
/// [`Refusal::Gone`] where the segment is no longer there, [`Refusal::Incomplete`] where the criteria
/// are begun or wrong.
pub fn take_step(
    database: &Database,
    index: &Index,
    segment: SegmentId,
    kind: StepKind,
) -> Result<(Change, Counts), Refusal> {
    let lines = &database.segment(segment).ok_or(Refusal::Gone)?.lines;
    let result = evaluate(database, index, lines, &kind)?;
    let change = segments::take_step(database, segment, kind, result.lines)?;
    Ok((change, result.counts))
}

/// A new segment with the next No., a description and the lines of a first step.
///
/// # Errors
/// A description that is too long; criteria that are begun or wrong.
pub fn create_with(
    database: &Database,
    index: &Index,
    description: &str,
    kind: StepKind,
) -> Result<(String, Change), Refusal> {
    let number = database.next_segment_number();
    let (id, _) = segments::create(database, &number, description)?;
    let lines = evaluate(database, index, &[], &kind)?.lines;
    let after = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let steps = vec![Step { kind, before: Vec::new(), after }];
    let description = description.trim().to_owned();
    let segment = Segment { number: number.clone(), description, lines, steps, sample: false };
    Ok((number, Change::PutSegment { id, segment: Some(Box::new(segment)) }))
}

/// The lines that a step makes of `lines`.
///
/// # Errors
/// What is begun or wrong in its criteria.
pub fn evaluate(
    database: &Database,
    index: &Index,
    lines: &[ContactId],
    kind: &StepKind,
) -> Result<StepResult, Incomplete> {
    let mut after = lines.to_vec();
    let counts = match Effect::new(database, index, lines, kind)? {
        Effect::Append { contacts, counts } => {
            after.extend(in_segment_order(database, &contacts));
            counts
        }
        Effect::Keep { contacts, counts } => {
            after.retain(|line| contacts.contains(line.index()));
            counts
        }
        Effect::ByHand { lines, counts } => {
            after = lines;
            counts
        }
    };
    Ok(StepResult { lines: after, counts })
}

/// What a step would come to, quicker than [`evaluate`]: for numbers that follow the typing.
///
/// # Errors
/// What is begun or wrong in its criteria.
pub fn count(
    database: &Database,
    index: &Index,
    lines: &[ContactId],
    kind: &StepKind,
) -> Result<Counts, Incomplete> {
    Ok(match Effect::new(database, index, lines, kind)? {
        Effect::Append { counts, .. } | Effect::Keep { counts, .. } | Effect::ByHand { counts, .. } => counts,
    })
}

enum Effect {
    Append { contacts: Bitmap, counts: Counts },
    Keep { contacts: Bitmap, counts: Counts },
    ByHand { lines: Vec<ContactId>, counts: Counts },
}

impl Effect {
    fn new(
        database: &Database,
        index: &Index,
        lines: &[ContactId],
        kind: &StepKind,
    ) -> Result<Self, Incomplete> {
        let matching = |criteria| complete(database, criteria).map(|it| matches(database, index, it));
        Ok(match kind {
            StepKind::Add { criteria, options } => add(index, lines, matching(criteria)?, *options),
            StepKind::Refine { criteria, entire_companies } => {
                let (matched, matching) = on_lines(index, lines, matching(criteria)?, *entire_companies);
                keep(lines, matched, matching)
            }
            StepKind::Reduce { criteria, entire_companies } => {
                let (matched, matching) = on_lines(index, lines, matching(criteria)?, *entire_companies);
                let mut others = set_of(lines);
                others.and_not(&matching);
                keep(lines, matched, others)
            }
            StepKind::ByHand { added, removed } => by_hand(database, lines, added, removed),
        })
    }
}

fn add(index: &Index, lines: &[ContactId], mut contacts: Bitmap, options: AddOptions) -> Effect {
    let matched = contacts.count();
    if options.expand_companies {
        contacts = index.entire_companies(&contacts);
    }
    if options.allow_related_companies {
        contacts.or(&index.companies_of(&contacts));
    }
    let mut left_out_excluded = 0;
    if !options.ignore_exclusion {
        left_out_excluded = contacts.count_and(index.excluded());
        contacts.and_not(index.excluded());
    }
    let there = set_of(lines);
    let already_there = contacts.count_and(&there);
    if !options.allow_existing {
        contacts.and_not(&there);
    }
    let added = contacts.count();
    let lines = lines.len() + added;
    let counts = Counts { matched, added, removed: 0, left_out_excluded, already_there, lines };
    Effect::Append { contacts, counts }
}

/// How many contacts on the lines match, and these contacts, widened to their companies if asked to.
fn on_lines(
    index: &Index,
    lines: &[ContactId],
    mut matching: Bitmap,
    entire_companies: bool,
) -> (usize, Bitmap) {
    matching.and(&set_of(lines));
    let matched = matching.count();
    let matching = if entire_companies { index.entire_companies(&matching) } else { matching };
    (matched, matching)
}

fn keep(lines: &[ContactId], matched: usize, contacts: Bitmap) -> Effect {
    let kept = lines.iter().filter(|line| contacts.contains(line.index())).count();
    let counts = Counts { matched, removed: lines.len() - kept, lines: kept, ..Counts::default() };
    Effect::Keep { contacts, counts }
}

/// Contacts taken out lose all their lines; who is added and has a line is passed over.
fn by_hand(database: &Database, lines: &[ContactId], added: &[ContactId], removed: &[ContactId]) -> Effect {
    let leaving: HashSet<ContactId> = removed.iter().copied().collect();
    let mut after: Vec<ContactId> = lines.iter().copied().filter(|line| !leaving.contains(line)).collect();
    let kept = after.len();
    let mut there = set_of(&after);
    let mut already_there = 0;
    for &id in added.iter().filter(|&&id| database.contact(id).is_some()) {
        if there.insert(id.index()) {
            after.push(id);
        } else {
            already_there += 1;
        }
    }
    let counts = Counts {
        matched: added.len() + removed.len(),
        added: after.len() - kept,
        removed: lines.len() - kept,
        left_out_excluded: 0,
        already_there,
        lines: after.len(),
    };
    Effect::ByHand { lines: after, counts }
}

fn set_of(lines: &[ContactId]) -> Bitmap {
    lines.iter().map(|line| line.index()).collect()
}
